import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { asBackupError } from '../backup/error.ts';
import { givenPassphrase, newPassphrase, passphraseOf } from '../backup/passphrase.ts';
import { readBackup } from '../backup/read.ts';
import { noteBackup, noteFailure } from '../backup/state.ts';
import { makeBackup } from '../backup/write.ts';
import { ConfigError, readConfig } from '../config.ts';
import { sayTo } from '../terminal.ts';
import { refuseDatabase } from './in-database.ts';

/** `npm run backup -- FILE`: a backup while the server runs; `--check FILE` proves one. */

const say = sayTo(process.stdout);
const complain = sayTo(process.stderr);

/** Ends with a sentence and exit code 2 (wrong use). */
function wrongUse(): never {
  complain(
    'Cách dùng: npm run backup -- TỆP [--encrypt] [--data THƯ_MỤC]; kiểm tra một bản: npm run backup -- --check TỆP',
    'Use: npm run backup -- FILE [--encrypt] [--data FOLDER]; to check one: npm run backup -- --check FILE',
  );
  process.exit(2);
}

function readArguments() {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: {
        check: { type: 'boolean', default: false },
        encrypt: { type: 'boolean', default: false },
        data: { type: 'string' },
      },
    });
    const [file, more] = positionals;
    if (file && more === undefined) return { ...values, file: resolve(file) };
  } catch {
    // The same sentence says how it is used.
  }
  return wrongUse();
}

function size(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}

async function check(file: string): Promise<void> {
  const { madeAt, parts, missingPapers } = await readBackup(file, { passphrase: givenPassphrase });
  const bytes = size(parts.reduce((sum, part) => sum + part.size, 0));
  say(
    `Bản sao lưu nguyên vẹn: lập lúc ${madeAt}, ${parts.length} phần, ${bytes}.`,
    `The backup is whole: made at ${madeAt}, ${parts.length} parts, ${bytes}.`,
  );
  warnOfMissing(missingPapers);
}

function warnOfMissing(hashes: readonly string[]): void {
  if (hashes.length === 0) return;
  complain(
    `Thiếu ${hashes.length} phiếu giấy mà tệp gốc đã mất hoặc hỏng từ trước: ${hashes.join(', ')}`,
    `${hashes.length} papers are not in it; their files were gone or damaged before: ${hashes.join(', ')}`,
  );
}

async function main(): Promise<void> {
  const { check: checks, encrypt, file, data } = readArguments();
  if (checks) return check(file);
  const config = readConfig(process.env);
  if (data === undefined) refuseDatabase(config);
  const dataDir = data === undefined ? config.dataDir : resolve(data);
  const passphrase = encrypt ? await newPassphrase() : passphraseOf(process.env);
  try {
    const made = await makeBackup({ dataDir, file, passphrase });
    await noteBackup(dataDir, {
      at: made.madeAt,
      file,
      bytes: made.bytes,
      missing: made.missingPapers.length,
    });
    say(
      `Đã sao lưu vào ${file}: ${size(made.bytes)}, ${made.papers} phiếu giấy${passphrase === null ? '' : ', có mã hóa'}.`,
      `Backed up to ${file}: ${size(made.bytes)}, ${made.papers} papers${passphrase === null ? '' : ', encrypted'}.`,
    );
    warnOfMissing(made.missingPapers);
  } catch (error) {
    const { code } = asBackupError(error);
    await noteFailure(dataDir, { at: new Date().toISOString(), code });
    throw error;
  }
}

try {
  await main();
} catch (error) {
  if (error instanceof ConfigError) complain(error.vi, error.message);
  else {
    const { vi, message, detail } = asBackupError(error);
    complain(vi, message);
    if (detail) process.stderr.write(`${detail}\n`);
  }
  process.exit(1);
}
