import { insert, places, type Row, type Sql, type SqlValue } from '../store/sql/sql.ts';
import { type HallHashes, isWholePaper, roomPortions } from './hashes.ts';
import type { HallPlace } from './place.ts';
import { openProgress } from './progress.ts';
import { portionsOf } from './read-rows.ts';
import { type CopiedTable, erasedAfterwards } from './tables.ts';

/** Values of one INSERT at most: below what either engine takes. */
const mostValues = 2000;

function valuesOf(row: Row, columns: readonly string[]): SqlValue[] {
  return columns.map((column) => row[column] ?? null);
}

async function insertAll(sql: Sql, table: CopiedTable, rows: readonly Row[]): Promise<void> {
  const { name, columns } = table;
  const step = Math.max(1, Math.floor(mostValues / columns.length));
  for (let from = 0; from < rows.length; from += step) {
    const some = rows.slice(from, from + step);
    const more = `, (${places(columns.length)})`.repeat(some.length - 1);
    await sql.prepare(insert(name, columns) + more).run(...some.flatMap((row) => valuesOf(row, columns)));
  }
}

/** Says of rows that are there when they were erased. */
async function eraseAgain(sql: Sql, table: CopiedTable, rows: readonly Row[]): Promise<void> {
  const { name, keys } = table;
  const where = keys.map((key) => `${key.name} = ?`).join(' AND ');
  const erase = sql.prepare(`UPDATE ${name} SET erased_at = ? WHERE ${where}`);
  for (const row of rows)
    await erase.run(
      row.erased_at ?? null,
      ...valuesOf(
        row,
        keys.map((key) => key.name),
      ),
    );
}

async function putRows(sql: Sql, table: CopiedTable, rows: readonly Row[]): Promise<void> {
  if (!erasedAfterwards.has(table.name)) return insertAll(sql, table, rows);
  await insertAll(
    sql,
    table,
    rows.map((row) => ({ ...row, erased_at: '' })),
  );
  await eraseAgain(
    sql,
    table,
    rows.filter((row) => row.erased_at !== ''),
  );
}

/** Copies what is not there yet of a table; each portion with its progress in one transaction. */
export async function copyTable(from: HallPlace, to: HallPlace, table: CopiedTable): Promise<void> {
  const progress = openProgress(to.sql);
  const part = `table ${table.name}`;
  const { after, done } = await progress.of(part);
  if (done) return;
  let place = after;
  for await (const { rows, last } of portionsOf(from.sql, table, after)) {
    place = last;
    await to.sql.transaction(async () => {
      await putRows(to.sql, table, rows);
      await progress.note(part, { after: last, done: false });
    });
  }
  await progress.note(part, { after: place, done: true });
}

/** Copies what is not there yet of a room's updates. */
export async function copyRoom(from: HallPlace, to: HallPlace, room: string): Promise<void> {
  const progress = openProgress(to.sql);
  const part = `room ${room}`;
  const { after, done } = await progress.of(part);
  if (done) return;
  let place = Number(after?.[0] ?? 0);
  for await (const rows of roomPortions(from, room, place)) {
    place = rows.at(-1)?.at ?? place;
    await to.sql.transaction(async () => {
      await to.rooms.append(
        room,
        rows.map(({ body }) => body),
      );
      await progress.note(part, { after: [place], done: false });
    });
  }
  await progress.note(part, { after: [place], done: true });
}

/** Name of what a move that was killed may have left of a paper on its way. */
const partName = (hash: string) => `move-${hash}`;

async function copyPaper(from: HallPlace, to: HallPlace, hash: string): Promise<void> {
  const name = partName(hash);
  await to.papers.removePart(name);
  let offset = 0;
  for await (const bytes of from.papers.readParts(hash)) {
    await to.papers.append(name, offset, bytes);
    offset += bytes.length;
  }
  await to.papers.keep(name, hash);
}

/** Copies the papers that are not there yet; they are proved with all else at the end. */
export async function copyPapers(from: HallPlace, to: HallPlace, { papers }: HallHashes): Promise<void> {
  const progress = openProgress(to.sql);
  const { after } = await progress.of('papers');
  const last = String(after?.[0] ?? '');
  for (const hash of papers.whole) {
    if (hash <= last) continue;
    if (!(await isWholePaper(to, hash))) await copyPaper(from, to, hash);
    await progress.note('papers', { after: [hash], done: false });
  }
}
