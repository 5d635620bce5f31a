import type { Browser, Page } from 'playwright-core';
import type { Role } from '../../shared/access.ts';
import type { Office } from '../../shared/dialogue.ts';
import { addWorkingDays } from '../../shared/working-days.ts';
import { enter, startBrowser, type Visitor, visitor } from './browser.ts';
import { type Expected, type OpenedPaper, openPaper } from './cycle-papers.ts';
import { type Told, today } from './cycle-scene.ts';
import { hallOffice } from './kit.ts';
import { dataFolder, type ServerProcess, startServer } from './server.ts';

/** Who takes part, each at a device of their own. */
const roles = {
  organizer: { name: 'Lê Văn Phòng', of: {} },
  recorder: { name: 'Phạm Thư Ký', of: {} },
  chair: { name: 'Nguyễn Hữu Bảng', of: {} },
  officer: { name: 'Trần Công Chức', of: { unit: 'Lao động, Thương binh – xã hội' } },
  village: { name: 'A Trưởng Thôn', of: { village: 'Đăk Vang' } },
} as const satisfies Partial<Record<Role, { name: string; of: object }>>;
export type Person = keyof typeof roles | 'citizen';

/** One cycle around one server that begins with nothing; what its steps hand on to each other. */
export interface Cycle {
  planId: string;
  dialogueId: string;
  recordId: string;
  /** Codes on the receipts, and ids, by the petition's number. */
  readonly codes: Map<string, string>;
  readonly ids: Map<string, string>;
  /** By what the record is known, in the foot of its PDFs. */
  readonly proof: string[];
  /** Kinds of the documents that were opened. */
  readonly opened: Set<string>;
  start(): Promise<void>;
  close(): Promise<void>;
  /** A person who has come; throws when nobody has. */
  at(who: Person): Visitor;
  /** A person comes through the door by a link of their own. */
  come(who: Person): Promise<Visitor>;
  url(rest?: string): string;
  /** The address of the API, or of a page, of the dialogue. */
  api(rest?: string): string;
  page(rest?: string): string;
  /** The day so many working days from now, `YYYY-MM-DD`, by the office's calendar. */
  due(days: number): string;
  /** The API as the organizer; throws what was refused. */
  ask<T>(method: string, url: string, data?: unknown): Promise<T>;
  /** Opens a document in both formats, as the organizer, and holds it against what it is to say. */
  open(address: string, expected: Expected): Promise<OpenedPaper>;
  /** The address of a paper of one petition. */
  paperOf(petition: Told, paper: string): string;
  errors(): string[];
}

/** Waits until the page says that all is stored in the hall: that something waits it says at once. */
export const savedInHall = (page: Page) => page.getByText('Đã lưu tại hội trường').first().waitFor();

const phone = { width: 390, height: 844 };

export function createCycle(): Cycle {
  const data = dataFolder();
  const came = new Map<Person, Visitor>();
  let office: Office | undefined;
  let running: { server: ServerProcess; browser: Browser } | undefined;
  const parts = () => {
    if (!running) throw new Error('not started');
    return running;
  };
  const at = (who: Person) => {
    const person = came.get(who);
    if (!person) throw new Error(`${who} has not come`);
    return person;
  };
  const cycle: Cycle = {
    planId: '',
    dialogueId: '',
    recordId: '',
    codes: new Map(),
    ids: new Map(),
    proof: [],
    opened: new Set(),
    at,
    url: (rest = '') => `${parts().server.url}${rest}`,
    api: (rest = '') => cycle.url(`/api/dialogues/${cycle.dialogueId}${rest}`),
    page: (rest = '') => cycle.url(`/dialogues/${cycle.dialogueId}${rest}`),
    paperOf: ({ number }, paper) => cycle.api(`/petitions/${cycle.ids.get(number)}/follow-up/${paper}`),
    due: (days) => addWorkingDays(today, days, office ?? { holidays: [] }),
    async start() {
      running = { server: await startServer({ dataDir: data.dir }), browser: await startBrowser() };
      await cycle.come('organizer');
      const empty = await cycle.ask<Office>('GET', cycle.url('/api/office'));
      office = { ...empty, ...hallOffice };
      await cycle.ask('PUT', cycle.url('/api/office'), office);
    },
    async close() {
      await running?.browser.close();
      await running?.server.stop();
      data.remove();
    },
    async come(who) {
      const onPhone = who === 'village' || who === 'citizen';
      const person = await visitor(parts().browser, onPhone ? phone : undefined);
      came.set(who, person);
      if (who === 'citizen') return person;
      const { name, of } = roles[who];
      let link = parts().server.organizerLink;
      if (who !== 'organizer') {
        const wanted = { role: who, label: '', ...of };
        const { token } = await cycle.ask<{ token: string }>('POST', cycle.api('/links'), wanted);
        link = cycle.url(`/join#${token}`);
      }
      await enter(person.page, link, name);
      return person;
    },
    async ask(method, address, sent) {
      const answer = await at('organizer').context.request.fetch(address, {
        method,
        headers: { origin: cycle.url() },
        ...(sent === undefined ? {} : { data: sent }),
        timeout: 60_000,
      });
      if (!answer.ok()) throw new Error(`${method} ${address}: ${answer.status()} ${await answer.text()}`);
      return answer.json();
    },
    open(address, expected) {
      cycle.opened.add(address.replace(/\?.*$/, '').split('/').at(-1) ?? '');
      return openPaper(at('organizer'), address, expected);
    },
    errors: () => [...came.values()].flatMap(({ errors }) => errors),
  };
  return cycle;
}
