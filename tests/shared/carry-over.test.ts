import fc from 'fast-check';
import { expect, test } from 'vitest';
import { applyChanges, carryOver } from '../../shared/carry-over.ts';

const seed = 20261126;
const word = fc.constantFrom(
  'xã',
  'đường',
  'vay',
  'vốn',
  'Y',
  'Bích',
  'bà',
  '.',
  ',',
  '12',
  'Hào',
  'ạ̈',
  '😀',
);
const text = fc.array(word, { maxLength: 14 }).map((words) => words.join(' '));

test('what is shown whole becomes what was written, whatever that is', () => {
  fc.assert(
    fc.property(text, text, (stored, written) => {
      expect(applyChanges(stored, carryOver(stored, stored, written))).toBe(written.normalize('NFC'));
    }),
    { seed, numRuns: 2000 },
  );
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (stored, written) => {
      const result = applyChanges(stored, carryOver(stored, stored, written));
      expect(result.normalize('NFC')).toBe(written.normalize('NFC'));
    }),
    { seed, numRuns: 1000 },
  );
});

test('a hidden name stays where nobody wrote, and goes where somebody wrote over it', () => {
  const stored = 'Đề nghị bà Y Bích nộp đơn tại xã; ông A Tám chờ.';
  const shown = 'Đề nghị một người dân nộp đơn tại xã; một người dân chờ.';
  const became = (written: string) => applyChanges(stored, carryOver(stored, shown, written));
  expect(became(shown)).toBe(stored);
  expect(became(shown.replace('tại xã', 'tại Một cửa'))).toBe(stored.replace('tại xã', 'tại Một cửa'));
  expect(became(`Kính gửi. ${shown} Trân trọng.`)).toBe(`Kính gửi. ${stored} Trân trọng.`);
  expect(became('Đề nghị gia đình nộp đơn tại xã; một người dân chờ.')).toBe(
    'Đề nghị gia đình nộp đơn tại xã; ông A Tám chờ.',
  );
  expect(became('')).toBe('');
});

test('words of the stored text that were left alone are never taken out and put in again', () => {
  fc.assert(
    fc.property(text, fc.nat(14), word, (stored, at, added) => {
      const words = stored.split(' ');
      const written = [...words.slice(0, at), added, ...words.slice(at)].join(' ');
      const changes = carryOver(stored, stored, written);
      expect(changes.reduce((sum, { remove }) => sum + remove, 0)).toBe(0);
    }),
    { seed, numRuns: 1000 },
  );
});

test('what a recorder stored in another form of Unicode stays in that form', () => {
  const stored = 'Xã sẽ trả lời'.normalize('NFD');
  const changes = carryOver(stored, stored.normalize('NFC'), 'Xã sẽ trả lời sớm'.normalize('NFC'));
  expect(changes).toEqual([{ index: stored.length, remove: 0, insert: ' sớm' }]);
});
