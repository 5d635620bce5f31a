import { moveProgressTable } from '../store/sqlite/database.ts';
import { copyPapers, copyRoom, copyTable } from './copy.ts';
import { MoveError } from './error.ts';
import { compareHalls, type HallHashes, hashHall, nameOf } from './hashes.ts';
import type { HallPlace } from './place.ts';
import { openProgress } from './progress.ts';
import { type Proved, proveHall } from './prove.ts';
import {
  type CopiedTable,
  communeTables,
  copiedTables,
  derivedTables,
  readCopiedTables,
  roomTables,
  sharedTables,
} from './tables.ts';

export interface MoveOrder {
  from: HallPlace;
  to: HallPlace;
  /** Called before each part: a table, the rooms, the papers, the keys, the proof. */
  onPart?(part: string): void;
}

/** What was moved. */
export interface Moved {
  hashes: HallHashes;
  /** `continued`: one that had been broken off was gone on with; `there`: all of it was there already. */
  how: 'moved' | 'continued' | 'there';
  /** What was verified in the target. */
  proved: Proved;
}

const known: ReadonlySet<string> = new Set([
  ...copiedTables,
  ...derivedTables,
  ...roomTables,
  ...communeTables,
  ...sharedTables,
  moveProgressTable,
]);

/** Refuses a hall with a table that no list has: its rows would be lost. */
async function checkKnown(place: HallPlace): Promise<void> {
  const unknown = (await place.tables()).filter((name) => !known.has(name));
  if (unknown.length > 0) throw new MoveError('unknownTable', unknown);
}

async function hasData(place: HallPlace, copied: readonly CopiedTable[]): Promise<boolean> {
  for (const { name } of copied)
    if (await place.sql.prepare(`SELECT 1 AS one FROM ${name} LIMIT 1`).get()) return true;
  if ((await place.rooms.names()).length > 0) return true;
  const { signing, receipt } = await place.keys.read();
  return signing !== null || receipt !== null;
}

/** Begins a move, or finds the one that was broken off, or its end. Throws MoveError, with nothing written. */
async function begin(
  to: HallPlace,
  copied: readonly CopiedTable[],
  source: HallHashes,
): Promise<Moved['how']> {
  if (!(await to.isUnfinished()) && (await hasData(to, copied))) {
    // Killed between its last step and its last words, a move is asked for again.
    if (compareHalls(source, await hashHall(to, copied)).length === 0) return 'there';
    throw new MoveError('hasData');
  }
  await to.begin();
  const progress = openProgress(to.sql);
  const begun = await progress.source();
  if (begun !== null && begun !== nameOf(source)) throw new MoveError('otherMove');
  if (begun === null) await progress.begin(nameOf(source));
  return begun === null ? 'moved' : 'continued';
}

/**
 * Copies a hall into an empty place and proves that it is the same there: every table, room, paper and key by their
 * hashes, records and audit log by their chains. Killed at any point it goes on from there when it is called again with
 * the same source, and ends the same. The source is not changed. Throws MoveError, and what the engines throw.
 */
export async function moveHall({ from, to, onPart = () => {} }: MoveOrder): Promise<Moved> {
  await checkKnown(from);
  await checkKnown(to);
  if (await from.isUnfinished()) throw new MoveError('unfinishedSource');
  const underWay = await from.escalated();
  if (underWay.length > 0) throw new MoveError('escalated', underWay);
  const copied = readCopiedTables();
  onPart('read');
  await proveHall(from.sql);
  const before = await hashHall(from, copied);
  const how = await begin(to, copied, before);
  if (how === 'there') return { hashes: before, how, proved: await proveHall(to.sql) };
  for (const table of copied) {
    onPart(table.name);
    await copyTable(from, to, table);
  }
  onPart('rooms');
  for (const room of before.rooms.keys()) await copyRoom(from, to, room);
  onPart('papers');
  await copyPapers(from, to, before);
  onPart('keys');
  await to.keys.write(await from.keys.read());
  onPart('proof');
  const after = await hashHall(from, copied);
  if (nameOf(after) !== nameOf(before)) throw new MoveError('changing', compareHalls(before, after));
  const differing = compareHalls(before, await hashHall(to, copied));
  if (differing.length > 0) throw new MoveError('differs', differing);
  const proved = await proveHall(to.sql);
  await to.finish();
  return { hashes: before, how, proved };
}
