import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openSqliteStore } from '../../../server/store/sqlite/store.ts';
import { createUpdateLog } from '../../../server/store/sqlite/update-log.ts';
import { command } from '../../e2e/server.ts';
import { until } from '../relay/test-relay.ts';

let base: string;
beforeEach(async () => {
  base = mkdtempSync(join(tmpdir(), 'doithoai-terminal-'));
  await (await openSqliteStore(join(base, 'data'), createUpdateLog)).close();
});
afterEach(() => rmSync(base, { recursive: true, force: true }));

/** Runs the backup command at a terminal of its own; types each answer once as many questions were asked. */
async function atTerminal(
  args: string,
  answers: readonly string[],
): Promise<{ code: number | null; shown: string }> {
  const line = `${process.execPath} server/cli/backup.ts ${args}`;
  const child = spawn('script', ['-qfec', line, '/dev/null'], { stdio: ['pipe', 'pipe', 'inherit'] });
  let shown = '';
  child.stdout.on('data', (piece: Buffer) => {
    shown += piece.toString();
  });
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  for (const [at, answer] of answers.entries()) {
    await until(
      () => shown.split(/(?:Passphrase of the backup|New passphrase|Again): /).length > at + 1,
      'asked',
    );
    child.stdin.write(answer);
  }
  return { code: await ended, shown };
}

test('a passphrase is typed at the terminal, mended with the erasing key, and never shown', async () => {
  const file = join(base, 'a.tar.age');
  const data = `--data ${join(base, 'data')}`;
  const made = await atTerminal(`${file} --encrypt ${data}`, [
    'bờ tre, con đò nhỏ\r',
    'bờ tre, con đò nhỏ\r',
  ]);
  expect(made.shown).toContain('có mã hóa');
  expect(made.shown).not.toMatch(/bờ tre|con đò/);
  expect(made.code).toBe(0);
  const checked = await atTerminal(`--check ${file}`, ['bờ tre, con đòx\u007f nhỏ\r']);
  expect(checked.shown).toContain('nguyên vẹn');
  expect(checked.shown).not.toMatch(/bờ tre|con đò/);
  const wrong = await atTerminal(`--check ${file}`, ['một câu nào khác\r']);
  expect(wrong.shown).toContain('Mật khẩu không đúng');
  expect(wrong.code).toBe(1);
  // The environment's needs no terminal, and nobody is asked where there is none.
  const given = command('backup', ['--check', file], { BACKUP_PASSPHRASE: 'bờ tre, con đò nhỏ' });
  expect(given.code).toBe(0);
  const none = command('backup', ['--check', file], {});
  expect(none.err).toContain('được mã hóa');
});

test('two that differ, or a short one, make no backup; Control+C neither', async () => {
  const file = join(base, 'a.tar.age');
  const data = `--data ${join(base, 'data')}`;
  const differ = await atTerminal(`${file} --encrypt ${data}`, [
    'bờ tre, con đò nhỏ\r',
    'bờ tre, con đò lớn\r',
  ]);
  expect(differ.shown).toContain('không giống nhau');
  const short = await atTerminal(`${file} --encrypt ${data}`, ['ngắn\r', 'ngắn\r']);
  expect(short.shown).toContain('ít nhất 12 ký tự');
  const stopped = await atTerminal(`${file} --encrypt ${data}`, ['\u0003']);
  expect(stopped.code).toBe(1);
  expect(existsSync(file)).toBe(false);
});
