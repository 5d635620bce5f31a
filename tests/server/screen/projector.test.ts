import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import * as Y from 'yjs';
import type { ScreenContext } from '../../../server/screen/project.ts';
import { createScreenProjector, type ScreenProjector } from '../../../server/screen/projector.ts';
import { type Dialogue, roomName } from '../../../shared/dialogue.ts';
import {
  moveTo,
  petitionsOf,
  petitionText,
  raisePetition,
  sessionOf,
  setPetition,
} from '../../../shared/docs/board.ts';
import { type Attendee, addAttendee, setPetitioner } from '../../../shared/docs/register.ts';
import { allIssues, headOf, issuesOf, type PublicIssue, readHead } from '../../../shared/docs/screen.ts';
import { queueSpeaker } from '../../../shared/docs/speakers.ts';
import { setStageSettings } from '../../../shared/docs/stage.ts';
import { type MemoryRelay, memoryLogger, memoryRelay, Recorder } from '../board/memory.ts';

const dialogueId = 'sa2023quy2aa';
const board = roomName(dialogueId, 'board');
const register = roomName(dialogueId, 'register');
const screen = roomName(dialogueId, 'screen');
const stage = roomName(dialogueId, 'stage');
const quietMs = 3000;
const publicToken = 'p'.repeat(43);

const dialogue: Dialogue = {
  id: dialogueId,
  planId: '',
  title: 'Đối thoại với hộ nghèo, hộ cận nghèo',
  year: 2023,
  quarter: 'II',
  topic: '',
  groups: [],
  fields: ['Giảm nghèo', 'Lao động – việc làm'],
  place: 'Hội trường Nhà Văn hóa xã',
  heldOn: '2023-06-14',
  chairName: 'Nguyễn Hữu Bảng',
  chairTitle: 'Chủ tịch UBND xã',
  secretaries: [],
  state: 'open',
};

const attendee = (id: string, values: Partial<Attendee>): Attendee => ({
  id,
  name: '',
  title: '',
  village: 'Giang Lố 1',
  group: '',
  category: 'poor',
  phone: '',
  present: true,
  walkIn: false,
  checkedInAt: '',
  ...values,
});

interface Hall {
  relay: MemoryRelay;
  context: ScreenContext;
  board: Recorder;
  register: Recorder;
  stage: Recorder;
  logger: ReturnType<typeof memoryLogger>;
  projector: ScreenProjector;
}

let hall: Hall;

function open(relay: MemoryRelay, context: ScreenContext, logger: Hall['logger']): ScreenProjector {
  return createScreenProjector({
    relay,
    contextOf: () => context,
    opensPublicList: (id, token) => id === dialogueId && token === publicToken,
    logger,
    everyMs: 150,
    quietMs,
  });
}

beforeEach(async () => {
  vi.useFakeTimers({ now: Date.parse('2023-06-14T01:00:00.000Z') });
  const relay = memoryRelay();
  const logger = memoryLogger();
  const context = {
    dialogue: { ...dialogue },
    villages: ['Giang Lố 1', 'Cao Sơn'],
    body: 'UBND XÃ',
    frozenAt: '',
  };
  hall = {
    relay,
    context,
    logger,
    board: new Recorder(relay, board),
    register: new Recorder(relay, register),
    stage: new Recorder(relay, stage),
    projector: open(relay, context, logger),
  };
  // Most of these tests are about what is shown of a petition that may be.
  setStageSettings(hall.stage.doc, { releaseAll: true });
  await hall.stage.sync();
});

afterEach(() => {
  hall.projector.close();
  vi.useRealTimers();
});

const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

/** A screen opened now: what it is sent, applied to an empty document. */
async function freshScreen(): Promise<Y.Doc> {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, await hall.relay.read(screen));
  return doc;
}

async function shown(): Promise<PublicIssue[]> {
  return allIssues(await freshScreen());
}

/** Raises a petition and waits until its text stands on the screen. */
async function raise(id: string, content: string, village = 'Giang Lố 1') {
  const map = raisePetition(hall.board.doc, id, 'Thư ký Một', new Date().toISOString(), {
    number: 'KN-01',
    content,
    field: 'Giảm nghèo',
    village,
    category: 'nearPoor',
  });
  await hall.board.sync();
  await pass(quietMs + 200);
  return map;
}

/** Whether `text` is anywhere in the bytes ever stored in the screen's room, also in what was deleted since. */
function everSent(text: string): boolean {
  return hall.relay.everStored.some(
    ({ room, update }) => room === screen && Buffer.from(update).includes(text),
  );
}

describe('what the screen shows', () => {
  it('the matter, its field, the village and the outcome, by number', async () => {
    const map = await raise('petition0001', 'Đề nghị xem xét lại việc bình xét hộ nghèo năm 2022');
    moveTo(hall.board.doc, map, 'explained', 'Nguyễn Hữu Bảng', new Date().toISOString());
    await hall.board.sync();
    await pass(200);
    expect(await shown()).toEqual([
      {
        id: 'petition0001',
        number: 'KN-01',
        matter: 'Đề nghị xem xét lại việc bình xét hộ nghèo năm 2022',
        answer: '',
        field: 'Giảm nghèo',
        village: 'Giang Lố 1',
        name: '',
        state: 'explained',
        outcome: 'explained',
        raisedAt: '2023-06-14T01:00:00.000Z',
      },
    ]);
    expect(readHead(await freshScreen())).toMatchObject({ title: dialogue.title, frozen: '', current: '' });
  });

  it('the village of the speaker, never the group', async () => {
    await raise('petition0001', 'Xin vay vốn', 'Cao Sơn');
    sessionOf(hall.board.doc).set('currentPetition', 'petition0001');
    await hall.board.sync();
    await pass(200);
    expect(readHead(await freshScreen())).toMatchObject({
      speaker: 'Người dân thôn Cao Sơn',
      current: 'petition0001',
    });
    sessionOf(hall.board.doc).set('speakerVillage', 'Giang Lố 1');
    sessionOf(hall.board.doc).set('speakerGroup', 'Hộ cận nghèo');
    await hall.board.sync();
    await pass(200);
    expect(readHead(await freshScreen()).speaker).toBe('Người dân thôn Giang Lố 1');
    expect(everSent('Hộ cận nghèo')).toBe(false);
  });

  it('no name of one who is in the queue of speakers only', async () => {
    queueSpeaker(
      hall.register.doc,
      'speaker00001',
      { name: 'Đinh Văn Vãng', village: 'Cao Sơn', group: '', attendeeId: '' },
      new Date().toISOString(),
    );
    await hall.register.sync();
    await raise('petition0001', 'Ông Đinh Văn Vãng đề nghị sửa đường');
    expect((await shown())[0]?.matter).toBe('Một người dân đề nghị sửa đường');
    expect(everSent('Vãng')).toBe(false);
  });

  it('a name only with consent, and takes it off at once when the consent is withdrawn', async () => {
    await raise('petition0001', 'Bà Nguyễn Thị Mẫu xin vay vốn cùng ông Trần Văn Thử');
    setPetitioner(hall.register.doc, 'petition0001', { name: 'Nguyễn Thị Mẫu', showName: true });
    setPetitioner(hall.register.doc, 'petition0002', { name: 'Trần Văn Thử' });
    sessionOf(hall.board.doc).set('currentPetition', 'petition0001');
    await hall.board.sync();
    await hall.register.sync();
    await pass(quietMs + 200);
    expect((await shown())[0]).toMatchObject({
      name: 'Nguyễn Thị Mẫu',
      matter: 'Bà Nguyễn Thị Mẫu xin vay vốn cùng một người dân',
    });
    expect(readHead(await freshScreen()).speaker).toBe('Nguyễn Thị Mẫu');
    setPetitioner(hall.register.doc, 'petition0001', { showName: false });
    await hall.register.sync();
    await pass(200);
    expect((await shown())[0]).toMatchObject({
      name: '',
      matter: 'Một người dân xin vay vốn cùng một người dân',
    });
    const bytes = Buffer.from(await hall.relay.read(screen));
    expect(bytes.includes('Mẫu')).toBe(false);
  });

  it('nothing of a petition that was withdrawn, merged or has no text', async () => {
    const map = await raise('petition0001', 'Xin rút sau');
    await raise('petition0002', '');
    expect((await shown()).map((issue) => issue.id)).toEqual(['petition0001']);
    moveTo(hall.board.doc, map, 'withdrawn', 'Thư ký', new Date().toISOString());
    await hall.board.sync();
    await pass(200);
    expect(await shown()).toEqual([]);
    expect(Buffer.from(await hall.relay.read(screen)).includes('Xin rút sau')).toBe(false);
  });

  it('that the dialogue is frozen', async () => {
    await raise('petition0001', 'Xin vay vốn');
    hall.context.dialogue.state = 'frozen';
    hall.context.frozenAt = '2023-06-14T04:30:00.000Z';
    await hall.projector.refresh(dialogueId);
    expect(readHead(await freshScreen()).frozen).toBe('2023-06-14T04:30:00.000Z');
  });
});

describe('what the screen is never sent', () => {
  it('no personal data, whatever field of the board a client puts it in', async () => {
    const secrets = {
      name: 'Nguyễn Thị Mẫu',
      phone: '0912345678',
      address: 'Số nhà 15, ngõ Thử Nghiệm',
      recorder: 'Thư ký Hoàng',
      answeredBy: 'Cán bộ Lò Văn Nháp',
    };
    addAttendee(hall.register.doc, attendee('attendee01', { name: secrets.name, phone: secrets.phone }));
    setPetitioner(hall.register.doc, 'petition0001', { ...secrets, attendeeId: 'attendee01' });
    await hall.register.sync();
    const map = raisePetition(hall.board.doc, 'petition0001', secrets.recorder, secrets.name, {
      content: `Tôi là ${secrets.name}, ở ${secrets.phone}`,
      answer: `Trả lời hộ ${secrets.name} (${secrets.phone})`,
      answeredBy: secrets.answeredBy,
      number: secrets.name,
      field: secrets.name,
      village: secrets.name,
      unit: secrets.name,
      authority: secrets.name,
      dueReason: secrets.phone,
      toldHow: secrets.phone,
      category: 'poor',
    });
    moveTo(hall.board.doc, map, 'answered', secrets.name, '2023-06-14T01:05:00.000Z');
    map.set('extra', secrets.name);
    raisePetition(hall.board.doc, secrets.name, secrets.name, '', { content: 'Khóa là tên người' });
    const session = sessionOf(hall.board.doc);
    session.set('currentPetition', secrets.name);
    session.set('speakerVillage', secrets.name);
    session.set('speakerGroup', secrets.name);
    await hall.board.sync();
    await pass(quietMs * 3);
    expect((await shown()).map(({ matter, answer }) => [matter, answer])).toEqual([
      ['Tôi là một người dân, ở [đã ẩn]', 'Trả lời hộ một người dân ([đã ẩn])'],
    ]);
    for (const secret of Object.values(secrets)) expect(everSent(secret)).toBe(false);
    for (const word of ['Mẫu', '912345', 'nearPoor', 'poor', 'Thư ký']) expect(everSent(word)).toBe(false);
    for (const secret of Object.values(secrets)) expect(hall.logger.lines.join()).not.toContain(secret);
  });

  it('no piece of a name or number typed letter by letter, with pauses shorter than the quiet time', async () => {
    addAttendee(hall.register.doc, attendee('attendee01', { name: 'Nguyễn Thị Mẫu', phone: '0912345678' }));
    await hall.register.sync();
    const map = raisePetition(hall.board.doc, 'petition0001', 'Thư ký', new Date().toISOString());
    const typed = 'Hộ Nguyễn Thị Mẫu (0912345678) đề nghị sửa đường vào thôn';
    for (const letter of typed) {
      const text = petitionText(map, 'content');
      text?.insert(text.length, letter);
      await hall.board.sync();
      await pass(700);
    }
    await pass(quietMs + 200);
    expect((await shown())[0]?.matter).toBe('Hộ một người dân ([đã ẩn]) đề nghị sửa đường vào thôn');
    for (const piece of ['Hộ N', 'Nguyễn T', 'Thị', 'Mẫ', '091', '5678']) expect(everSent(piece)).toBe(false);
  });

  it('no beginning of a known name when the recorder stops in the middle of it', async () => {
    addAttendee(hall.register.doc, attendee('attendee01', { name: 'Nguyễn Thị Mẫu' }));
    await hall.register.sync();
    const map = await raise('petition0001', 'Đất của Nguyễn Thị M');
    await pass(60_000);
    petitionText(map, 'content')?.insert(20, 'ẫu bị sạt lở');
    await hall.board.sync();
    await pass(quietMs + 200);
    expect((await shown())[0]?.matter).toBe('Đất của một người dân bị sạt lở');
    expect(everSent('Thị')).toBe(false);
  });

  it('no name that became known after it was shown: gone from the text and from the history', async () => {
    await raise('petition0001', 'Đất của Nguyễn Thị Mẫu bị sạt lở');
    expect(everSent('Mẫu')).toBe(true);
    setPetitioner(hall.register.doc, 'petition0001', { name: 'Nguyễn Thị Mẫu' });
    await hall.register.sync();
    await pass(200);
    expect((await shown())[0]?.matter).toBe('Đất của một người dân bị sạt lở');
    for (const update of hall.relay.log.get(screen) ?? [])
      expect(Buffer.from(update).includes('Mẫu')).toBe(false);
  });

  it('takes an old name out of the history also when the server died in between', async () => {
    await raise('petition0001', 'Đất của Nguyễn Thị Mẫu bị sạt lở');
    hall.projector.close();
    const before = hall.relay.forget;
    setPetitioner(hall.register.doc, 'petition0001', { name: 'Nguyễn Thị Mẫu' });
    await hall.register.sync();
    hall.relay.forget = async () => {
      throw new Error('killed here');
    };
    const dying = open(hall.relay, hall.context, hall.logger);
    await expect(dying.refresh(dialogueId)).rejects.toThrow('killed here');
    dying.close();
    hall.relay.forget = before;
    hall.projector = open(hall.relay, hall.context, hall.logger);
    await hall.projector.refresh(dialogueId);
    expect(Buffer.from(await hall.relay.read(screen)).includes('Mẫu')).toBe(false);
    expect((await shown())[0]?.matter).toBe('Đất của một người dân bị sạt lở');
  });
});

describe('how the screen is written', () => {
  it('continues the stored document after a restart instead of starting a second one', async () => {
    await raise('petition0001', 'Xin vay vốn');
    const projector = await freshScreen();
    hall.projector.close();
    hall.projector = open(hall.relay, hall.context, hall.logger);
    await hall.projector.refresh(dialogueId);
    await pass(quietMs + 200);
    const writes = hall.relay.everStored.filter(({ room }) => room === screen).length;
    hall.context.dialogue.title = 'Tên mới';
    await hall.projector.refresh(dialogueId);
    expect(hall.relay.everStored.filter(({ room }) => room === screen).length).toBe(writes + 1);
    for (const update of hall.relay.log.get(screen) ?? []) Y.applyUpdate(projector, update);
    expect(readHead(projector).title).toBe('Tên mới');
    expect(allIssues(projector)).toEqual(await shown());
  });

  it('writes nothing when nothing that is shown changed', async () => {
    const map = await raise('petition0001', 'Xin vay vốn');
    const writes = () => hall.relay.everStored.filter(({ room }) => room === screen).length;
    const before = writes();
    setPetition(hall.board.doc, map, { dueReason: 'Chờ văn bản', unit: 'Văn phòng' });
    petitionText(map, 'answer')?.insert(0, 'Trả lời dài');
    await hall.board.sync();
    await pass(quietMs + 200);
    expect(writes()).toBe(before);
  });

  it('writes at most every 150 ms however fast the board changes', async () => {
    await raise('petition0001', 'Xin vay vốn');
    const before = hall.relay.everStored.filter(({ room }) => room === screen).length;
    for (let n = 0; n < 100; n += 1) {
      sessionOf(hall.board.doc).set('currentPetition', n % 2 === 0 ? 'petition0001' : '');
      await hall.board.sync();
      await pass(15);
    }
    await pass(300);
    const writes = hall.relay.everStored.filter(({ room }) => room === screen).length - before;
    expect(writes).toBeGreaterThan(0);
    expect(writes).toBeLessThanOrEqual(12);
  });

  it('catches up by itself after the relay refused for a while', async () => {
    hall.relay.refuse = new Error('disk full');
    const doc = hall.board.doc;
    raisePetition(doc, 'petition0001', 'Thư ký', new Date().toISOString(), { content: 'Xin vay vốn' });
    hall.relay.refuse = null;
    await hall.board.sync();
    hall.relay.refuse = new Error('disk full');
    await pass(5000);
    expect(await shown()).toEqual([]);
    hall.relay.refuse = null;
    await pass(60_000);
    expect(await shown()).toEqual([expect.objectContaining({ matter: 'Xin vay vốn' })]);
  });

  it('removes what does not belong from a document that an older version wrote', async () => {
    const old = new Y.Doc();
    headOf(old).set('secretary', 'Nguyễn Hữu Bảng');
    issuesOf(old).set('petition0009', new Y.Map<string | number | boolean>());
    issuesOf(old).set(
      'petition0001',
      new Y.Map<string | number | boolean>([['petitioner', 'Nguyễn Thị Mẫu']]),
    );
    hall.projector.close();
    await hall.relay.write(screen, Y.encodeStateAsUpdate(old));
    hall.projector = open(hall.relay, hall.context, hall.logger);
    await raise('petition0001', 'Xin vay vốn');
    const doc = await freshScreen();
    expect([...issuesOf(doc).keys()]).toEqual(['petition0001']);
    expect(headOf(doc).has('secretary')).toBe(false);
    expect(Buffer.from(await hall.relay.read(screen)).includes('Mẫu')).toBe(false);
  });

  it('deletes nothing on the board', async () => {
    await raise('petition0001', 'Xin vay vốn');
    expect(petitionsOf(hall.board.doc).size).toBe(1);
    expect(hall.relay.everStored.filter(({ room }) => room === board)).toHaveLength(1);
  });
});
