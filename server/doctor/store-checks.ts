import type { DatabaseSync } from 'node:sqlite';
import { writeRecordFile } from '../../shared/verify/record-file.ts';
import { verifyFile } from '../../shared/verify/verify.ts';
import { freezeBook } from '../store/sql/freeze-book.ts';
import type { Sql } from '../store/sql/sql.ts';
import { schemaVersion } from '../store/sqlite/schema.ts';
import type { Finding } from './finding.ts';

/** Checks of what stands in the database. Each throws what SQLite throws on a damaged page. */

/** Pages and trees of the database, and rows that point to rows that are gone. */
export function checkPages(database: DatabaseSync): Finding {
  const lines = database
    .prepare('PRAGMA integrity_check(20)')
    .all()
    .map((row) => String(row.integrity_check))
    .filter((line) => line !== 'ok');
  const strays = database
    .prepare('PRAGMA foreign_key_check')
    .all()
    .map(({ table, parent }) => `${table} → ${parent}`);
  const items = [...lines, ...new Set(strays)];
  return {
    what: ['Cơ sở dữ liệu', 'Database'],
    level: items.length > 0 ? 'bad' : 'good',
    said:
      items.length > 0
        ? [
            'bị hỏng: hãy khôi phục từ bản sao lưu, hoặc chạy lại với --save',
            'damaged: restore a backup, or run with --save',
          ]
        : ['nguyên vẹn', 'whole'],
    items,
  };
}

/** The version of the tables. */
export function checkSchema(database: DatabaseSync, program: string): Finding {
  const found = Number(database.prepare('PRAGMA user_version').get()?.user_version);
  const sqlite = String(database.prepare('SELECT sqlite_version() AS v').get()?.v);
  const versions = `Đối Thoại ${program}, Node ${process.versions.node}, SQLite ${sqlite}`;
  const isNewer = found > schemaVersion;
  const relation: Finding['said'] = isNewer
    ? ['do phiên bản mới hơn ghi; hãy cài phiên bản mới', 'written by a newer version; install it']
    : found < schemaVersion
      ? [
          'sẽ được nâng cấp khi máy chủ chạy; chạy lại lệnh này sau đó',
          'will be brought up to date at the next start; run this again after it',
        ]
      : ['đúng phiên bản', 'of this version'];
  return {
    what: ['Phiên bản', 'Versions'],
    level: isNewer ? 'bad' : found < schemaVersion ? 'warn' : 'good',
    said: [
      `dữ liệu ${found}/${schemaVersion} ${relation[0]}; ${versions}`,
      `data ${found}/${schemaVersion} ${relation[1]}; ${versions}`,
    ],
    items: [],
  };
}

/** Petitions' numbers: in each dialogue of one's own, every one from 1 on, none twice. */
export function checkNumbers(database: DatabaseSync): Finding {
  const rows = database
    .prepare(
      `SELECT dialogue_id, count(*) AS n, count(DISTINCT number) AS distinct_n, min(number) AS first, max(number) AS last
       FROM petition_number WHERE dialogue_id NOT IN (SELECT dialogue_id FROM imported) GROUP BY dialogue_id`,
    )
    .all();
  const items = rows
    .filter(({ n, distinct_n, first, last }) => n !== distinct_n || Number(first) !== 1 || last !== n)
    .map(({ dialogue_id, n, first, last }) => `${dialogue_id}: ${first}–${last}, ${n}`);
  return {
    what: ['Số kiến nghị', 'Numbers of petitions'],
    level: items.length > 0 ? 'bad' : 'good',
    said:
      items.length > 0
        ? ['có buổi bị trùng hoặc thiếu số', 'some are double or missing']
        : [
            `liền nhau, không trùng, trong ${rows.length} buổi`,
            `gapless and unique in ${rows.length} dialogues`,
          ],
    items,
  };
}

/** Every record by itself (hash, personal values, signature), and the chain of one's own. */
export async function checkRecords(sql: Sql, ownKeys: readonly string[]): Promise<Finding> {
  const book = freezeBook(sql);
  const rows = await sql.prepare('SELECT id, hash, previous FROM freeze ORDER BY seq').all();
  const imported = new Set((await sql.prepare('SELECT hash FROM imported').all()).map(({ hash }) => hash));
  const keys = new Set([...ownKeys, ...(await book.keys())]);
  const known = { trusts: (key: string) => keys.has(key), hasRecord: (hash: string) => book.hasHash(hash) };
  const items: string[] = [];
  let last: unknown = null;
  for (const { id, hash, previous } of rows) {
    const stored = await book.read(String(id)).catch(() => null);
    const bytes = stored ? new TextEncoder().encode(writeRecordFile(stored, true)) : new Uint8Array();
    const { verdict, facts } = await verifyFile(bytes, known);
    const isOwn = !imported.has(hash);
    const isWhole = isOwn ? verdict === 'whole' : verdict !== 'changed';
    if (!stored || !isWhole || facts?.hash !== hash) items.push(String(id));
    else if (isOwn && previous !== last) items.push(`${id}: ${previous ?? '∅'} ≠ ${last ?? '∅'}`);
    if (isOwn) last = hash;
  }
  return {
    what: ['Hồ sơ đã chốt', 'Frozen records'],
    level: items.length > 0 ? 'bad' : 'good',
    said: [
      `${rows.length - items.length}/${rows.length} hồ sơ đúng mã băm, chữ ký và chuỗi`,
      `${rows.length - items.length} of ${rows.length} records have the right hash, signature and place in the chain`,
    ],
    items,
  };
}

/** Sessions whose link is gone; sessions of persons need none. */
export function checkSessions(database: DatabaseSync): Finding {
  const hasPersons = database
    .prepare('PRAGMA table_info(session)')
    .all()
    .some(({ name }) => name === 'person_id');
  const person = hasPersons ? "AND person_id = ''" : '';
  const found = database
    .prepare(
      `SELECT count(*) AS n, (SELECT count(*) FROM session WHERE link_id NOT IN (SELECT id FROM link) ${person}) AS lost
       FROM session`,
    )
    .get();
  const lost = Number(found?.lost);
  return {
    what: ['Phiên làm việc', 'Sessions'],
    level: lost > 0 ? 'warn' : 'good',
    said: [
      `${found?.n} phiên, ${lost} phiên không còn liên kết gốc`,
      `${found?.n} sessions, ${lost} of them without the link they came from`,
    ],
    items: [],
  };
}

/** Moments that lie ahead of the clock: it was ahead when they were written, or is behind now. */
export function checkClock(database: DatabaseSync, now: Date): Finding {
  const sources = [
    ['freeze', 'frozen_at'],
    ['session', 'created_at'],
    ['link', 'created_at'],
    ['paper', 'stored_at'],
    ['moment', 'at'],
  ] as const;
  const newest = sources.map(([table, column]) => ({
    table,
    at: String(database.prepare(`SELECT coalesce(max(${column}), '') AS at FROM ${table}`).get()?.at),
  }));
  const slack = 10 * 60_000;
  const items = newest
    .filter(({ at }) => Date.parse(at) > now.getTime() + slack)
    .map(({ table, at }) => `${table}: ${at}`);
  const isOld = now.getUTCFullYear() < 2026;
  return {
    what: ['Đồng hồ máy', 'The clock'],
    level: items.length > 0 || isOld ? 'warn' : 'good',
    said:
      items.length > 0 || isOld
        ? [
            `${now.toISOString()}: chậm hơn dữ liệu, hãy chỉnh lại giờ`,
            `${now.toISOString()}: behind the data; set it right`,
          ]
        : [`${now.toISOString()}: hợp với dữ liệu`, `${now.toISOString()}: agrees with the data`],
    items,
  };
}
