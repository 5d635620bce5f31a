import { parseArgs } from 'node:util';
import { median } from '../bench/meter.ts';
import { replaceSection } from '../bench/section.ts';
import { chaos, Province, parts, withoutRedis } from './chaos.ts';

/* Kills random parts of a province, round after round, and takes Redis away for a minute; ends with 1 when a word is lost. */
const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '50' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    'without-redis': { type: 'string', default: '60' },
    write: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

const usage = `npm run chaos -- [--rounds 50] [--seed N] [--without-redis SECONDS, 0: not at all] [--write]
The same seed kills the same parts in the same order; --write puts the figures into docs/benchmarks.md.`;
/** Caught up within so many ms after Redis is back. */
const bar = 2000;
const begin = '<!-- chaos: written by npm run chaos -->';
const end = '<!-- end of the chaos -->';

const say = (line: string) => process.stdout.write(`${line}\n`);

async function main(): Promise<boolean> {
  const rounds = Number(values.rounds);
  const seed = Number(values.seed);
  const awayFor = Number(values['without-redis']);
  const province = await Province.start();
  try {
    const { acknowledged, lost, rounds: done } = await chaos(province, { seed, rounds, say });
    const caught = awayFor > 0 ? await withoutRedis(province, awayFor * 1000) : null;
    const lines = [
      '## Killed parts',
      '',
      `Two relays on PostgreSQL and Redis behind nginx (the file of packaging/), six writers in three rooms who type 40 words a second each. In each round one or two parts are killed by SIGKILL (PostgreSQL as in a crash), stay away for up to 1.5 s and come back; then every word that was acknowledged as stored is looked for by readers who come anew, at the end at both relays.`,
      '',
      `- Command: \`npm run chaos -- --rounds ${rounds} --seed ${seed}\`, ${new Date().toISOString().slice(0, 10)}`,
      '- From the kill until all writers were told that something which they typed after it is stored; what nobody can stand in for (PostgreSQL, nginx) is away for a part of that:',
      '',
      '| killed | times | median s | longest s |',
      '| --- | ---: | ---: | ---: |',
      ...[...parts, 'two at once' as const].map((part) => {
        const seconds = done
          .filter(({ struck }) =>
            part === 'two at once' ? struck.length > 1 : struck.length === 1 && struck[0] === part,
          )
          .map((round) => round.seconds);
        const [middle, longest] = seconds.length > 0 ? [median(seconds), Math.max(...seconds)] : [];
        return `| ${part} | ${seconds.length} | ${middle?.toFixed(1) ?? '–'} | ${longest?.toFixed(1) ?? '–'} |`;
      }),
      '',
      '| what | bar | measured | reached |',
      '| --- | --- | --- | --- |',
      `| acknowledged words lost in ${rounds} rounds | 0 | ${lost.length} of ${acknowledged.toLocaleString('en')} | ${lost.length === 0 ? 'yes' : '**no**'} |`,
    ];
    if (caught) {
      const { milliseconds, mostBehind } = caught;
      lines.push(
        `| caught up after ${awayFor} s without Redis | ${bar / 1000} s | ${(milliseconds / 1000).toFixed(2)} s | ${milliseconds <= bar ? 'yes' : '**no**'} |`,
        `| meanwhile a word came to the other relay after, at most | | ${(mostBehind / 1000).toFixed(2)} s | |`,
      );
    }
    const text = `${lines.join('\n')}\n`;
    say(`\n${text}`);
    if (values.write) replaceSection(begin, end, text);
    return lost.length === 0;
  } finally {
    await province.stop();
  }
}

if (values.help) say(usage);
else process.exit((await main()) ? 0 : 1);
