import { existsSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { parseArgs } from 'node:util';
import { keyMatcher } from '../../shared/verify/bytes.ts';
import { largestFile } from '../../shared/verify/record-file.ts';
import type { Check, Known, Report, Verdict } from '../../shared/verify/report.ts';
import { linkReports, verifyFile } from '../../shared/verify/verify.ts';
import {
  type Both,
  findingWords,
  partWords,
  pathWords,
  reasonOf,
  sentenceOf,
  verdictWords,
} from '../../shared/verify/words.ts';
import { ConfigError, type ProvinceSettings, readConfig } from '../config.ts';
import { sayTo } from '../terminal.ts';
import { openCommuneStore } from './commune-store.ts';
import { dataWords } from './data-words.ts';

/** `npm run verify -- FILE…`: whether records and the PDFs made from them are whole. Changes nothing. */

const complain = sayTo(process.stderr);
const exitCodes: Record<Verdict, number> = { whole: 0, changed: 1, unknown: 3, extended: 4 };
/** Places named for one check; the rest is counted. */
const mostPlaces = 12;

/** Ends with a sentence and exit code 2 (wrong use). */
function wrongUse(vi: string, en: string): never {
  complain(vi, en);
  process.exit(2);
}

function readArguments() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        data: { type: 'string' },
        commune: { type: 'string' },
        key: { type: 'string', multiple: true, default: [] },
      },
    });
  } catch (error) {
    const reason = error instanceof Error ? error.message : '';
    return wrongUse(`Lệnh chưa đúng: ${reason}`, `Wrong use: ${reason}`);
  }
}

interface Installation {
  keys: string[];
  has(hash: string): boolean | Promise<boolean>;
  close?(): Promise<void>;
}

/** What a data folder knows, read without changing it; null when there is none. A server may be at work on it. */
function openInstallation(dir: string): Installation | null {
  const path = join(dir, 'doithoai.sqlite');
  if (!existsSync(path)) return null;
  const database = new DatabaseSync(path, { readOnly: true, timeout: 5000 });
  const columns = database.prepare('PRAGMA table_info(freeze)').all();
  const isSigned = columns.some(({ name }) => name === 'public_key');
  const keys = isSigned
    ? database.prepare('SELECT DISTINCT public_key AS key FROM freeze WHERE public_key IS NOT NULL').all()
    : [];
  const one = database.prepare('SELECT 1 FROM freeze WHERE hash = ?');
  return {
    keys: keys.map(({ key }) => String(key)),
    has: (hash) => one.get(hash) !== undefined,
  };
}

/** What a commune of a database knows. */
async function openInDatabase(province: ProvinceSettings, id: string | undefined): Promise<Installation> {
  const { store, close } = await openCommuneStore(province, id);
  return { keys: await store.freezes.keys(), has: (hash) => store.freezes.hasHash(hash), close };
}

async function findInstallation(data: string | undefined, commune: string | undefined) {
  if (data !== undefined) return openInstallation(resolve(data));
  const { province, dataDir } = readConfig(process.env);
  try {
    return await (province ? openInDatabase(province, commune) : openInstallation(dataDir));
  } catch (error) {
    const words = dataWords(error, dataDir);
    if (words) return wrongUse(...words);
    if (error instanceof ConfigError) return wrongUse(error.vi, error.message);
    throw error;
  }
}

function readFile(path: string): Uint8Array {
  try {
    if (statSync(path).size > largestFile)
      return wrongUse(`Tệp ${path} lớn hơn 64 MB.`, `The file ${path} is larger than 64 MB.`);
    return readFileSync(path);
  } catch {
    return wrongUse(`Không đọc được tệp ${path}.`, `The file ${path} cannot be read.`);
  }
}

const both = ([vi, en]: Both) => (vi === en ? vi : `${vi} / ${en}`);

function printCheck(check: Check): void {
  const { part, finding, paths } = check;
  process.stdout.write(`  [${finding}] ${both(partWords[part])}: ${both(findingWords[finding])}\n`);
  const reason = reasonOf(check);
  if (reason) process.stdout.write(`      ${reason[0]}\n      ${reason[1]}\n`);
  for (const path of paths.slice(0, mostPlaces))
    process.stdout.write(`      - ${path} (${both(pathWords(path))})\n`);
  if (paths.length > mostPlaces) process.stdout.write(`      … +${paths.length - mostPlaces}\n`);
}

function print(path: string, report: Report): void {
  process.stdout.write(`${path}\n${both(verdictWords[report.verdict])}\n`);
  for (const sentence of sentenceOf(report)) process.stdout.write(`  ${sentence}\n`);
  const { facts } = report;
  if (facts) {
    // JSON quoting keeps control characters of a hostile file off the terminal.
    process.stdout.write(`  ${JSON.stringify(facts.title)}, ${JSON.stringify(facts.frozenAt)}\n`);
    process.stdout.write(`  SHA-256 ${facts.hash}\n`);
    if (facts.fingerprint) process.stdout.write(`  Ed25519 ${facts.fingerprint}\n`);
  }
  for (const one of report.checks) printCheck(one);
  process.stdout.write('\n');
}

const { values, positionals } = readArguments();
if (positionals.length === 0)
  wrongUse(
    'Hãy ghi tệp cần kiểm tra: npm run verify -- ho-so.json [--key DẤU-VÂN-TAY] [--data THƯ-MỤC-DỮ-LIỆU | --commune MÃ-XÃ]',
    'Name the file to verify: npm run verify -- record.json [--key FINGERPRINT] [--data DATA-FOLDER | --commune ID]',
  );
const installation = await findInstallation(values.data, values.commune);
if (values.data && !installation)
  wrongUse(
    `Trong thư mục ${values.data} không có dữ liệu.`,
    `There are no data in the folder ${values.data}.`,
  );
const known: Known = {
  trusts: keyMatcher([...values.key, ...(installation?.keys ?? [])]),
  hasRecord: async (hash) => (await installation?.has(hash)) ?? null,
};
const found: Report[] = [];
for (const path of positionals) found.push(await verifyFile(readFile(path), known));
await installation?.close?.();
const reports = linkReports(found);
for (const [index, report] of reports.entries()) print(positionals[index] ?? '', report);
const order: readonly Verdict[] = ['changed', 'unknown', 'extended', 'whole'];
const worst = order.find((verdict) => reports.some((report) => report.verdict === verdict)) ?? 'unknown';
process.exitCode = exitCodes[worst];
