import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { createMoments, type MomentBook } from '../../../server/review/moments.ts';
import { bodyOf } from '../../../shared/docs/minutes.ts';
import { appendParagraph, writtenPassages } from '../../../shared/docs/written.ts';

const room = 'dialogue0001/minutes';
const text = (doc: Y.Doc) => writtenPassages(doc).map(({ runs }) => runs.map((run) => run.text).join(''));

function setUp() {
  const kept: { at: string; snapshot: Uint8Array }[] = [];
  const names = new Map<number, string>();
  const book: MomentBook = {
    async add(_room, at, snapshot) {
      kept.push({ at, snapshot });
    },
    list: async () => kept,
    async clear() {},
    async noteWriter(_room, client, name) {
      names.set(client, name);
    },
    writers: async () => names,
  };
  const stored = new Y.Doc({ gc: false });
  let tell: (room: string, update: Uint8Array) => void = () => undefined;
  const moments = createMoments({
    relay: {
      read: async () => Y.encodeStateAsUpdate(stored),
      onStored(listener) {
        tell = listener;
        return () => undefined;
      },
    },
    book,
    sessionName: async (session) => (session === 'one' ? 'Phạm Thư Ký' : ''),
    logger: { info() {}, warn() {}, error() {} },
    everyMs: 60_000,
    now: () => new Date('2026-11-25T08:00:00Z'),
  });
  stored.on('update', (update: Uint8Array) => tell(room, update));
  return { moments, stored, kept };
}

test('each moment gives the text of its time, with what was deleted later', async () => {
  const { moments, stored, kept } = setUp();
  appendParagraph(stored, 'Câu thứ nhất.');
  await moments.settled();
  appendParagraph(stored, 'Câu thứ hai.');
  await moments.settled();
  bodyOf(stored).delete(0, 1);
  await moments.settled();
  const history = await moments.history(room);
  const shown = history.moments.map(({ snapshot }) =>
    text(
      Y.createDocFromSnapshot(stored, Y.decodeSnapshotV2(new Uint8Array(Buffer.from(snapshot, 'base64')))),
    ),
  );
  expect(shown).toEqual([['Câu thứ nhất.'], ['Câu thứ nhất.', 'Câu thứ hai.'], ['Câu thứ hai.']]);
  // No letter of the text is in a moment.
  for (const { snapshot } of kept) expect(Buffer.from(snapshot).toString('utf8')).not.toContain('Câu');
});

test('what a room is closed with is a moment, however soon it is written in again', async () => {
  const { moments, stored, kept } = setUp();
  appendParagraph(stored, 'Năm mươi triệu đồng.');
  await moments.release(room);
  await moments.release(room);
  expect(kept).toHaveLength(1);
  bodyOf(stored).delete(0, 1);
  appendParagraph(stored, 'Tám mươi triệu đồng.');
  await moments.settled();
  const shown = kept.map(({ snapshot }) =>
    text(Y.createDocFromSnapshot(stored, Y.decodeSnapshotV2(snapshot))),
  );
  expect(shown).toEqual([['Năm mươi triệu đồng.'], ['Tám mươi triệu đồng.']]);
});

test('one moment for all that is written meanwhile; other rooms leave none', async () => {
  const { moments, stored, kept } = setUp();
  for (let count = 0; count < 50; count++) appendParagraph(stored, `Câu ${count}.`);
  await moments.settled();
  await moments.settled();
  expect(kept).toHaveLength(1);
});

test('writers are known by the names of their sessions, letter by letter', async () => {
  const { moments, stored } = setUp();
  appendParagraph(stored, 'Chào.');
  const other = new Y.Doc({ gc: false });
  Y.applyUpdate(other, Y.encodeStateAsUpdate(stored));
  const paragraph: unknown = bodyOf(other).get(0);
  const inside: unknown = paragraph instanceof Y.XmlElement ? paragraph.get(0) : null;
  if (inside instanceof Y.XmlText) inside.insert(4, ' bà con');
  Y.applyUpdate(stored, Y.encodeStateAsUpdate(other));
  moments.authored(room, other.clientID, 'one');
  moments.authored(room, 7, 'nobody');
  moments.authored('dialogue0001/board', 8, 'one');
  await moments.settled();
  expect((await moments.history(room)).writers).toEqual({ [other.clientID]: 'Phạm Thư Ký' });
  expect(writtenPassages(stored)[0]?.runs).toEqual([
    { client: stored.clientID, text: 'Chào' },
    { client: other.clientID, text: ' bà con' },
    { client: stored.clientID, text: '.' },
  ]);
});
