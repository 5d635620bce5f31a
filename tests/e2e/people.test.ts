import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Dialogue } from '../../shared/dialogue.ts';
import { FaultProxy } from '../net/proxy.ts';
import { codesOf } from '../shared/codes-of.ts';
import { type Visitor, visitor } from './browser.ts';
import { openHall, type TestHall } from './kit.ts';

/*
 * Persons, their duties and their slips, from the organizer's list to the page that closes. The steps build on each
 * other, so they run in order and share the devices.
 */
let hall: TestHall;
let organizer: Visitor;
let cable: FaultProxy;
/** Every token and cookie that was used. */
const secrets: string[] = [];
const tokenOf = (link: string) => new URL(link).hash.slice(1);

beforeAll(async () => {
  hall = await openHall();
  cable = await FaultProxy.open(hall.server.port);
  organizer = await hall.enter('organizer', 'Lê Văn Phòng');
  await organizer.page.goto(`${hall.server.url}/people`);
  await organizer.page.getByRole('heading', { level: 1, name: 'Người dùng và nhiệm vụ' }).waitFor();
});
afterAll(async () => {
  await cable?.close();
  await hall?.close();
});

/** Presses Tab until a control of that name has the focus. */
async function tabTo(page: Page, name: string | RegExp): Promise<void> {
  const focused = page.locator(':focus');
  const wanted = page.getByRole('button', { name }).or(page.getByLabel(name)).and(focused);
  for (let count = 0; count < 80; count += 1) {
    if ((await wanted.count()) > 0) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab never came to ${name}`);
}

const dialog = (page: Page) => page.locator('dialog[open]');
const minutes = (page: Page) => page.locator('.ProseMirror');
const ended = (page: Page) =>
  page.getByText('Quyền truy cập của máy này đã kết thúc').locator('visible=true');
const linkShown = (page: Page) => dialog(page).getByTestId('link').inputValue();

/** Opens a slip's link on a device of its own, as its person does. */
async function openSlip(link: string): Promise<Visitor> {
  secrets.push(tokenOf(link));
  const person = await visitor(hall.browser);
  await person.page.goto(link);
  await person.page.getByRole('button', { name: 'Để sau' }).click();
  await person.page.waitForURL((url) => url.pathname !== '/join');
  for (const { value } of await person.context.cookies()) secrets.push(value);
  return person;
}

/** The modules of a QR code as they are drawn on the screen: true is dark. */
async function readCode(page: Page, code: Locator, size: number): Promise<boolean[]> {
  const picture = (await code.screenshot()).toString('base64');
  return page.evaluate(
    async ({ picture, size }) => {
      const image = new Image();
      image.src = `data:image/png;base64,${picture}`;
      await image.decode();
      const canvas = document.createElement('canvas');
      [canvas.width, canvas.height] = [image.width, image.height];
      const drawing = canvas.getContext('2d');
      drawing?.drawImage(image, 0, 0);
      const step = image.width / (size + 8);
      const modules: boolean[] = [];
      for (let y = 0; y < size; y += 1)
        for (let x = 0; x < size; x += 1) {
          const at = [(x + 4.5) * step, (y + 4.5) * step, 1, 1] as const;
          modules.push((drawing?.getImageData(...at).data[0] ?? 255) < 128);
        }
      return modules;
    },
    { picture, size },
  );
}

const slips = { recorder: '', village: '' };

describe('the organizer’s list', () => {
  test('two persons are added and given their duties without a mouse', async () => {
    const { page } = organizer;
    const add = async (name: string, title: string) => {
      await tabTo(page, 'Thêm người');
      await page.keyboard.press('Enter');
      await page.keyboard.type(name);
      await page.keyboard.press('Tab');
      await page.keyboard.type(title);
      await page.keyboard.press('Enter');
      await page.getByText(`Đã thêm ${name}. Hãy giao nhiệm vụ.`).waitFor();
      await expect.poll(() => page.locator(':focus').textContent()).toBe(name);
    };
    const giveDuty = async (role: string) => {
      await tabTo(page, 'Giao nhiệm vụ');
      await page.keyboard.press('Enter');
      const choice = dialog(page).getByLabel('Vai trò');
      await expect.poll(() => choice.evaluate((element) => element === document.activeElement)).toBe(true);
      for (let step = 0; step < 8 && (await choice.inputValue()) !== role; step += 1)
        await page.keyboard.press('ArrowDown');
      expect(await choice.inputValue()).toBe(role);
    };
    await add('Y Hương', 'Trưởng thôn');
    await giveDuty('village');
    await tabTo(page, 'Thôn');
    await page.keyboard.type('hao ly');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    // The work goes on at the new duty: its slip.
    await expect.poll(() => page.locator(':focus').textContent()).toBe('Phiếu, mã QR');
    await page.keyboard.press('Enter');
    await dialog(page).getByTestId('link').waitFor();
    slips.village = await linkShown(page);
    await page.keyboard.press('Escape');
    await expect.poll(() => page.locator(':focus').textContent()).toBe('Phiếu, mã QR');

    await page.evaluate(() => document.querySelector<HTMLElement>('main')?.focus());
    await add('Phạm Thị Thư Ký', 'Công chức Tư pháp – Hộ tịch');
    await giveDuty('recorder');
    await page.keyboard.press('Tab');
    await tabTo(page, 'Giao nhiệm vụ');
    await page.keyboard.press('Enter');
    await expect.poll(() => page.locator(':focus').textContent()).toBe('Phiếu, mã QR');
    // By given name: Hương before Ký, whoever came first.
    expect(await page.locator('[data-person] h2').allTextContents()).toEqual(['Y Hương', 'Phạm Thị Thư Ký']);
    await page.getByLabel('Tìm theo tên').fill('thu ky doi thoai');
    expect(await page.locator('[data-person] h2').allTextContents()).toEqual(['Phạm Thị Thư Ký']);
    await page.getByLabel('Tìm theo tên').fill('');
  });

  test('a slip shows the link once, as a code that a camera reads, and prints', async () => {
    const { page } = organizer;
    await page.getByRole('button', { name: /^Phiếu, mã QR của Phạm Thị Thư Ký/ }).click();
    await dialog(page).getByTestId('link').waitFor();
    slips.recorder = await linkShown(page);
    expect(slips.recorder).toMatch(/\/join#[\w-]{43}$/);
    const codes = codesOf(slips.recorder);
    const code = dialog(page).getByRole('img', { name: 'Mã QR của Phạm Thị Thư Ký' });
    expect((await code.boundingBox())?.width).toBeGreaterThan(300);
    const seen = await readCode(page, code, Math.sqrt(codes[0]?.length ?? 0));
    expect(codes).toContainEqual(seen);
    await page.emulateMedia({ media: 'print' });
    const slip = page.getByTestId('slips').locator('article');
    expect(await slip.count()).toBe(1);
    expect(await slip.textContent()).toMatch(
      /PHIẾU TRUY CẬP[\s\S]*Phạm Thị Thư Ký[\s\S]*Thư ký[\s\S]*Mở trước/,
    );
    // Nothing else is on the sheet.
    expect(await page.locator('h1').isVisible()).toBe(false);
    await page.emulateMedia({ media: 'screen' });
    expect(await slip.isVisible()).toBe(false);
    await page.keyboard.press('Escape');
    await expect.poll(() => page.getByTestId('slips').count()).toBe(0);
  });

  test('rows from Excel become persons with duties; what is wrong stays to be mended', async () => {
    const { page } = organizer;
    await page.getByRole('button', { name: 'Dán danh sách' }).click();
    const rows = [
      'STT\tHọ và tên\tChức vụ\tĐơn vị\tVai trò\tThôn',
      '1\tA Thưởng\tTrưởng thôn\t\tTrưởng thôn\tGiang Lố 1',
      '2\tHoàng Thị Bé\tChuyên viên\tĐịa chính – nông nghiệp\tCông chức\t',
      '3\tA Tuấn\tTrưởng thôn\t\tTrưởng thôn\tKhông Có',
    ].join('\n');
    await dialog(page).getByLabel('Các dòng chép từ Excel').fill(rows);
    await dialog(page).getByText('2 dòng dùng được, 1 dòng cần sửa').waitFor();
    await dialog(page).getByText('Trưởng thôn phải có thôn trong danh sách của cơ quan').waitFor();
    await dialog(page).getByRole('button', { name: 'Thêm 2 dòng' }).click();
    await expect
      .poll(() => dialog(page).getByLabel('Các dòng chép từ Excel').inputValue())
      .toBe(`${rows.split('\n')[0]}\n${rows.split('\n')[3]}`);
    await page.keyboard.press('Escape');
    await page.getByText('Đã thêm 2 người, giao 2 nhiệm vụ. Còn 1 dòng cần sửa').waitFor();
    await page.getByRole('button', { name: 'Làm 2 phiếu vừa giao' }).click();
    await dialog(page).getByRole('button', { name: 'In 2 phiếu' }).waitFor();
    expect(await page.getByTestId('slips').locator('article div > p:first-child').allTextContents()).toEqual([
      'Hoàng Thị Bé',
      'A Thưởng',
    ]);
    await page.keyboard.press('Escape');
  });

  test('the duties of one dialogue are given in another', async () => {
    const { page } = organizer;
    const {
      id: _id,
      state: _state,
      ...values
    } = (await (await hall.call('GET', `/dialogues/${hall.dialogueId}`)).json()) as Dialogue;
    await hall.call('POST', '/dialogues', { ...values, title: 'Đối thoại với thanh niên' });
    await page.reload();
    await page.getByRole('button', { name: 'Giao cho nhiều người' }).click();
    await dialog(page)
      .getByLabel('Cho buổi')
      .selectOption({ label: 'Đối thoại với thanh niên (Quý III/2026)' });
    await dialog(page).getByLabel('Giao', { exact: true }).selectOption({ index: 1 });
    await dialog(page).getByRole('checkbox', { name: 'Hoàng Thị Bé' }).uncheck();
    await dialog(page).getByRole('button', { name: 'Giao 3 nhiệm vụ' }).click();
    await page.getByText('Đã giao 3 nhiệm vụ.').waitFor();
  });
});

describe('the persons', () => {
  let recorder: Visitor;

  test('a recorder opens the link and works at once; the link leaves no trace in the browser', async () => {
    recorder = await visitor(hall.browser);
    const { page } = recorder;
    const heard: string[] = [];
    page.on('request', async (request) => {
      heard.push(request.url(), JSON.stringify(await request.allHeaders().catch(() => ({}))));
    });
    await page.goto(slips.recorder);
    secrets.push(tokenOf(slips.recorder));
    await page.getByRole('button', { name: 'Để sau' }).click();
    await minutes(page).waitFor();
    for (const { value } of await recorder.context.cookies()) secrets.push(value);
    await page.getByRole('banner').getByText('Phạm Thị Thư Ký').waitFor();
    await minutes(page).locator('p').last().click();
    await page.keyboard.type('Thư ký ghi ngay. ');
    await page.getByText('Đã lưu tại hội trường').first().waitFor();
    expect(page.url()).toBe(`${hall.server.url}/dialogues/${hall.dialogueId}`);
    const token = tokenOf(slips.recorder);
    expect(heard.length).toBeGreaterThan(10);
    expect(heard.filter((line) => line.includes(token))).toEqual([]);
    expect(heard.filter((line) => /"referer":"[^"]*(join|#)/.test(line))).toEqual([]);
    expect(
      await page.evaluate(() => JSON.stringify([document.referrer, { ...localStorage }, history.state])),
    ).not.toContain(token);
    // The way back leads out of the product, not to the link.
    await page.goBack().catch(() => null);
    expect(page.url()).not.toContain(token);
    await page.goto(`${hall.server.url}/dialogues/${hall.dialogueId}`);
    await minutes(page).getByText('Thư ký ghi ngay.').waitFor();
  });

  test('a second opening is refused in words', async () => {
    const { page, context } = await visitor(hall.browser);
    await page.goto(slips.recorder);
    await page.getByRole('alert').getByText('Liên kết này chỉ dùng một lần và đã được dùng').waitFor();
    await context.close();
  });

  test('signed out everywhere, the page closes and the list knows it', async () => {
    const people: { name: string; duties: { id: string; dialogueId: string }[] }[] = await (
      await hall.call('GET', '/people')
    ).json();
    const duty = people
      .find(({ name }) => name === 'Hoàng Thị Bé')
      ?.duties.find(({ dialogueId }) => dialogueId === hall.dialogueId);
    const { token } = await (await hall.call('POST', `/duties/${duty?.id}/link`)).json();
    const officer = await openSlip(`${hall.server.url}/join#${token}`);
    await officer.page.getByRole('heading', { level: 1 }).waitFor();
    const { page } = organizer;
    await page.reload();
    await page.getByRole('button', { name: 'Hoàng Thị Bé', exact: true }).click();
    await page.getByText(/^từ \d\d:\d\d .*Công chức/).waitFor();
    await page.getByRole('button', { name: 'Đăng xuất mọi máy' }).click();
    await dialog(page).getByRole('button', { name: 'Đăng xuất mọi máy' }).click();
    await ended(officer.page).first().waitFor();
    await page.getByText('Hiện không đăng nhập ở máy nào.').waitFor();
    await expect.poll(() => page.locator(':focus').textContent()).toBe('Hoàng Thị Bé');
    await officer.page.getByRole('button', { name: 'Đăng nhập lại' }).click();
    await officer.page.waitForURL(/\/sign-in\?to=/);
    await officer.context.close();
  });

  test('the duty ends, and the open page with it', async () => {
    const { page } = organizer;
    await page.reload();
    await page.getByRole('button', { name: 'Phạm Thị Thư Ký', exact: true }).click();
    await page.getByText(/^từ \d\d:\d\d .*Thư ký/).waitFor();
    await page.getByRole('button', { name: /^Kết thúc nhiệm vụ của Phạm Thị Thư Ký: .*Nông dân/ }).click();
    await dialog(page).getByText('đang mở bằng nhiệm vụ này đóng ngay').waitFor();
    const begun = performance.now();
    await dialog(page).getByRole('button', { name: 'Kết thúc', exact: true }).click();
    await ended(recorder.page).first().waitFor();
    process.stdout.write(
      `an ended duty: said on the open page after ${(performance.now() - begun).toFixed(0)} ms\n`,
    );
    await expect.poll(() => minutes(recorder.page).getAttribute('contenteditable')).toBe('false');
    await page.getByText('Đã kết thúc nhiệm vụ của Phạm Thị Thư Ký; 1 máy đã bị đăng xuất.').waitFor();
    expect(recorder.errors).toEqual([]);
    await recorder.context.close();
  });

  test('a village head who leaves sees nothing more', async () => {
    const head = await openSlip(slips.village);
    await head.page.getByRole('heading', { level: 1 }).waitFor();
    const { page } = organizer;
    await page.getByRole('button', { name: 'Y Hương', exact: true }).click();
    await page.getByRole('button', { name: 'Thôi làm việc' }).click();
    const begun = performance.now();
    await dialog(page).getByRole('button', { name: 'Thôi làm việc' }).click();
    await ended(head.page).first().waitFor();
    process.stdout.write(
      `a person left: said on the open page after ${(performance.now() - begun).toFixed(0)} ms\n`,
    );
    expect(await head.page.getByRole('heading', { level: 1 }).isVisible()).toBe(false);
    await expect.poll(() => page.getByRole('button', { name: 'Y Hương', exact: true }).count()).toBe(0);
    await head.context.close();
  });
});

describe('a device’s link', () => {
  let device: Visitor;
  const typed = 'Gõ lúc mất mạng, chưa gửi. ';

  /** Makes a link for a recorder's device at the end of the cable, and opens it there. */
  async function openDevice(person: Visitor, label: string): Promise<void> {
    const { page } = organizer;
    await page.goto(`${hall.server.url}/dialogues/${hall.dialogueId}/links`);
    await page.getByLabel('Vai trò').selectOption('recorder');
    await page.getByLabel('Ghi chú (máy nào, của ai)').fill(label);
    await page.getByRole('button', { name: 'Tạo liên kết' }).click();
    const link = (await page.getByTestId('link').textContent()) ?? '';
    secrets.push(tokenOf(link));
    await person.page.goto(`${cable.url}/join#${tokenOf(link)}`);
    await person.page.getByLabel('Họ và tên của bạn').fill('Máy bàn đăng ký');
    await person.page.getByRole('button', { name: 'Vào làm việc' }).click();
    await minutes(person.page).waitFor();
    await person.page.getByText('Đã lưu tại hội trường').first().waitFor();
  }

  test('revoked while the device is away: it is refused when it comes back, and keeps what was typed', async () => {
    device = await visitor(hall.browser);
    await openDevice(device, 'Máy 1');
    cable.pull();
    await device.page.getByText('Mất kết nối từ').first().waitFor();
    await minutes(device.page).locator('p').last().click();
    await device.page.keyboard.type(typed);
    await device.page.getByText('Đã lưu trên máy này').first().waitFor();
    const { page } = organizer;
    await page.reload();
    await page.getByText('đã mở 1 lần').waitFor();
    await page.getByRole('button', { name: 'Thu hồi: Thư ký, Máy 1' }).click();
    await page.getByText('Đã thu hồi liên kết; 1 máy đã bị đăng xuất.').waitFor();
    await page.getByText(/thu hồi lúc \d\d:\d\d/).waitFor();
    cable.plug();
    await ended(device.page).first().waitFor();
    await device.page
      .getByText('nội dung chưa gửi vẫn còn trên máy này')
      .locator('visible=true')
      .first()
      .waitFor();
    await expect.poll(() => minutes(device.page).getAttribute('contenteditable')).toBe('false');
    expect(await minutes(device.page).textContent()).toContain(typed.trim());
    await page.goto(`${hall.server.url}/dialogues/${hall.dialogueId}`);
    await minutes(page).getByText('Thư ký ghi ngay.').waitFor();
    expect(await minutes(page).textContent()).not.toContain(typed.trim());
  });

  test('with a new link the same device sends what it kept; revoked while open, it says so', async () => {
    await openDevice(device, 'Máy 1, lần hai');
    const { page } = organizer;
    await page.goto(`${hall.server.url}/dialogues/${hall.dialogueId}`);
    await minutes(page).getByText(typed.trim()).waitFor();
    await page.goto(`${hall.server.url}/dialogues/${hall.dialogueId}/links`);
    const begun = performance.now();
    await page.getByRole('button', { name: 'Thu hồi: Thư ký, Máy 1, lần hai' }).click();
    await ended(device.page).first().waitFor();
    process.stdout.write(
      `a revoked link: said on the open page after ${(performance.now() - begun).toFixed(0)} ms\n`,
    );
    await expect.poll(() => minutes(device.page).getAttribute('contenteditable')).toBe('false');
    expect(device.errors).toEqual([]);
  });
});

test('no token and no cookie is in the data folder or in what the server wrote', () => {
  expect(secrets.length).toBeGreaterThan(6);
  const files = readdirSync(hall.dataDir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name)));
  expect(files.some((file) => file.includes('Phạm Thị Thư Ký'))).toBe(true);
  for (const secret of secrets) {
    expect(secret.length).toBeGreaterThan(40);
    expect(files.some((file) => file.includes(secret))).toBe(false);
    expect(hall.server.output()).not.toContain(secret);
  }
  expect(files.some((file) => file.includes(tokenOf(hall.server.organizerLink)))).toBe(false);
  expect(organizer.errors).toEqual([]);
});
