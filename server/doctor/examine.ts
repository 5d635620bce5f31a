import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import packageFile from '../../package.json' with { type: 'json' };
import { databaseName } from '../backup/belongings.ts';
import { verifyAudit } from '../privacy/audit.ts';
import { auditBook, erasureBook } from '../store/sql/privacy-books.ts';
import { sqliteEngine } from '../store/sqlite/engine.ts';
import { sweeper } from '../store/sqlite/erasing.ts';
import type { Both, Finding } from './finding.ts';
import { checkBackups, checkKey, checkPapers, checkSpace } from './folder-checks.ts';
import { checkRooms } from './rooms.ts';
import {
  checkClock,
  checkNumbers,
  checkPages,
  checkRecords,
  checkSchema,
  checkSessions,
} from './store-checks.ts';

export interface Examination {
  dataDir: string;
  /** Bytes free below which the disk is nearly full. */
  diskWarning: number;
  now: Date;
}

/** What cannot be read at all is bad, and the other checks go on. */
async function tried(what: Both, check: () => Finding | Promise<Finding>): Promise<Finding> {
  try {
    return await check();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return {
      what,
      level: 'bad',
      said: [`không đọc được (${reason})`, `cannot be read (${reason})`],
      items: [],
    };
  }
}

async function checkAudit(database: DatabaseSync, keys: readonly string[]): Promise<Finding> {
  const sql = sqliteEngine(database);
  const store = { audit: auditBook(sql), erasures: erasureBook(sql, sweeper(database, sql)) };
  const { whole, rows, problems } = await verifyAudit(store, keys);
  return {
    what: ['Nhật ký xem dữ liệu cá nhân', 'Log of looks at personal data'],
    level: whole ? 'good' : 'bad',
    said: whole
      ? [`${rows} dòng, đúng chuỗi và chữ ký`, `${rows} rows, chain and signatures hold`]
      : [`${rows} dòng, ${problems.length} chỗ sai`, `${rows} rows, ${problems.length} of them wrong`],
    items: problems.slice(0, 20).map(({ kind, seq }) => `${kind} ${seq}`),
  };
}

/** The last key that signed a record here, and all of them. */
function signersOf(database: DatabaseSync): { last: string | null; all: string[] } {
  const rows = database
    .prepare(
      `SELECT public_key FROM freeze WHERE public_key IS NOT NULL AND hash NOT IN (SELECT hash FROM imported)
       ORDER BY seq DESC`,
    )
    .all();
  const all = rows.map((row) => String(row.public_key));
  return { last: all[0] ?? null, all };
}

async function inStore(database: DatabaseSync, dataDir: string, now: Date): Promise<Finding[]> {
  const findings = [await tried(['Cơ sở dữ liệu', 'Database'], () => checkPages(database))];
  const schema = await tried(['Phiên bản', 'Versions'], () => checkSchema(database, packageFile.version));
  findings.push(schema);
  // Tables of another version are not known here.
  if (schema.level !== 'good') return findings;
  let signers: { last: string | null; all: string[] } = { last: null, all: [] };
  try {
    signers = signersOf(database);
  } catch {
    // The records' own check says it.
  }
  const key = checkKey(dataDir, signers.last);
  const keys = [...signers.all, ...(key.publicKey === null ? [] : [key.publicKey])];
  findings.push(
    await tried(['Tài liệu', 'Documents'], () => checkRooms(database)),
    await tried(['Số kiến nghị', 'Numbers of petitions'], () => checkNumbers(database)),
    await tried(['Hồ sơ đã chốt', 'Frozen records'], () => checkRecords(sqliteEngine(database), keys)),
    await tried(['Nhật ký', 'Log'], () => checkAudit(database, keys)),
    await tried(['Phiếu giấy', 'Papers'], () => checkPapers(dataDir, database)),
    await tried(['Phiên làm việc', 'Sessions'], () => checkSessions(database)),
    key.finding,
    await tried(['Đồng hồ máy', 'The clock'], () => checkClock(database, now)),
  );
  return findings;
}

/** Looks at a data folder, which a server may be working on, and changes nothing. */
export async function examine({ dataDir, diskWarning, now }: Examination): Promise<Finding[]> {
  const path = join(dataDir, databaseName);
  const around = [await checkSpace(dataDir, diskWarning), await checkBackups(dataDir, now)];
  if (!existsSync(path)) {
    const said = ['không có trong thư mục dữ liệu', 'is not in the data folder'] as const;
    return [{ what: ['Cơ sở dữ liệu', 'Database'], level: 'bad', said, items: [path] }, ...around];
  }
  const database = new DatabaseSync(path, { readOnly: true, timeout: 5000 });
  try {
    return [...(await inStore(database, dataDir, now)), ...around];
  } finally {
    database.close();
  }
}
