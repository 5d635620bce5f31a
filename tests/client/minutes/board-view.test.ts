import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { findPetitions } from '../../../client/minutes/board-view.ts';
import { fromLocalInput, timeStamp, toLocalInput } from '../../../client/minutes/hall-time.ts';
import { levelsByHand } from '../../../client/minutes/heading-numbers.ts';
import { cleanText, pasteTextLimit, refusedSize } from '../../../client/minutes/paste.ts';
import { allPetitions, raisePetition } from '../../../shared/docs/board.ts';

const doc = new Y.Doc();
const at = '2023-05-16T02:00:00.000Z';
const raise = (id: string, number: string, field: string, content: string) =>
  raisePetition(doc, id, 'A', at, { number, field, content });
raise('pppppppppp01', 'KN-01', 'Giảm nghèo', 'Rà soát hộ nghèo năm 2023');
raise('pppppppppp02', 'KN-02', 'Giao thông', 'Sửa đường liên thôn Đăk Vang');
raise('pppppppppp12', 'KN-12', 'Giao thông', 'Làm cống qua đường');
raise('pppppppppp99', '', 'Vay vốn', 'Vay vốn chăn nuôi');
const all = allPetitions(doc);
const found = (query: string, limit = 8) =>
  findPetitions(all, query, limit).map((one) => one.number || 'new');

describe('finding a petition while typing', () => {
  test('without diacritics, đ as d, all words in any order', () => {
    expect(found('duong')).toEqual(['KN-02', 'KN-12']);
    expect(found('ĐƯỜNG liên')).toEqual(['KN-02']);
    expect(found('vang duong')).toEqual(['KN-02']);
    expect(found('vay von')).toEqual(['new']);
    expect(found('khong co')).toEqual([]);
  });

  test('by number, the exact one first', () => {
    expect(found('2')[0]).toBe('KN-02');
    expect(found('kn-1')).toEqual(['KN-01', 'KN-12']);
    expect(found('KN 12')).toEqual(['KN-12']);
  });

  test('nothing typed yet offers the first of the board', () => {
    expect(found('', 2)).toEqual(['KN-01', 'KN-02']);
  });
});

describe('headings numbered by hand', () => {
  const levels = (...texts: [number, string][]) =>
    levelsByHand(texts.map(([level, text]) => ({ level, text })));
  test('one typed number takes the numbers from its whole level only', () => {
    expect(levels([1, 'MỞ ĐẦU'], [2, 'Khai mạc'])).toEqual([]);
    expect(levels([1, 'MỞ ĐẦU'], [1, ' II. KẾT LUẬN'], [2, 'Khai mạc'])).toEqual([1]);
    expect(levels([2, '1.2. Khai mạc'], [3, 'đ) Khác'])).toEqual([2, 3]);
  });
});

describe('the hall’s clock', () => {
  test('is Viet Nam’s wherever the device is', () => {
    expect(timeStamp(new Date('2023-05-16T02:42:59Z'))).toBe('[09 giờ 42] ');
    expect(toLocalInput('2023-05-15T18:05:00Z')).toBe('2023-05-16T01:05');
    expect(fromLocalInput('2023-05-16T01:05')).toBe('2023-05-15T18:05:00.000Z');
    expect([toLocalInput(''), fromLocalInput(''), fromLocalInput('2023-05')]).toEqual(['', '', '']);
  });
});

describe('the size and the letters of a paste', () => {
  test('the bound is of bytes, letters with marks count more than one', () => {
    expect(refusedSize('a'.repeat(pasteTextLimit), '')).toBe(0);
    expect(refusedSize('a'.repeat(pasteTextLimit + 1), '')).toBe(pasteTextLimit + 1);
    expect(refusedSize('ế'.repeat(pasteTextLimit / 2), '')).toBe((pasteTextLimit / 2) * 3);
    expect(refusedSize('ngắn', 'x'.repeat(31 * 1024 * 1024))).toBeGreaterThan(0);
  });

  test('text is composed and free of control characters', () => {
    expect(cleanText(`${'Ỗ'.normalize('NFD')}\u0000\u0085\uFEFF\tx\n`)).toBe('Ỗ\tx\n');
  });
});
