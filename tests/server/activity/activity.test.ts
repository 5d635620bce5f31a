import { afterEach, expect, it, vi } from 'vitest';
import * as Y from 'yjs';
import { type ActivityWatcher, createActivityWatcher } from '../../../server/activity/watch.ts';
import { happening, writeActivity } from '../../../server/activity/write.ts';
import { roomName } from '../../../shared/dialogue.ts';
import { activityOf, allActivity, mostEntries } from '../../../shared/docs/activity.ts';
import { moveTo, petitionsOf, petitionText, raisePetition, setPetition } from '../../../shared/docs/board.ts';
import { conflictKey, conflictsOf, mostConflicts, openConflicts } from '../../../shared/docs/conflicts.ts';
import { bodyOf } from '../../../shared/docs/minutes.ts';
import { addAttendee, setPetitioner } from '../../../shared/docs/register.ts';
import { moveSpeaker, queueSpeaker } from '../../../shared/docs/speakers.ts';
import { signWrites, writersOf } from '../../../shared/docs/writers.ts';
import { minutesTemplate, writeTemplate } from '../../../shared/minutes-template.ts';
import { memoryLogger, memoryRelay, Recorder } from '../board/memory.ts';

const id = 'activity2023';
const at = '2023-06-14T01:00:00.000Z';
const known = { fields: ['Vay vốn'], villages: ['Đăk Vang', 'Hào Lý'], units: [], authorities: [] };
const open: ActivityWatcher[] = [];
afterEach(async () => {
  vi.useRealTimers();
  for (const watcher of open.splice(0)) await watcher.close();
});

function start(sessionNames: Record<string, string> = {}) {
  const relay = memoryRelay();
  const logger = memoryLogger();
  const watch = () => {
    const watcher = createActivityWatcher({
      relay,
      logger,
      knownValues: async () => known,
      sessionName: async (session) => sessionNames[session] ?? '',
      lookMs: 0,
      minutesMs: 0,
      writeMs: 0,
    });
    open.push(watcher);
    return watcher;
  };
  const person = (name: string, kind: 'board' | 'register' | 'minutes' = 'board') => {
    const recorder = new Recorder(relay, roomName(id, kind));
    signWrites(recorder.doc, () => name);
    return recorder;
  };
  const list = async (watcher: ActivityWatcher) => {
    await watcher.settled(id);
    const doc = new Y.Doc();
    Y.applyUpdate(doc, await relay.read(roomName(id, 'activity')));
    return allActivity(doc).map(({ by, kind, number, field, from, to, count }) =>
      [by, kind, number, field, from && `${from} →`, to, count || ''].filter(Boolean).join(' '),
    );
  };
  return { relay, logger, watch, person, list };
}

function mapOf(recorder: Recorder) {
  const map = petitionsOf(recorder.doc).get('petition001');
  if (!map) throw new Error('no petition');
  return map;
}

it('names who raised, changed, moved and wrote; values of closed lists only, never a text', async () => {
  const { relay, watch, person, list } = start();
  const watcher = watch();
  await watcher.begin([id]);
  const pham = person('Phạm');
  const map = raisePetition(pham.doc, 'petition001', 'Phạm', at, { number: 'KN-01' });
  await pham.sync();
  expect(await list(watcher)).toEqual(['Phạm raised KN-01']);

  setPetition(pham.doc, map, { village: 'Đăk Vang', answeredBy: 'Ông Nguyễn Văn Kín' });
  await pham.sync();
  await watcher.settled(id);
  setPetition(pham.doc, map, { village: 'Hào Lý' });
  petitionText(map, 'content')?.insert(0, 'Ông Nguyễn Văn Kín hỏi');
  moveTo(pham.doc, map, 'assigned', 'Phạm', at);
  await pham.sync();
  expect(await list(watcher)).toEqual([
    'Phạm raised KN-01',
    'Phạm field KN-01 answeredBy',
    'Phạm field KN-01 village Hào Lý',
    'Phạm state KN-01 raised → assigned',
    'Phạm text KN-01 content',
  ]);
  const stored = JSON.stringify((await relay.read(roomName(id, 'activity'))).toString());
  expect(Buffer.from(await relay.read(roomName(id, 'activity'))).includes('Kín')).toBe(false);
  expect(stored).not.toContain('Kín');
});

it('counts what happens in the register, and names nobody there', async () => {
  const { relay, watch, person, list } = start();
  const watcher = watch();
  await watcher.begin([id]);
  const thu = person('Y Thu', 'register');
  for (const each of ['a1', 'a2'])
    addAttendee(thu.doc, {
      id: each,
      name: 'Trần Thị Giấu',
      title: '',
      village: '',
      group: '',
      category: 'other',
      phone: '0912345678',
      present: true,
      walkIn: false,
      checkedInAt: at,
    });
  queueSpeaker(thu.doc, 's1', { name: 'Trần Thị Giấu', village: '', group: '', attendeeId: '' }, at);
  await thu.sync();
  await watcher.settled(id);
  moveSpeaker(thu.doc, 's1', 'speaking', at);
  setPetitioner(thu.doc, 'petition001', { name: 'Trần Thị Giấu' });
  await thu.sync();
  expect(await list(watcher)).toEqual([
    'Y Thu speaker waiting',
    'Y Thu attendance 2',
    'Y Thu speaker speaking',
    'Y Thu citizen name',
  ]);
  const bytes = Buffer.from(await relay.read(roomName(id, 'activity')));
  for (const secret of ['Giấu', '0912']) expect(bytes.includes(secret)).toBe(false);
});

it('tells of the minutes by the number of the section, once a minute for each person', async () => {
  const { relay, watch, person, list } = start();
  const blank = new Y.Doc();
  writeTemplate(
    blank,
    minutesTemplate({ groups: [], fields: ['Vay vốn'], chairName: '', chairTitle: '' }, { villages: [] }),
  );
  await relay.write(roomName(id, 'minutes'), Y.encodeStateAsUpdate(blank));
  const watcher = watch();
  await watcher.begin([id]);
  const pham = person('Phạm', 'minutes');
  pham.pull();
  const write = async (block: number, text: string) => {
    const paragraph = bodyOf(pham.doc).get(block);
    if (paragraph instanceof Y.XmlElement) paragraph.insert(0, [new Y.XmlText(text)]);
    await pham.sync();
    return list(watcher);
  };
  const last = bodyOf(pham.doc).length - 1;
  expect(await write(last, 'Ông Kín')).toEqual(['Phạm minutes III']);
  expect(await write(last - 2, 'Bà Giấu')).toEqual(['Phạm minutes II.3']);
  const later = Date.now() + 61_000;
  vi.spyOn(Date, 'now').mockReturnValue(later);
  expect(await write(last, 'nữa')).toHaveLength(1);
  vi.restoreAllMocks();
});

it('keeps the last entries only, and joins what one person does to one thing within a minute', () => {
  const doc = new Y.Doc();
  const entry = (minute: number, field = 'village', to = 'Hào Lý') =>
    happening({
      at: new Date(Date.parse(at) + minute * 60_000).toISOString(),
      by: 'Phạm',
      kind: 'field',
      petitionId: 'p1',
      field,
      from: 'Đăk Vang',
      to,
    });
  doc.transact(() => writeActivity(doc, [entry(0), entry(0.5, 'unit'), entry(0.9)]));
  expect(allActivity(doc).map(({ field }) => field)).toEqual(['unit', 'village']);
  doc.transact(() => writeActivity(doc, [entry(1, 'village', 'Đăk Vang')]));
  expect(allActivity(doc).map(({ field }) => field)).toEqual(['unit']);
  doc.transact(() =>
    writeActivity(
      doc,
      Array.from({ length: 1500 }, (_, n) => entry(2 + 2 * n)),
    ),
  );
  expect(allActivity(doc).length).toBeGreaterThanOrEqual(mostEntries);
  expect(allActivity(doc).length).toBeLessThanOrEqual(mostEntries + 100);
});

it('gives a device that lies about its name the name of its session', async () => {
  const { watch, person, list } = start({ session7: 'Hoàng' });
  const watcher = watch();
  await watcher.begin([id]);
  const liar = person('Chủ tịch');
  watcher.authored(roomName(id, 'board'), liar.doc.clientID, 'session7');
  raisePetition(liar.doc, 'petition001', 'Chủ tịch', at);
  await liar.sync();
  expect(await list(watcher)).toEqual(['Hoàng raised']);
});

it('a quiet dialogue that is let go of tells of the next change all the same', async () => {
  const { watch, person, list } = start();
  const watcher = watch();
  await watcher.begin([id]);
  const pham = person('Phạm');
  raisePetition(pham.doc, 'petition001', 'Phạm', at);
  await pham.sync();
  await watcher.settled(id);
  watcher.release(id);
  setPetition(pham.doc, mapOf(pham), { village: 'Đăk Vang' });
  await pham.sync();
  expect(await list(watcher)).toEqual(['Phạm raised', 'Phạm field village Đăk Vang']);
});

it('what a peer puts into conflicts, writers or activity breaks no reader, and the server clears it', async () => {
  const { relay, watch, person } = start();
  const watcher = watch();
  await watcher.begin([id]);
  const peer = person('Kẻ lạ');
  raisePetition(peer.doc, 'petition001', 'Kẻ lạ', at, { village: 'Hào Lý' });
  const conflicts: Y.Map<unknown> = peer.doc.getMap('conflicts');
  peer.doc.transact(() => {
    for (let n = 0; n < 2000; n++)
      conflicts.set(conflictKey('petition001', 'village', `${n}-1`), {
        lost: 'x'.repeat(900),
        lostBy: n,
        keptAt: [],
      });
    conflicts.set('nonsense', new Y.Array());
    conflicts.set(conflictKey('petition001', 'village', '5-5'), 7);
    const writers: Y.Map<unknown> = peer.doc.getMap('writers');
    writers.set('1', { name: [] });
  });
  expect(openConflicts(peer.doc)).toHaveLength(mostConflicts);
  expect(openConflicts(peer.doc)[0]?.lost.value).toHaveLength(500);
  await peer.sync();
  await watcher.settled(id);
  const doc = new Y.Doc();
  Y.applyUpdate(doc, await relay.read(roomName(id, 'board')));
  expect(conflictsOf(doc).size).toBe(0);
  expect(writersOf(doc).size).toBeGreaterThan(0);

  const list: Y.Array<unknown> = new Y.Doc().getArray('entries');
  list.push([
    null,
    5,
    { kind: 'raised' },
    { id: 'x', kind: 'field', at: 'never' },
    { id: 'y', kind: 'raised', at, by: 3 },
  ]);
  const read = list.doc ? allActivity(list.doc) : [];
  expect(read.map(({ id: entry, by }) => [entry, by])).toEqual([['y', '']]);
  expect(list.doc && activityOf(list.doc).length).toBe(5);
});
