import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { outcomesFor, rule } from '../../../client/routes/chair/ruling.ts';
import { moveTo, petitionsOf, raisePetition, readPetition, setPetition } from '../../../shared/docs/board.ts';
import { outcomes, type PetitionState } from '../../../shared/petition.ts';

const id = 'petition0001';
const chair = 'Nguyễn Hữu Bảng';
const at = (minute: number) => new Date(Date.UTC(2026, 10, 25, 1, minute)).toISOString();

function board() {
  const doc = new Y.Doc();
  const map = raisePetition(doc, id, 'Thư ký', at(0), {
    content: 'Sửa đường',
    field: 'Giao thông',
    village: 'Hào Lý',
  });
  const read = () => readPetition(id, map);
  return { doc, map, read };
}

describe('a ruling of the chair', () => {
  test('sets outcome, what goes with it, and who, when, from, to', () => {
    const { doc, read } = board();
    const values = { unit: 'Địa chính', dueDate: '2026-12-09', answeredBy: `${chair} – Chủ tịch` };
    expect(rule(doc, id, { to: 'deferred', values }, chair, at(5))).not.toBeNull();
    expect(read()).toMatchObject({ state: 'deferred', outcome: 'deferred', ...values });
    expect(read().history).toEqual([{ at: at(5), by: chair, from: 'raised', to: 'deferred' }]);
  });

  test('taken back, everything is as it was, and the history tells of both', () => {
    const { doc, map, read } = board();
    moveTo(doc, map, 'answered', 'Thư ký', at(1));
    const { history: _before, ...before } = read();
    const values = { unit: 'Địa chính', authority: 'UBND tỉnh', dueDate: '2026-12-09', answeredBy: chair };
    const takeBack = rule(doc, id, { to: 'escalated', values }, chair, at(5));
    expect(takeBack?.(at(6))).toBe('done');
    const { history, ...after } = read();
    expect(after).toEqual(before);
    expect(history.map(({ from, to, by }) => [from, to, by])).toEqual([
      ['raised', 'answered', 'Thư ký'],
      ['answered', 'escalated', chair],
      ['escalated', 'answered', chair],
    ]);
    expect(takeBack?.(at(7))).toBe('changedSince');
  });

  test('back to a state that no ordinary move leads to', () => {
    const { doc, read } = board();
    const takeBack = rule(doc, id, { to: 'guided', values: {} }, chair, at(5));
    expect(takeBack?.(at(6))).toBe('done');
    expect(read()).toMatchObject({ state: 'raised', outcome: '', answeredBy: '' });
  });

  test('is not taken back over what somebody changed since', () => {
    for (const change of [
      ({ doc, map }: ReturnType<typeof board>) => moveTo(doc, map, 'explained', 'Thư ký', at(6)),
      ({ doc, map }: ReturnType<typeof board>) => setPetition(doc, map, { unit: 'Văn phòng' }),
      ({ doc }: ReturnType<typeof board>) => petitionsOf(doc).delete(id),
    ]) {
      const made = board();
      const takeBack = rule(made.doc, id, { to: 'answered', values: {} }, chair, at(5));
      change(made);
      const then = JSON.stringify(petitionsOf(made.doc));
      expect(takeBack?.(at(7))).toBe('changedSince');
      expect(JSON.stringify(petitionsOf(made.doc))).toBe(then);
    }
  });

  test('the terms of what was put off may be corrected without a new change of state', () => {
    const { doc, read } = board();
    rule(doc, id, { to: 'deferred', values: { unit: 'Văn phòng', dueDate: '2026-12-09' } }, chair, at(5));
    const again = rule(
      doc,
      id,
      { to: 'deferred', values: { dueDate: '2026-12-16', dueReason: 'chờ đo' } },
      chair,
      at(6),
    );
    expect(read()).toMatchObject({ dueDate: '2026-12-16', dueReason: 'chờ đo' });
    expect(read().history).toHaveLength(1);
    expect(again?.(at(7))).toBe('done');
    expect(read()).toMatchObject({ state: 'deferred', dueDate: '2026-12-09', dueReason: '' });
  });

  test('none for a petition that is gone, merged or on file already', () => {
    const { doc, map } = board();
    expect(rule(doc, 'petition0002', { to: 'answered', values: {} }, chair, at(1))).toBeNull();
    for (const state of ['merged', 'withdrawn', 'closed'] as const satisfies PetitionState[]) {
      map.set('state', state);
      expect(rule(doc, id, { to: 'answered', values: {} }, chair, at(2))).toBeNull();
    }
    map.set('state', 'deferred');
    expect(outcomesFor(readPetition(id, map), outcomes)).toEqual([...outcomes]);
  });
});
