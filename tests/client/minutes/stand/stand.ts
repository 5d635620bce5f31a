import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { build } from 'vite';
import solid from 'vite-plugin-solid';
import * as Y from 'yjs';
import type { SyncStatus } from '../../../../client/sync/open-document.ts';
import { moveTo, raisePetition } from '../../../../shared/docs/board.ts';
import { minutesTemplate, writeTemplate } from '../../../../shared/minutes-template.ts';
import { startBrowser } from '../../../e2e/browser.ts';
import type { HallOrder } from './hall.ts';

/** The minutes page, built once, with the real relay behind it and real Chromium before it. */

export const rooms = {
  minutes: 'aaaaaaaaaaaa/minutes',
  board: 'aaaaaaaaaaaa/board',
  register: 'aaaaaaaaaaaa/register',
};

/** What the page hands to the tests. */
export interface StandWindow {
  stand: {
    minutes: { status(): SyncStatus; mode(): string; ready(): boolean; doc: Y.Doc };
    opened: string[];
    /** The text as Yjs holds it, marks and attributes included. */
    body(): string;
    clean(html: string): string;
    /** Names the speaker of the paragraph that the caret is in; false when there is nothing to do. */
    speaker(id: string): boolean;
  };
}

export interface Stand {
  /** Writes into a room as the server. */
  write(room: string, fill: (doc: Y.Doc) => void): Promise<void>;
  read(room: string): Promise<Y.Doc>;
  /** Takes the hall away and gives it back; what was stored stays. */
  down(): Promise<void>;
  up(): Promise<void>;
  /** Freezes rooms while the hall is down or up. */
  seal(...names: string[]): Promise<void>;
  /** A device of its own, with storage of its own. */
  device(viewport?: { width: number; height: number }): Promise<BrowserContext>;
  /** Opens the page on a device and waits for the text. */
  open(device: BrowserContext, name: string): Promise<Page>;
  close(): Promise<void>;
}

export async function openStand(outDir: string): Promise<Stand> {
  await build({
    root: fileURLToPath(new URL('.', import.meta.url)),
    configFile: false,
    logLevel: 'error',
    plugins: [solid()],
    build: { outDir, emptyOutDir: true, target: 'es2022', minify: false, reportCompressedSize: false },
  });
  // Without vitest's own arguments: they make Node resolve packages as for a browser.
  const hall = fork(fileURLToPath(new URL('./hall.ts', import.meta.url)), [outDir], {
    stdio: 'inherit',
    execArgv: [],
  });
  const port = await new Promise<number>((resolve, reject) => {
    hall.once('message', (message: { port: number }) => resolve(message.port));
    hall.once('exit', (code) => reject(new Error(`the hall ended with ${code}`)));
  });
  const url = `http://127.0.0.1:${port}/`;
  const browser: Browser = await startBrowser();
  let orders = 0;
  const order = (
    act: HallOrder['act'],
    room = '',
    update: Uint8Array = new Uint8Array(),
  ): Promise<Uint8Array> => {
    orders += 1;
    const id = orders;
    return new Promise((resolve, reject) => {
      const answer = (message: { id: number; update?: string; error?: string }) => {
        if (message.id !== id) return;
        hall.off('message', answer);
        if (message.error) reject(new Error(message.error));
        else resolve(Buffer.from(message.update ?? '', 'base64'));
      };
      hall.on('message', answer);
      hall.send({ id, act, room, update: Buffer.from(update).toString('base64') } satisfies HallOrder);
    });
  };

  const stand: Stand = {
    write: async (room, fill) => {
      const doc = await stand.read(room);
      const before = Y.encodeStateVector(doc);
      fill(doc);
      await order('write', room, Y.encodeStateAsUpdate(doc, before));
    },
    read: async (room) => {
      const doc = new Y.Doc();
      Y.applyUpdate(doc, await order('read', room));
      return doc;
    },
    down: async () => {
      await order('down');
    },
    up: async () => {
      await order('up');
    },
    seal: async (...names) => {
      for (const name of names) await order('seal', name);
    },
    device: (viewport = { width: 1366, height: 768 }) =>
      // Another time zone than the hall's: what is written must be the hall's time all the same.
      browser.newContext({ viewport, locale: 'vi-VN', timezoneId: 'America/New_York' }),
    open: async (device, name) => {
      const page = await device.newPage();
      page.setDefaultTimeout(15_000);
      await page.goto(`${url}?name=${encodeURIComponent(name)}`);
      await page.getByRole('textbox', { name: 'Nội dung biên bản' }).waitFor();
      return page;
    },
    close: async () => {
      await browser.close();
      hall.disconnect();
    },
  };
  return stand;
}

/** Fills both rooms: the template, and three petitions (the third without a number). */
export async function fillRooms(stand: Stand): Promise<void> {
  const dialogue = {
    groups: ['Thường trực Đảng ủy'],
    fields: ['Giảm nghèo'],
    chairName: 'Nguyễn Hữu Bảng',
    chairTitle: 'Chủ tịch UBND xã',
  };
  await stand.write(rooms.minutes, (doc) => writeTemplate(doc, minutesTemplate(dialogue, { villages: [] })));
  const at = '2023-05-16T02:00:00.000Z';
  await stand.write(rooms.board, (doc) => {
    const first = raisePetition(doc, 'pppppppppp01', 'A', at, {
      number: 'KN-01',
      field: 'Giảm nghèo',
      content: 'Đề nghị rà soát, bình xét hộ nghèo hằng năm công khai.',
    });
    moveTo(doc, first, 'answered', 'A', at);
    raisePetition(doc, 'pppppppppp02', 'A', at, {
      number: 'KN-02',
      field: 'Việc làm',
      content: 'Hướng dẫn thủ tục vay vốn đi làm việc ở nước ngoài.',
    });
    raisePetition(doc, 'pppppppppp03', 'A', at, { field: 'Giao thông', content: 'Sửa đường liên thôn.' });
  });
}

/** Puts the caret at the end of the line that holds `text`. */
export async function caretAfter(page: Page, text: string): Promise<void> {
  await page.getByText(text).first().click();
  await page.keyboard.press('End');
  // Chromium tells of a moved selection with the next frame; a person's next key comes later than that.
  await nextFrame(page);
}

/** Waits until the page has drawn twice. */
export async function nextFrame(page: Page): Promise<void> {
  await page.evaluate(
    () => new Promise<void>((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve()))),
  );
}

export function bodyOf(page: Page): Promise<string> {
  return page.evaluate(() => (window as unknown as StandWindow).stand.body());
}

export function statusOf(page: Page): Promise<SyncStatus> {
  return page.evaluate(() => (window as unknown as StandWindow).stand.minutes.status());
}

/** Waits until the status has these values. */
export async function untilStatus(page: Page, wanted: Partial<SyncStatus>): Promise<void> {
  await page.waitForFunction((values) => {
    const status = new Map<string, unknown>(
      Object.entries((window as unknown as StandWindow).stand.minutes.status()),
    );
    return Object.entries(values).every(([key, value]) => status.get(key) === value);
  }, wanted);
}

/** Waits until the text of the page holds (or no longer holds) `part`. */
export async function untilBody(page: Page, part: string, present = true): Promise<void> {
  await page.waitForFunction(
    ([text, wanted]) => (window as unknown as StandWindow).stand.body().includes(text) === wanted,
    [part, present] as const,
  );
}
