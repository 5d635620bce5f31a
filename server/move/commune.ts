import { frozenKinds, roomName } from '../../shared/dialogue.ts';
import { sqlPaperFiles } from '../papers/sql-files.ts';
import { claimCommune } from '../stewards/claim.ts';
import { postgresEngine } from '../store/postgres/engine.ts';
import type { Pool } from '../store/postgres/pool.ts';
import { escalationBook } from '../store/sql/escalation-book.ts';
import { integer, text } from '../store/sql/rows.ts';
import type { Sql } from '../store/sql/sql.ts';
import { moveProgressTable, UnfinishedMoveError } from '../store/sqlite/database.ts';
import type { KeySeal } from '../tenants/key-seal.ts';
import { type KeyName, keyRows } from '../tenants/keys.ts';
import type { HallPlace, KeyBox, RoomLog } from './place.ts';

/** The updates in PostgreSQL: a room's rows by their versions. */
function communeRooms(sql: Sql): RoomLog {
  const names = sql.prepare(
    'SELECT name FROM update_room r WHERE EXISTS (SELECT 1 FROM update_log u WHERE u.tenant = r.tenant AND u.room = r.id)',
  );
  const read = sql.prepare(
    `SELECT u.version, u.body FROM update_log u JOIN update_room r ON r.tenant = u.tenant AND r.id = u.room
     WHERE r.name = ? AND u.version > ? ORDER BY u.version LIMIT ?`,
  );
  const addRoom = sql.prepare('INSERT INTO update_room (name) VALUES (?) ON CONFLICT (name) DO NOTHING');
  const grow = sql.prepare(
    'UPDATE update_room SET version = version + ? WHERE name = ? RETURNING id, version',
  );
  const add = sql.prepare('INSERT INTO update_log (room, version, body) VALUES (?, ?, ?)');
  return {
    async names() {
      return (await names.all()).map((row) => text(row, 'name')).sort();
    },
    async rows(room, after, limit) {
      return (await read.all(room, after, limit)).map((row) => {
        if (row.body instanceof Uint8Array) return { at: integer(row, 'version'), body: row.body };
        throw new TypeError('an update in the log is no blob');
      });
    },
    async append(room, bodies) {
      await addRoom.run(room);
      const row = await grow.get(bodies.length, room);
      if (!row) throw new Error('the room was not made');
      const first = integer(row, 'version') - bodies.length + 1;
      for (const [place, body] of bodies.entries()) await add.run(integer(row, 'id'), first + place, body);
    },
  };
}

/** Seals the rooms of frozen dialogues, which the embedded store knows by their state alone. */
async function sealFrozen(sql: Sql): Promise<void> {
  const frozen = await sql.prepare("SELECT id FROM dialogue WHERE state = 'frozen'").all();
  const seal = sql.prepare(
    `INSERT INTO update_room (name, seals) VALUES (?, 1) ON CONFLICT (name) DO UPDATE SET seals = update_room.seals + 1, changed_in = pg_current_xact_id()
     WHERE update_room.seals % 2 = 0`,
  );
  for (const dialogue of frozen)
    for (const kind of frozenKinds) await seal.run(roomName(text(dialogue, 'id'), kind));
}

/**
 * Lets the running numbers that PostgreSQL gives go on behind those that came along. Nobody may take a number meanwhile:
 * one that is set back would be given twice.
 */
async function advanceNumbers(sql: Sql): Promise<void> {
  const numbered = await sql
    .prepare(
      `SELECT table_name AS name, column_name AS number FROM information_schema.columns
       WHERE table_schema = current_schema() AND is_identity = 'YES' AND identity_generation = 'BY DEFAULT'`,
    )
    .all();
  for (const row of numbered) {
    const [name, number] = [text(row, 'name'), text(row, 'number')];
    const last = await sql.prepare(`SELECT max(${number}) AS last FROM ${name}`).get();
    if (last?.last === null) continue;
    await sql.transaction(async () => {
      await sql.prepare(`LOCK TABLE ${name} IN SHARE ROW EXCLUSIVE MODE`).run();
      const sequence = await sql.prepare('SELECT pg_get_serial_sequence(?, ?) AS name').get(name, number);
      const given = text(sequence ?? {}, 'name');
      await sql
        .prepare(`SELECT setval(?, greatest(?::bigint, last_value)) FROM ${given}`)
        .get(given, last?.last ?? null);
    });
  }
}

function communeKeys(sql: Sql, commune: string, seal: KeySeal): KeyBox {
  const rows = keyRows(sql, commune, seal);
  async function read(name: KeyName): Promise<string | null> {
    const kept = await rows.kept(name);
    return kept === null ? null : rows.open(name, kept);
  }
  return {
    async read() {
      return { signing: await read('signing'), receipt: await read('receipts') };
    },
    async write({ signing, receipt }) {
      if (signing !== null) await rows.add('signing', signing);
      if (receipt !== null) await rows.add('receipts', receipt);
    },
  };
}

const isUnfinished = async (sql: Sql) =>
  (await sql.prepare(`SELECT 1 AS one FROM ${moveProgressTable} LIMIT 1`).get()) !== undefined;

/** Refuses to open a commune into which a move was broken off. Throws UnfinishedMoveError. */
export async function checkMovedInto(sql: Sql): Promise<void> {
  if (await isUnfinished(sql)) throw new UnfinishedMoveError();
}

/**
 * Claims a commune of a database as one end of a move. Throws CommuneServedError while a server works on it, and what
 * the database throws; its keys are sealed as `seal` does it.
 */
export async function openCommune(pool: Pool, commune: string, seal: KeySeal): Promise<HallPlace> {
  const release = await claimCommune(pool, commune);
  const sql = postgresEngine(pool, commune);
  return {
    sql,
    async tables() {
      const rows = await sql
        .prepare(
          `SELECT table_name AS name FROM information_schema.columns
           WHERE table_schema = current_schema() AND column_name = 'tenant' ORDER BY table_name`,
        )
        .all();
      return rows.map((row) => text(row, 'name'));
    },
    async escalated() {
      return (await escalationBook(sql).underWay()).map(({ number, from }) => `${from} ${number}`);
    },
    rooms: communeRooms(sql),
    papers: sqlPaperFiles(sql),
    keys: communeKeys(sql, commune, seal),
    isUnfinished: () => isUnfinished(sql),
    begin: async () => undefined,
    async finish() {
      await advanceNumbers(sql);
      await sql.transaction(async () => {
        await sealFrozen(sql);
        await sql.prepare(`DELETE FROM ${moveProgressTable}`).run();
      });
    },
    close: release,
  };
}
