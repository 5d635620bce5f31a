import type { Sql } from '../store/sql/sql.ts';
import { moveProgressTable } from '../store/sqlite/database.ts';
import { MoveError } from './error.ts';
import { compareHalls, hashHall } from './hashes.ts';
import type { HallPlace } from './place.ts';
import { openProgress } from './progress.ts';
import { proveHall } from './prove.ts';
import { copiedTables, readCopiedTables, sharedTables } from './tables.ts';

/** In the place of the hash of what is moved in: this commune is being removed. */
const leaving = 'leaving';
/** Rows that one transaction deletes. */
const portion = 2_000;

/**
 * Stay when a commune's rows go: the generations of its stewards, which must only rise should it come back, and what keeps
 * servers away from it, which goes last; and what belongs to another commune as much.
 */
const kept: readonly string[] = ['steward', moveProgressTable, ...sharedTables];

/**
 * Deletes the commune's rows of one table. Tables of what nobody may take back refuse a DELETE by a trigger (`refuse`);
 * it is off within each transaction alone, which other communes' writers of that table wait for, and which row-level
 * security holds to the commune's own rows.
 */
async function clearTable(sql: Sql, table: string): Promise<void> {
  const refuses = await sql
    .prepare(
      `SELECT 1 AS one FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
       WHERE c.relname = ? AND c.relnamespace = current_schema()::regnamespace AND t.tgname = 'row_no_delete'`,
    )
    .get(table);
  const turn = (how: 'ENABLE' | 'DISABLE') =>
    sql.prepare(`ALTER TABLE ${table} ${how} TRIGGER row_no_delete`).run();
  const remove = sql.prepare(
    `DELETE FROM ${table} WHERE ctid = ANY (ARRAY(SELECT ctid FROM ${table} LIMIT ${portion}))`,
  );
  for (let removed = portion; removed === portion; ) {
    removed = await sql.transaction(async () => {
      if (refuses) await turn('DISABLE');
      const { changes } = await remove.run();
      if (refuses) await turn('ENABLE');
      return changes;
    });
  }
}

/** Deletes all that a commune has in the database, those rows first that point to others. Killed, it is called again. */
async function clear({ sql, tables }: HallPlace): Promise<void> {
  const rank = (name: string) => (copiedTables as readonly string[]).indexOf(name);
  const order = (await tables()).filter((name) => !kept.includes(name));
  // What is not copied (search, keys, papers, updates before their rooms) points to nothing that is.
  order.sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
  const others = order.filter((name) => rank(name) < 0);
  const copied = order.filter((name) => rank(name) >= 0).reverse();
  for (const table of [...others, ...copied]) await clearTable(sql, table);
  await sql.prepare(`DELETE FROM ${moveProgressTable}`).run();
}

/**
 * Takes back a move into a commune that was never finished, so that another one can begin; also goes on with a
 * removal that was broken off. Throws MoveError (`nothingUnfinished`), with nothing removed.
 */
export async function discardMove(commune: HallPlace): Promise<void> {
  if (!(await commune.isUnfinished())) throw new MoveError('nothingUnfinished');
  await clear(commune);
}

/**
 * Removes a commune's rows after its hall has moved into a folder: only while both are the same by all hashes, and the folder's
 * records and audit log whole by their chains. Throws MoveError (`notMovedAway`, `unproved`), with nothing removed.
 * @param unlist takes the commune from the installation's list; called before the first row goes
 */
export async function removeMoved(
  commune: HallPlace,
  folder: HallPlace,
  unlist: () => Promise<void>,
): Promise<void> {
  const progress = openProgress(commune.sql);
  const isGoingOn = (await commune.isUnfinished()) && (await progress.source()) === leaving;
  if (!isGoingOn) {
    if ((await commune.isUnfinished()) || (await folder.isUnfinished()))
      throw new MoveError('unfinishedSource');
    const copied = readCopiedTables();
    const differing = compareHalls(await hashHall(commune, copied), await hashHall(folder, copied));
    if (differing.length > 0) throw new MoveError('notMovedAway', differing);
    await proveHall(folder.sql);
    await progress.begin(leaving);
  }
  await unlist();
  await clear(commune);
}
