import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startBrowser, visitor } from '../e2e/browser.ts';
import { refusedStart } from '../e2e/server.ts';
import { isRoot, SmallDisk } from './small-disk.ts';
import { eventually, Stand, storedDocuments } from './stand.ts';

process.stdout.write(
  isRoot
    ? 'full disk: a tmpfs of 48 MB, and a limit of file sizes\n'
    : 'full disk: not root, so only a limit of file sizes\n',
);

describe.runIf(isRoot)('a full disk', () => {
  let disk: SmallDisk;
  let stand: Stand;
  beforeAll(async () => {
    disk = new SmallDisk(48);
    stand = await Stand.open({ dataDir: disk.dataDir, env: { DISK_WARNING_MB: '20' } });
  });
  afterAll(async () => {
    disk.empty();
    await stand.server.stop();
    disk.remove();
  });

  const diskState = async () => (await (await stand.call('GET', '/operation')).json()).disk;

  test('stops the writing on every device, loses nothing, and goes on by itself', async () => {
    const writers = ['a', 'b'].map((name) => stand.writer(name));
    const reader = stand.writer('c', 'board');
    for (const writer of writers) {
      await eventually(() => writer.isOpen, 'connected');
      writer.type();
      await writer.saved();
    }
    disk.fill();
    const before = writers.map(({ acknowledged }) => acknowledged.size);
    const words = writers.map((writer) => Array.from({ length: 40 }, () => writer.type()));
    await eventually(() => [...writers, reader].every(({ mode }) => mode === 'paused'), 'all are told');
    for (const writer of writers) words.push([writer.type()]);
    expect(writers.map(({ acknowledged }) => acknowledged.size)).toEqual(before);
    expect(writers.every(({ isOpen }) => isOpen)).toBe(true);

    disk.empty();
    for (const writer of writers) await writer.saved();
    await eventually(() => [...writers, reader].every(({ mode }) => mode === 'write'), 'all are told');
    await eventually(
      () => writers[0]?.doc.getText('b').length === writers[1]?.doc.getText('b').length,
      'same text',
    );
    for (const word of words.flat()) expect(`${writers[0]?.text}${writers[1]?.text}`).toContain(`${word} `);
    for (const writer of [...writers, reader]) writer.close();
  });

  test('is told by every call that would store, which stores nothing; what only reads is answered', async () => {
    const office = await (await stand.call('GET', '/office')).json();
    expect(await diskState()).toMatchObject({ full: false });
    disk.fill();
    expect(await diskState()).toMatchObject({ full: true, low: true });
    const dialogue = (await (await stand.call('GET', `/dialogues/${stand.dialogueId}`)).json()) as object;
    const refused = [
      stand.call('PUT', '/office', { ...office, place: 'Nơi khác' }),
      stand.call('POST', '/dialogues', { ...dialogue, title: 'Buổi khác' }),
      stand.call('PUT', `/dialogues/${stand.dialogueId}`, { ...dialogue, title: 'Tên khác' }),
      stand.call('POST', `/dialogues/${stand.dialogueId}/links`, { role: 'recorder', label: 'x' }),
      stand.call('POST', `/dialogues/${stand.dialogueId}/freezes`),
      stand.call('POST', '/plans', {}),
    ];
    for (const answer of await Promise.all(refused)) {
      expect(answer.status).toBe(507);
      expect(await answer.json()).toEqual({ error: 'storeFull' });
    }
    const paper = await stand.sendPaper(1);
    expect(paper.status).toBe(507);
    const at = `/dialogues/${stand.dialogueId}/papers/${paper.hash}/offset`;
    expect(await (await stand.call('GET', at)).json()).toEqual({ offset: 0, whole: false });
    // A backup neither: why it failed is told although nothing can be written down.
    const { backup } = await (await stand.call('POST', '/operation/backups')).json();
    expect(backup.failure.code).toBe('noRoom');
    expect(await (await stand.call('GET', '/office')).json()).toEqual(office);
    const dialogues: { title: string }[] = await (await stand.call('GET', '/dialogues')).json();
    expect(dialogues.map(({ title }) => title)).toEqual(['Đối thoại với hội viên Hội Nông dân']);
    expect(await (await stand.call('GET', `/dialogues/${stand.dialogueId}/freezes`)).json()).toEqual([]);

    disk.empty();
    expect((await stand.call('PUT', '/office', office)).status).toBe(200);
    expect((await stand.sendPaper(1)).status).toBe(200);
    expect((await stand.call('POST', '/operation/backups')).status).toBe(200);
  });

  test('is told before it comes', async () => {
    // 48 MB with a warning below 20: ten more are not enough yet, thirty are.
    expect(await diskState()).toMatchObject({ low: false, full: false });
    execFileSync('fallocate', ['-l', '30M', join(disk.dir, 'ballast')]);
    expect(await diskState()).toMatchObject({ low: true, full: false });
    disk.empty();
  });

  test('keeps the server from starting with a sentence, and hurts nothing', async () => {
    const writer = stand.writer('d');
    await eventually(() => writer.isOpen, 'connected');
    for (let n = 0; n < 20; n++) writer.type();
    await writer.saved();
    disk.fill();
    for (let n = 0; n < 200; n++) writer.type();
    await eventually(() => writer.mode === 'paused', 'told');
    // Stopped in the middle of it, the server says what is not stored; the device has it still.
    expect(await stand.server.stop()).toBe(1);
    expect(stand.server.output()).toContain('Chữ vẫn còn trên các máy');
    const { code, said } = await refusedStart({ dataDir: disk.dataDir });
    expect(code).toBe(1);
    expect(said).toMatch(/Đĩa .*đã đầy/);
    expect(said).not.toMatch(/\n\s+at /);
    disk.empty();
    await stand.startAgain();
    await writer.saved();
    expect(storedDocuments(disk.dataDir).get(`${stand.dialogueId}/minutes`)?.getText('d').toString()).toBe(
      writer.text,
    );
    writer.close();
  });

  test('is told in words on the page, which goes on by itself', async () => {
    const made = await stand.call('POST', `/dialogues/${stand.dialogueId}/links`, {
      role: 'recorder',
      label: '',
    });
    const { token } = await made.json();
    const browser = await startBrowser();
    const { page, errors } = await visitor(browser);
    await page.goto(`${stand.server.url}/join#${token}`);
    await page.getByLabel('Họ và tên của bạn').fill('Phạm Thư Ký');
    await page.getByRole('button', { name: 'Vào làm việc' }).click();
    const status = page.getByRole('region', { name: 'Tình trạng lưu' });
    await expect.poll(() => status.textContent()).toContain('Đã lưu tại hội trường');
    disk.fill();
    const editor = page.locator('.ProseMirror').first();
    await editor.locator('p').last().click();
    await page.keyboard.type('Gõ trong lúc đĩa đầy, không được mất.');
    await expect.poll(() => status.textContent()).toContain('Đĩa của máy chủ hội trường đã đầy');
    await expect.poll(() => status.textContent()).toContain('Đã lưu trên máy này');
    await page.keyboard.type(' Vẫn gõ tiếp.');
    disk.empty();
    await expect.poll(() => status.textContent()).not.toContain('đã đầy');
    await expect.poll(() => status.textContent()).toContain('Đã lưu tại hội trường');
    expect(await editor.textContent()).toContain('không được mất. Vẫn gõ tiếp.');
    expect(errors).toEqual([]);
    await browser.close();
  });
});

describe('files that may not grow', () => {
  test('stop the writing, lose nothing, and it goes on by itself', async () => {
    const base = mkdtempSync(join(tmpdir(), 'doithoai-quota-'));
    const stand = await Stand.open({ dataDir: join(base, 'data') });
    const limit = (bytes: string) =>
      execFileSync('prlimit', ['--pid', String(stand.server.pid), `--fsize=${bytes}:`]);
    const writer = stand.writer('a');
    await eventually(() => writer.isOpen, 'connected');
    limit('4096');
    for (let n = 0; n < 20; n++) writer.type();
    await eventually(() => writer.mode === 'paused', 'told');
    limit('unlimited');
    await writer.saved();
    writer.close();
    await stand.server.stop();
    rmSync(base, { recursive: true, force: true });
  });
});
