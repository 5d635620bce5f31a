import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { find, foldWords, isFinished, isShortFor, rank, searchable } from '../../../client/ui/ranking.ts';
import { bestGuess, meaning, type Suggestion, suggest } from '../../../client/ui/suggest.ts';
import { fold } from '../../../shared/vietnamese/fold.ts';

const seed = 20260514;
const words = [
  'Xây',
  'dựng',
  'Giang',
  'Lố',
  'Đăk',
  'Vang',
  'nông',
  'thôn',
  'mới',
  '1',
  '12',
  'Hào',
  'Lý',
  'ưỡn',
];
const phrase = fc
  .array(fc.constantFrom(...words), { minLength: 1, maxLength: 6 })
  .map((list) => list.join(' '));
const phrases = fc.uniqueArray(phrase, { minLength: 1, maxLength: 12 });
const plain = (text: string): Suggestion => ({ value: text });
const person = (value: string, detail = ''): Suggestion => ({ value, detail, person: true });
const values = (typed: string, ...suggestions: Suggestion[]) =>
  suggest(typed, suggestions).map(({ item }) => item.value);
const textOf = (text: string) => searchable(text);

describe('ranking', () => {
  const villages = ['Giang Lố 1', 'Giang Lố 12', 'Giang Lố 2', 'Đăk Vang', 'Thôn Đăk Vang'].map(plain);
  it('finds without marks, by first letters, and the start of a word before its middle', () => {
    expect(values('gl1', ...villages)).toEqual(['Giang Lố 1', 'Giang Lố 12']);
    expect(values('giang 2', ...villages)).toEqual(['Giang Lố 2']);
    expect(values('lo gi 2', ...villages)).toEqual(['Giang Lố 2']);
    expect(values('dak', ...villages)).toEqual(['Đăk Vang', 'Thôn Đăk Vang']);
    expect(values('xdntm', plain('Vay vốn'), plain('Xây dựng nông thôn mới'))).toEqual([
      'Xây dựng nông thôn mới',
    ]);
    expect(values('ang', plain('Đăk Vang'), plain('Anh Hùng'), plain('Ang Kho'))).toEqual([
      'Ang Kho',
      'Đăk Vang',
    ]);
    expect(values('lố', plain('Giang Lò'), plain('Giang Lố'))).toEqual(['Giang Lò', 'Giang Lố']);
    expect(values('12', plain('KN-120'), plain('KN-12'))).toEqual(['KN-12', 'KN-120']);
  });

  it('finds people by their given name first, then by the others, by village and group', () => {
    const people = [
      person('Hằng Văn A', 'Đăk Vang'),
      person('Y Thu Hằng', 'Giang Lố 1 · Hộ nghèo'),
      person('A Hăng', 'Hào Lý'),
      person('Nguyễn Văn Bình', 'Hằng Hà'),
    ];
    expect(values('hang', ...people)).toEqual(['Y Thu Hằng', 'A Hăng', 'Hằng Văn A', 'Nguyễn Văn Bình']);
    expect(values('hang gl1', ...people)).toEqual(['Y Thu Hằng']);
    expect(values('yth', ...people)).toEqual(['Y Thu Hằng']);
    expect(values('ho ngheo', ...people)).toEqual(['Y Thu Hằng']);
  });

  it('does not care about marks and case', () => {
    fc.assert(
      fc.property(phrases, phrase, (texts, asked) => {
        const [marked, bare] = [asked, fold(asked)].map((each) => find(each, texts, textOf, 99));
        expect(bare).toEqual(marked);
      }),
      { seed },
    );
  });

  it('finds a text by the beginnings of its words in any order, and by all its first letters', () => {
    const cut = fc.tuple(phrase, fc.array(fc.nat(), { minLength: 6, maxLength: 6 }), fc.nat());
    fc.assert(
      fc.property(cut, phrases, ([text, lengths, turn], others) => {
        const parts = foldWords(text).map((word, at) =>
          word.slice(0, 1 + ((lengths[at] ?? 0) % word.length)),
        );
        const turned = [...parts.slice(turn % parts.length), ...parts.slice(0, turn % parts.length)];
        for (const asked of [turned.join(' '), parts.join('')]) {
          const found = find(asked, [...others, text], textOf, 99);
          expect(
            found.map(({ item }) => item),
            asked,
          ).toContain(text);
        }
      }),
      { seed },
    );
  });

  it('puts the whole text first, sorts by score, keeps the order of equals', () => {
    fc.assert(
      fc.property(phrases, (texts) => {
        const asked = texts.at(-1) ?? '';
        const found = find(asked, texts, textOf, 99);
        expect(fold(found[0]?.item ?? '')).toBe(fold(asked));
        expect(found[0]?.exact).toBe(true);
        for (const [at, { score, item }] of found.entries()) {
          const next = found[at + 1];
          if (!next) continue;
          expect(score).toBeLessThanOrEqual(next.score);
          if (score === next.score) expect(texts.indexOf(item)).toBeLessThan(texts.indexOf(next.item));
        }
      }),
      { seed },
    );
  });

  it('a letter more never finds more', () => {
    fc.assert(
      fc.property(phrase, phrase, fc.constantFrom('a', 'g', 'l', '1', 'n'), (text, asked, letter) => {
        const longer = rank(foldWords(asked + letter), searchable(text));
        if (longer) expect(rank(foldWords(asked), searchable(text))).not.toBeNull();
      }),
      { seed },
    );
  });
});

describe('what leaving a field by Tab or Enter takes', () => {
  const found = (typed: string, ...all: Suggestion[]) => suggest(typed, all);
  const tab = (typed: string, ...all: Suggestion[]) =>
    meaning(typed, found(typed, ...all), false)?.value ?? null;
  const enter = (typed: string, ...all: Suggestion[]) => {
    const at = bestGuess(typed, found(typed, ...all), false);
    return found(typed, ...all)[at]?.item.value ?? null;
  };
  it('the only one that was meant', () => {
    expect(tab('hang', person('Y Thu Hằng'), person('A Bình'))).toBe('Y Thu Hằng');
    expect(tab('Nguyễn Văn H', person('Nguyễn Văn Hùng'), person('A Bình'))).toBe('Nguyễn Văn Hùng');
    expect(tab('giang lo 1', plain('Giang Lố 1'), plain('Giang Lố 12'))).toBe('Giang Lố 1');
    expect(tab('gl', plain('Giang Lố 1'), plain('Giang Lố 2'))).toBeNull();
    expect(enter('gl', plain('Giang Lố 1'), plain('Giang Lố 2'))).toBe('Giang Lố 1');
  });
  it('never another person than the one whose full name was typed', () => {
    // Only the one with the longer or other name is in the attendance.
    expect(tab('Y Lan', person('Y Lan Anh'))).toBeNull();
    expect(enter('Y Lan', person('Y Lan Anh'))).toBeNull();
    expect(tab('Y Hà', person('Y Hoàng Anh'))).toBeNull();
    expect(enter('Y Hà', person('Y Hoàng Anh'))).toBeNull();
    expect(tab('Y Hà', person('Y Hạ'))).toBeNull();
    expect(tab('Y Hồng', person('Y Hồng', 'Hào Lý'), person('Y Hồng', 'Đăk Vang'))).toBeNull();
    expect(enter('Y Hồng', person('Y Hồng', 'Hào Lý'), person('Y Hồng', 'Đăk Vang'))).toBeNull();
    expect(tab('ang', person('A Thang'))).toBeNull(); // the middle of a word says too little
    expect(isShortFor('Hà', 'Hoàng Anh')).toBe(false);
    expect(isFinished('Y Lan', 'Y Lan Anh')).toBe(true);
    expect(isFinished('Y La', 'Y Lan Anh')).toBe(false);
  });
  it('the village of the list, however its marks were typed', () => {
    expect(tab('Đắk Vang', plain('Đăk Vang'), plain('Hào Lý'))).toBe('Đăk Vang');
    expect(tab('đak v', plain('Đăk Vang'), plain('Hào Lý'))).toBe('Đăk Vang');
    expect(enter('Giang Lố', plain('Giang Lố 1'), plain('Giang Lố 2'))).toBeNull(); // may be the whole name
  });
  it('whatever was typed stays or becomes something that it is short for', () => {
    fc.assert(
      fc.property(phrases, phrase, fc.nat(), (texts, whole, length) => {
        const typed = whole.slice(0, 1 + (length % whole.length));
        const taken = tab(typed, ...texts.map((text) => person(text)));
        if (taken === null) return;
        expect(isShortFor(typed, taken)).toBe(true);
        const rivals = suggest(typed, texts.map(plain)).filter(
          (each) => each.exact || fold(taken) !== fold(typed),
        );
        expect(rivals).toHaveLength(1);
      }),
      { seed },
    );
  });
});
