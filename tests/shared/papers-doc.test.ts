import fc from 'fast-check';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import {
  addPaper,
  allPapers,
  type Paper,
  paperStates,
  papersOf,
  setPaper,
} from '../../shared/docs/papers.ts';
import { isPaperHash, paperTypes } from '../../shared/papers/paper-kind.ts';

const paper: Paper = {
  id: 'paper0000001',
  hash: 'a'.repeat(64),
  type: 'image/png',
  size: 1000,
  width: 30,
  height: 40,
  addedAt: '2026-11-25T02:00:00.000Z',
  addedBy: 'Nguyễn Thị Lan',
  petitionId: '',
  state: 'waiting',
  note: '',
};

test('papers are listed oldest first, and changed where they are', () => {
  const doc = new Y.Doc();
  addPaper(doc, { ...paper, id: 'later', addedAt: '2026-11-25T03:00:00.000Z' });
  addPaper(doc, paper);
  expect(allPapers(doc).map(({ id }) => id)).toEqual([paper.id, 'later']);
  expect(allPapers(doc)[0]).toEqual(paper);
  setPaper(doc, paper.id, { state: 'setAside', note: 'Phiếu trắng' });
  setPaper(doc, 'unknown', { state: 'typed' });
  expect(allPapers(doc)[0]).toEqual({ ...paper, state: 'setAside', note: 'Phiếu trắng' });
  expect(allPapers(doc).length).toBe(2);
});

test('two devices offline: both papers stay, a link and a note on one paper both stay', () => {
  const [one, two] = [new Y.Doc(), new Y.Doc()];
  addPaper(one, paper);
  Y.applyUpdate(two, Y.encodeStateAsUpdate(one));
  setPaper(one, paper.id, { petitionId: 'petition0001' });
  setPaper(two, paper.id, { note: 'mặt sau còn chữ' });
  addPaper(two, { ...paper, id: 'second', hash: 'b'.repeat(64) });
  Y.applyUpdate(one, Y.encodeStateAsUpdate(two));
  Y.applyUpdate(two, Y.encodeStateAsUpdate(one));
  expect(allPapers(one)).toEqual(allPapers(two));
  expect(allPapers(one).find(({ id }) => id === paper.id)).toMatchObject({
    petitionId: 'petition0001',
    note: 'mặt sau còn chữ',
  });
});

test('whatever a peer wrote is read as the declared types', () => {
  const value = fc.oneof(
    fc.string(),
    fc.double(),
    fc.boolean(),
    fc.constant(null),
    fc.constantFrom('a'.repeat(64), 'image/svg+xml', 'typed'),
    fc.array(fc.integer(), { maxLength: 3 }),
  );
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom(...Object.keys(paper)), value), (values) => {
      const doc = new Y.Doc();
      const map = new Y.Map<unknown>(Object.entries(values));
      doc.getMap<unknown>('papers').set('x', map);
      doc.getMap<unknown>('papers').set('y', 'no map');
      for (const read of allPapers(doc)) {
        expect(isPaperHash(read.hash)).toBe(true);
        expect(paperTypes).toContain(read.type);
        expect(paperStates).toContain(read.state);
        for (const n of [read.size, read.width, read.height])
          expect(Number.isInteger(n) && n >= 0).toBe(true);
        for (const text of [read.addedAt, read.addedBy, read.petitionId, read.note])
          expect(typeof text).toBe('string');
      }
      expect(papersOf(doc).size).toBe(2);
    }),
    { seed: 20261125, numRuns: 500 },
  );
});
