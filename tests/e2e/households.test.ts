import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Household, HouseholdPage, Village } from '../../shared/households.ts';
import { type RawCell, rawXlsx } from '../server/households/list-file.ts';
import { toTcvn3 } from '../shared/vietnamese/old-codes.ts';
import type { Visitor } from './browser.ts';
import { openHall, type TestHall } from './kit.ts';

/*
 * The office's households: one by hand, a list of an old office from its file to the store and back. The steps build on
 * each other.
 */
let hall: TestHall;
let organizer: Visitor;
let page: Page;

beforeAll(async () => {
  hall = await openHall();
  organizer = await hall.enter('organizer', 'Lê Văn Phòng');
  page = organizer.page;
});
afterAll(() => hall?.close());

const old = (text: string, font = '.VnTime'): RawCell => ({ text: toTcvn3(text), font });
/** An old office's list: in TCVN3, capitals by their font, one village written wrongly, one year of birth that is none. */
const list = () =>
  rawXlsx({
    rows: [
      [old('danh sách hộ nghèo năm 2023', '.VnTimeH')],
      [old('STT'), old('Họ và tên'), old('Năm sinh'), old('Quan hệ'), old('Thôn'), old('Điện thoại')],
      [1, old('nguyễn văn bảng', '.VnTimeH'), 1960, old('Chủ hộ'), old('Hào Lý'), 905_123_456],
      [null, old('Trần Thị Huệ'), 1965, old('Vợ'), old('Hào Lý'), null],
      [2, old('Đặng Quỳnh Ước'), 1980, old('Chủ hộ'), old('Giang Nố 1'), null],
      [3, old('Lò Văn Khuê'), 'không rõ', old('Chủ hộ'), old('Đăk Vang'), null],
      [4, old('A Thuận'), 1975, old('Chủ hộ'), old('Đăk Vang'), null],
    ],
  });

const dialog = () => page.locator('dialog[open]');
const names = () => page.locator('[data-household] button').allTextContents();

test('a household is added by hand, without a mouse, and found without marks', async () => {
  await page.goto(`${hall.server.url}/households`);
  await page.getByText('Chưa có hộ nào').waitFor();
  await page.getByRole('button', { name: 'Thêm hộ' }).press('Enter');
  await expect
    .poll(() =>
      dialog()
        .getByLabel('Họ và tên')
        .evaluate((e) => e === document.activeElement),
    )
    .toBe(true);
  await page.keyboard.type('A Thuận');
  await page.keyboard.press('Tab');
  await page.keyboard.type('32/1/1975');
  await dialog().getByText('Không hiểu ngày sinh này').waitFor();
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.type('1975');
  await dialog().getByLabel('Thôn').selectOption({ label: 'Đăk Vang' });
  await dialog().getByRole('button', { name: 'Thêm năm' }).click();
  await dialog().getByRole('combobox', { name: 'Năm', exact: true }).selectOption('2022');
  await dialog().getByRole('button', { name: 'Lưu' }).press('Enter');
  await page.getByText('Đã thêm hộ A Thuận.').waitFor();
  await expect.poll(names).toEqual(['A Thuận']);
  await page.getByLabel('Tìm theo tên').fill('thuan khong');
  await page.getByText('Không có hộ nào khớp.').waitFor();
  await page.getByLabel('Tìm theo tên').fill('thuan');
  await expect.poll(names).toEqual(['A Thuận']);
});

test('a list in TCVN3 is seen, mended and taken in; who is known gets it, who is wrong stays out', async () => {
  await page.getByRole('link', { name: 'Nhập từ tệp' }).click();
  await page.getByText('Chưa nhập lần nào.').waitFor();
  await page.locator('input[type="file"]').setInputFiles({
    name: 'Ho ngheo 2023.xlsx',
    mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    buffer: Buffer.from(await list()),
  });
  await page.getByText('Tự nhận ra: TCVN3').waitFor();
  expect(await page.getByLabel('Danh sách của năm').inputValue()).toBe('2023');
  expect(await page.getByLabel('Mọi người trong tệp là').inputValue()).toBe('poor');
  const rows = page.getByTestId('rows');
  await rows.getByText('Thôn “Giang Nố 1” không có trong danh sách của cơ quan.').waitFor();
  await rows.getByText('“không rõ” không phải ngày sinh hoặc năm sinh.').waitFor();

  const unknown = page.getByRole('region', { name: 'Thôn chưa có trong danh sách' });
  await unknown.getByLabel('Là thôn').selectOption({ label: 'Giang Lố 1' });
  await unknown.getByRole('button', { name: 'Nhớ cách viết này' }).click();
  await expect.poll(() => unknown.count()).toBe(0);

  await page.getByLabel('Xem', { exact: true }).selectOption('known');
  await rows.getByText('A Thuận, 1975 – đã lưu').waitFor();
  const decision = rows.getByLabel('Làm gì với dòng 7');
  expect(await decision.inputValue()).toBe('merge');
  await decision.selectOption('keep');
  await page.getByText('Thêm 3 hộ, 4 người; cập nhật 0 người đã có.').waitFor();
  await decision.selectOption('merge');
  await page.getByText('Thêm 2 hộ, 3 người; cập nhật 0 người đã có.').waitFor();
  await page.getByLabel('Xem', { exact: true }).selectOption('good');
  expect(await rows.locator('tbody tr').allTextContents()).toEqual([
    '3Nguyễn Văn Bảng1960Hào LýHộ nghèoChủ hộ',
    '4Trần Thị Huệ1965Hào LýHộ nghèoVợ',
    '5Đặng Quỳnh Ước1980Giang Lố 1Hộ nghèoChủ hộ',
  ]);
  const before: HouseholdPage = await (await search('')).json();
  expect(before.total).toBe(1);
  await page.getByRole('button', { name: 'Nhập 4 dòng' }).click();
  await page.getByText('Đã nhập 4 dòng: thêm 2 hộ, 3 người').first().waitFor();

  await page.getByRole('link', { name: 'Xem danh sách hộ dân' }).click();
  await page.getByRole('combobox', { name: 'Năm', exact: true }).selectOption('2023');
  await page.getByLabel('Diện', { exact: true }).selectOption('poor');
  // By given name: Bảng, Thuận, Ước.
  await expect.poll(names).toEqual(['Nguyễn Văn Bảng', 'A Thuận', 'Đặng Quỳnh Ước']);
  await page.getByLabel('So với năm trước').selectOption('new');
  await expect.poll(names).toEqual(['Nguyễn Văn Bảng', 'Đặng Quỳnh Ước']);
});

const search = (words: string) =>
  hall.call('POST', '/households/search', {
    words,
    villageId: '',
    year: 2023,
    category: '',
    change: '',
    offset: 0,
  });

test('the list is taken back; what somebody changed since is told and kept', async () => {
  await page.getByRole('button', { name: 'Nguyễn Văn Bảng' }).click();
  await dialog().getByLabel('Điện thoại').first().fill('0999888777');
  await dialog().getByRole('button', { name: 'Lưu' }).click();
  await page.getByText('Đã lưu hộ Nguyễn Văn Bảng.').waitFor();
  await page.goto(`${hall.server.url}/households/lists`);
  await page.getByRole('button', { name: /^Hoàn tác lần nhập Ho ngheo 2023/ }).click();
  await page.getByRole('button', { name: 'Hoàn tác lần nhập này' }).click();
  await page.getByText('Nguyễn Văn Bảng: đã sửa sau khi nhập').waitFor();
  const left: HouseholdPage = await (await search('')).json();
  expect(left.households.map(({ members }) => members.map(({ name }) => name))).toEqual([
    ['Nguyễn Văn Bảng'],
    ['A Thuận'],
  ]);
  expect(left.households.at(-1)?.years).toEqual([{ year: 2022, category: 'poor' }]);
  const villages: Village[] = await (await hall.call('GET', '/villages')).json();
  expect(villages.find(({ name }) => name === 'Giang Lố 1')?.spellings).toEqual(['Giang Nố 1']);
});

test('a village is renamed in one place', async () => {
  await page.goto(`${hall.server.url}/households/villages`);
  await page.getByRole('button', { name: 'Sửa Đăk Vang' }).click();
  await dialog().getByLabel('Tên thôn').fill('Đăk Vang Mới');
  await dialog().getByRole('button', { name: 'Lưu' }).click();
  await page.getByText('Đã lưu thôn Đăk Vang Mới.').waitFor();
  await page.goto(`${hall.server.url}/households`);
  await page.locator('[data-household]', { hasText: 'Đăk Vang Mới' }).waitFor();
  const found: HouseholdPage = await (await search('thuan')).json();
  const [thuan]: Household[] = found.households;
  expect(thuan?.members[0]?.name).toBe('A Thuận');
  expect(organizer.errors).toEqual([]);
});
