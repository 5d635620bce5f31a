import type { DatabaseSync } from 'node:sqlite';
import type { UpdateLog } from '../../relay/contract.ts';
import { fillFacts } from '../sql/fact-tables.ts';
import { sqlStore } from '../sql/sql-store.ts';
import type { Store } from '../store.ts';
import { checkMoved, openDatabase, readSchema } from './database.ts';
import { sqliteEngine } from './engine.ts';
import { overwriting, sweeper } from './erasing.ts';
import { numbersIndex } from './numbers-index.ts';
import { migrate, NewerDataError, OlderDataError, schemaVersion } from './schema.ts';
import { searchReads } from './search-reads.ts';
import { searchWriter } from './search-words.ts';
import { copyBeforeUpgrade } from './upgrade-copy.ts';

export interface StoreOptions {
  /** False: data of an older version are refused instead, since a server may be at work on them. */
  mayUpgrade?: boolean;
  /** Called after data of an older version were brought to this one; `copy` is where they are kept as they were. */
  onUpgrade?: (upgrade: { from: number; to: number; copy: string }) => void;
}

/** What the log of updates is told of the books, which write on the same connection. */
export interface UpdateLogPlace {
  /** As the engine's (engine.ts): null while no transaction of the books is under way. */
  idle: () => Promise<void> | null;
}

/**
 * Opens the embedded store of a data folder and brings its tables to this version, after a copy of what was there.
 * Throws NewerDataError and UnfinishedMoveError before anything is touched, OlderDataError where no upgrade may be made,
 * UpgradeCopyError and UpgradeFailedError with the data as they were.
 */
export async function openSqliteStore(
  dir: string,
  updateLog: (database: DatabaseSync, place: UpdateLogPlace) => UpdateLog,
  { mayUpgrade = true, onUpgrade }: StoreOptions = {},
): Promise<Store> {
  const found = readSchema(dir);
  if (found > schemaVersion) throw new NewerDataError(found);
  const isOlder = found > 0 && found < schemaVersion;
  if (isOlder && !mayUpgrade) throw new OlderDataError(found);
  checkMoved(dir);
  const database = openDatabase(dir);
  try {
    const copy = isOlder ? copyBeforeUpgrade(database, dir, found) : '';
    migrate(database);
    if (isOlder) onUpgrade?.({ from: found, to: schemaVersion, copy });
  } catch (error) {
    database.close();
    throw error;
  }
  const path = database.location();
  if (path === null) throw new Error('the store needs a database on disk');
  const sql = sqliteEngine(database);
  await fillFacts(sql);
  const updates = updateLog(database, { idle: sql.idle });
  const finds = searchReads(path);
  const figures = numbersIndex(path);
  return sqlStore(sql, {
    updates,
    words: searchWriter(sql),
    finds,
    figures,
    escalations: null,
    overwriting: overwriting(database, sql),
    sweep: sweeper(database, sql),
    async close() {
      await updates.close?.();
      await finds.close();
      await figures.close();
      database.close();
    },
  });
}
