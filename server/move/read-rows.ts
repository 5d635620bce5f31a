import { places, type Row, type Sql, type SqlValue } from '../store/sql/sql.ts';
import type { CopiedTable } from './tables.ts';

/** Bytes of rows that are in memory at once, about. */
const portionBytes = 4 * 1024 * 1024;
const mostRows = 500;

/** How many rows the next portion may have, when the last `rows` had `bytes`. */
export function nextLimit(rows: number, bytes: number): number {
  if (rows === 0) return mostRows;
  return Math.min(mostRows, Math.max(1, Math.floor(portionBytes / Math.max(1, bytes / rows))));
}

/** Rows of the first portion, whose sizes nobody knows yet. */
export const firstLimit = 16;

/** Bytes of a value, about. */
export function sizeOf(value: SqlValue | undefined): number {
  if (typeof value === 'string') return value.length;
  return value instanceof Uint8Array ? value.length : 8;
}

/** Where a row stands in its table: the values of its primary key. */
export type Place = (string | number)[];

function keyOf(row: Row, table: CopiedTable): Place {
  return table.keys.map(({ name }) => {
    const value = row[name];
    if (typeof value === 'string' || typeof value === 'number') return value;
    throw new TypeError(`the key ${table.name}.${name} is neither text nor number`);
  });
}

export interface Portion {
  rows: Row[];
  /** Place of the last one. */
  last: Place;
}

/**
 * The rows of a table behind `after` (null: all), in the order of their keys, portion by portion. Text is compared by its
 * UTF-8 bytes in both engines, so that both give the same order.
 */
export async function* portionsOf(
  sql: Sql,
  table: CopiedTable,
  after: Place | null,
): AsyncGenerator<Portion> {
  const keys = table.keys
    .map(({ name, isText }) => (isText && sql.engine === 'postgres' ? `${name} COLLATE "C"` : name))
    .join(', ');
  const select = `SELECT ${table.columns.join(', ')} FROM ${table.name}`;
  const first = sql.prepare(`${select} ORDER BY ${keys} LIMIT ?`);
  const next = sql.prepare(
    `${select} WHERE (${keys}) > (${places(table.keys.length)}) ORDER BY ${keys} LIMIT ?`,
  );
  let limit = firstLimit;
  for (let place = after; ; ) {
    const rows = place === null ? await first.all(limit) : await next.all(...place, limit);
    const end = rows.at(-1);
    if (!end) return;
    place = keyOf(end, table);
    yield { rows, last: place };
    const bytes = rows.reduce(
      (sum, row) => sum + table.columns.reduce((all, name) => all + sizeOf(row[name]), 0),
      0,
    );
    limit = nextLimit(rows.length, bytes);
  }
}
