import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import {
  allCorrections,
  correctionStates,
  noteCorrection,
  settleCorrection,
} from '../../shared/docs/corrections.ts';

const asked = {
  anchor: 'open-0',
  excerpt: 'Vào hồi 08 giờ',
  asked: ' Sửa thành 08 giờ 30 ',
  askedBy: 'Y Hương',
  attendeeId: '',
  village: 'Đăk Vang',
};

describe('corrections', () => {
  test('are noted, settled, opened again', () => {
    const doc = new Y.Doc();
    noteCorrection(doc, 'c2', asked, 'Thư ký', '2026-05-20T04:02:00Z');
    noteCorrection(doc, 'c1', { ...asked, asked: 'Bỏ dòng này' }, 'Thư ký', '2026-05-20T04:01:00Z');
    expect(allCorrections(doc).map(({ id, asked: what, state }) => [id, what, state])).toEqual([
      ['c1', 'Bỏ dòng này', 'open'],
      ['c2', 'Sửa thành 08 giờ 30', 'open'],
    ]);
    settleCorrection(doc, 'c1', 'declined', 'Chủ trì', '2026-05-20T04:03:00Z', ' đúng như đã nói ');
    expect(allCorrections(doc)[0]).toMatchObject({
      state: 'declined',
      reason: 'đúng như đã nói',
      settledBy: 'Chủ trì',
    });
    settleCorrection(doc, 'c1', 'open', 'Chủ trì', '2026-05-20T04:04:00Z');
    expect(allCorrections(doc)[0]).toMatchObject({ state: 'open', reason: '', settledBy: '', settledAt: '' });
    settleCorrection(doc, 'unknown', 'done', 'x', 'x');
    expect(allCorrections(doc)).toHaveLength(2);
  });

  test('of two devices offline both arrive', () => {
    const [a, b] = [new Y.Doc(), new Y.Doc()];
    noteCorrection(a, 'a1', asked, 'A', '2026-05-20T04:02:00Z');
    noteCorrection(b, 'b1', asked, 'B', '2026-05-20T04:01:00Z');
    Y.applyUpdate(a, Y.encodeStateAsUpdate(b));
    Y.applyUpdate(b, Y.encodeStateAsUpdate(a));
    expect(allCorrections(a)).toEqual(allCorrections(b));
    expect(allCorrections(a)).toHaveLength(2);
  });

  test('read as the declared types whatever a peer wrote', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.anything()), fc.anything(), (values, loose) => {
        const doc = new Y.Doc();
        const map = doc.getMap<unknown>('corrections');
        const entry = new Y.Map<unknown>();
        for (const [key, value] of Object.entries({ asked: 'x', ...values }))
          entry.set(
            key,
            typeof value === 'bigint' || typeof value === 'symbol' ? null : JSON.stringify(value),
          );
        entry.set('state', loose === undefined ? 5 : String(JSON.stringify(loose)));
        map.set('c1', entry);
        map.set('c2', 'no map');
        for (const correction of allCorrections(doc)) {
          expect(correctionStates).toContain(correction.state);
          for (const value of Object.values(correction)) expect(typeof value).toBe('string');
        }
      }),
      { numRuns: 100, seed: 4 },
    );
  });
});
