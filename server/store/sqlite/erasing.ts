import { dirname } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import type { Overwriting } from '../sql/freeze-book.ts';
import type { SqliteEngine } from './engine.ts';
import { removeUpgradeCopies } from './upgrade-copy.ts';

/** What is done to the database itself can be done beside no transaction: resolves, and `work` follows at once. */
async function beside<T>(sql: SqliteEngine, work: () => T): Promise<T> {
  for (let busy = sql.idle(); busy !== null; busy = sql.idle()) await busy;
  return work();
}

/** What is erased is overwritten on the disk as well, in the database and in its log. */
export function overwriting(database: DatabaseSync, sql: SqliteEngine): Overwriting {
  return async (work) => {
    try {
      return await sql.transaction(async () => {
        database.exec('PRAGMA secure_delete = ON');
        return await work();
      });
    } finally {
      await beside(sql, () => database.exec('PRAGMA secure_delete = OFF; PRAGMA wal_checkpoint(TRUNCATE)'));
    }
  };
}

/** Leaves nothing of deleted rows in the data folder. Rejects while the database's log is being read, as a backup does. */
export function sweeper(database: DatabaseSync, sql: SqliteEngine): () => Promise<void> {
  return () =>
    beside(sql, () => {
      const path = database.location();
      // Copies of before an upgrade still hold what was erased.
      if (path !== null) removeUpgradeCopies(dirname(path));
      // The index keeps the words of deleted rows until its parts are merged; VACUUM leaves no free page behind.
      database.exec(`INSERT INTO search_text (search_text) VALUES ('optimize')`);
      database.exec('VACUUM');
      // Somebody who reads meanwhile keeps the old log alive.
      const { busy } = database.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get() ?? { busy: 1 };
      if (busy !== 0) throw new Error('the log of the database is being read');
    });
}
