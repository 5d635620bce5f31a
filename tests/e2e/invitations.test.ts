import { afterAll, beforeAll, expect, test } from 'vitest';
import { qrModules } from '../../server/qr-codes.ts';
import { roomName } from '../../shared/dialogue.ts';
import { readInvitation } from '../../shared/docs/invitation.ts';
import { addAttendee, allAttendees, attendeesOf } from '../../shared/docs/register.ts';
import type { Village } from '../../shared/households.ts';
import { invitationCode } from '../../shared/invitation-code.ts';
import { FaultProxy } from '../net/proxy.ts';
import { enter, type Visitor, visitor } from './browser.ts';
import { misfits } from './fits.ts';
import { openHall, type TestHall } from './kit.ts';
import { joinAs, openPeer, type Peer } from './peer.ts';

/*
 * Invitations and the door: the organizer, the head of a village at a phone, and two desks, one of which is cut off for a
 * while. The steps build on each other.
 */
let hall: TestHall;
let cable: FaultProxy;
let register: Peer;
let head: Visitor;
/** One desk at the hall's own server, the other at the cable. */
let desk: Visitor;
let far: Visitor;
let organizer: Visitor;
const phone = { width: 390, height: 844 };
const poll = (read: () => unknown) => expect.poll(read, { timeout: 20_000 });

const people = [
  { id: 'nguoi001', name: 'Nguyễn Văn Hùng', village: 'Đăk Vang', birthYear: '1970' },
  { id: 'nguoi002', name: 'Nguyễn Văn Hùng', village: 'Hào Lý', birthYear: '1985' },
  { id: 'nguoi003', name: 'Y Hương', village: 'Đăk Vang', birthYear: '1990' },
  { id: 'nguoi004', name: 'A Bích', village: 'Đăk Vang', birthYear: '' },
  { id: 'nguoi005', name: 'Lê Thị Hoa', village: 'Hào Lý', birthYear: '1966' },
];
const stored = (id: string) => allAttendees(register.doc).find((one) => one.id === id);
const answer = (id: string) => {
  const map = attendeesOf(register.doc).get(id);
  return map ? readInvitation(map) : null;
};
const path = (rest: string) => `/dialogues/${hall.dialogueId}${rest}`;
const card = (id: string) => head.page.locator(`[data-person="${id}"]`);
const tap = (id: string, what: string) => card(id).locator(`[data-tap="${what}"]`);

beforeAll(async () => {
  hall = await openHall();
  cable = await FaultProxy.open(hall.server.port);
  register = await openPeer(
    hall.server.url,
    await joinAs(await hall.link('recorder'), 'Hoàng Thư Ký'),
    roomName(hall.dialogueId, 'register'),
  );
  for (const { birthYear, ...one } of people)
    addAttendee(register.doc, {
      title: '',
      group: 'Hội viên Hội Nông dân',
      category: 'farmerMember',
      phone: one.id === 'nguoi003' ? '0905 111 222' : '',
      present: false,
      walkIn: false,
      checkedInAt: '',
      ...(birthYear ? { birthYear } : {}),
      ...one,
    });
  const villages: Village[] = await (await hall.call('GET', '/villages')).json();
  const villageId = (name: string) => villages.find((one) => one.name === name)?.id ?? '';
  for (const [name, village, birth] of [
    ['LÊ THỊ HOA', 'Hào Lý', '1966-05-01'],
    ['Y Nhung', 'Đăk Vang', '1979'],
    ['A Bích', 'Đăk Vang', '1981'],
  ] as const) {
    const member = {
      id: '',
      name,
      birth,
      gender: '',
      relation: '',
      head: true,
      phone: '',
      unionMember: true,
    };
    const household = { code: '', villageId: villageId(village), address: '', years: [], revision: 0 };
    await hall.call('POST', '/households', { ...household, members: [{ ...member, note: '' }] });
  }
  const atTheCable = (link: string) => link.replace(/^https?:\/\/[^/]+/, cable.url);
  [head, desk, far] = await Promise.all([
    visitor(hall.browser, phone),
    visitor(hall.browser),
    visitor(hall.browser),
  ]);
  // As at an http address: no clipboard.
  organizer = await visitor(hall.browser);
  await organizer.page.addInitScript(() =>
    Object.defineProperty(navigator, 'clipboard', { value: undefined, configurable: true }),
  );
  await Promise.all([
    enter(head.page, atTheCable(await hall.link('village', { village: 'Đăk Vang' })), 'A Trưởng Thôn'),
    enter(desk.page, await hall.link('recorder'), 'Bàn Một'),
    enter(far.page, atTheCable(await hall.link('recorder')), 'Bàn Hai'),
    enter(organizer.page, await hall.link('organizer'), 'Lê Văn Phòng'),
  ]);
  await head.page.getByRole('link', { name: 'Người được mời' }).click();
  await desk.page.goto(`${hall.server.url}${path('/register')}`);
  await far.page.goto(`${cable.url}${path('/register')}`);
  await far.page.getByText('Lê Thị Hoa').waitFor();
  await organizer.page.goto(`${hall.server.url}${path('/preparation/invitations')}`);
});
afterAll(async () => {
  register?.close();
  await hall?.close();
  await cable?.close();
});

test('the head of a village taps once for each answer, at a phone, and the office sees it at once', async () => {
  await tap('nguoi003', 'coming').click();
  await poll(() => answer('nguoi003')?.coming).toBe('yes');
  // By keyboard the focus stays where it is, for the next answer.
  await tap('nguoi004', 'told').focus();
  await head.page.keyboard.press('Space');
  await poll(() => answer('nguoi004')?.toldAt).not.toBe('');
  expect(await tap('nguoi004', 'told').getAttribute('aria-pressed')).toBe('true');
  expect(await tap('nguoi004', 'told').evaluate((button) => button === document.activeElement)).toBe(true);
  await head.page.getByText('3 người được mời: đã báo 2, sẽ đến 1, không đến 0, có kiến nghị 0.').waitFor();
  await organizer.page.getByText('0 có mặt / 5 được mời / 1 sẽ đến').waitFor();
  await organizer.page.locator('tr[data-row="Đăk Vang"]').getByText('2', { exact: true }).waitFor();
  expect(await head.page.locator('[data-person]').count()).toBe(3);
  expect(await misfits(head.page, false)).toEqual({ sideways: 0, small: [], cut: [] });
});

test('without a network taps wait on the phone and a desk checks in; of two desks that saw the same person the first counts', async () => {
  cable.pull();
  await tap('nguoi001', 'brings').click();
  await tap('nguoi001', 'notComing').click();
  await head.page.locator('[data-queued="waiting"]').waitFor();
  expect(await tap('nguoi001', 'brings').getAttribute('aria-pressed')).toBe('true');
  expect(await tap('nguoi001', 'notComing').getAttribute('aria-pressed')).toBe('true');
  for (const { page } of [far, desk]) {
    await page.getByRole('searchbox').fill('le thi hoa');
    await page.keyboard.press('Enter');
    await page.getByText('Đã điểm danh: Lê Thị Hoa.').waitFor();
    // Devices know the hall's clock to some tenths of a second.
    const checkedIn = Date.now();
    if (page === far.page) await poll(() => Date.now() - checkedIn).toBeGreaterThan(1_500);
  }
  await poll(() => stored('nguoi005')?.present).toBe(true);
  const second = stored('nguoi005')?.checkedInAt ?? '';
  cable.plug();
  // The desk that was cut off tries again in pauses that grow.
  await expect.poll(() => (stored('nguoi005')?.checkedInAt ?? '') < second, { timeout: 45_000 }).toBe(true);
  await poll(() => answer('nguoi001')).toMatchObject({ brings: true, coming: 'no' });
  await head.page.locator('[data-queued="waiting"]').waitFor({ state: 'detached' });
});

test('at the door a few letters find the given name first, two of one name are told apart, all by keyboard', async () => {
  const { page } = desk;
  const search = page.getByRole('searchbox');
  await search.fill('hu');
  const rows = page.locator('tbody tr[class], tbody tr').filter({ has: page.locator('[data-attendee]') });
  await poll(() => rows.count()).toBe(3);
  expect(await rows.first().textContent()).toMatch(/Hùng[\s\S]*sinh 19\d\d[\s\S]*trùng tên/);
  await search.press('Enter');
  await page.keyboard.press('ArrowDown');
  const id = await page.evaluate(() => document.activeElement?.getAttribute('data-attendee') ?? '');
  expect(['nguoi001', 'nguoi002']).toContain(id);
  await page.keyboard.press('Space');
  await poll(() => stored(id)?.present).toBe(true);
  // Taken back at once, from the line that says it.
  await page.getByRole('button', { name: 'Hoàn tác' }).click();
  await poll(() => stored(id)?.present).toBe(false);
  await page.locator(`[data-attendee="${id}"]`).focus();
  await page.keyboard.press('Escape');
  expect(await search.inputValue()).toBe('');
  await page.keyboard.type('lth');
  await page.keyboard.press('Enter');
  await page.getByText(/^Lê Thị Hoa đã có mặt từ/).waitFor();
});

test('a code that is typed, or read by a scanner that types, checks in; one of another list is no walk-in', async () => {
  const { page } = desk;
  const code = invitationCode(hall.dialogueId, 'nguoi002');
  await page.getByRole('searchbox').fill(`${code.slice(0, 4)} ${code.slice(4)}`);
  await page.keyboard.press('Enter');
  await poll(() => stored('nguoi002')?.present).toBe(true);
  await page.getByRole('searchbox').fill('12345678');
  await page.keyboard.press('Enter');
  await page.getByText('Không có giấy mời nào mang mã này').waitFor();
  expect(await page.getByRole('dialog').count()).toBe(0);
});

test('the camera of a phone reads the code of an invitation, and says who it is', async () => {
  const { page, errors } = await visitor(hall.browser, phone);
  const modules = qrModules(invitationCode(hall.dialogueId, 'nguoi003'));
  await page.addInitScript((rows: boolean[][]) => {
    navigator.mediaDevices.getUserMedia = async () => {
      const canvas = document.createElement('canvas');
      [canvas.width, canvas.height] = [480, 480];
      const context = canvas.getContext('2d');
      const draw = () => {
        if (!context) return;
        context.fillStyle = '#fff';
        context.fillRect(0, 0, 480, 480);
        context.fillStyle = '#000';
        const side = Math.floor(300 / rows.length);
        for (const [y, row] of rows.entries())
          for (const [x, dark] of row.entries())
            if (dark) context.fillRect(90 + x * side, 90 + y * side, side, side);
      };
      draw();
      setInterval(draw, 50);
      return canvas.captureStream(20);
    };
  }, modules);
  await enter(page, await hall.link('recorder'), 'Bàn Ba');
  await page.goto(`${hall.server.url}${path('/register')}`);
  await page.getByRole('button', { name: /Quét giấy mời/ }).click();
  const result = page.locator('[data-outcome]');
  await result.getByText('Y Hương').waitFor();
  expect(await result.textContent()).toContain('Đăk Vang · sinh 1990');
  await poll(() => stored('nguoi003')?.present).toBe(true);
  expect(await misfits(page, false)).toEqual({ sideways: 0, small: [], cut: [] });
  await page.getByLabel('Mã giấy mời').fill('1234');
  await page.keyboard.press('Enter');
  await page.getByText('Mã giấy mời gồm đúng tám chữ số.').waitFor();
  await page.keyboard.press('Escape');
  // Somebody of this name is on the list: it is asked before another one is added.
  await page.getByRole('button', { name: /Thêm người chưa mời/ }).click();
  await page.getByLabel('Họ và tên').fill('A Bich');
  await page.getByRole('button', { name: /^Điểm danh A Bích/ }).click();
  await poll(() => stored('nguoi004')?.present).toBe(true);
  expect(allAttendees(register.doc)).toHaveLength(people.length);
  expect(errors).toEqual([]);
  await page.context().close();
});

test('the office puts people of the households on the list, nobody twice, and takes them off again', async () => {
  const { page } = organizer;
  await page.reload();
  const part = page.getByRole('region', { name: 'Chọn người từ sổ hộ' });
  // The group of the dialogue says whom: members of the union.
  expect(await part.getByLabel('Hội viên Hội Nông dân').isChecked()).toBe(true);
  await part.getByText('3 người khớp, 1 người đã có trong danh sách mời.').waitFor();
  await part.getByText('Cùng tên, cùng thôn, chưa rõ năm sinh (1): không thêm').waitFor();
  await part.getByRole('button', { name: 'Thêm 1 người vào danh sách mời' }).click();
  const added = () => allAttendees(register.doc).filter(({ name }) => name === 'Y Nhung');
  await poll(() => added()).toMatchObject([
    { village: 'Đăk Vang', birthYear: '1979', group: 'Hội viên Hội Nông dân', present: false, walkIn: false },
  ]);
  await part.getByText('3 người khớp, 2 người đã có trong danh sách mời.').waitFor();
  await part.getByRole('button', { name: 'Hoàn tác' }).click();
  await poll(() => added()).toEqual([]);
  await card('nguoi003').waitFor();
  expect(allAttendees(register.doc)).toHaveLength(people.length);
});

test('the office sees who is here of whom, and copies what reminds the villages without a clipboard', async () => {
  const { page } = organizer;
  await page.getByText('4 có mặt / 5 được mời / 1 sẽ đến').waitFor();
  const reminders = page.getByRole('region', { name: 'Lời nhắn để gửi' });
  await reminders.getByLabel('Gửi cho').selectOption('Trưởng thôn Đăk Vang');
  const text = await reminders.getByLabel('Nội dung').inputValue();
  expect(text).toContain('Thôn có 3 người được mời: đã báo đủ, 1 người nói sẽ đến.');
  expect(text).not.toMatch(/Hương|Bích|0905/);
  await reminders.getByRole('button', { name: 'Chép' }).click();
  await reminders.getByText('Đã chép. Hãy dán vào tin nhắn.').waitFor();
  const pasted = await page.evaluate(() => {
    const field = document.createElement('textarea');
    document.querySelector('main')?.append(field);
    field.focus();
    return field.isConnected;
  });
  expect(pasted).toBe(true);
  await page.keyboard.press('Control+v');
  expect(await page.evaluate(() => (document.activeElement as HTMLTextAreaElement).value)).toBe(text);
  for (const each of [head, desk, far, organizer]) expect(each.errors).toEqual([]);
});
