import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parsePlan } from '../../../shared/plan/parse.ts';
import { sample } from './samples.ts';

const corpus = [sample('plan-2023'), sample('mot-hoi-nghi'), sample('nhieu-dot')].flatMap((text) =>
  text.split('\n'),
);
const bullet = fc.constantFrom(
  '',
  '',
  '- ',
  '+ ',
  '- + ',
  '\t',
  '• ',
  '1. ',
  'II. ',
  '2.3. ',
  'a) ',
  '**',
  '* ',
);

/** A line of a plan, now and then with another bullet and with a word of its own somewhere inside. */
const line = fc
  .tuple(fc.constantFrom(...corpus), bullet, fc.double({ min: 0, max: 1, noNaN: true }), fc.boolean())
  .map(([text, sign, where, marked]) => ({ text: `${sign}${text}`, where, marked }));
const shuffledPlan = fc
  .tuple(fc.constantFrom('', 'KẾ HOẠCH\nĐối thoại năm 2024\n'), fc.array(line, { maxLength: 60 }))
  .map(([head, lines]) => {
    const words: string[] = [];
    const body = lines.map(({ text, where, marked }, index) => {
      if (!marked) return text;
      const word = `zq${index}x`;
      words.push(word);
      const parts = text.split(' ');
      parts.splice(Math.floor(where * (parts.length + 1)), 0, word);
      return parts.join(' ');
    });
    return { text: head + body.join('\n'), words };
  });

function expectNoLineLost(text: string): void {
  const { lines, plan } = parsePlan(text);
  expect(lines.map((entry) => entry.text).join('\n')).toBe(
    text.normalize('NFC').replace(/\r\n|[\n\r\v\f\u0085\u2028\u2029]/g, '\n'),
  );
  const left = plan.unplaced.join('\n');
  for (const entry of lines) {
    const words = entry.text.match(/[\p{L}\p{N}]+/gu) ?? [];
    if (words.length > 0) expect(entry.place !== null || entry.unplaced, entry.text).toBe(true);
    if (entry.place === null && entry.unplaced) for (const word of words) expect(left).toContain(word);
  }
}

it('never throws and loses no line, whatever the text', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 400 }), expectNoLineLost), {
    seed: 2023,
    numRuns: 150,
  });
});

it('keeps every word that is no heading, in whatever order the lines come', () => {
  fc.assert(
    fc.property(shuffledPlan, ({ text, words }) => {
      expectNoLineLost(text);
      const kept = JSON.stringify(parsePlan(text).plan).toLowerCase();
      for (const word of words) expect(kept).toContain(word);
    }),
    { seed: 2023, numRuns: 500 },
  );
});

it('reads a text at the limit of its length quickly', () => {
  const long = ['a', ' ', 'Lĩnh vực ', '**', '- ', 'Thời gian: ', 'ngày 1 tháng ', '; Luật '].map((part) =>
    part.repeat(Math.floor(500_000 / part.length)),
  );
  const started = performance.now();
  for (const text of long) parsePlan(`KẾ HOẠCH\n${text}`);
  expect(performance.now() - started).toBeLessThan(8_000);
});
