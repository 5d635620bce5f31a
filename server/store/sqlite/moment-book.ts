import type { DatabaseSync } from 'node:sqlite';
import type { MomentBook } from '../../review/moments.ts';
import { integer, text } from '../sql/rows.ts';

/** Snapshots of rooms by time, and the names of those who wrote there. */
export function momentBook(database: DatabaseSync): MomentBook {
  const insert = database.prepare('INSERT INTO moment (room, at, snapshot) VALUES (?, ?, ?)');
  const list = database.prepare('SELECT at, snapshot FROM moment WHERE room = ? ORDER BY seq');
  const clear = database.prepare('DELETE FROM moment WHERE room = ?');
  const note = database.prepare('INSERT OR REPLACE INTO room_writer (room, client, name) VALUES (?, ?, ?)');
  const writers = database.prepare('SELECT client, name FROM room_writer WHERE room = ?');
  return {
    async add(room, at, snapshot) {
      insert.run(room, at, snapshot);
    },
    async list(room) {
      return list.all(room).map((row) => {
        if (!(row.snapshot instanceof Uint8Array)) throw new TypeError('a snapshot in the store is no blob');
        return { at: text(row, 'at'), snapshot: row.snapshot };
      });
    },
    async clear(room) {
      clear.run(room);
    },
    async noteWriter(room, client, name) {
      note.run(room, client, name);
    },
    async writers(room) {
      return new Map(writers.all(room).map((row) => [integer(row, 'client'), text(row, 'name')]));
    },
  };
}
