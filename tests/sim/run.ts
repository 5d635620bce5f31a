import { parseArgs } from 'node:util';
import { playSession } from './session.ts';

/**
 * A whole session in the hall, simulated: `npm run session -- --minutes 30 --speed 1 --seed 1`.
 * Exits with 1 when devices differ at the end, or anything is lost or doubled.
 */
const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    minutes: { type: 'string', default: '30' },
    speed: { type: 'string', default: '1' },
    recorders: { type: 'string', default: '12' },
    petitions: { type: 'string', default: '200' },
    crash: { type: 'boolean', default: false },
  },
});
const options = {
  seed: Number(values.seed),
  minutes: Number(values.minutes),
  speed: Number(values.speed),
  recorders: Number(values.recorders),
  petitions: Number(values.petitions),
  crash: values.crash,
  compareFresh: true,
};
console.log(JSON.stringify(options));
const { samples, kept, ...result } = await playSession(options, (line) => console.log(line));
console.log(JSON.stringify(result, null, 2));
const third = Math.floor(samples.length / 3);
const middle = (key: 'server' | 'recorder' | 'screen', from: number, to: number) => {
  const sorted = samples
    .slice(from, to)
    .map((sample) => sample[key])
    .sort((a, b) => a - b);
  return (sorted[sorted.length >> 1] ?? Number.NaN).toFixed(1);
};
for (const key of ['server', 'recorder', 'screen'] as const)
  console.log(
    `${key}: median of each third ${middle(key, 0, third)}, ${middle(key, third, 2 * third)}, ${middle(key, 2 * third, samples.length)} MB`,
  );
for (const { page, measure, after, fresh } of kept)
  console.log(
    `${page}, ${measure}: after the session ${after.toFixed(1)}, freshly loaded ${fresh.toFixed(1)}, ${(after / fresh).toFixed(2)} times`,
  );
/** More than a fresh page holds by this factor is a leak. */
const leak = 1.5;
/** Only shown: compiled code grows with use, and listeners go when their elements are collected. */
const shownOnly = ['heap', 'listeners'];
const leaks = kept.filter(
  ({ measure, after, fresh }) => !shownOnly.includes(measure) && !(after <= fresh * leak),
);
const wrong = [
  leaks,
  result.different,
  result.lost,
  result.doubled,
  result.badNumbers,
  result.notInRecord,
  result.pageErrors,
];
process.exit(wrong.some((list) => list.length > 0) || result.petitions !== options.petitions ? 1 : 0);
