import { statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { FaultProxy } from '../net/proxy.ts';
import { enter, type Visitor, visitor } from './browser.ts';
import { openHall, type TestHall } from './kit.ts';
import { command } from './server.ts';

/* A freeze while three type, and what anybody can then verify of it. The steps build on each other. */
let hall: TestHall;
let cable: FaultProxy;
let writers: Visitor[] = [];
let citizen: Visitor;
let freezeId = '';

const field = (page: Page) => page.locator('[data-field="content"]');
const late = (page: Page) => page.getByText(/thay đổi sau khi chốt/).first();
const until = (what: string, read: () => Promise<unknown>, wanted: unknown) =>
  expect.poll(read, { timeout: 20_000, message: what }).toEqual(wanted);
const fetchFile = async (path: string) =>
  Buffer.from(await (await hall.call('GET', `/freezes/${freezeId}${path}`)).arrayBuffer());

beforeAll(async () => {
  hall = await openHall();
  cable = await FaultProxy.open(hall.server.port);
  const far = await visitor(hall.browser);
  await enter(far.page, (await hall.link('recorder')).replace(hall.server.url, cable.url), 'Y Thu Hằng');
  writers = [await hall.enter('recorder', 'Phạm Thư Ký'), await hall.enter('recorder', 'Hoàng Văn Ghi'), far];
  citizen = await visitor(hall.browser);
});
afterAll(async () => {
  await hall?.close();
  await cable?.close();
});

describe('a freeze while three type', () => {
  test('takes what the hall acknowledged; whoever has text outside is told', async () => {
    for (const [index, { page }] of writers.entries()) {
      await page.locator('body').press('KeyN');
      await field(page).fill(`Kiến nghị ${index}: `);
      await page.getByText('Đã lưu tại hội trường').first().waitFor();
    }
    cable.pull();
    let typing = true;
    const work = writers.map(async ({ page }) => {
      for (let n = 1; typing && n < 400; n += 1) await page.keyboard.type(`từ${n} `);
    });
    const far = writers[2]?.page;
    if (!far) throw new Error('no device');
    await until('words on all', () => Promise.all(writers.map(({ page }) => hasWords(page))), [
      true,
      true,
      true,
    ]);
    freezeId = await hall.freeze();
    typing = false;
    await Promise.all(work);
    cable.plug();
    const { record } = await (await hall.call('GET', `/freezes/${freezeId}`)).json();
    const contents: string[] = record.petitions.map(({ content }: { content: string }) => content);
    for (const [index, { page }] of writers.entries()) {
      const inRecord = contents.find((content) => content.startsWith(`Kiến nghị ${index}:`)) ?? '';
      expect(inRecord).not.toBe('');
      const here = await field(page).inputValue();
      expect(here.startsWith(inRecord), `${inRecord} | ${here}`).toBe(true);
      // Told exactly when something on this device is not in the record.
      await until('told or not', () => late(page).isVisible(), here !== inRecord);
      if (here !== inRecord) await page.getByText('không có trong hồ sơ').first().waitFor();
    }
    // The one who was cut off certainly typed outside.
    await late(far).waitFor();
    expect(contents.some((content) => content.includes('từ2'))).toBe(true);
  });

  const hasWords = async (page: Page) => (await field(page).inputValue()).includes('từ6 ');

  test('no call of the API changes or removes the record', async () => {
    const before = await fetchFile('/record.json');
    for (const method of ['PUT', 'PATCH', 'DELETE', 'POST'])
      for (const path of ['', '/record.json', '/documents/minutes.pdf'])
        await expect(
          hall.call(method, `/freezes/${freezeId}${path}`, {}),
          `${method} ${path}`,
        ).rejects.toThrow(/: 404/);
    await expect(hall.call('DELETE', `/dialogues/${hall.dialogueId}`)).rejects.toThrow(/: 404/);
    await expect(hall.call('POST', `/dialogues/${hall.dialogueId}/freezes`)).rejects.toThrow(/: 409/);
    expect((await fetchFile('/record.json')).equals(before)).toBe(true);
  });

  test('the key lies in the data folder for its owner alone, its fingerprint on settings and records', async () => {
    expect(statSync(join(hall.dataDir, 'signing-key.pem')).mode & 0o777).toBe(0o600);
    const { fingerprint } = await (await fetch(`${hall.server.url}/api/verification/key`)).json();
    expect(fingerprint).toMatch(/^([0-9A-F]{4} ){7}[0-9A-F]{4}$/);
    const organizer = await hall.enter('organizer', 'Lê Văn Phòng');
    for (const path of ['/settings', `/dialogues/${hall.dialogueId}/records`]) {
      await organizer.page.goto(hall.server.url + path);
      await until(path, () => organizer.page.getByTestId('office-key').textContent(), fingerprint);
    }
    await organizer.page.goto(`${hall.server.url}/records/${freezeId}`);
    await organizer.page.getByText(fingerprint).waitFor();
    await organizer.context.close();
  });
});

describe('anybody verifies', () => {
  const result = () => citizen.page.getByTestId('result');
  const choose = async (...files: { name: string; buffer: Buffer }[]) => {
    await citizen.page
      .locator('main input[type="file"]')
      .setInputFiles(files.map((file) => ({ ...file, mimeType: 'application/octet-stream' })));
    await until('results', () => result().count(), files.length);
    await citizen.page.getByText(files[0]?.name ?? '').waitFor();
  };
  const verdicts = () => result().evaluateAll((all) => all.map((one) => one.getAttribute('data-verdict')));
  const finding = (part: string) =>
    citizen.page.locator(`[data-part="${part}"]`).first().getAttribute('data-finding');
  const flip = (file: Buffer, at: number) => {
    const copy = Buffer.from(file);
    copy[at] = (copy[at] ?? 0) ^ 1;
    return copy;
  };
  let record: Buffer;
  let pdf: Buffer;

  test('without signing in: the record and its PDF are whole, and so says the terminal', async () => {
    record = await fetchFile('/record.json');
    pdf = await fetchFile('/documents/minutes.pdf');
    await citizen.page.goto(`${hall.server.url}/verify`);
    await until('title', async () => (await citizen.page.title()).includes('Kiểm tra hồ sơ'), true);
    await citizen.page.getByText('Hồ sơ do cơ quan chốt được ký').waitFor();
    await choose({ name: 'ho-so.json', buffer: record }, { name: 'bien-ban.pdf', buffer: pdf });
    await until('whole', verdicts, ['whole', 'whole']);
    expect(await citizen.page.evaluate(() => document.activeElement?.textContent)).toContain('Kết quả');
    expect(await finding('key')).toBe('whole');
    expect(await citizen.page.locator('[data-part="pages"]').getAttribute('data-finding')).toBe('whole');
    // At the terminal, beside the data of a server that is at work.
    const path = join(hall.dataDir, 'bien-ban.pdf');
    writeFileSync(path, pdf);
    const { code, out } = command('verify', [path], { DATA_DIR: hall.dataDir });
    expect(code, out).toBe(0);
  });

  test('the PDF gives nobody’s phone away, the record does to those who may open the register', async () => {
    expect((await fetchFile('/record.json?personal=0')).includes('"personal"')).toBe(false);
    expect(record.includes('"personal"')).toBe(true);
    const answer = await citizen.context.request.get(
      `${hall.server.url}/api/freezes/${freezeId}/record.json`,
    );
    expect(answer.status()).toBe(401);
    const { hash } = JSON.parse(record.toString());
    const known = async (asked: string) =>
      (
        await (
          await citizen.context.request.get(`${hall.server.url}/api/verification/records/${asked}`)
        ).json()
      ).known;
    expect(await known(hash)).toBe(true);
    expect(await known('0'.repeat(64))).toBe(false);
  });

  test('cut off from the hall it verifies the same, and finds a changed byte and where', async () => {
    await citizen.context.setOffline(true);
    const at = record.indexOf('từ2 ', record.indexOf('"petitions":[{'));
    await choose({ name: 'sua.json', buffer: flip(record, at) });
    await until('changed', verdicts, ['changed']);
    expect(await finding('record')).toBe('changed');
    await result()
      .getByText(/kiến nghị thứ \d+/)
      .first()
      .waitFor();
    await choose({ name: 'nguyen.json', buffer: record });
    await until('whole', verdicts, ['whole']);
    await choose({ name: 'sua.pdf', buffer: flip(pdf, pdf.indexOf('stream\n') + 30) });
    await until('changed', verdicts, ['changed']);
    expect(await finding('pages')).toBe('changed');
    await choose({
      name: 'ky-so.pdf',
      buffer: Buffer.concat([pdf, Buffer.from('\n9 0 obj\n<< /Type /Sig >>\nendobj\n%%EOF\n')]),
    });
    await until('extended', verdicts, ['extended']);
    const [download] = await Promise.all([
      citizen.page.waitForEvent('download'),
      citizen.page.getByRole('link', { name: 'Lấy lại bản gốc' }).click(),
    ]);
    expect(download.suggestedFilename()).toBe('ky-so-goc.pdf');
    const chunks: Buffer[] = [];
    for await (const chunk of await download.createReadStream()) chunks.push(Buffer.from(chunk));
    expect(Buffer.concat(chunks).equals(pdf)).toBe(true);
    await citizen.context.setOffline(false);
  });

  test('a file dropped anywhere on the page is verified; another office’s fingerprint can be typed', async () => {
    const other = await citizen.context.newPage();
    // A page of another office: it answers with a key that is not this one's.
    await other.route('**/api/verification/**', (route) => route.abort());
    await other.addInitScript(() => localStorage.removeItem('doithoai.kept.verification.key'));
    await other.goto(`${hall.server.url}/verify`);
    await other.getByText('Chưa hỏi được máy chủ').waitFor();
    const dropped = await other.evaluateHandle((text) => {
      const data = new DataTransfer();
      data.items.add(new File([text], 'tha.json'));
      return data;
    }, record.toString());
    await other.locator('h1').dispatchEvent('drop', { dataTransfer: dropped });
    const verdict = () => other.getByTestId('result').getAttribute('data-verdict');
    await until('unknown', verdict, 'unknown');
    const { fingerprint } = await (await fetch(`${hall.server.url}/api/verification/key`)).json();
    await other.getByLabel('Dấu vân tay khác').fill(fingerprint.toLowerCase());
    await until('whole', verdict, 'whole');
    await other.close();
  });

  test('nothing went wrong on any page', () => {
    for (const { errors } of [...writers, citizen]) expect(errors).toEqual([]);
  });
});
