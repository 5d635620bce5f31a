import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { roomName } from '../../shared/dialogue.ts';
import { moveTo, petitionsOf, raisePetition, sessionOf } from '../../shared/docs/board.ts';
import { setPetitioner } from '../../shared/docs/register.ts';
import { moveSpeaker, queueSpeaker } from '../../shared/docs/speakers.ts';
import { readStageSettings, type StageMode, setReleased } from '../../shared/docs/stage.ts';
import { FaultProxy } from '../net/proxy.ts';
import { violations } from './axe.ts';
import { type Visitor, visitor } from './browser.ts';
import { misfits } from './fits.ts';
import { openHall, type TestHall } from './kit.ts';
import { joinAs, openPeer, type Peer } from './peer.ts';

/*
 * The organizer directs two screens and a citizen's phone; the steps build on each other. Recorders are played by
 * their documents. Every byte that the public devices receive is kept and searched.
 */
const secret = {
  name: 'Nguyễn Văn Kín',
  phone: '0912 345 678',
  speaker: 'Trần Thị Giấu',
  shown: 'Phạm Đỗ Ấp Ỗ',
};
let hall: TestHall;
let organizer: Visitor;
let wall: Visitor;
let corridor: Visitor;
let phone: Visitor;
let cable: FaultProxy;
let board: Peer;
let register: Peer;
let stage: Peer;
const received: Buffer[] = [];

beforeAll(async () => {
  hall = await openHall();
  cable = await FaultProxy.open(hall.server.port);
  const cookie = await joinAs(await hall.link('organizer'), 'Lê Văn Phòng');
  const open = (kind: 'board' | 'register' | 'stage') =>
    openPeer(hall.server.url, cookie, roomName(hall.dialogueId, kind));
  [board, register, stage] = await Promise.all([open('board'), open('register'), open('stage')]);
});
afterAll(async () => {
  for (const peer of [board, register, stage]) peer?.close();
  await hall?.close();
  await cable?.close();
});

const at = () => new Date().toISOString();

/** Keeps what a public device receives of this hall; the product's own files are the same in every hall. */
function listen({ page }: Visitor): void {
  page.on('websocket', (socket) =>
    socket.on('framereceived', ({ payload }) => received.push(Buffer.from(payload))),
  );
  page.on('response', async (response) => {
    if (new URL(response.url()).pathname.startsWith('/assets/')) return;
    const body = await response.body().catch(() => null);
    if (body) received.push(body);
  });
}

async function device(link: string, width: number, height: number): Promise<Visitor> {
  const person = await visitor(hall.browser, { width, height });
  listen(person);
  await person.page.goto(link);
  await person.page.waitForURL((url) => url.pathname !== '/join');
  return person;
}

const receivedText = (from = 0) => Buffer.concat(received.slice(from)).toString('utf8').normalize('NFC');
const shows = (page: Page, mode: StageMode) => page.locator(`[data-mode="${mode}"]`).waitFor();

/** Presses a key where nothing is typed. */
async function press(key: string): Promise<void> {
  await organizer.page.evaluate(() => (document.activeElement as HTMLElement).blur());
  await organizer.page.keyboard.press(key);
}

/** A recorder's petition, written down in full. */
async function raise(id: string, content: string): Promise<void> {
  raisePetition(board.doc, id, 'Phạm Thư Ký', at(), {
    content,
    field: 'Vay vốn',
    village: 'Giang Lố 1',
    unit: 'Văn phòng – thống kê',
  });
  await expect.poll(() => petitionsOf(board.doc).get(id)?.get('number'), { timeout: 20_000 }).toBeTruthy();
}

describe('the organizer directs the screens', () => {
  test('a petition is on no screen and no phone until it is released', async () => {
    organizer = await hall.enter('organizer', 'Lê Văn Phòng');
    await organizer.page.getByRole('link', { name: 'Màn hình', exact: true }).click();
    wall = await device(await hall.link('screen'), 1920, 1080);
    corridor = await device(await hall.link('screen'), 1280, 720);
    phone = await device((await hall.link('public')).replace(hall.server.url, cable.url), 390, 844);
    await raise('petition0001', `Đề nghị cho vay vốn mua bò (anh Kín, ${secret.phone})`);
    await raise('petition0002', 'Đề nghị sửa cầu treo');
    setPetitioner(register.doc, 'petition0001', { name: secret.name, phone: secret.phone });
    sessionOf(board.doc).set('currentPetition', 'petition0001');
    await organizer.page.getByText('KN-01 đang được trao đổi nhưng chưa cho hiện.').waitFor();
    await organizer.page.getByRole('heading', { name: 'Chưa cho hiện: 2' }).waitFor();
    await phone.page.getByText('Chưa có kiến nghị nào được công khai').waitFor();
    // One that is released: when it is shown, the others have stood still for longer than a screen asks for.
    setReleased(stage.doc, ['petition0003'], true);
    await raise('petition0003', 'Đề nghị kéo điện');
    await phone.page.getByText('kéo điện').waitFor();
    await press('5');
    await wall.page.getByText('3 ý kiến, kiến nghị').waitFor();
    await press('2');
    expect(receivedText()).not.toMatch(/mua bò|cầu treo|petition000[12]/);
    await press('r');
    await wall.page.locator('article:visible', { hasText: 'cho vay vốn mua bò' }).first().waitFor();
    await phone.page.getByText(/cho vay vốn mua bò/).waitFor();
    expect(receivedText()).not.toContain('cầu treo');
  });

  test('taken back, it is gone, and whoever comes later is not sent it', async () => {
    const { page } = organizer;
    await page.getByText('Đã cho hiện: 2').click();
    await page.getByRole('button', { name: 'Thu lại KN-01' }).click();
    await expect.poll(() => wall.page.getByText(/mua bò/).count(), { timeout: 20_000 }).toBe(0);
    await expect.poll(() => phone.page.getByText(/mua bò/).count(), { timeout: 20_000 }).toBe(0);
    const before = received.length;
    const late = await device(await hall.link('public'), 390, 844);
    await late.page.getByText('kéo điện').waitFor();
    expect(receivedText(before)).not.toContain('mua bò');
    await late.context.close();
    await page.getByRole('button', { name: 'Cho hiện tất cả 2 kiến nghị' }).click();
    await phone.page.getByText(/cầu treo/).waitFor();
  });

  test('each screen shows what it was told; the last switch can be undone', async () => {
    const { page } = organizer;
    await page.getByRole('button', { name: 'Thêm màn hình' }).click();
    await page.getByLabel('Tên màn hình').fill('Hành lang');
    await page.getByLabel('Tên màn hình').press('Tab');
    await press('5');
    await corridor.page.mouse.move(200, 200);
    await corridor.page.getByRole('button', { name: 'Hành lang' }).click();
    await shows(corridor.page, 'counts');
    await shows(wall.page, 'issues');
    // A device remembers which screen it is.
    await corridor.page.goto(`${hall.server.url}/screen/${hall.dialogueId}`);
    await shows(corridor.page, 'counts');
    await page.getByRole('button', { name: 'Màn hình chính' }).click();
    for (const [key, mode] of [
      ['1', 'welcome'],
      ['4', 'speakers'],
      ['3', 'petition'],
    ] as const) {
      await press(key);
      await shows(wall.page, mode);
    }
    const preview = page.frameLocator('iframe');
    await preview.locator('[data-mode="petition"]').getByText('KN-01').waitFor();
    await press('z');
    await shows(wall.page, 'speakers');
    await preview.locator('[data-mode="speakers"]').waitFor();
    await press('z');
    await shows(wall.page, 'welcome');
    await shows(corridor.page, 'counts');
  });

  test('the code on the wall leads citizens to the public list, and only there', async () => {
    const { page } = organizer;
    await page.getByRole('button', { name: 'Tạo mã QR' }).click();
    await wall.page.getByRole('img', { name: 'Mã QR mở danh sách công khai' }).waitFor();
    const { publicLink } = readStageSettings(stage.doc);
    const citizen = await device(publicLink, 390, 844);
    expect(new URL(citizen.page.url()).pathname).toBe(`/list/${hall.dialogueId}`);
    await citizen.page.getByText(/cầu treo/).waitFor();
    await citizen.context.close();
    stage.doc.getMap('settings').set('publicLink', await hall.link('recorder'));
    await expect
      .poll(() => wall.page.getByRole('img', { name: 'Mã QR mở danh sách công khai' }).count(), {
        timeout: 20_000,
      })
      .toBe(0);
  });

  test('one petition large has its answer once the chair has decided', async () => {
    const { page } = organizer;
    await press('3');
    await page.getByLabel('Tìm kiến nghị theo số hoặc nội dung').fill('cau treo');
    await page.keyboard.press('Enter');
    const picture = wall.page.locator('[data-mode="petition"]');
    await picture.getByText('Đề nghị sửa cầu treo').waitFor();
    const map = petitionsOf(board.doc).get('petition0002');
    if (!map) throw new Error('the petition is there');
    moveTo(board.doc, map, 'answered', 'Chủ trì', at());
    await picture.getByText('Trả lời trực tiếp').waitFor();
  });

  test('speakers are told by village, by name only with consent; the timer is right on a wall whose clock is wrong', async () => {
    const wrong = await visitor(hall.browser, { width: 1366, height: 768 });
    listen(wrong);
    // A clock seven minutes ahead: every speech would be over before it began.
    await wrong.context.addInitScript('{ const now = Date.now; Date.now = () => now() + 420_000; }');
    await wrong.page.goto(await hall.link('screen'));
    await wrong.page.waitForURL(/\/screen\//);
    const speaker = (name: string, showName: boolean) => ({
      name,
      village: 'Hào Lý',
      group: 'Hộ nghèo',
      attendeeId: '',
      showName,
    });
    queueSpeaker(register.doc, 'speaker0001', speaker(secret.speaker, false), at());
    queueSpeaker(register.doc, 'speaker0002', speaker(secret.shown, true), at());
    moveSpeaker(register.doc, 'speaker0001', 'speaking', at());
    await press('4');
    for (const { page } of [wall, wrong]) {
      await shows(page, 'speakers');
      await page.getByRole('timer').getByText('còn lại').waitFor();
      await expect
        .poll(() => page.getByRole('timer').textContent(), { timeout: 20_000 })
        .toMatch(/^04:[345]\d/);
      await page.locator('ol').getByText(secret.shown).waitFor();
    }
    await wrong.context.close();
  });

  test('a message goes up when its button is pressed; the type can be larger', async () => {
    const { page } = organizer;
    await press('6');
    const draft = page.getByLabel('Thông báo', { exact: true });
    await expect.poll(() => draft.evaluate((field) => field === document.activeElement)).toBe(true);
    await page.keyboard.type('Giải lao 15 phút');
    await page.keyboard.press('Control+Enter');
    const message = wall.page.locator('[data-mode="message"]').getByText('Giải lao 15 phút');
    await message.waitFor();
    const size = () => message.evaluate((element) => Number.parseFloat(getComputedStyle(element).fontSize));
    const before = await size();
    await page.getByRole('button', { name: 'Chữ nhỏ hơn' }).click();
    await expect.poll(size, { timeout: 20_000 }).toBeLessThan(before);
  });

  test('a phone’s list is live and searched without marks, and without the network keeps what it has', async () => {
    const { page } = phone;
    await page.getByText(/mua bò/).waitFor();
    await page.getByRole('searchbox').fill('cau TREO');
    await page.getByText('Tìm thấy 1 trong 3 kiến nghị').waitFor();
    expect(await page.getByText(/mua bò/).count()).toBe(0);
    await page.getByText('Trả lời trực tiếp').waitFor();
    cable.pull();
    await page.getByText(/Mất kết nối từ/).waitFor();
    expect(await page.getByText(/cầu treo/).count()).toBe(1);
    cable.plug();
    await expect.poll(() => page.getByText(/Mất kết nối từ/).count(), { timeout: 20_000 }).toBe(0);
    await page.getByRole('searchbox').fill('');
    expect(await violations(page)).toEqual([]);
    expect(await misfits(page, true)).toEqual({ sideways: 0, small: [], cut: [] });
  });

  test('the organizer’s page has what axe asks for and works on a phone', async () => {
    const { page } = organizer;
    expect(await violations(page)).toEqual([]);
    await page.setViewportSize({ width: 390, height: 844 });
    await expect.poll(async () => (await misfits(page, false)).sideways).toBe(0);
    const preview = await page.locator('iframe').boundingBox();
    const modes = await page.getByRole('button', { name: /^Chào mừng/ }).boundingBox();
    expect(preview?.y ?? 0).toBeLessThan(modes?.y ?? 0);
    await page.getByRole('button', { name: /^Số liệu/ }).click();
    await shows(wall.page, 'counts');
  });

  test('nothing secret ever came to a screen or a phone', () => {
    const text = receivedText();
    expect(text).toContain('mua bò');
    expect(text).toContain(secret.shown);
    for (const hidden of [
      secret.name,
      'Kín',
      '0912',
      '345 678',
      secret.speaker,
      'Hộ nghèo',
      'Phạm Thư Ký',
      'Lê Văn Phòng',
      'Văn phòng – thống kê',
    ])
      expect(text.includes(hidden), hidden).toBe(false);
  });

  test('no page met an error', () => {
    for (const { errors } of [organizer, wall, corridor, phone]) expect(errors).toEqual([]);
  });
});
