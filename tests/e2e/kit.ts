import type { Browser, Page } from 'playwright-core';
import { expect } from 'vitest';
import type { Role } from '../../shared/access.ts';
import type { ListedDevice } from '../../shared/devices.ts';
import type { Dialogue, Office } from '../../shared/dialogue.ts';
import { enter, startBrowser, type Visitor, visitor } from './browser.ts';
import { dataFolder, type ServerProcess, startServer } from './server.ts';

/** A hall for a test: the real server with one dialogue, a browser, and a link for each role. */
export interface TestHall {
  server: ServerProcess;
  browser: Browser;
  dialogueId: string;
  /** The server's data folder. */
  dataDir: string;
  /** A new link of a role, as the organizer makes it; an officer's is for a unit, a village head's for a village. */
  link(role: Role, of?: LinkScope): Promise<string>;
  /** A person of a role at a device of their own, past the door. `name` is not asked of screen and public. */
  enter(
    role: Role,
    name: string,
    viewport?: { width: number; height: number },
    of?: LinkScope,
  ): Promise<Visitor>;
  /** Kills the server as a power cut does, and starts it again at the same address; `program`: another version of it. */
  restart(program?: string): Promise<void>;
  /** An API call as the organizer. */
  call(method: string, path: string, json?: unknown, headers?: Record<string, string>): Promise<Response>;
  /** Freezes a dialogue (this hall's when left out), whichever devices left without a word; resolves to the record's id. */
  freeze(dialogueId?: string): Promise<string>;
  close(): Promise<void>;
}

export interface LinkScope {
  unit?: string;
  village?: string;
}

/** What officers and village heads are there for where a test does not say: both are in the demonstration. */
const usualScope: Partial<Record<Role, LinkScope>> = {
  officer: { unit: 'Lao động, Thương binh – xã hội' },
  village: { village: 'Đăk Vang' },
};

/** The office and the dialogue that `openHall` makes when the demonstration is not asked for. */
export const hallOffice: Partial<Office> = {
  body: 'ỦY BAN NHÂN DÂN XÃ SA LOONG',
  place: 'Sa Loong',
  signerName: 'Nguyễn Hữu Bảng',
  villages: ['Giang Lố 1', 'Giang Lố 2', 'Đăk Vang', 'Hào Lý'],
  units: ['Văn phòng – thống kê', 'Địa chính – nông nghiệp', 'Lao động, Thương binh – xã hội'],
  authorities: ['UBND tỉnh', 'Sở Nông nghiệp và Môi trường'],
};

export const hallDialogue: Omit<Dialogue, 'id' | 'state'> = {
  planId: '',
  title: 'Đối thoại với hội viên Hội Nông dân',
  year: 2026,
  quarter: 'III',
  topic: 'Tiếp sức nông dân',
  groups: ['Hội viên Hội Nông dân'],
  fields: ['Vay vốn', 'Xây dựng nông thôn mới', 'Sản xuất nông nghiệp'],
  place: 'Hội trường Nhà Văn hóa xã',
  heldOn: '',
  chairName: 'Nguyễn Hữu Bảng',
  chairTitle: 'Chủ tịch UBND xã',
  secretaries: ['Phạm Thư Ký'],
};

/** Starts server and browser; with `demo` the demonstration's first dialogue, else `hallDialogue`. */
export async function openHall({
  demo = false,
  env: settings = {},
}: {
  demo?: boolean;
  /** More settings of the server. */
  env?: Record<string, string>;
} = {}): Promise<TestHall> {
  const data = dataFolder();
  let server = await startServer({ dataDir: data.dir, args: demo ? ['--demo'] : [], env: settings });
  const { port } = server;
  const browser = await startBrowser();
  let dialogueId = '';
  const token = server.organizerLink.split('#')[1];
  const joined = await fetch(`${server.url}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ token }),
  });
  const cookie = joined.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  const call = async (method: string, path: string, json?: unknown, headers: Record<string, string> = {}) => {
    const response = await fetch(`${server.url}/api${path}`, {
      method,
      headers: { cookie, 'content-type': 'application/json', ...headers },
      body: json === undefined ? undefined : JSON.stringify(json),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return response;
  };
  await call('PATCH', '/session', { name: 'Lê Văn Phòng' });
  const link = async (role: Role, of = usualScope[role] ?? {}) => {
    const made = await call('POST', `/dialogues/${dialogueId}/links`, { role, label: '', ...of });
    const { token: own }: { token: string } = await made.json();
    return `${server.url}/join#${own}`;
  };
  if (demo) {
    const dialogues: Dialogue[] = await (await call('GET', '/dialogues')).json();
    dialogueId = dialogues[0]?.id ?? '';
  } else {
    const office: Office = await (await call('GET', '/office')).json();
    await call('PUT', '/office', { ...office, ...hallOffice });
    const dialogue: Dialogue = await (await call('POST', '/dialogues', hallDialogue)).json();
    dialogueId = dialogue.id;
  }
  return {
    get server() {
      return server;
    },
    browser,
    dialogueId,
    dataDir: data.dir,
    link,
    call,
    async freeze(of = dialogueId) {
      const devices: ListedDevice[] = await (await call('GET', `/dialogues/${of}/devices`)).json();
      const despite = devices.map(({ id }) => id);
      const made: { id: string } = await (await call('POST', `/dialogues/${of}/freezes`, { despite })).json();
      return made.id;
    },
    async restart(program) {
      await server.kill();
      server = await startServer({ dataDir: data.dir, port, env: settings, program });
    },
    async enter(role, name, viewport, of) {
      const person = await visitor(browser, viewport);
      if (role === 'screen' || role === 'public') {
        await person.page.goto(await link(role));
        await person.page.waitForURL((url) => url.pathname !== '/join');
        return person;
      }
      await enter(person.page, await link(role, of), name);
      if (role === 'organizer') await person.page.goto(`${server.url}/dialogues/${dialogueId}`);
      return person;
    },
    async close() {
      await browser.close();
      await server.stop();
      data.remove();
    },
  };
}

/** Freezes on the page of records, whichever devices the dialog names; resolves to the record's id, whose page is open then. */
export async function freezeOnPage(page: Page): Promise<string> {
  await page.getByRole('button', { name: 'Chốt biên bản' }).click();
  const button = page.getByRole('dialog').getByRole('button', { name: /^(Chốt biên bản|Vẫn chốt)$/ });
  const isDone = () => /\/records\//.test(page.url());
  await expect
    .poll(
      async () => {
        // A device may be named after the first click, and the button says so then.
        if (!isDone()) await button.click({ timeout: 1_000 }).catch(() => undefined);
        return isDone();
      },
      { timeout: 20_000 },
    )
    .toBe(true);
  return page.url().split('/').at(-1) ?? '';
}
