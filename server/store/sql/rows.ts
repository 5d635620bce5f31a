import type { Row } from './sql.ts';

/** A TEXT column; throws when the table does not hold what the schema says. */
export function text(row: Row, column: string): string {
  const value = row[column];
  if (typeof value !== 'string') throw new TypeError(`column ${column} is no text`);
  return value;
}

/** A TEXT column that may be NULL. */
export function textOrNull(row: Row, column: string): string | null {
  return row[column] === null ? null : text(row, column);
}

/** An INTEGER column. */
export function integer(row: Row, column: string): number {
  return Number(row[column]);
}

/** One of a closed list; throws on what only another version knows. */
export function known<T extends string>(row: Row, column: string, all: readonly T[]): T {
  const value = all.find((one) => one === row[column]);
  if (value === undefined) throw new TypeError(`column ${column} holds what this version does not know`);
  return value;
}
