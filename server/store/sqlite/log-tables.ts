import type { DatabaseSync } from 'node:sqlite';
import type { RoomBatch } from '../../relay/contract.ts';
import { transaction } from './transaction.ts';

/**
 * Rows are appended at one place whatever room they are of, so that a transaction over many rooms touches few pages;
 * the index finds a room's rows in the order in which they were written.
 */
const tables = `
  CREATE TABLE IF NOT EXISTS update_room (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;
  CREATE TABLE IF NOT EXISTS update_log (
    id INTEGER PRIMARY KEY, room INTEGER NOT NULL REFERENCES update_room (id), body BLOB NOT NULL
  ) STRICT;
  CREATE INDEX IF NOT EXISTS update_log_by_room ON update_log (room);
`;

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
  const listUpdates = database.prepare('SELECT id, body FROM update_log WHERE room = ? ORDER BY id');
  const countUpTo = database.prepare('SELECT count(*) AS n FROM update_log WHERE room = ? AND id <= ?');
  const deleteUpTo = database.prepare('DELETE FROM update_log WHERE room = ? AND id <= ?');
  const ids = new Map<string, number>();

  function idOf(name: string): number | undefined {
    const id = ids.get(name) ?? findRoom.get(name)?.id;
    return typeof id === 'number' ? id : undefined;
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
      // One statement is a transaction by itself, and the usual case in a hall.
      if (only !== undefined && known !== undefined) {
        addUpdate.run(known, only.update);
        return;
      }
      inTransaction((roomId) => {
        for (const { room, update } of batches) addUpdate.run(roomId(room), update);
      });
    },
    replaceAll(room, update) {
      inTransaction((roomId) => {
        const id = roomId(room);
        // The new row first: the highest id stays in use, so no id is ever given twice.
        const added = Number(addUpdate.run(id, update).lastInsertRowid);
        deleteUpTo.run(id, added - 1);
      });
    },
    replaceRead(room, { updates, lastId }, update) {
      return inTransaction((roomId) => {
        const id = roomId(room);
        if (Number(countUpTo.get(id, lastId)?.n) !== updates.length) return false;
        deleteUpTo.run(id, lastId);
        putUpdate.run(lastId, id, update);
        return true;
      });
    },
  };
}
