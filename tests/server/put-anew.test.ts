import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';

const putAnew = new URL('../../server/put-anew.ts', import.meta.url).href;

/** What a process does: a build of many files, of which the first names the last, as a page names its scripts. */
const builder = `
  import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
  import { setTimeout as sleep } from 'node:timers/promises';
  import { putAnew } from '${putAnew}';
  const [dir, name] = process.argv.slice(1);
  const folder = dir + '/dist';
  const isStale = () => !existsSync(folder + '/index') || readFileSync(folder + '/index', 'utf8') === 'old';
  const make = async (into) => {
    appendFileSync(dir + '/log', name + ' begins\\n');
    mkdirSync(into);
    writeFileSync(into + '/index', name);
    for (let at = 0; at < 50; at += 1) {
      await sleep(10);
      writeFileSync(into + '/' + name + at, '');
    }
    while (existsSync(dir + '/wait')) await sleep(10);
  };
  const made = await putAnew({ folder, isStale, make });
  process.stdout.write(made + ' ' + readFileSync(folder + '/index', 'utf8'));
`;

interface Builder {
  child: ChildProcess;
  /** What it printed, once it has ended: whether it built, and whose build it found. */
  said: Promise<string>;
}

function build(dir: string, name: string): Builder {
  const args = ['--input-type=module', '--eval', builder, dir, name];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  let text = '';
  child.stdout?.on('data', (data: Buffer) => {
    text += data.toString();
  });
  return { child, said: once(child, 'close').then(() => text) };
}

/** A program's folder with an old build in it. */
function stale(): { dir: string; log(): string } {
  const dir = mkdtempSync(join(tmpdir(), 'doithoai-anew-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  mkdirSync(join(dir, 'dist'));
  writeFileSync(join(dir, 'dist/index'), 'old');
  writeFileSync(join(dir, 'dist/old49'), '');
  const log = join(dir, 'log');
  return { dir, log: () => (existsSync(log) ? readFileSync(log, 'utf8') : '') };
}

test('of two processes that start at once one builds, and both find the whole build', async () => {
  const { dir, log } = stale();
  const said = await Promise.all([build(dir, 'a').said, build(dir, 'b').said]);
  const name = log().charAt(0);
  expect(log()).toBe(`${name} begins\n`);
  expect(said.sort()).toEqual([`false ${name}`, `true ${name}`]);
  for (let at = 0; at < 50; at += 1) expect(existsSync(join(dir, 'dist', `${name}${at}`))).toBe(true);
  expect(existsSync(join(dir, 'dist/old49'))).toBe(false);
});

test('one that is killed while it builds leaves the old build whole, and holds nobody up', async () => {
  const { dir, log } = stale();
  writeFileSync(join(dir, 'wait'), '');
  const first = build(dir, 'a');
  await expect.poll(log, { timeout: 10_000 }).toBe('a begins\n');
  const second = build(dir, 'b');
  const index = () => readFileSync(join(dir, 'dist/index'), 'utf8');
  await expect.poll(() => existsSync(join(dir, 'dist.next/made/a49')), { timeout: 10_000 }).toBe(true);
  expect([index(), existsSync(join(dir, 'dist/old49')), log()]).toEqual(['old', true, 'a begins\n']);
  first.child.kill('SIGKILL');
  rmSync(join(dir, 'wait'));
  expect(await second.said).toBe('true b');
  expect([index(), log()]).toEqual(['b', 'a begins\nb begins\n']);
  expect(existsSync(join(dir, 'dist.next/made'))).toBe(false);
});
