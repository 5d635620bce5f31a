import type { Browser } from 'playwright-core';
import type { Role } from '../../shared/access.ts';
import type { Dialogue, Office } from '../../shared/dialogue.ts';
import { enter, startBrowser, type Visitor, visitor } from './browser.ts';
import { command, dataFolder, type ServerProcess, startServer } from './server.ts';

/** A hall for a test: the real server with one dialogue, a browser, and a link for each role. */
export interface TestHall {
  server: ServerProcess;
  browser: Browser;
  dialogueId: string;
  /** The server's data folder. */
  dataDir: string;
  /** A new link of a role, as the command line makes it. */
  link(role: Role): string;
  /** A person of a role at a device of their own, past the door. `name` is not asked of screen and public. */
  enter(role: Role, name: string, viewport?: { width: number; height: number }): Promise<Visitor>;
  /** Kills the server as a power cut does, and starts it again at the same address. */
  restart(): Promise<void>;
  /** An API call as the organizer. */
  call(method: string, path: string, json?: unknown): Promise<Response>;
  close(): Promise<void>;
}

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
export async function openHall({ demo = false }: { demo?: boolean } = {}): Promise<TestHall> {
  const data = dataFolder();
  let server = await startServer({ dataDir: data.dir, args: demo ? ['--demo'] : [] });
  const { port } = server;
  const env = { DATA_DIR: data.dir, PORT: String(port), HOST: '127.0.0.1' };
  const browser = await startBrowser();
  let dialogueId = '';
  const link = (role: Role) => {
    const made = command('link', ['--role', role, '--dialogue', dialogueId], env);
    if (made.code !== 0) throw new Error(made.err);
    return made.out;
  };
  const token = server.organizerLink.split('#')[1];
  const joined = await fetch(`${server.url}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ token }),
  });
  const cookie = joined.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  const call = async (method: string, path: string, json?: unknown) => {
    const response = await fetch(`${server.url}/api${path}`, {
      method,
      headers: { cookie, 'content-type': 'application/json' },
      body: json === undefined ? undefined : JSON.stringify(json),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return response;
  };
  await call('PATCH', '/session', { name: 'Lê Văn Phòng' });
  if (demo) {
    dialogueId = command('link', ['--list'], env).out.split('\t')[0] ?? '';
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
    async restart() {
      await server.kill();
      server = await startServer({ dataDir: data.dir, port });
    },
    async enter(role, name, viewport) {
      const person = await visitor(browser, viewport);
      if (role === 'screen' || role === 'public') {
        await person.page.goto(link(role));
        await person.page.waitForURL((url) => url.pathname !== '/join');
        return person;
      }
      await enter(person.page, link(role), name);
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
