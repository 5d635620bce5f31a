import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect } from 'vitest';
import { paperPath } from '../../../server/backup/belongings.ts';
import { keyFile } from '../../../server/freeze/key.ts';
import { copiedTables } from '../../../server/move/tables.ts';
import { receiptKeyFile } from '../../../server/receipt/key.ts';

/** All rows of the copied tables, and the rooms' updates in their order. */
export function contentOf(dir: string) {
  const database = new DatabaseSync(join(dir, 'doithoai.sqlite'), { readOnly: true });
  try {
    const rows = (sql: string) => database.prepare(sql).all();
    return {
      tables: copiedTables.map((name) => [
        name,
        rows(`SELECT * FROM ${name}`)
          .map((row) => JSON.stringify(row))
          .sort(),
      ]),
      rooms: rows(
        'SELECT name, hex(body) AS body FROM update_log JOIN update_room ON update_room.id = room ORDER BY name, update_log.id',
      ),
    };
  } finally {
    database.close();
  }
}

/** The path of the one paper that is whole. */
export const wholePaper = (dir: string) => {
  const database = new DatabaseSync(join(dir, 'doithoai.sqlite'), { readOnly: true });
  const found = database.prepare("SELECT hash FROM paper WHERE hash NOT LIKE '00%'").get();
  database.close();
  return paperPath(String(found?.hash));
};

/** Two data folders hold the same hall, looked at without what is tested. */
export function expectSame(dir: string, other: string): void {
  expect(contentOf(other)).toEqual(contentOf(dir));
  for (const name of [keyFile, receiptKeyFile, wholePaper(dir)])
    expect(readFileSync(join(other, name)).equals(readFileSync(join(dir, name)))).toBe(true);
}
