import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { petitionsOf } from '../../shared/docs/board.ts';
import { startBrowser, visitor } from '../e2e/browser.ts';
import { eventually, Stand, storedDocuments } from './stand.ts';

/* Clocks that jump: the server's two days ahead and back, as a dead battery and a late time server make it; a device's. */
const hour = 3_600_000;
const day = 24 * hour;
let base: string;
let stand: Stand;
let frozen: string[];

/** What the server's own process last saw; its helpers have clocks of their own. */
const seen = () => join(base, `shift.seen-${stand.server.pid}`);

async function setClock(shift: number): Promise<void> {
  writeFileSync(join(base, 'shift'), String(shift));
  const isThere = () => existsSync(seen()) && readFileSync(seen(), 'utf8') === String(shift);
  await eventually(isThere, 'the clock is set');
}

beforeAll(async () => {
  base = mkdtempSync(join(tmpdir(), 'doithoai-clock-'));
  const preload = pathToFileURL(join(import.meta.dirname, 'shifted-clock.mjs')).href;
  stand = await Stand.open({
    dataDir: join(base, 'data'),
    args: ['--demo'],
    env: { NODE_OPTIONS: `--import=${preload}`, CLOCK_SHIFT: join(base, 'shift') },
  });
  const dialogues: { id: string }[] = await (await stand.call('GET', '/dialogues')).json();
  frozen = dialogues.map(({ id }) => id).filter((id) => id !== stand.dialogueId);
});
afterAll(async () => {
  await stand.server.stop();
  rmSync(base, { recursive: true, force: true });
});

const openLink = (token: string) =>
  fetch(`${stand.server.url}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ token }),
  });

/** Due dates of the demonstration's petitions as stored. */
function dueDates(): string[] {
  return [...storedDocuments(stand.dataDir)]
    .filter(([room]) => room.endsWith('/board'))
    .flatMap(([, doc]) => [...petitionsOf(doc)].map(([id, map]) => `${id} ${map.get('dueDate')}`))
    .sort();
}

test('the server’s clock two days ahead and back: writing, sessions, links, records, due dates', async () => {
  const due = dueDates();
  expect(due.length).toBeGreaterThan(20);
  const writer = stand.writer('w');
  await eventually(() => writer.isOpen, 'connected');
  writer.type();
  await writer.saved();
  const first = await (await stand.call('POST', `/dialogues/${frozen[0]}/freezes`)).json();
  const path = `/dialogues/${stand.dialogueId}/links`;
  const given = await (await stand.call('POST', path, { role: 'recorder', label: '' })).json();

  await setClock(2 * day);
  // Whoever types notices nothing; who is signed in stays so.
  for (let n = 0; n < 50; n++) writer.type();
  await writer.saved();
  expect(writer.mode).toBe('write');
  expect((await stand.call('GET', '/office')).status).toBe(200);
  const second = await (await stand.call('POST', `/dialogues/${frozen[1]}/freezes`)).json();
  const later = await (await stand.call('POST', path, { role: 'recorder', label: '' })).json();

  await setClock(0);
  writer.type();
  await writer.saved();
  expect((await stand.call('GET', '/office')).status).toBe(200);
  // Links given before, and while the clock was ahead, open.
  for (const { token } of [given, later]) expect((await openLink(token)).status).toBe(200);
  await setClock(15 * day);
  const last = await (await stand.call('POST', path, { role: 'chair', label: '' })).json();
  // Two weeks are over for the link, a month is not for the session.
  expect((await openLink(given.token)).status).toBe(403);
  expect((await stand.call('GET', '/office')).status).toBe(200);
  await setClock(0);
  expect((await openLink(last.token)).status).toBe(200);

  // The chain follows the order in which records were made, not their clocks.
  expect(second.previous).toBe(first.hash);
  expect(Date.parse(second.frozenAt) - Date.parse(first.frozenAt)).toBeGreaterThan(day);
  const made = await stand.call('POST', `/dialogues/${stand.dialogueId}/freezes`);
  const third = await made.json();
  expect(third.previous).toBe(second.hash);
  expect(Date.parse(third.frozenAt)).toBeLessThan(Date.parse(second.frozenAt));
  const found = stand.command('doctor', []);
  expect(found.out).toContain('3/3 hồ sơ đúng mã băm, chữ ký và chuỗi');
  expect(found.out).toMatch(/\[ ! {2}\] Đồng hồ máy: .* chậm hơn dữ liệu/);
  expect(found.out).not.toContain('[ !! ]');
  expect(dueDates()).toEqual(due);
  writer.close();
});

test('a device two days and three hours ahead writes the hall’s time into the minutes', async () => {
  const dialogue = await (await stand.call('GET', `/dialogues/${stand.dialogueId}`)).json();
  const made = await stand.call('POST', '/dialogues', { ...dialogue, title: 'Buổi thứ hai' });
  const { id } = await made.json();
  const link = await stand.call('POST', `/dialogues/${id}/links`, { role: 'recorder', label: '' });
  const { token } = await link.json();
  const browser = await startBrowser();
  const { page, context, errors } = await visitor(browser);
  await context.addInitScript(
    (shift) => {
      const RealDate = Date;
      class Shifted extends RealDate {
        constructor(...given: [] | [number]) {
          if (given.length === 0) super(RealDate.now() + shift);
          else super(...given);
        }
        static override now() {
          return RealDate.now() + shift;
        }
      }
      window.Date = Shifted as DateConstructor;
    },
    2 * day + 3 * hour,
  );
  const heard = page.waitForResponse((response) => response.url().endsWith('/healthz'));
  await page.goto(`${stand.server.url}/join#${token}`);
  await page.getByLabel('Họ và tên của bạn').fill('Phạm Thư Ký');
  await page.getByRole('button', { name: 'Vào làm việc' }).click();
  await heard;
  const status = page.getByRole('region', { name: 'Tình trạng lưu' });
  await expect.poll(() => status.textContent()).toContain('Đã lưu tại hội trường');
  const editor = page.locator('.ProseMirror').first();
  await editor.locator('p').last().click();
  await page.keyboard.press('End');
  const minuteOf = (time: number) =>
    new Date(time + 7 * hour).toISOString().slice(11, 16).replace(':', ' giờ ');
  const before = minuteOf(Date.now() - 1000);
  await page.keyboard.press('F4');
  await page.keyboard.type('đồng hồ sai');
  const after = minuteOf(Date.now() + 1000);
  await expect.poll(() => editor.textContent()).toContain('đồng hồ sai');
  const stamp = /\[(\d\d giờ \d\d)\] đồng hồ sai/.exec((await editor.textContent()) ?? '')?.[1];
  expect([before, after]).toContain(stamp);
  await expect.poll(() => status.textContent()).toContain('Đã lưu tại hội trường');
  expect(errors).toEqual([]);
  await browser.close();
});
