import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { activeFilters, type Filter, matcher, noFilter } from '../../../client/board/filter.ts';
import { allPetitions, raisePetition } from '../../../shared/docs/board.ts';

const doc = new Y.Doc();
const raise = (id: string, values: Parameters<typeof raisePetition>[4]) =>
  raisePetition(doc, id, 'Hoa', `2026-03-06T01:0${id.length}:00Z`, values);
raise('road', {
  number: 'KN-01',
  content: 'Đường vào Bun Ngai hư hỏng',
  field: 'Hạ tầng',
  village: 'Thôn Bun Ngai',
  outcome: 'deferred',
});
raise('loan', {
  number: 'KN-02',
  content: 'Vay vốn',
  field: 'Giảm nghèo',
  village: 'Thôn Hào Lý',
  channel: 'paper',
});
raise('card', { content: 'Thẻ bảo hiểm y tế'.normalize('NFD'), field: 'Giảm nghèo', village: 'Thôn Hào Lý' });
const names = new Map([['loan', 'Trần Văn Đức']]);
const found = (part: Partial<Filter>) =>
  allPetitions(doc)
    .filter(matcher({ ...noFilter, ...part }, (id) => names.get(id) ?? ''))
    .map(({ id }) => id);

describe('the filter of the board', () => {
  it('lets everything through at first', () => {
    expect(found({})).toHaveLength(3);
    expect(activeFilters(noFilter)).toBe(0);
    expect(activeFilters({ ...noFilter, text: ' ', channel: 'paper', field: 'x' })).toBe(2);
  });

  it('finds words without marks, case and order, đ as d', () => {
    expect(found({ text: 'hong DUONG' })).toEqual(['road']);
    expect(found({ text: 'Đường' })).toEqual(['road']);
    expect(found({ text: 'bao hiem' })).toEqual(['card']);
    expect(found({ text: 'kn-02' })).toEqual(['loan']);
    expect(found({ text: 'duong vay' })).toEqual([]);
  });

  it('finds the citizen, also together with words of the text', () => {
    expect(found({ text: 'duc' })).toEqual(['loan']);
    expect(found({ text: 'von tran' })).toEqual(['loan']);
  });

  it('narrows by field, village, channel and outcome together', () => {
    expect(found({ field: 'Giảm nghèo' })).toEqual(['loan', 'card']);
    expect(found({ field: 'Giảm nghèo', channel: 'paper' })).toEqual(['loan']);
    expect(found({ village: 'Thôn Bun Ngai' })).toEqual(['road']);
    expect(found({ outcome: 'deferred' })).toEqual(['road']);
    expect(found({ outcome: 'none' })).toEqual(['loan', 'card']);
    expect(found({ outcome: 'none', village: 'Thôn Bun Ngai' })).toEqual([]);
  });
});
