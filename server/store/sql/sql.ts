/** What a column holds: TEXT, INTEGER (within 2^53), REAL, BLOB, NULL. */
export type SqlValue = string | number | bigint | Uint8Array | null;

/** One row by column names. */
export type Row = Record<string, SqlValue>;

/** A statement of one engine; its text is the same for all of them (see `Sql`). */
export interface Statement {
  /** The first row, or undefined. */
  get(...values: readonly SqlValue[]): Promise<Row | undefined>;
  all(...values: readonly SqlValue[]): Promise<Row[]>;
  /** `changes`: rows that were inserted, changed or deleted. */
  run(...values: readonly SqlValue[]): Promise<{ changes: number }>;
}

/**
 * An SQL engine as the books see it: one commune's rows and nobody else's. Books are written once, for every engine, in
 * the SQL that SQLite and PostgreSQL have in common:
 * - placeholders are `?`, or `?1`, `?2` … where a value stands twice;
 * - a row is put in the place of another by `upsert`, one that may be there is left by `ON CONFLICT DO NOTHING`;
 * - what the engine gives (a running number) is asked for with `RETURNING`;
 * - yes and no are 1 and 0; times are ISO 8601 text; bodies are JSON as text, and read in JavaScript;
 * - in `DO UPDATE SET` the old value is `table.column`.
 */
export interface Sql {
  readonly engine: 'sqlite' | 'postgres';
  prepare(text: string): Statement;
  /**
   * Runs `work` in one transaction: all that it wrote is on disk when this resolves, or none of it. Statements within
   * belong to it wherever they were prepared; others wait, or do not see it. A transaction within another is a part of
   * that one. `work` waits for nothing but statements, and may be run again when the engine took it back.
   *
   * A commune's transactions are made one after the other, in whatever process: what is read in one stays so until it is
   * over, and its numbers (`max(seq) + 1`) grow in the order of the commits.
   */
  transaction<T>(work: () => Promise<T>): Promise<T>;
}

/** `count` placeholders, for a list of values or of columns: `?, ?, ?`. */
export function places(count: number): string {
  return Array.from({ length: count }, () => '?').join(', ');
}

/** `INSERT` of all `columns` in their order. */
export function insert(table: string, columns: readonly string[]): string {
  return `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${places(columns.length)})`;
}

/**
 * As `insert`, of a row behind the last one: its `seq`, which is not among `columns`, is one more than the highest. Within
 * a transaction: two rows that are added at once would be of one number.
 */
export function append(table: string, columns: readonly string[]): string {
  const next = `(SELECT coalesce(max(seq), 0) + 1 FROM ${table})`;
  return `INSERT INTO ${table} (seq, ${columns.join(', ')}) VALUES (${next}, ${places(columns.length)})`;
}

/** `INSERT` of all `columns` in their order, in the place of the row that has the same `keys`. */
export function upsert(table: string, columns: readonly string[], keys: readonly string[]): string {
  const rest = columns.filter((column) => !keys.includes(column));
  const change =
    rest.length === 0
      ? 'NOTHING'
      : `UPDATE SET ${rest.map((column) => `${column} = excluded.${column}`).join(', ')}`;
  return `${insert(table, columns)} ON CONFLICT (${keys.join(', ')}) DO ${change}`;
}
