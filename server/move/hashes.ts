import { createHash, type Hash } from 'node:crypto';
import { isMissing } from '../papers/files.ts';
import type { SqlValue } from '../store/sql/sql.ts';
import type { HallPlace, RoomRow } from './place.ts';
import { firstLimit, nextLimit, portionsOf } from './read-rows.ts';
import type { CopiedTable } from './tables.ts';

/** What a hall consists of, by SHA-256 (hex): two halls with the same hashes are the same hall. */
export interface HallHashes {
  /** By table: its rows in the order of their keys, each value with its type and length. */
  tables: ReadonlyMap<string, Counted>;
  /** By room: its updates in their order, hence its state. */
  rooms: ReadonlyMap<string, Counted>;
  /** Papers that are whole, and those that rows name and that are gone or damaged; by their hashes, sorted. */
  papers: { whole: readonly string[]; lost: readonly string[] };
  keys: string;
}

export interface Counted {
  rows: number;
  sha256: string;
}

function lengthBytes(length: number): Uint8Array {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(BigInt(length));
  return bytes;
}

function addBytes(hash: Hash, kind: string, bytes: Uint8Array): void {
  hash.update(kind).update(lengthBytes(bytes.length)).update(bytes);
}

/** One letter for the type, the length in 8 bytes, the value: what differs in type or in where a value ends differs. */
function addValue(hash: Hash, value: SqlValue | undefined): void {
  if (value === null || value === undefined) hash.update('n');
  else if (typeof value === 'string') addBytes(hash, 't', Buffer.from(value));
  else if (value instanceof Uint8Array) addBytes(hash, 'b', value);
  else addBytes(hash, 'i', Buffer.from(String(value)));
}

/** A table's rows, hashed. */
export async function hashTable({ sql }: Pick<HallPlace, 'sql'>, table: CopiedTable): Promise<Counted> {
  const hash = createHash('sha256');
  let count = 0;
  for (const column of table.columns) addValue(hash, column);
  for await (const { rows } of portionsOf(sql, table, null)) {
    for (const row of rows) for (const column of table.columns) addValue(hash, row[column]);
    count += rows.length;
  }
  return { rows: count, sha256: hash.digest('hex') };
}

/** The rows of a room behind `after`, portion by portion. */
export async function* roomPortions(
  { rooms }: Pick<HallPlace, 'rooms'>,
  room: string,
  after: number,
): AsyncGenerator<RoomRow[]> {
  let limit = firstLimit;
  for (let place = after; ; ) {
    const rows = await rooms.rows(room, place, limit);
    const end = rows.at(-1);
    if (!end) return;
    yield rows;
    place = end.at;
    limit = nextLimit(
      rows.length,
      rows.reduce((sum, { body }) => sum + body.length, 0),
    );
  }
}

async function hashRoom(place: HallPlace, room: string): Promise<Counted> {
  const hash = createHash('sha256');
  let count = 0;
  for await (const rows of roomPortions(place, room, 0)) {
    for (const { body } of rows) addValue(hash, body);
    count += rows.length;
  }
  return { rows: count, sha256: hash.digest('hex') };
}

/** Whether a paper is there with the bytes that its name says. */
export async function isWholePaper({ papers }: Pick<HallPlace, 'papers'>, name: string): Promise<boolean> {
  // It becomes a part of a path.
  if (!/^[0-9a-f]{64}$/.test(name)) return false;
  const hash = createHash('sha256');
  try {
    for await (const part of papers.readParts(name)) hash.update(part);
  } catch (error) {
    if (isMissing(error)) return false;
    throw error;
  }
  return hash.digest('hex') === name;
}

/** The papers that rows name, by their hashes, sorted. */
async function namedPapers({ sql }: HallPlace): Promise<string[]> {
  const rows = await sql.prepare('SELECT hash FROM paper UNION SELECT hash FROM answer_file').all();
  return rows.map(({ hash }) => String(hash)).sort();
}

/** Reads a hall whole, once. */
export async function hashHall(place: HallPlace, copied: readonly CopiedTable[]): Promise<HallHashes> {
  const tables = new Map<string, Counted>();
  for (const table of copied) tables.set(table.name, await hashTable(place, table));
  const rooms = new Map<string, Counted>();
  for (const room of await place.rooms.names()) rooms.set(room, await hashRoom(place, room));
  const whole: string[] = [];
  const lost: string[] = [];
  for (const name of await namedPapers(place)) ((await isWholePaper(place, name)) ? whole : lost).push(name);
  const { signing, receipt } = await place.keys.read();
  const keys = createHash('sha256');
  addValue(keys, signing);
  addValue(keys, receipt);
  return { tables, rooms, papers: { whole, lost }, keys: keys.digest('hex') };
}

/** One hash over all of a hall. */
export function nameOf({ tables, rooms, papers, keys }: HallHashes): string {
  const all = JSON.stringify([[...tables], [...rooms], papers, keys]);
  return createHash('sha256').update(all).digest('hex');
}

function differences(
  kind: string,
  a: ReadonlyMap<string, Counted>,
  b: ReadonlyMap<string, Counted>,
): string[] {
  const names = [...new Set([...a.keys(), ...b.keys()])];
  return names.filter((name) => a.get(name)?.sha256 !== b.get(name)?.sha256).map((name) => `${kind} ${name}`);
}

/** Where two halls differ, by tables, rooms, papers and keys; empty: nowhere. */
export function compareHalls(a: HallHashes, b: HallHashes): string[] {
  const mine = new Set(a.papers.whole);
  const others = new Set(b.papers.whole);
  return [
    ...differences('table', a.tables, b.tables),
    ...differences('room', a.rooms, b.rooms),
    ...[...mine.symmetricDifference(others)].map((hash) => `paper ${hash}`),
    ...(a.keys === b.keys ? [] : ['keys']),
  ];
}
