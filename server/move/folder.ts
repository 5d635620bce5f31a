import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { databaseName, papersName } from '../backup/belongings.ts';
import { keyFile } from '../freeze/key.ts';
import { paperFiles } from '../papers/files.ts';
import { readIfThere, writePrivate } from '../private-file.ts';
import { takeRestored } from '../rebuild/restored.ts';
import { receiptKeyFile } from '../receipt/key.ts';
import { checkStore } from '../store/sqlite/check.ts';
import { lockStore, moveProgressTable, openDatabase, readSchema } from '../store/sqlite/database.ts';
import { sqliteEngine } from '../store/sqlite/engine.ts';
import { openLogTables, updatesOfRoom } from '../store/sqlite/log-tables.ts';
import { migrate, schemaVersion } from '../store/sqlite/schema.ts';
import { openSqliteStore } from '../store/sqlite/store.ts';
import { createUpdateLog } from '../store/sqlite/update-log.ts';
import { MoveError } from './error.ts';
import type { HallPlace, KeyBox, RoomLog } from './place.ts';
import { tablesIn } from './tables.ts';

/** The updates in the embedded store: one row after the other, whatever room it is of (store/sqlite/log-tables.ts). */
function folderRooms(database: DatabaseSync): RoomLog {
  const names = database.prepare('SELECT name FROM update_room WHERE id IN (SELECT room FROM update_log)');
  const find = database.prepare('SELECT id FROM update_room WHERE name = ?');
  const addRoom = database.prepare('INSERT INTO update_room (name) VALUES (?)');
  const add = database.prepare('INSERT INTO update_log (room, body) VALUES (?, ?)');
  const read = database.prepare(`SELECT * FROM (${updatesOfRoom}) WHERE id > ?2 LIMIT ?3`);
  return {
    async names() {
      return names
        .all()
        .map(({ name }) => String(name))
        .sort();
    },
    async rows(room, after, limit) {
      const id = find.get(room)?.id ?? 0;
      return read.all(id, after, limit).map((row) => {
        if (row.body instanceof Uint8Array) return { at: Number(row.id), body: row.body };
        throw new TypeError('an update in the log is no blob');
      });
    },
    async append(room, bodies) {
      const id = find.get(room)?.id ?? addRoom.run(room).lastInsertRowid;
      for (const body of bodies) add.run(id, body);
    },
  };
}

function folderKeys(dir: string): KeyBox {
  const put = (name: string, text: string | null) => {
    if (text !== null) writePrivate(join(dir, name), text);
  };
  return {
    async read() {
      return {
        signing: readIfThere(join(dir, keyFile)),
        receipt: readIfThere(join(dir, receiptKeyFile))?.trim() ?? null,
      };
    },
    async write({ signing, receipt }) {
      put(keyFile, signing);
      put(receiptKeyFile, receipt && `${receipt}\n`);
    },
  };
}

/** Puts the rows into the index by room, which the log itself does only when rows are added. */
const indexRows = `
  DELETE FROM update_index;
  INSERT INTO update_index SELECT room, id FROM update_log;
  INSERT OR REPLACE INTO update_mark (one, indexed) SELECT 1, coalesce(max(id), 0) FROM update_log;
`;

function folderPlace(dir: string, database: DatabaseSync, unlock: () => void): HallPlace {
  const hasProgress = () => tablesIn(database).includes(moveProgressTable);
  return {
    sql: sqliteEngine(database),
    async tables() {
      return tablesIn(database);
    },
    // A hall of its own has no superior.
    escalated: async () => [],
    rooms: folderRooms(database),
    papers: paperFiles(join(dir, papersName)),
    keys: folderKeys(dir),
    async isUnfinished() {
      return hasProgress();
    },
    async begin() {
      database.exec(
        `CREATE TABLE IF NOT EXISTS ${moveProgressTable} (part TEXT PRIMARY KEY, body TEXT NOT NULL) STRICT, WITHOUT ROWID`,
      );
    },
    async finish() {
      database.exec(`BEGIN; ${indexRows} DROP TABLE ${moveProgressTable}; COMMIT;`);
      database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    },
    async close() {
      database.close();
      unlock();
    },
  };
}

/**
 * Claims a data folder as the source of a move; its server must be stopped. Its tables must be of this version; what a
 * restored backup still has to be told is told first. Throws StoreInUseError, OlderDataError, NewerDataError,
 * StoreDamagedError, UnfinishedMoveError, MoveError.
 */
export async function openSourceFolder(dir: string): Promise<HallPlace> {
  if (!existsSync(join(dir, databaseName))) throw new MoveError('noHall');
  const unlock = lockStore(dir);
  try {
    checkStore(dir);
    const store = await openSqliteStore(dir, createUpdateLog, { mayUpgrade: false });
    try {
      await takeRestored(dir, store);
    } finally {
      await store.close();
    }
    return folderPlace(dir, openDatabase(dir), unlock);
  } catch (error) {
    unlock();
    throw error;
  }
}

/**
 * Whether a move may look into a folder: an empty one, or one with a database of this version; whether there is a hall in
 * it is seen then. No hall is upgraded by looking at it.
 */
function mayOpen(dir: string): boolean {
  if (!existsSync(join(dir, databaseName)))
    return readdirSync(dir).every((name) => name.startsWith('lock.sqlite'));
  return [0, schemaVersion].includes(readSchema(dir));
}

/**
 * Claims a folder as the target of a move, making it where it is not there.
 * Throws StoreInUseError, DataFolderError, NewerDataError, MoveError.
 */
export function openTargetFolder(dir: string): HallPlace {
  const unlock = lockStore(dir);
  try {
    if (!mayOpen(dir)) throw new MoveError('hasData');
    const database = openDatabase(dir);
    migrate(database);
    openLogTables(database);
    return folderPlace(dir, database, unlock);
  } catch (error) {
    unlock();
    throw error;
  }
}
