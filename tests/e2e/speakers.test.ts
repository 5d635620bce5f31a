import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { petitionsOf, readPetition } from '../../shared/docs/board.ts';
import { bodyOf } from '../../shared/docs/minutes.ts';
import { addAttendee, allAttendees, petitionersOf, readPetitioner } from '../../shared/docs/register.ts';
import { allSpeakers, moveSpeaker, speakingNow } from '../../shared/docs/speakers.ts';
import type { Visitor } from './browser.ts';
import { openHall, type TestHall } from './kit.ts';
import { joinAs, openPeer, type Peer } from './peer.ts';

/*
 * A hall in which people speak: a recorder at a laptop, the chair at a tablet whose clock is seven minutes fast,
 * the screen, and a Node client that looks into the documents. The steps build on each other.
 */
const wrongClock = 7 * 60_000;
let hall: TestHall;
let recorder: Visitor;
let chair: Visitor;
let screen: Visitor;
let chairCookie = '';
const peers: Record<'register' | 'board' | 'minutes', Peer | null> = {
  register: null,
  board: null,
  minutes: null,
};
const screenBytes: Buffer[] = [];

function doc(kind: keyof typeof peers): Y.Doc {
  const peer = peers[kind];
  if (!peer) throw new Error(`${kind} is not open`);
  return peer.doc;
}
const speakers = () => allSpeakers(doc('register'));
const stateOf = (name: string) => speakers().find((speaker) => speaker.name === name)?.state;
const until = (read: () => unknown, value: unknown) => expect.poll(read, { timeout: 20_000 }).toEqual(value);
const waitingOn = (page: Page) => page.locator('[data-speaker] strong').allTextContents();
const seconds = (text: string) => {
  const [minutes = 0, rest = 0] = text.replace('+', '').split(':').map(Number);
  return (minutes * 60 + rest) * (text.startsWith('+') ? -1 : 1);
};
const timerOn = async (page: Page) =>
  seconds((await page.getByRole('timer').first().locator('span').last().textContent()) ?? '');

beforeAll(async () => {
  hall = await openHall();
  const { url } = hall.server;
  const cookie = await joinAs(await hall.link('recorder'), 'Máy kiểm tra');
  for (const kind of ['register', 'board', 'minutes'] as const)
    peers[kind] = await openPeer(url, cookie, `${hall.dialogueId}/${kind}`);
  addAttendee(doc('register'), {
    id: 'attendee0001',
    name: 'Đinh Thị Hường',
    title: '',
    village: 'Giang Lố 1',
    group: 'Hội viên Hội Nông dân',
    category: 'nearPoor',
    phone: '0912345678',
    present: true,
    walkIn: false,
    checkedInAt: '',
  });
  recorder = await hall.enter('recorder', 'Phạm Thư Ký');
  chair = await hall.enter('chair', 'Nguyễn Hữu Bảng', { width: 1024, height: 768 });
  await chair.context.addInitScript((wrong) => {
    const right = Date.now.bind(Date);
    Date.now = () => right() + wrong;
  }, wrongClock);
  await chair.page.reload();
  chairCookie = (await chair.context.cookies()).map(({ name, value }) => `${name}=${value}`).join('; ');
  screen = await hall.enter('screen', '', { width: 1920, height: 1080 });
  screen.page.on('websocket', (socket) =>
    socket.on('framereceived', ({ payload }) => screenBytes.push(Buffer.from(payload))),
  );
  await screen.page.reload();
});
afterAll(async () => {
  for (const peer of Object.values(peers)) peer?.close();
  await hall?.close();
});

describe('the queue', () => {
  test('S opens it; a person of the attendance by a few letters without marks, a walk-in freely', async () => {
    const { page } = recorder;
    await page.locator('.ProseMirror').waitFor();
    await page.keyboard.press('s');
    const name = page.locator('aside [data-field="speakerName"]');
    await name.fill('huong');
    await page.getByRole('option', { name: /Đinh Thị Hường/ }).waitFor();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    await until(() => stateOf('Đinh Thị Hường'), 'waiting');
    expect(speakers()[0]).toMatchObject({
      village: 'Giang Lố 1',
      group: 'Hội viên Hội Nông dân',
      attendeeId: 'attendee0001',
      showName: false,
    });
    for (const each of ['A Thiu Vãng', 'Y Lan', 'Trần Văn Thử']) {
      await name.fill(each);
      await page.keyboard.press('Enter');
      await until(() => stateOf(each), 'waiting');
    }
    await until(() => waitingOn(chair.page), ['Đinh Thị Hường', 'A Thiu Vãng', 'Y Lan', 'Trần Văn Thử']);
  });

  test('is put into another order by Alt+arrows and by a finger; all see it', async () => {
    await recorder.page.locator('[data-handle]').nth(2).press('Alt+ArrowUp');
    const moved = ['Đinh Thị Hường', 'Y Lan', 'A Thiu Vãng', 'Trần Văn Thử'];
    await until(() => waitingOn(chair.page), moved);
    expect(await recorder.page.evaluate(() => document.activeElement?.textContent)).toBe('2');

    const handle = chair.page.locator('[data-handle]').nth(3);
    await handle.scrollIntoViewIfNeeded();
    const [from, to] = [
      await handle.boundingBox(),
      await chair.page.locator('[data-handle]').nth(2).boundingBox(),
    ];
    if (!from || !to) throw new Error('no handles');
    await chair.page.mouse.move(from.x + 5, from.y + 5);
    await chair.page.mouse.down();
    await chair.page.mouse.move(to.x + 5, to.y - 10, { steps: 4 });
    await chair.page.mouse.up();
    await until(() => waitingOn(recorder.page), ['Đinh Thị Hường', 'Y Lan', 'Trần Văn Thử', 'A Thiu Vãng']);
  });

  test('somebody removed comes back by one tap, in their place', async () => {
    await recorder.page.getByRole('button', { name: 'Xóa Y Lan khỏi danh sách' }).click();
    await until(() => stateOf('Y Lan'), undefined);
    await recorder.page.locator('aside').getByRole('button', { name: 'Hoàn tác' }).click();
    await until(() => waitingOn(chair.page), ['Đinh Thị Hường', 'Y Lan', 'Trần Văn Thử', 'A Thiu Vãng']);
  });
});

describe('somebody speaks', () => {
  test('the chair calls, the recorder starts; C calls the next', async () => {
    await chair.page.getByRole('button', { name: 'Mời người tiếp theo' }).click();
    await until(() => speakers().map(({ state }) => state), ['called', 'waiting', 'waiting', 'waiting']);
    await recorder.page.getByLabel('Đã mời').getByRole('button', { name: 'Bắt đầu' }).click();
    await until(() => stateOf('Đinh Thị Hường'), 'speaking');
    await recorder.page.locator('aside h2').click();
    await recorder.page.keyboard.press('c');
    await until(() => stateOf('Y Lan'), 'called');
  });

  test('the timer is right at a tablet that is seven minutes fast, and after a reload', async () => {
    const bothRight = async () => {
      const [one, two] = [await timerOn(recorder.page), await timerOn(chair.page)];
      return one > 200 && one <= 300 && Math.abs(one - two) <= 2;
    };
    await chair.page.getByRole('timer').waitFor();
    await until(bothRight, true);
    await chair.page.reload();
    await chair.page.getByRole('timer').waitFor();
    await until(bothRight, true);
    const { startedAt } = speakingNow(speakers()) ?? {};
    expect(Math.abs(Date.now() - Date.parse(startedAt ?? ''))).toBeLessThan(60_000);
  });

  test('a minute before the end it warns in colour, word and one sentence; over time it says so', async () => {
    const id = speakingNow(speakers())?.id ?? '';
    const began = (ago: number) =>
      moveSpeaker(
        doc('register'),
        id,
        'speaking',
        new Date().toISOString(),
        new Date(Date.now() - ago * 1000).toISOString(),
      );
    began(255);
    for (const { page } of [recorder, chair]) {
      await page
        .locator('[role="timer"][data-phase="warning"]', { hasText: 'Sắp hết giờ' })
        .first()
        .waitFor();
      await page
        .locator('[role="status"]', { hasText: /Đinh Thị Hường còn \d+ giây/ })
        .waitFor({ state: 'attached' });
    }
    began(330);
    await chair.page.locator('[role="timer"][data-phase="over"]', { hasText: 'Quá giờ' }).waitFor();
    await until(async () => (await timerOn(chair.page)) < 0, true);
    began(30);
    await chair.page.locator('[role="timer"][data-phase="running"]').waitFor();
  });

  test('Alt+P names the speaker in the paragraph, by id alone', async () => {
    const { page } = recorder;
    await page.locator('.ProseMirror p').last().click();
    await page.keyboard.press('End');
    await page.keyboard.type('Đường vào thôn hư hỏng');
    await page.keyboard.press('Alt+p');
    await page.keyboard.type(', đề nghị sửa.');
    await page
      .locator('.ProseMirror p', {
        hasText:
          /^Đinh Thị Hường, thôn Giang Lố 1 \(Hội viên Hội Nông dân\): .*Đường vào thôn hư hỏng, đề nghị sửa\.$/,
      })
      .waitFor();
    const id = speakingNow(speakers())?.id;
    await until(() => bodyOf(doc('minutes')).toString().includes(`<speaker speakerId="${id}"`), true);
    expect(bodyOf(doc('minutes')).toString()).not.toContain('Hường');
  });

  test('a new petition offers the speaker; Alt+P takes what the attendance knows', async () => {
    const { page } = recorder;
    await page.keyboard.press('Alt+n');
    await page.getByRole('button', { name: 'Người kiến nghị: Đinh Thị Hường' }).waitFor();
    await page.keyboard.type('Sửa đường vào thôn');
    await page.keyboard.press('Alt+p');
    await until(() => petitionsOf(doc('board')).size, 1);
    const [[id, map] = ['', null]] = [...petitionsOf(doc('board'))];
    if (!map) throw new Error('no petition');
    await until(() => readPetition(id, map).village, 'Giang Lố 1');
    expect(readPetition(id, map)).toMatchObject({
      category: 'nearPoor',
      channel: 'spoken',
      content: 'Sửa đường vào thôn',
    });
    await until(() => petitionersOf(doc('register')).has(id), true);
    const citizen = petitionersOf(doc('register')).get(id);
    expect(citizen && readPetitioner(citizen)).toMatchObject({
      name: 'Đinh Thị Hường',
      attendeeId: 'attendee0001',
      phone: '0912345678',
      showName: false,
    });
    await until(() => speakingNow(speakers())?.petitionId, id);
    // Another one who speaks does not take the petition away by one slip of the hand.
    const other = speakers().find(({ name }) => name === 'Y Lan')?.id ?? '';
    moveSpeaker(doc('register'), other, 'speaking', new Date().toISOString());
    await page.getByRole('button', { name: 'Người kiến nghị: Y Lan' }).waitFor();
    await page.keyboard.press('Alt+p');
    await page.getByText('Bấm Alt+P lần nữa để đổi thành Y Lan').waitFor();
    const still = petitionersOf(doc('register')).get(id);
    expect(still && readPetitioner(still).name).toBe('Đinh Thị Hường');
  });
});

describe('the chair rules', () => {
  const petition = () => {
    const [entry] = [...petitionsOf(doc('board'))];
    if (!entry) throw new Error('no petition');
    return readPetition(...entry);
  };

  test('the petition under discussion, next of the unanswered ones', async () => {
    const { page } = chair;
    await page.getByText('1 kiến nghị chưa trả lời').waitFor();
    await page.getByRole('button', { name: 'Kiến nghị chưa trả lời tiếp theo' }).click();
    await page.getByText('Sửa đường vào thôn', { exact: true }).waitFor();
    await page.getByText('Đinh Thị Hường · Giang Lố 1').waitFor();
    await until(() => doc('board').getMap('session').get('currentPetition'), petition().id);
  });

  test('beyond authority: what is missing is asked for at once, the field too', async () => {
    const { page } = chair;
    await page.getByRole('button', { name: 'Trình cấp có thẩm quyền' }).click();
    const sheet = page.getByRole('dialog');
    await sheet.getByRole('button', { name: /^Chốt/ }).click();
    expect(petition().state).toBe('raised');
    await sheet.getByLabel('UBND tỉnh').check();
    await sheet.getByLabel('Địa chính – nông nghiệp').check();
    await sheet.getByLabel('Xây dựng nông thôn mới').check();
    await sheet.getByText('15 ngày làm việc').click();
    await sheet.getByRole('button', { name: /^Chốt/ }).click();
    expect(petition().state).toBe('raised');
    await sheet.getByLabel('Lý do của hạn này').fill('chờ khảo sát');
    await sheet.getByRole('button', { name: /^Chốt/ }).click();
    await until(() => petition().state, 'escalated');
    expect(petition()).toMatchObject({
      authority: 'UBND tỉnh',
      unit: 'Địa chính – nông nghiệp',
      field: 'Xây dựng nông thôn mới',
      dueReason: 'chờ khảo sát',
      answeredBy: 'Nguyễn Hữu Bảng – Chủ tịch UBND xã',
    });
    expect(petition().dueDate).toMatch(/^\d{4}-\d{2}-\d{2}$/);
    expect(petition().history.at(-1)).toMatchObject({
      by: 'Nguyễn Hữu Bảng',
      from: 'raised',
      to: 'escalated',
    });
  });

  test('is taken back, and decided by one tap once nothing is missing', async () => {
    const { page } = chair;
    await page.getByLabel('Kiến nghị đang bàn').getByRole('button', { name: 'Hoàn tác' }).click();
    await until(() => petition().state, 'raised');
    expect(petition()).toMatchObject({ authority: '', field: '', answeredBy: '' });
    // Written before the undoing arrived, it would be a second value for the same field.
    await until(() => recorder.page.locator('[data-field="field"]').inputValue(), '');
    await recorder.page.locator('[data-field="field"]').fill('Vay');
    await recorder.page.keyboard.press('Enter');
    await until(() => petition().field, 'Vay vốn');
    // What is missing is asked by what the tablet knows, as who taps reads it there.
    await page.getByLabel('Kiến nghị đang bàn').getByText('Vay vốn').first().waitFor();
    await page.getByRole('button', { name: 'Trả lời trực tiếp' }).click();
    await until(() => petition().state, 'answered');
    expect(petition().history.map(({ to }) => to)).toEqual(['escalated', 'raised', 'answered']);
    await page.getByText('Các kiến nghị đều đã có kết quả').waitFor();
  });

  test('the minutes can be read at the tablet, and what the chair writes into them is refused', async () => {
    const { page } = chair;
    await page.getByText('Xem biên bản').click();
    await page
      .locator('.ProseMirror[contenteditable="false"]', { hasText: 'Đinh Thị Hường, thôn' })
      .waitFor();
    const crafted = await openPeer(hall.server.url, chairCookie, `${hall.dialogueId}/minutes`);
    const before = bodyOf(doc('minutes')).toString();
    crafted.doc.transact(() => bodyOf(crafted.doc).insert(0, [new Y.XmlElement('paragraph')]));
    bodyOf(crafted.doc).delete(1, 1);
    // What the chair may write comes after it through the same door.
    const register = await openPeer(hall.server.url, chairCookie, `${hall.dialogueId}/register`);
    moveSpeaker(register.doc, speakers()[0]?.id ?? '', 'absent', new Date().toISOString());
    await until(() => stateOf('Đinh Thị Hường'), 'absent');
    const later = await openPeer(hall.server.url, chairCookie, `${hall.dialogueId}/minutes`);
    expect(bodyOf(later.doc).toString()).toBe(before);
    expect(bodyOf(doc('minutes')).toString()).toBe(before);
    for (const peer of [crafted, register, later]) peer.close();
  });
});

test('the screen was never sent a name, and no page met an error', () => {
  expect(screenBytes.length).toBeGreaterThan(0);
  expect(allAttendees(doc('register'))).toHaveLength(1);
  const bytes = Buffer.concat(screenBytes);
  for (const name of ['Đinh Thị Hường', 'A Thiu Vãng', 'Y Lan', 'Trần Văn Thử', '0912345678'])
    expect(bytes.includes(name), name).toBe(false);
  expect([recorder.errors, chair.errors, screen.errors]).toEqual([[], [], []]);
});
