import type { DatabaseSync } from 'node:sqlite';
import type { RoomBatch } from '../../relay/contract.ts';
import { transaction } from './transaction.ts';

/**
 * Rows are appended at one place whatever room they are of, so that a transaction over many rooms touches few pages.
 * An index by room would undo that: its entries are put down together, for many rows at once, and `update_mark` says
 * up to which id that was done. Rows above it are found by reading them all.
 */
const tables = `
  CREATE TABLE IF NOT EXISTS update_room (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;
  CREATE TABLE IF NOT EXISTS update_log (
    id INTEGER PRIMARY KEY, room INTEGER NOT NULL REFERENCES update_room (id), body BLOB NOT NULL
  ) STRICT;
  CREATE TABLE IF NOT EXISTS update_index (
    room INTEGER NOT NULL, id INTEGER NOT NULL, PRIMARY KEY (room, id)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS update_mark (one INTEGER PRIMARY KEY CHECK (one = 1), indexed INTEGER NOT NULL) STRICT;
  DROP INDEX IF EXISTS update_log_by_room;
`;

const indexedUpTo = 'SELECT coalesce(max(indexed), 0) AS id FROM update_mark';

/** Ids of the rows of one room; a single statement, so that index and mark are of the same moment. */
const idsOfRoom = `
  SELECT id FROM update_index WHERE room = ?1
  UNION ALL
  SELECT id FROM update_log WHERE id > (${indexedUpTo}) AND room = ?1
`;

/** The rows (id, body) of the room with an id, oldest first. */
export const updatesOfRoom = `SELECT id, body FROM update_log WHERE id IN (${idsOfRoom}) ORDER BY id`;

/** Rows that may wait to be indexed: few enough to be read through at each opening of a room. */
const mostUnindexed = 1000;

/** Rows of one room up to `lastId`. */
export interface LogRows {
  updates: Uint8Array[];
  lastId: number;
}

/** The tables of the update log, on one connection to the database. */
export interface LogTables {
  read(room: string): LogRows;
  append(batches: readonly RoomBatch[]): void;
  /** Replaces all rows of a room by one. */
  replaceAll(room: string, update: Uint8Array): void;
  /** Replaces exactly the rows that were read by one; false, and nothing changed, if they are not there any more. */
  replaceRead(room: string, read: LogRows, update: Uint8Array): boolean;
}

/** Makes the tables where they are missing and prepares the statements. */
export function openLogTables(database: DatabaseSync): LogTables {
  database.exec(tables);
  const findRoom = database.prepare('SELECT id FROM update_room WHERE name = ?');
  const addRoom = database.prepare('INSERT INTO update_room (name) VALUES (?)');
  const addUpdate = database.prepare('INSERT INTO update_log (room, body) VALUES (?, ?)');
  const putUpdate = database.prepare('INSERT INTO update_log (id, room, body) VALUES (?, ?, ?)');
  const listUpdates = database.prepare(updatesOfRoom);
  const countUpTo = database.prepare(`SELECT count(*) AS n FROM (${idsOfRoom}) WHERE id <= ?2`);
  const deleteUpTo = database.prepare(`DELETE FROM update_log WHERE id IN (${idsOfRoom}) AND id <= ?2`);
  const deleteIndexUpTo = database.prepare('DELETE FROM update_index WHERE room = ? AND id <= ?');
  const readMark = database.prepare(indexedUpTo);
  const setMark = database.prepare('INSERT OR REPLACE INTO update_mark (one, indexed) VALUES (1, ?)');
  const addIndex = database.prepare('INSERT INTO update_index (room, id) VALUES (?, ?)');
  const indexAfter = database.prepare(
    'INSERT INTO update_index SELECT room, id FROM update_log WHERE id > ?',
  );
  const readLast = database.prepare('SELECT coalesce(max(id), 0) AS id FROM update_log');
  const ids = new Map<string, number>();
  /** As this connection last saw them; another one may have gone on. */
  let mark = Number(readMark.get()?.id);
  let last = Number(readLast.get()?.id);

  function idOf(name: string): number | undefined {
    const id = ids.get(name) ?? findRoom.get(name)?.id;
    return typeof id === 'number' ? id : undefined;
  }

  /**
   * Indexes what is not indexed; before rows are added, so that a full disk refuses both. What is in the table counts,
   * not what this connection remembers: a mark above the last row would hide the next ones.
   */
  function indexRows(): void {
    transaction(database, () => {
      const end = Number(readLast.get()?.id);
      indexAfter.run(Number(readMark.get()?.id));
      setMark.run(end);
      mark = end;
      last = end;
    });
  }

  function removeUpTo(room: number, lastId: number): void {
    deleteUpTo.run(room, lastId);
    deleteIndexUpTo.run(room, lastId);
  }

  /** Runs `work` in a transaction; ids that it gives to new rooms are remembered only once it is on disk. */
  function inTransaction<T>(work: (roomId: (name: string) => number) => T): T {
    const added = new Map<string, number>();
    const roomId = (name: string): number => {
      const id = idOf(name) ?? added.get(name) ?? Number(addRoom.run(name).lastInsertRowid);
      added.set(name, id);
      return id;
    };
    const result = transaction(database, () => work(roomId));
    for (const [name, id] of added) ids.set(name, id);
    return result;
  }

  return {
    read(room) {
      const id = idOf(room);
      if (id === undefined) return { updates: [], lastId: 0 };
      const rows = listUpdates.all(id);
      const updates = rows.map(({ body }) => {
        if (!(body instanceof Uint8Array)) throw new TypeError('an update in the log is no blob');
        return body;
      });
      return { updates, lastId: Number(rows.at(-1)?.id ?? 0) };
    },
    append(batches) {
      const [only] = batches;
      const known = batches.length === 1 && only !== undefined ? ids.get(only.room) : undefined;
      if (last - mark > mostUnindexed) indexRows();
      // One statement is a transaction by itself, and the usual case in a hall.
      if (only !== undefined && known !== undefined) {
        last = Number(addUpdate.run(known, only.update).lastInsertRowid);
      } else {
        last = inTransaction((roomId) => {
          const added = batches.map(({ room, update }) => addUpdate.run(roomId(room), update));
          return Number(added.at(-1)?.lastInsertRowid ?? last);
        });
      }
    },
    replaceAll(room, update) {
      inTransaction((roomId) => {
        const id = roomId(room);
        // The new row first: the highest id stays in use, so no id is ever given twice.
        const added = Number(addUpdate.run(id, update).lastInsertRowid);
        removeUpTo(id, added - 1);
      });
    },
    replaceRead(room, { updates, lastId }, update) {
      return inTransaction((roomId) => {
        const id = roomId(room);
        if (Number(countUpTo.get(id, lastId)?.n) !== updates.length) return false;
        removeUpTo(id, lastId);
        putUpdate.run(lastId, id, update);
        if (lastId <= Number(readMark.get()?.id)) addIndex.run(id, lastId);
        return true;
      });
    },
  };
}
