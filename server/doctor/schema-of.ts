import type { DatabaseSync } from 'node:sqlite';
import type { Loss, PageFile } from './page-file.ts';

/** One thing of a database's schema, as its first table says. */
export interface SchemaEntry {
  type: string;
  name: string;
  root: number;
  sql: string;
}

/** The schema that a damaged file still tells. */
export function readSchema(file: PageFile, loss: Loss): SchemaEntry[] {
  const entries: SchemaEntry[] = [];
  for (const { values } of file.rows(1, false, loss)) {
    const [type, name, , root, sql] = values;
    if (typeof type === 'string' && typeof name === 'string' && typeof sql === 'string')
      entries.push({ type, name, root: Number(root ?? 0), sql });
  }
  return entries;
}

/** How a table's rows lie in the file. */
export interface Layout {
  /** A table without row ids is kept as an index is. */
  isIndex: boolean;
  /** Names of the columns in the order in which they are stored. */
  columns: string[];
  /** The column that is the row id, which is not stored; -1: none is. */
  rowidColumn: number;
}

/** The layout of a table that was made in `database` by the same statement. */
export function layoutOf(database: DatabaseSync, table: string): Layout {
  const quoted = `"${table.replaceAll('"', '""')}"`;
  const [found] = database.prepare(`PRAGMA table_list(${quoted})`).all();
  const columns = database.prepare(`PRAGMA table_info(${quoted})`).all();
  const names = columns.map(({ name }) => String(name));
  if (Number(found?.wr) !== 1) {
    const keys = columns.filter(({ pk }) => Number(pk) > 0);
    const [key] = keys;
    const isRowid = keys.length === 1 && String(key?.type).toUpperCase() === 'INTEGER';
    return { isIndex: false, columns: names, rowidColumn: isRowid ? names.indexOf(String(key?.name)) : -1 };
  }
  // Its key is an index over all columns, in the order in which they are stored.
  const key = database
    .prepare(`PRAGMA index_list(${quoted})`)
    .all()
    .find(({ origin }) => origin === 'pk');
  const stored = database.prepare(`PRAGMA index_xinfo("${String(key?.name)}")`).all();
  return { isIndex: true, columns: stored.map(({ name }) => String(name)), rowidColumn: -1 };
}
