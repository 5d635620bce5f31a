import type { Page } from 'playwright-core';
import type { Visitor } from './browser.ts';
import { visitor } from './browser.ts';
import { openHall, type TestHall } from './kit.ts';
import { devices, type PageState } from './states.ts';

export type Device = keyof typeof devices;
export type Language = 'vi' | 'en';

/** The demonstration with a person of each role, to look at every page as its role sees it. */
export interface Walk {
  hall: TestHall;
  /** Brings a state on at a device, in a language. */
  show(state: PageState, device: Device, language: Language): Promise<Page>;
  /** What the pages called errors, refusals of their policy among them, and what they asked other hosts for. */
  errors(): string[];
  close(): Promise<void>;
}

/** `frozen`: with a frozen record for the page that shows one; `touch`: at devices that are touched. */
export async function startWalk({ frozen = false, touch = false } = {}): Promise<Walk> {
  const hall = await openHall({ demo: true });
  const people = new Map<string, Visitor>();
  const record = frozen ? await freezeAnother(hall) : '';
  const person = async (role: PageState['role']): Promise<Visitor> => {
    const known = people.get(role);
    if (known) return known;
    const made = role === 'nobody' ? await visitor(hall.browser) : await hall.enter(role, 'Phạm Thư Ký');
    if (touch) await touchDevice(made.page);
    noteStrays(made, hall.server.url);
    people.set(role, made);
    return made;
  };
  return {
    hall,
    async show(state, device, language) {
      const { page } = await person(state.role);
      await page.setViewportSize(devices[device]);
      await page.goto(`${hall.server.url}${state.path(hall, record)}?lang=${language}`);
      await page.locator(state.ready).first().waitFor();
      await state.act?.(page);
      return page;
    },
    errors: () => [...people.values()].flatMap(({ errors }) => errors),
    close: () => hall.close(),
  };
}

/** Counts what the person's pages ask another host for among their errors. */
function noteStrays({ context, page, errors }: Visitor, url: string): void {
  const own = new URL(url).host;
  const note = (address: string) => {
    const { protocol, host } = new URL(address);
    if (/^(https?|wss?):$/.test(protocol) && host !== own) errors.push(`asked ${address}`);
  };
  context.on('request', (request) => note(request.url()));
  page.on('websocket', (socket) => note(socket.url()));
}

/** From now on the page is touched, not pointed at (`pointer: coarse`). */
async function touchDevice(page: Page): Promise<void> {
  const client = await page.context().newCDPSession(page);
  await client.send('Emulation.setTouchEmulationEnabled', { enabled: true, maxTouchPoints: 5 });
}

/** Freezes the demonstration's other dialogue; resolves to the record's id. */
async function freezeAnother(hall: TestHall): Promise<string> {
  const dialogues: { id: string }[] = await (await hall.call('GET', '/dialogues')).json();
  const other = dialogues.find(({ id }) => id !== hall.dialogueId);
  if (!other) throw new Error('the demonstration has one dialogue only');
  return hall.freeze(other.id);
}
