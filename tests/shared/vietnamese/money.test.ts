import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatDong } from '../../../shared/vietnamese/money.ts';
import { dongInWords, numberInWords } from '../../../shared/vietnamese/money-words.ts';

/** The traps: mốt, lăm, tư, linh, không trăm, mười against mươi, groups that are zero, tỷ above tỷ. */
const cases: [number | bigint, string][] = [
  [0, 'không'],
  [1, 'một'],
  [4, 'bốn'],
  [5, 'năm'],
  [10, 'mười'],
  [11, 'mười một'],
  [14, 'mười bốn'],
  [15, 'mười lăm'],
  [19, 'mười chín'],
  [20, 'hai mươi'],
  [21, 'hai mươi mốt'],
  [24, 'hai mươi tư'],
  [25, 'hai mươi lăm'],
  [31, 'ba mươi mốt'],
  [44, 'bốn mươi tư'],
  [55, 'năm mươi lăm'],
  [91, 'chín mươi mốt'],
  [99, 'chín mươi chín'],
  [100, 'một trăm'],
  [101, 'một trăm linh một'],
  [104, 'một trăm linh bốn'],
  [105, 'một trăm linh năm'],
  [110, 'một trăm mười'],
  [111, 'một trăm mười một'],
  [114, 'một trăm mười bốn'],
  [115, 'một trăm mười lăm'],
  [121, 'một trăm hai mươi mốt'],
  [124, 'một trăm hai mươi tư'],
  [145, 'một trăm bốn mươi lăm'],
  [201, 'hai trăm linh một'],
  [500, 'năm trăm'],
  [555, 'năm trăm năm mươi lăm'],
  [999, 'chín trăm chín mươi chín'],
  [1_000, 'một nghìn'],
  [1_001, 'một nghìn không trăm linh một'],
  [1_005, 'một nghìn không trăm linh năm'],
  [1_010, 'một nghìn không trăm mười'],
  [1_015, 'một nghìn không trăm mười lăm'],
  [1_021, 'một nghìn không trăm hai mươi mốt'],
  [1_100, 'một nghìn một trăm'],
  [2_024, 'hai nghìn không trăm hai mươi tư'],
  [10_000, 'mười nghìn'],
  [15_000, 'mười lăm nghìn'],
  [21_000, 'hai mươi mốt nghìn'],
  [21_055, 'hai mươi mốt nghìn không trăm năm mươi lăm'],
  [24_500, 'hai mươi tư nghìn năm trăm'],
  [50_005, 'năm mươi nghìn không trăm linh năm'],
  [101_000, 'một trăm linh một nghìn'],
  [105_050, 'một trăm linh năm nghìn không trăm năm mươi'],
  [250_000, 'hai trăm năm mươi nghìn'],
  [1_000_000, 'một triệu'],
  [1_000_005, 'một triệu không trăm linh năm'],
  [1_005_000, 'một triệu không trăm linh năm nghìn'],
  [1_050_000, 'một triệu không trăm năm mươi nghìn'],
  [12_500_000, 'mười hai triệu năm trăm nghìn'],
  [21_021_021, 'hai mươi mốt triệu không trăm hai mươi mốt nghìn không trăm hai mươi mốt'],
  [104_104_104, 'một trăm linh bốn triệu một trăm linh bốn nghìn một trăm linh bốn'],
  [1_000_000_000, 'một tỷ'],
  [1_000_000_001, 'một tỷ không trăm linh một'],
  [1_250_000_000, 'một tỷ hai trăm năm mươi triệu'],
  [15_000_500_000, 'mười lăm tỷ năm trăm nghìn'],
  [21_000_000_000, 'hai mươi mốt tỷ'],
  [1_000_000_000_000, 'một nghìn tỷ'],
  [1_000_000_000_004, 'một nghìn tỷ không trăm linh bốn'],
  [
    999_999_999_999_999,
    'chín trăm chín mươi chín nghìn chín trăm chín mươi chín tỷ chín trăm chín mươi chín triệu chín trăm chín mươi chín nghìn chín trăm chín mươi chín',
  ],
  [1_000_000_000_000_000, 'một triệu tỷ'],
  [1_005_000_000_000, 'một nghìn không trăm linh năm tỷ'],
  [1_000_000_000_000_000_000n, 'một tỷ tỷ'],
  [-1_500, 'âm một nghìn năm trăm'],
];

describe('numbers in words', () => {
  it.each(cases)('%s is %s', (amount, words) => {
    expect(numberInWords(amount)).toBe(words);
  });

  it('says lẻ where the office says so', () => {
    expect(numberInWords(1_105, { zeroTens: 'lẻ' })).toBe('một nghìn một trăm lẻ năm');
  });

  it('says ngàn where the office says so', () => {
    expect(numberInWords(21_055, { thousand: 'ngàn' })).toBe('hai mươi mốt ngàn không trăm năm mươi lăm');
    expect(numberInWords(1_001_005, { thousand: 'ngàn', zeroTens: 'lẻ' })).toBe(
      'một triệu không trăm lẻ một ngàn không trăm lẻ năm',
    );
  });

  it('gives every amount words of its own', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: 0n, max: 10n ** 12n }),
        fc.bigInt({ min: 0n, max: 10n ** 12n }),
        (a, b) => {
          expect(numberInWords(a) === numberInWords(b)).toBe(a === b);
        },
      ),
      { seed: 30, numRuns: 500 },
    );
  });
});

describe('amounts of đồng', () => {
  it('writes the total in words with a capital', () => {
    expect(dongInWords(12_500_000)).toBe('Mười hai triệu năm trăm nghìn đồng');
    expect(dongInWords(-5)).toBe('Âm năm đồng');
  });

  it('groups the digits by points', () => {
    expect(formatDong(12_500_000)).toBe('12.500.000 đồng');
    expect(formatDong(999)).toBe('999 đồng');
    expect(formatDong(-1_000)).toBe('-1.000 đồng');
    expect(formatDong(0)).toBe('0 đồng');
  });

  it('refuses what is no whole amount', () => {
    expect(() => formatDong(1.5)).toThrow(RangeError);
    expect(() => numberInWords(Number.NaN)).toThrow(RangeError);
    expect(() => dongInWords(2 ** 60)).toThrow(RangeError);
  });
});
