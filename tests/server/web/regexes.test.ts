import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createContext, Script } from 'node:vm';
import { expect, test } from 'vitest';
import { longestPlanText, parsePlan } from '../../../shared/plan/parse.ts';

/*
 * Every regular expression of the product meets long texts that are made to go astray in it. One that walks back and
 * forth would hold up the server, or everybody's page, for as long as somebody likes.
 */
const root = fileURLToPath(new URL('../../..', import.meta.url));
/** A literal where an expression may stand. */
const literal =
  /(?<=[=(,:!&|?[{};]\s*|return\s+)\/(?![*/])(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\n\\[])+\/[dgimsuvy]*/g;

function sources(dir: string): string[] {
  return readdirSync(join(root, dir), { withFileTypes: true }).flatMap((entry) => {
    const path = join(dir, entry.name);
    if (entry.isDirectory()) return sources(path);
    return /\.tsx?$/.test(entry.name) ? [path] : [];
  });
}

const found = new Map<string, string>();
for (const path of ['server', 'shared', 'client'].flatMap(sources))
  for (const [text] of readFileSync(join(root, path), 'utf8').matchAll(literal))
    if (isOne(text)) found.set(text, path);

/** Whether it is an expression at all: between two tags of a page stands what looks like one. */
function isOne(text: string): boolean {
  try {
    new Script(text);
    return true;
  } catch {
    return false;
  }
}

const pieces = [
  'a',
  ' ',
  '1',
  '.',
  ';',
  '-',
  '\n',
  '"',
  '\\',
  '<a ',
  'on=',
  '1.',
  ' a',
  ', ',
  'Aa',
  'ă',
  '/',
  '%2',
  '- ',
  'thôn ',
];
const length = 3_000;
const ends = ['', '!'];
/** ms; a walk back and forth at each letter takes a hundredth of it, one at each pair of letters far longer. */
const bound = 5_000;

test('no regular expression of the product can be led astray by a text', () => {
  expect(found.size).toBeGreaterThan(150);
  const context = createContext({});
  const stuck: string[] = [];
  const times: { took: number; what: string }[] = [];
  for (const [text, path] of found) {
    const run = new Script(`{ const r = ${text}; r.test(subject); }`);
    let worst = 0;
    let by = '';
    for (const piece of pieces) {
      for (const end of ends) {
        context.subject = piece.repeat(Math.ceil(length / piece.length)) + end;
        const from = performance.now();
        try {
          run.runInContext(context, { timeout: bound });
        } catch {
          stuck.push(`${text} ${path}, by ${JSON.stringify(piece)}`);
        }
        const took = performance.now() - from;
        if (took > worst) [worst, by] = [took, piece + end];
      }
    }
    times.push({ took: worst, what: `${Math.round(worst)} ms ${text} ${path}, by ${JSON.stringify(by)}` });
  }
  times.sort((a, b) => b.took - a.took);
  process.stdout.write(
    `${found.size} regular expressions, ${pieces.length * ends.length} texts of ${length} letters each; the slowest: ${times[0]?.what}\n`,
  );
  if (process.env.SHOW)
    process.stdout.write(
      times
        .slice(0, 40)
        .map(({ what }) => `${what}\n`)
        .join(''),
    );
  expect(stuck).toEqual([]);
}, 300_000);

test.each([';', '.', '"', ' ', '\n', '1. ', ' .;', '\u00a0'])(
  'a plan of %j as long as one may be is read at once',
  (piece) => {
    const run = piece.repeat(Math.floor((longestPlanText - 1000) / piece.length));
    const from = process.cpuUsage();
    parsePlan(`KẾ HOẠCH\nI. MỤC ĐÍCH\n1. a${run}b\nII. NỘI DUNG\n1. Quý I: x\nNơi nhận:\n- a;\n`);
    const { user } = process.cpuUsage(from);
    expect(user / 1000).toBeLessThan(10_000);
  },
);
