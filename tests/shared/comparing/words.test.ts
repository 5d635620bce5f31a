import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { comparePassages } from '../../../shared/comparing/comparing.ts';
import { diff } from '../../../shared/comparing/diff.ts';
import { compareWords } from '../../../shared/comparing/words.ts';
import type { Passage } from '../../../shared/documents/passages.ts';

const seed = Number(process.env.SEED ?? 20261125);
const settings = { seed, numRuns: 300 };
const letters = fc.constantFrom('a', 'b', 'c', 'd');
const words = fc
  .array(fc.constantFrom('xã', 'vay', 'vốn', 'đường', ' ', '  ', ',', '.', '5', '\n'), { maxLength: 30 })
  .map((list) => list.join(''));

/** Length of the longest common subsequence, the plain way. */
function common(a: readonly string[], b: readonly string[]): number {
  const row = new Array<number>(b.length + 1).fill(0);
  for (const item of a) {
    let corner = 0;
    for (let j = 1; j <= b.length; j++) {
      const above = row[j] ?? 0;
      row[j] = item === b[j - 1] ? corner + 1 : Math.max(above, row[j - 1] ?? 0);
      corner = above;
    }
  }
  return row[b.length] ?? 0;
}

describe(`comparing (seed ${seed})`, () => {
  test('a difference leads from one list to the other, and is the shortest', () => {
    fc.assert(
      fc.property(fc.array(letters, { maxLength: 40 }), fc.array(letters, { maxLength: 40 }), (a, b) => {
        const runs = diff(a, b);
        const without = (kind: string) =>
          runs.filter((run) => run.kind !== kind).flatMap(({ items }) => items);
        expect(without('added')).toEqual(a);
        expect(without('removed')).toEqual(b);
        const same = runs.filter(({ kind }) => kind === 'same').flatMap(({ items }) => items);
        expect(same.length).toBe(common(a, b));
      }),
      settings,
    );
  });

  test('lists without anything in common are taken as replaced, in little time', () => {
    const many = (from: number) => Array.from({ length: 6000 }, (_, index) => from + index);
    const begin = performance.now();
    expect(diff(many(0), many(10_000)).map(({ kind, items }) => [kind, items.length])).toEqual([
      ['removed', 6000],
      ['added', 6000],
    ]);
    expect(performance.now() - begin).toBeLessThan(5000);
  });

  test('the parts of a text are the text before and the text after', () => {
    fc.assert(
      fc.property(words, words, (before, after) => {
        const parts = compareWords(before, after);
        const read = (kind: string) =>
          parts
            .filter((part) => part.kind !== kind)
            .map(({ text }) => text)
            .join('');
        expect(read('added')).toBe(before);
        expect(read('removed')).toBe(after);
      }),
      settings,
    );
  });

  test('whole words are told, what was replaced once', () => {
    expect(compareWords('Xã hỗ trợ vay vốn năm 2026.', 'Xã hỗ trợ mua giống năm 2026.')).toEqual([
      { kind: 'same', text: 'Xã hỗ trợ ' },
      { kind: 'removed', text: 'vay vốn' },
      { kind: 'added', text: 'mua giống' },
      { kind: 'same', text: ' năm 2026.' },
    ]);
    // Marks set apart from their letter are the same word.
    expect(compareWords('đường'.normalize('NFD'), 'đường')).toEqual([{ kind: 'same', text: 'đường' }]);
  });

  test('a passage that was edited is one changed passage, a new one beside it is added', () => {
    const passage = (text: string): Passage => ({ kind: 'text', level: 0, text, petitionId: '' });
    const before = [passage('Khai mạc lúc 8 giờ.'), passage('Chủ trì nêu mục đích của buổi đối thoại.')];
    const after = [
      passage('Khai mạc lúc 8 giờ.'),
      passage('Đại biểu giới thiệu.'),
      passage('Chủ trì nêu rõ mục đích của buổi đối thoại.'),
    ];
    expect(comparePassages(before, after).map(({ kind }) => kind)).toEqual(['same', 'added', 'changed']);
    expect(comparePassages(after, before).map(({ kind }) => kind)).toEqual(['same', 'removed', 'changed']);
  });

  test('every passage of both versions is in the comparison, in its order', () => {
    const passages = fc.array(
      fc.constantFrom('vay vốn mua bò', 'vay vốn mua heo', 'làm đường thôn', 'kéo điện', 'làm đường xóm'),
      { maxLength: 12 },
    );
    fc.assert(
      fc.property(passages, passages, (a, b) => {
        const passage = (text: string): Passage => ({ kind: 'text', level: 0, text, petitionId: '' });
        const made = comparePassages(a.map(passage), b.map(passage));
        const read = (kind: string) =>
          made
            .map(({ parts }) =>
              parts
                .filter((part) => part.kind !== kind)
                .map(({ text }) => text)
                .join(''),
            )
            .filter((text) => text !== '');
        expect(read('added')).toEqual(a);
        expect(read('removed')).toEqual(b);
      }),
      settings,
    );
  });
});
