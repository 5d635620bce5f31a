import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import * as Y from 'yjs';
import type { ScreenContext } from '../../../server/screen/project.ts';
import { createScreenProjector, type ScreenProjector } from '../../../server/screen/projector.ts';
import { type Dialogue, roomName } from '../../../shared/dialogue.ts';
import {
  moveTo,
  type PetitionMap,
  petitionsOf,
  raisePetition,
  sessionOf,
} from '../../../shared/docs/board.ts';
import { addAttendee, setPetitioner } from '../../../shared/docs/register.ts';
import {
  allIssues,
  allPublicScreens,
  publicScreensOf,
  readCounts,
  readHead,
  readQueue,
  readSpeech,
} from '../../../shared/docs/screen.ts';
import {
  moveSpeaker,
  queueSpeaker,
  type SpeakerMap,
  setSpeaker,
  speakersOf,
} from '../../../shared/docs/speakers.ts';
import {
  releasedOf,
  type StageMode,
  screensOf,
  setReleased,
  setStageScreen,
  setStageSettings,
  stageModes,
  stageSettingsOf,
} from '../../../shared/docs/stage.ts';
import {
  type Channel,
  channels,
  type Outcome,
  outcomes,
  type PetitionState,
  petitionStates,
} from '../../../shared/petition.ts';
import { type MemoryRelay, memoryLogger, memoryRelay, Recorder } from '../board/memory.ts';

/* What the organizer's wishes make of the public document: what is shown, to whom, and what never is. */
const dialogueId = 'sa2023quy2bb';
const room = (kind: 'board' | 'register' | 'stage' | 'screen') => roomName(dialogueId, kind);
const quietMs = 3000;
const publicToken = 'p'.repeat(43);
const at = '2023-06-14T01:00:00.000Z';

const dialogue: Dialogue = {
  id: dialogueId,
  planId: '',
  title: 'Đối thoại với hội viên Hội Nông dân',
  year: 2023,
  quarter: 'III',
  topic: 'Tiếp sức nông dân',
  groups: ['Hộ nghèo'],
  fields: ['Vay vốn', 'Giao thông'],
  place: 'Hội trường',
  heldOn: '2023-06-14',
  chairName: 'Nguyễn Hữu Bảng',
  chairTitle: 'Chủ tịch UBND xã',
  secretaries: [],
  state: 'open',
};
const context: ScreenContext = {
  dialogue,
  villages: ['Giang Lố 1', 'Cao Sơn'],
  body: 'UBND XÃ',
  frozenAt: '',
};

interface Hall {
  relay: MemoryRelay;
  projector: ScreenProjector;
  board: Recorder;
  register: Recorder;
  stage: Recorder;
}
let hall: Hall;

function openHall(): Hall {
  const relay = memoryRelay();
  const projector = createScreenProjector({
    relay,
    contextOf: () => context,
    opensPublicList: (id, token) => id === dialogueId && token === publicToken,
    logger: memoryLogger(),
    everyMs: 150,
    quietMs,
  });
  const [board, register, stage] = (['board', 'register', 'stage'] as const).map(
    (kind) => new Recorder(relay, room(kind)),
  );
  if (!board || !register || !stage) throw new Error('three documents');
  return { relay, projector, board, register, stage };
}

beforeEach(() => {
  vi.useFakeTimers({ now: Date.parse(at) });
  hall = openHall();
});
afterEach(() => {
  hall.projector.close();
  vi.useRealTimers();
});

/** Stores what was written, and lets the screen take it. */
async function settle(ms = quietMs + 400): Promise<void> {
  for (const recorder of [hall.board, hall.register, hall.stage]) await recorder.sync();
  await vi.advanceTimersByTimeAsync(ms);
}

/** What somebody who opens the screen now is sent. */
async function joiner(): Promise<{ doc: Y.Doc; has: (text: string) => boolean }> {
  const bytes = await hall.relay.read(room('screen'));
  const doc = new Y.Doc();
  Y.applyUpdate(doc, bytes);
  return { doc, has: (text) => Buffer.from(bytes).includes(text) };
}

/** Whether `text` was ever in the screen's room. */
function everSent(text: string): boolean {
  return hall.relay.everStored.some(
    (stored) => stored.room === room('screen') && Buffer.from(stored.update).includes(text),
  );
}

function raise(id: string, content: string, n = 1): PetitionMap {
  return raisePetition(hall.board.doc, id, 'Thư ký', at, {
    number: `KN-0${n}`,
    content,
    field: 'Vay vốn',
    village: 'Cao Sơn',
    category: 'poor',
  });
}

describe('releasing', () => {
  it('nothing of a petition is there before: not the text, not the id, not as the current one', async () => {
    raise('petition0001', 'Xin vay vốn mua bò');
    sessionOf(hall.board.doc).set('currentPetition', 'petition0001');
    setStageScreen(hall.stage.doc, 'main', { mode: 'petition', petitionId: 'petition0001' });
    await settle();
    const { doc } = await joiner();
    expect(allIssues(doc)).toEqual([]);
    expect(readHead(doc).current).toBe('');
    expect(allPublicScreens(doc)[0]).toMatchObject({ mode: 'petition', petition: '' });
    for (const text of ['bò', 'petition0001', 'KN-01']) expect(everSent(text), text).toBe(false);
    expect(readCounts(doc).total).toBe(1);
  });

  it('shows it within the time of a write, and taking it back takes it out of the history', async () => {
    raise('petition0001', 'Xin vay vốn mua bò');
    raise('petition0002', 'Xin sửa đường', 2);
    sessionOf(hall.board.doc).set('currentPetition', 'petition0001');
    await settle();
    setReleased(hall.stage.doc, ['petition0001'], true);
    await settle(200);
    const shown = await joiner();
    expect(allIssues(shown.doc).map(({ id }) => id)).toEqual(['petition0001']);
    expect(readHead(shown.doc).current).toBe('petition0001');
    setReleased(hall.stage.doc, ['petition0001'], false);
    await settle(200);
    const later = await joiner();
    expect(allIssues(later.doc)).toEqual([]);
    expect(later.has('bò')).toBe(false);
    for (const update of hall.relay.log.get(room('screen')) ?? [])
      expect(Buffer.from(update).includes('bò')).toBe(false);
    expect(everSent('Xin sửa đường')).toBe(false);
  });

  it('all with the setting; ending it leaves those that were released one by one', async () => {
    raise('petition0001', 'Xin vay vốn mua bò');
    raise('petition0002', 'Xin sửa đường', 2);
    setStageSettings(hall.stage.doc, { releaseAll: true });
    await settle();
    expect(allIssues((await joiner()).doc)).toHaveLength(2);
    setReleased(hall.stage.doc, ['petition0002'], true);
    setStageSettings(hall.stage.doc, { releaseAll: false });
    await settle(200);
    expect(allIssues((await joiner()).doc).map(({ id }) => id)).toEqual(['petition0002']);
    expect((await joiner()).has('bò')).toBe(false);
  });

  it('the answer only once the chair has decided, redacted as the matter is', async () => {
    addAttendee(hall.register.doc, {
      id: 'attendee01',
      name: 'Nguyễn Thị Mẫu',
      title: '',
      village: '',
      group: '',
      category: 'poor',
      phone: '0912345678',
      present: true,
      walkIn: false,
      checkedInAt: '',
    });
    const map = raise('petition0001', 'Xin vay vốn');
    map.set('answer', new Y.Text('Hộ Nguyễn Thị Mẫu (0912 345 678) được vay 50 triệu đồng'));
    setReleased(hall.stage.doc, ['petition0001'], true);
    await settle();
    expect(everSent('50 triệu')).toBe(false);
    moveTo(hall.board.doc, map, 'answered', 'Chủ trì', at);
    await settle(400);
    expect(allIssues((await joiner()).doc)[0]?.answer).toBe(
      'Hộ một người dân ([đã ẩn]) được vay 50 triệu đồng',
    );
    for (const text of ['Mẫu', '345 678']) expect(everSent(text)).toBe(false);
  });
});

describe('the screens', () => {
  it('are told each its own; what is prepared for another moment is not sent', async () => {
    raise('petition0001', 'Xin vay vốn');
    setReleased(hall.stage.doc, ['petition0001'], true);
    setStageScreen(hall.stage.doc, 'main', { mode: 'issues', message: 'Bí mật đến giờ', scale: 900 });
    setStageScreen(hall.stage.doc, 'corridor1', { mode: 'message', message: ' Giải lao\r\n\u200b15  phút ' });
    setStageScreen(hall.stage.doc, 'hall2room', { mode: 'petition', petitionId: 'petition0001', scale: 120 });
    await settle();
    expect(allPublicScreens((await joiner()).doc)).toEqual([
      { id: 'main', name: '', mode: 'issues', petition: '', message: '', scale: 140 },
      { id: 'corridor1', name: '', mode: 'message', petition: '', message: 'Giải lao\n15 phút', scale: 100 },
      { id: 'hall2room', name: '', mode: 'petition', petition: 'petition0001', message: '', scale: 120 },
    ]);
    expect(everSent('Bí mật')).toBe(false);
    setStageScreen(hall.stage.doc, 'corridor1', { mode: 'counts' });
    await settle(200);
    expect((await joiner()).has('Giải lao')).toBe(false);
  });

  it('follow the petition under discussion when none is chosen', async () => {
    raise('petition0001', 'Xin vay vốn');
    raise('petition0002', 'Xin sửa đường', 2);
    setReleased(hall.stage.doc, ['petition0001', 'petition0002'], true);
    setStageScreen(hall.stage.doc, 'main', { mode: 'petition' });
    for (const id of ['petition0001', 'petition0002']) {
      sessionOf(hall.board.doc).set('currentPetition', id);
      await settle(400);
      expect(allPublicScreens((await joiner()).doc)[0]?.petition).toBe(id);
    }
  });

  it('have no code but of a link to this dialogue’s public list', async () => {
    const good = `http://192.168.1.10:8080/join#${publicToken}`;
    const wrong = [
      `http://192.168.1.10:8080/join#${'o'.repeat(43)}`,
      `javascript:alert(1)/join#${publicToken}`,
      `http://x.example/ /join#${publicToken}`,
      `http://x.example/join#${publicToken}&more`,
      publicToken,
    ];
    for (const publicLink of [...wrong, good, '']) {
      setStageSettings(hall.stage.doc, { publicLink });
      await settle(200);
      const expected = publicLink === good ? good : '';
      expect(readHead((await joiner()).doc).publicLink, publicLink).toBe(expected);
    }
    for (const link of wrong) if (link !== publicToken) expect(everSent(link)).toBe(false);
  });
});

describe('the speakers', () => {
  const queue = (
    id: string,
    name: string,
    values: { village?: string; petitionId?: string; showName?: boolean } = {},
  ) =>
    queueSpeaker(
      hall.register.doc,
      id,
      { name, village: 'Cao Sơn', group: 'Hộ nghèo', attendeeId: '', ...values },
      at,
    );

  it('are told by village and time; a name only with the consent of that person', async () => {
    queue('speaker001', 'Nguyễn Thị Mẫu');
    queue('speaker002', 'Trần Văn Thử', { showName: true });
    queue('speaker003', 'Lò Văn Nháp', { petitionId: 'petition0003', village: 'Nơi khác' });
    queue('speaker004', 'Y Kín', { petitionId: 'petition0004' });
    setPetitioner(hall.register.doc, 'petition0003', { name: 'LÒ VĂN NHÁP', showName: true });
    setPetitioner(hall.register.doc, 'petition0004', { name: 'Người Khác', showName: true });
    moveSpeaker(hall.register.doc, 'speaker001', 'speaking', at);
    await settle();
    const { doc } = await joiner();
    expect(readSpeech(doc)).toEqual({ village: 'Cao Sơn', name: '', startedAt: at, seconds: 300 });
    expect(readHead(doc).speaker).toBe('Người dân thôn Cao Sơn');
    expect(readQueue(doc)).toEqual({
      waiting: 3,
      next: [
        { village: 'Cao Sơn', name: 'Trần Văn Thử', called: false },
        { village: '', name: 'Lò Văn Nháp', called: false },
        { village: 'Cao Sơn', name: '', called: false },
      ],
    });
    for (const text of ['Mẫu', 'Kín', 'Người Khác', 'Nơi khác', 'Hộ nghèo', 'speaker001'])
      expect(everSent(text), text).toBe(false);
    setSpeaker(hall.register.doc, 'speaker002', { showName: false });
    moveSpeaker(hall.register.doc, 'speaker002', 'called', at);
    await settle(400);
    const later = await joiner();
    expect(readQueue(later.doc).next[0]).toEqual({ village: 'Cao Sơn', name: '', called: true });
    expect(later.has('Thử')).toBe(false);
  });

  it('a name with consent waits until it is typed to its end', async () => {
    queue('speaker001', 'N', { showName: true });
    for (const name of ['Ng', 'Nguyễn', 'Nguyễn Thị', 'Nguyễn Thị Mẫu']) {
      setSpeaker(hall.register.doc, 'speaker001', { name });
      await settle(700);
    }
    expect(everSent('Nguyễn')).toBe(true); // the chair's
    expect(everSent('Thị')).toBe(false);
    await settle();
    expect(readQueue((await joiner()).doc).next[0]?.name).toBe('Nguyễn Thị Mẫu');
  });
});

describe('the counts', () => {
  it('are of all petitions that stand, by outcome, field, village and channel, and never of households', async () => {
    const maps = [1, 2, 3, 4].map((n) => raise(`petition000${n}`, 'Xin vay vốn', n));
    for (const [n, map] of maps.entries()) {
      if (n === 0) moveTo(hall.board.doc, map, 'answered', 'Chủ trì', at);
      if (n === 1) moveTo(hall.board.doc, map, 'withdrawn', 'Chủ trì', at);
      if (n === 2) map.set('field', 'Nguyễn Thị Mẫu');
    }
    raise('petition0005', '', 5);
    await settle();
    const counts = readCounts((await joiner()).doc);
    expect(counts.total).toBe(3);
    expect(counts.outcomes.filter(({ count }) => count > 0)).toEqual([
      { of: 'answered', count: 1 },
      { of: '', count: 2 },
    ]);
    expect(counts.fields).toEqual([
      { of: 'Vay vốn', count: 2 },
      { of: '', count: 1 },
    ]);
    expect(counts.villages).toEqual([{ of: 'Cao Sơn', count: 3 }]);
    expect(counts.channels[0]).toEqual({ of: 'spoken', count: 3 });
    for (const text of ['poor', 'Mẫu']) expect(everSent(text)).toBe(false);
  });
});

/** What one petition of the fuzz is like. */
interface Wild {
  released: boolean;
  state: PetitionState;
  outcome: Outcome | '';
  channel: Channel;
  known: boolean;
  showName: boolean;
}

const wild: fc.Arbitrary<Wild> = fc.record({
  released: fc.boolean(),
  state: fc.constantFrom(...petitionStates),
  outcome: fc.constantFrom('' as const, ...outcomes),
  channel: fc.constantFrom(...channels),
  known: fc.boolean(),
  showName: fc.boolean(),
});

/** Words that stand for somebody's secrets; each is found again wherever its bytes go. */
class Secrets {
  readonly all: string[] = [];
  /** Those that the hall may see. */
  readonly allowed = new Set<string>();

  readonly fresh = (): string => {
    const word = `Xqz${String(this.all.length).padStart(3, '0')}wvk`;
    this.all.push(word);
    return word;
  };

  allowIf(condition: boolean, word: string): void {
    if (condition) this.allowed.add(word);
  }
}

/** A petition, its citizen and a speaker, with a secret in every field that a client could fill. */
function writeWild(n: number, one: Wild, secrets: Secrets): void {
  const { fresh } = secrets;
  const id = `petition000${n}`;
  const [matter, answer, name, speaking] = [fresh(), fresh(), fresh(), fresh()];
  const map = raisePetition(hall.board.doc, id, fresh(), at, { content: `Xin hỏi về ${matter} nhé.` });
  map.set('answer', new Y.Text(`Xã trả lời ${answer} rồi.`));
  for (const key of ['unit', 'dueReason', 'authority', 'answeredBy', 'replyNumber', 'toldHow', 'extra'])
    map.set(key, fresh());
  for (const key of ['number', 'village', 'category']) map.set(key, fresh());
  map.set('field', one.known ? 'Giao thông' : fresh());
  for (const key of ['state', 'outcome', 'channel'] as const) map.set(key, one[key]);
  setPetitioner(hall.register.doc, id, {
    name: `Nguyễn ${name}`,
    phone: '0987654321',
    address: fresh(),
    showName: one.showName,
  });
  const { showName } = one;
  const speaker = {
    name: `Trần ${speaking}`,
    village: fresh(),
    group: fresh(),
    attendeeId: fresh(),
    showName,
  };
  queueSpeaker(hall.register.doc, `speaker00${n}`, speaker, at);
  if (one.released) releasedOf(hall.stage.doc).set(id, true);
  const shown = one.released && one.state !== 'withdrawn' && one.state !== 'merged';
  secrets.allowIf(shown, matter);
  secrets.allowIf(shown && one.outcome !== '', answer);
  secrets.allowIf(shown && showName, name);
  secrets.allowIf(showName, speaking);
}

/** What has no place in these documents at all, and what only the mode `message` shows. */
function writeStrange(mode: StageMode, current: number, secrets: Secrets): void {
  const { fresh } = secrets;
  const { board, register, stage: wishes } = hall;
  const petition: PetitionMap = new Y.Map();
  petitionsOf(board.doc).set(fresh(), petition);
  petition.set('content', new Y.Text(fresh()));
  const speaker: SpeakerMap = new Y.Map();
  speakersOf(register.doc).set(fresh(), speaker);
  speaker.set('name', fresh());
  sessionOf(board.doc).set('currentPetition', `petition000${current}`);
  for (const key of ['speakerGroup', 'speakerVillage', 'extra']) sessionOf(board.doc).set(key, fresh());
  stageSettingsOf(wishes.doc).set('secret', fresh());
  stageSettingsOf(wishes.doc).set('publicLink', `http://x.example/join#${fresh()}`);
  const message = fresh();
  secrets.allowIf(mode === 'message', message);
  const wanted = { mode, message, petitionId: `petition000${current}`, extra: fresh() };
  for (const id of ['main', fresh()])
    screensOf(wishes.doc).set(id, new Y.Map<string | number>(Object.entries(wanted)));
}

describe('whatever is written into board, register and stage', () => {
  const seed = 20_261_125;

  it('no secret reaches the public room unless it was released, typed for the screen or agreed to', async () => {
    const tried = fc.asyncProperty(
      fc.array(wild, { minLength: 1, maxLength: 6 }),
      fc.constantFrom(...stageModes),
      fc.integer({ min: 0, max: 5 }),
      async (petitions, mode, current) => {
        hall.projector.close();
        hall = openHall();
        const secrets = new Secrets();
        for (const [n, one] of petitions.entries()) writeWild(n, one, secrets);
        writeStrange(mode, current, secrets);
        moveSpeaker(hall.register.doc, 'speaker000', 'speaking', at);
        await settle();
        await settle();
        const leaked = secrets.all.filter((word) => !secrets.allowed.has(word) && everSent(word));
        expect(leaked).toEqual([]);
        expect(everSent('987654')).toBe(false);
        const { doc } = await joiner();
        expect([...publicScreensOf(doc).keys()]).toEqual(['main']);
        const issues = new Set(allIssues(doc).map(({ id }) => id));
        for (const { petition } of allPublicScreens(doc))
          expect(petition === '' || issues.has(petition)).toBe(true);
      },
    );
    await fc.assert(tried, { seed, numRuns: 80 });
  });

  it('what was allowed is taken back whole: a joiner is sent nothing of it', async () => {
    const tried = fc.asyncProperty(fc.array(wild, { minLength: 1, maxLength: 6 }), async (petitions) => {
      hall.projector.close();
      hall = openHall();
      const secrets = new Secrets();
      for (const [n, one] of petitions.entries()) writeWild(n, one, secrets);
      writeStrange('message', 0, secrets);
      await settle();
      await settle();
      const { stage: wishes, register } = hall;
      for (const id of [...releasedOf(wishes.doc).keys()]) releasedOf(wishes.doc).delete(id);
      for (const id of [...speakersOf(register.doc).keys()])
        setSpeaker(register.doc, id, { showName: false });
      setStageScreen(wishes.doc, 'main', { mode: 'issues' });
      await settle();
      const after = await joiner();
      expect(secrets.all.filter(after.has)).toEqual([]);
    });
    await fc.assert(tried, { seed, numRuns: 40 });
  });
});
