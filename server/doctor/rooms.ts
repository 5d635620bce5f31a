import type { DatabaseSync } from 'node:sqlite';
import * as Y from 'yjs';
import { updatesOfRoom } from '../store/sqlite/log-tables.ts';
import type { Finding } from './finding.ts';
import { type Loss, PageFile } from './page-file.ts';
import { readSchema } from './schema-of.ts';

/** Checks of the rooms' logs. */

/** Whether updates apply, one after the other, and leave nothing that waits for what is not there. */
export function isComplete(updates: readonly Uint8Array[]): boolean {
  const doc = new Y.Doc({ gc: false });
  try {
    for (const update of updates) Y.applyUpdate(doc, update);
    return doc.store.pendingStructs === null && doc.store.pendingDs === null;
  } catch {
    return false;
  } finally {
    doc.destroy();
  }
}

interface Rooms {
  /** By name, each as soon as it is asked for. */
  rooms: Map<string, () => Uint8Array[]>;
  /** Rows and pages of the log that cannot be read. */
  lost: number;
}

/** By SQLite itself. Throws what it throws on a damaged page, at once: no room is then as it was. */
function roomsBySqlite(database: DatabaseSync): Rooms {
  database.prepare('SELECT count(*), sum(length(body)) FROM update_log').get();
  const read = database.prepare(updatesOfRoom);
  const updates = (id: number) => () =>
    read.all(id).map(({ body }) => (body instanceof Uint8Array ? body : new Uint8Array()));
  const named = database.prepare('SELECT id, name FROM update_room ORDER BY name').all();
  const nameless = database
    .prepare('SELECT DISTINCT room FROM update_log WHERE room NOT IN (SELECT id FROM update_room)')
    .all();
  return {
    rooms: new Map([
      ...named.map(({ id, name }) => [String(name), updates(Number(id))] as const),
      ...nameless.map(({ room }) => [`? ${room}`, updates(Number(room))] as const),
    ]),
    lost: 0,
  };
}

/** From the pages of a damaged database, around those that cannot be read. */
function roomsByPages(path: string): Rooms {
  const file = new PageFile(path);
  try {
    const loss: Loss = { pages: [], rows: 0 };
    const schema = readSchema(file, loss);
    const rows = (table: string) => {
      const root = schema.find(({ type, name }) => type === 'table' && name === table)?.root ?? 0;
      return [...file.rows(root, false, loss)];
    };
    const names = new Map(rows('update_room').map(({ rowid, values }) => [rowid, String(values[1])]));
    const logs = new Map<string, Uint8Array[]>([...names.values()].map((name) => [name, []]));
    for (const { values } of rows('update_log')) {
      const [, room, body] = values;
      const name = names.get(BigInt(Number(room ?? 0))) ?? `? ${room}`;
      const log = logs.get(name) ?? [];
      if (body instanceof Uint8Array) log.push(body);
      logs.set(name, log);
    }
    const rooms = [...logs].sort().map(([name, log]) => [name, () => log] as const);
    return { rooms: new Map(rooms), lost: loss.pages.length + loss.rows };
  } finally {
    file.close();
  }
}

function readRooms(database: DatabaseSync): Rooms {
  try {
    return roomsBySqlite(database);
  } catch (error) {
    const path = database.location();
    if (path === null) throw error;
    return roomsByPages(path);
  }
}

/** Every room's log: it can be read, and its updates apply without a gap. */
export function checkRooms(database: DatabaseSync): Finding {
  const { rooms, lost } = readRooms(database);
  const items = [...rooms].filter(([, read]) => !isComplete(read())).map(([name]) => name);
  const [good, all] = [rooms.size - items.length, rooms.size];
  return {
    what: ['Tài liệu', 'Documents'],
    level: items.length + lost > 0 ? 'bad' : 'good',
    said:
      lost > 0
        ? [
            `${good}/${all} tài liệu đọc được; có trang hỏng, nên cả những tài liệu này cũng có thể thiếu chữ sau cùng. Đọc không trọn:`,
            `${good} of ${all} documents can be read; pages are damaged, so these too may lack their last words. Not in full:`,
          ]
        : [`${good}/${all} tài liệu đọc được trọn vẹn`, `${good} of ${all} documents read in full`],
    items,
  };
}
