import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { excerpt, findMarks, foldMapped, holdsAll, holdsInOrder, readQuery } from '../../shared/search.ts';
import { fold } from '../../shared/vietnamese/fold.ts';

const seed = Number(process.env.SEED ?? 20_261_125);
const letters = fc.constantFrom(...'aăâbcdđeêghiklmnoôơpqrstuưvxyẤỗựỆĐằÝ 0 12.,-\n"', '👍', 'ｶ');
const vietnamese = fc.array(letters, { maxLength: 40 }).map((parts) => parts.join(''));
const marked = (text: string, q: string) => findMarks(text, readQuery(q)).map(([a, b]) => text.slice(a, b));

describe('a query', () => {
  it('is words, quoted phrases and a last word that may go on', () => {
    expect(readQuery(' Vay  VỐN "mua bò" gi').groups).toEqual([
      { words: ['vay'], open: false },
      { words: ['von'], open: false },
      { words: ['mua', 'bo'], open: false },
      { words: ['gi'], open: true },
    ]);
    expect(readQuery('vay ').groups).toEqual([{ words: ['vay'], open: false }]);
    expect(readQuery('"vay vốn').groups).toEqual([{ words: ['vay', 'von'], open: false }]);
    expect(readQuery('"*" NEAR(').groups).toEqual([{ words: ['near'], open: false }]);
    expect(readQuery('').groups).toEqual([]);
  });

  it('may be a number', () => {
    for (const typed of ['KN-12', 'kn 012', 'KN–12', ' 12 ', '0012'])
      expect(readQuery(typed).number).toBe(12);
    for (const typed of ['12 hộ', 'KN', '1234567', '']) expect(readQuery(typed).number).toBe(0);
  });

  it('never fails', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (typed) => {
        for (const { words } of readQuery(typed).groups)
          for (const word of words) expect(word).toMatch(/^[\p{L}\p{N}]+$/u);
      }),
      { seed },
    );
  });
});

describe('marks', () => {
  it('stand in the original, whatever the form of its marks', () => {
    for (const form of ['NFC', 'NFD'] as const) {
      const text = 'Đường NỘI đồng lầy lội; đường đồng.'.normalize(form);
      expect(marked(text, 'duong noi')).toEqual(
        ['Đường NỘI', 'đường'].flatMap((each) => {
          const plain = each.normalize(form);
          return plain.includes(' ') ? plain.split(' ') : [plain];
        }),
      );
      expect(marked(text, '"noi dong"')).toEqual(['NỘI đồng'.normalize(form)]);
      expect(marked(text, 'lo')).toEqual(['lội'.normalize(form)]);
      expect(marked(text, 'lo ')).toEqual([]);
    }
  });

  it('fold as the index does, and hold the folded query', () => {
    fc.assert(
      fc.property(vietnamese, fc.constantFrom('NFC', 'NFD'), fc.nat(40), (text, form, at) => {
        const typed = text.normalize(form);
        const { folded, at: places } = foldMapped(typed);
        expect(folded).toBe(fold(typed));
        expect(places.length).toBe(folded.length + 1);
        expect([...places].sort((a, b) => a - b)).toEqual(places);
        const words = typed.match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
        const word = words[at % Math.max(1, words.length)];
        if (word) expect(marked(typed, `"${word}"`).map(fold)).toContain(fold(word));
      }),
      { seed },
    );
  });

  it('are kept in an excerpt, which is cut between words and around the first hit', () => {
    const long = `${'mở đầu rất dài '.repeat(30)}giếng cạn vào mùa khô ${'và tiếp tục mãi '.repeat(30)}`;
    const cut = excerpt(long, findMarks(long, readQuery('gieng khô')), 120);
    expect(cut.text.length).toBeLessThan(130);
    expect(cut.marks.map(([a, b]) => cut.text.slice(a, b))).toEqual(['giếng', 'khô']);
    expect(cut.text).toMatch(/^… \S.*\S …$/);
    fc.assert(
      fc.property(vietnamese, vietnamese, fc.integer({ min: 8, max: 60 }), (text, q, length) => {
        const marks = findMarks(text, readQuery(q));
        const part = excerpt(text, marks, length);
        expect(part.text.isWellFormed()).toBe(true);
        for (const [a, b] of part.marks) expect(part.text.slice(a, b).trim()).not.toBe('');
      }),
      { seed },
    );
  });
});

it('on a device as in the index: every group in some text, or all in order', () => {
  expect(holdsAll(['Đường nội đồng', 'Hào Lý'], readQuery('ly "noi dong"'))).toBe(true);
  expect(holdsAll(['Đường nội đồng', 'Hào Lý'], readQuery('"đồng hào"'))).toBe(false);
  expect(holdsAll(['Đường'], readQuery(' '))).toBe(false);
  expect(holdsInOrder('sửa đường nội đồng', readQuery('duong noi d'))).toBe(true);
  expect(holdsInOrder('nội đồng, đường', readQuery('duong noi d'))).toBe(false);
});
