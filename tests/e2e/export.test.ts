import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Visitor } from './browser.ts';
import { openHall, type TestHall } from './kit.ts';
import { command, dataFolder, startServer } from './server.ts';

/* What leaves the hall as files, and comes back. The steps build on each other and share one hall. */
let hall: TestHall;
let office: Visitor;
let recordId: string;
const folder = dataFolder();
const timeout = 20_000;
const zipName = '_Doi-thoai_Q';

beforeAll(async () => {
  hall = await openHall({ demo: true });
  office = await hall.enter('organizer', 'Lê Văn Phòng');
});
afterAll(async () => {
  await hall.close();
  folder.remove();
});

/** Presses what makes a file and returns its name and path. */
async function downloaded(page: Page, name: string | RegExp, role: 'button' | 'link' = 'link') {
  const waiting = page.waitForEvent('download', { timeout });
  await page.getByRole(role, { name, exact: true }).click();
  const download = await waiting;
  const path = join(folder.dir, download.suggestedFilename());
  await download.saveAs(path);
  return { name: download.suggestedFilename(), path };
}

function python(script: string, ...args: string[]): string {
  return execFileSync('python3', ['-c', script, ...args], { encoding: 'utf8' });
}

/** Rows of a CSV file, by Python's own reader. */
const csvRows = (path: string): string[][] =>
  JSON.parse(
    python(
      'import csv,json,sys\nprint(json.dumps(list(csv.reader(open(sys.argv[1],encoding="utf-8-sig",newline="")))))',
      path,
    ),
  );

describe('the board as a spreadsheet', () => {
  test('holds what the filter shows, with the citizens, made on the device', async () => {
    const { page } = office;
    await page.getByRole('searchbox', { name: 'Tìm kiến nghị' }).fill('Giang Lố');
    await page.getByRole('button', { name: 'Tải bảng' }).click();
    const dialog = page.getByRole('dialog', { name: 'Tải bảng kiến nghị đang hiện' });
    const told = (await dialog.getByText(/\d+ trong \d+ kiến nghị/).textContent()) ?? '';
    const [shown = 0, all = 0] = (told.match(/\d+/g) ?? []).map(Number);
    expect(shown).toBeGreaterThan(0);
    expect(shown).toBeLessThan(all);
    // Without the network: nothing of it is asked of the server. What makes it is on the device by then.
    await page.locator('[data-ready="true"]').waitFor();
    await office.context.setOffline(true);
    const csv = await downloaded(page, 'CSV', 'button');
    const sheet = await downloaded(page, 'Excel (.xlsx)', 'button');
    await office.context.setOffline(false);
    expect(csv.name).toMatch(/^[\w-]+_Bang-kien-nghi_chua-chot_co-du-lieu-ca-nhan\.csv$/);
    const [head = [], ...rows] = csvRows(csv.path);
    expect(head).toContain('Nội dung kiến nghị');
    expect(rows).toHaveLength(shown);
    for (const row of rows) expect(row.join(' ')).toContain('Giang Lố');
    expect(rows.every((row) => (row[head.indexOf('Họ và tên')] ?? '') !== '')).toBe(true);
    const remark = python(
      'import sys,zipfile\nprint(zipfile.ZipFile(sys.argv[1]).read("xl/worksheets/sheet2.xml").decode())',
      sheet.path,
    );
    expect(remark).toMatch(/Tệp này có dữ liệu cá nhân: .*; xuất bởi [^,]+, lúc .*2026/);
    const xml = python(
      'import sys,zipfile\nprint(zipfile.ZipFile(sys.argv[1]).read("xl/worksheets/sheet1.xml").decode())',
      sheet.path,
    );
    expect(xml.match(/<row /g)).toHaveLength(shown + 1);
    await page.keyboard.press('Escape');
    await expect.poll(() => dialog.isVisible(), { timeout }).toBe(false);
  });
});

describe('a frozen session', () => {
  test('leaves as one ZIP with everything, and as spreadsheets', async () => {
    recordId = await hall.freeze();
    const { page } = office;
    await page.goto(`${hall.server.url}/records/${recordId}`);
    const zip = await downloaded(page, 'Toàn bộ hồ sơ (ZIP)');
    expect(zip.name).toContain(zipName);
    const read: { bad: string | null; names: string[]; heads: Record<string, string> } = JSON.parse(
      python(
        'import json,sys,zipfile\nz=zipfile.ZipFile(sys.argv[1])\nn=z.namelist()\n' +
          'print(json.dumps({"bad":z.testzip(),"names":n,"heads":{x.split("/",1)[1]:z.read(x)[:9].decode("latin1") for x in n}}))',
        zip.path,
      ),
    );
    expect(read.bad).toBeNull();
    const top = zip.name.replace(/\.zip$/, '/');
    expect(read.names.every((name) => name.startsWith(top) && name.length < 120)).toBe(true);
    for (const paper of [
      '01_Bien-ban',
      '02_Bao-cao-tong-hop',
      '03_Thong-bao-ket-luan',
      '04_Phieu-chuyen-kien-nghi',
      '10_Ke-hoach',
      '11_Du-toan-kinh-phi',
      '12_Thong-bao',
      '13_Giay-moi',
      '14_Danh-sach-dai-bieu',
      '15_Danh-sach-co-mat',
    ]) {
      expect(read.heads[`${paper}.pdf`], paper).toMatch(/^%PDF-1/);
      expect(read.heads[`${paper}.docx`], paper).toMatch(/^PK/);
    }
    for (const name of ['20_Bang-kien-nghi.xlsx', '21_Diem-danh.xlsx'])
      expect(read.heads[name], name).toMatch(/^PK/);
    for (const name of ['README.txt', '20_Bang-kien-nghi.csv', '90_Ho-so-da-chot.json', '91_Du-lieu-mo.json'])
      expect(read.heads[name], name).toBeDefined();
    const csv = await downloaded(page, 'CSV');
    expect(csvRows(csv.path).length).toBeGreaterThan(10);
    expect((await downloaded(page, 'Excel (.xlsx)')).name).toMatch(/_Bang-kien-nghi\.xlsx$/);
  });

  test('a recorder is offered the tables, not the whole; the public gets neither', async () => {
    const recorder = await hall.enter('recorder', 'Thư ký Lan');
    await recorder.page.goto(`${hall.server.url}/records/${recordId}`);
    await recorder.page.getByRole('link', { name: 'CSV', exact: true }).waitFor({ timeout });
    expect(await recorder.page.getByRole('link', { name: 'Toàn bộ hồ sơ (ZIP)' }).count()).toBe(0);
    const asked = (page: Page, file: string) =>
      page.evaluate(async (url) => (await fetch(url)).status, `/api/freezes/${recordId}/${file}`);
    expect(await asked(recorder.page, 'session.zip')).toBe(403);
    const citizen = await hall.enter('public', '');
    for (const file of ['session.zip', 'session.json', 'petitions.xlsx', 'petitions.csv'])
      expect(await asked(citizen.page, file)).toBe(403);
  });

  test('is imported elsewhere and exported again with the same bytes', async () => {
    const json = await downloaded(office.page, 'Dữ liệu mở (JSON)');
    const other = dataFolder();
    try {
      const env = { DATA_DIR: other.dir };
      const broken = join(folder.dir, 'broken.json');
      writeFileSync(broken, readFileSync(json.path, 'utf8').replace('"present":true', '"present":false'));
      const refused = command('import', [broken], env);
      expect(refused.code).toBe(1);
      expect(refused.err).toContain('không khớp với mã băm');
      const taken = command('import', [json.path], env);
      expect(taken.err).toBe('');
      expect(taken.out).toMatch(/^Đã nhập “Đối thoại/);
      expect(command('import', [json.path], env).err).toContain('đã có trong máy chủ này');
      const server = await startServer({ dataDir: other.dir });
      try {
        expect(command('import', [json.path], env).err).toContain('Hãy dừng máy chủ');
        const joined = await fetch(`${server.url}/api/session`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ token: server.organizerLink.split('#')[1] }),
        });
        const cookie = joined.headers.getSetCookie()[0]?.split(';')[0] ?? '';
        const again = await fetch(`${server.url}/api/freezes/${recordId}/session.json`, {
          headers: { cookie },
        });
        expect(await again.text()).toBe(readFileSync(json.path, 'utf8'));
        const found = await fetch(`${server.url}/api/freezes/${recordId}/documents/minutes.pdf`, {
          headers: { cookie },
        });
        expect(found.status).toBe(200);
      } finally {
        await server.stop();
      }
    } finally {
      other.remove();
    }
  });
});
