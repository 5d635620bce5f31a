import type { MomentBook } from '../../review/moments.ts';
import { integer, text } from './rows.ts';
import { append, type Sql, upsert } from './sql.ts';

/** Snapshots of rooms by time, and the names of those who wrote there. */
export function momentBook(sql: Sql): MomentBook {
  const add = sql.prepare(append('moment', ['room', 'at', 'snapshot']));
  const list = sql.prepare('SELECT at, snapshot FROM moment WHERE room = ? ORDER BY seq');
  const clear = sql.prepare('DELETE FROM moment WHERE room = ?');
  const note = sql.prepare(upsert('room_writer', ['room', 'client', 'name'], ['room', 'client']));
  const writers = sql.prepare('SELECT client, name FROM room_writer WHERE room = ? ORDER BY client');
  return {
    async add(room, at, snapshot) {
      await sql.transaction(() => add.run(room, at, snapshot));
    },
    async list(room) {
      return (await list.all(room)).map((row) => {
        if (!(row.snapshot instanceof Uint8Array)) throw new TypeError('a snapshot in the store is no blob');
        return { at: text(row, 'at'), snapshot: row.snapshot };
      });
    },
    async clear(room) {
      await clear.run(room);
    },
    async noteWriter(room, client, name) {
      await note.run(room, client, name);
    },
    async writers(room) {
      return new Map((await writers.all(room)).map((row) => [integer(row, 'client'), text(row, 'name')]));
    },
  };
}
