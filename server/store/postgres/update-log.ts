import { askBounded } from '../../bounded-worker.ts';
import {
  type RoomRows,
  type RoomState,
  type SharedBatch,
  type SharedLog,
  startState,
  type UpdateLog,
} from '../../relay/contract.ts';
import { integer, text } from '../sql/rows.ts';
import type { Connection, Parameter, PostgresRow } from './connection.ts';
import { isConflict, toldOf } from './errors.ts';
import type { MergeAnswer, MergeTask } from './merge-thread.ts';
import type { Pool } from './pool.ts';

/** Of a thread that merges: MB, and ms. A room that takes more is left as it is. */
const mergeMemory = 1024;
const mergeTime = 120_000;

/** How often a statement is made that PostgreSQL took back for the sake of another. */
const mostTries = 4;

/** The relay's room of a commune's own. No host name has a slash. */
export function roomOf(tenant: string, name: string): string {
  return `${tenant}/${name}`;
}

/** The commune of a room of the relay, and the room's name there. */
export function placeOf(room: string): { tenant: string; name: string } {
  const slash = room.indexOf('/');
  if (slash < 1) throw new TypeError('a room without a commune');
  return { tenant: room.slice(0, slash), name: room.slice(slash + 1) };
}

// Locks are taken in the order of commune and name, so that no two statements wait for each other.
const order = 'ORDER BY tenant COLLATE "C", name COLLATE "C"';
const given = 'unnest($1::text[], $2::text[])';
const state = 'r.tenant, r.name, r.version, r.seals, r.forgets';
const now = 'changed_in = pg_current_xact_id()';

/**
 * One statement for all rooms of a tick: it locks their rows, adds one to each version, and stores the batches under these.
 * A room that is sealed is locked, but not returned. $3: bodies; $4: the rooms that go in even when they are sealed.
 */
const appendAll = `
  WITH given AS (SELECT * FROM unnest($1::text[], $2::text[], $3::bytea[]) AS given (tenant, name, body)),
  room AS (
    INSERT INTO update_room AS r (tenant, name, version) SELECT tenant, name, 1 FROM given ${order}
    ON CONFLICT (tenant, name) DO UPDATE SET version = r.version + 1, ${now}
      WHERE r.seals % 2 = 0 OR r.tenant || '/' || r.name = ANY ($4::text[])
    RETURNING id, tenant, name, version
  ), stored AS (
    INSERT INTO update_log (tenant, room, version, body)
    SELECT room.tenant, room.id, room.version, given.body FROM room JOIN given USING (tenant, name)
  )
  SELECT tenant, name, version FROM room`;

const readAll = `
  SELECT ${state}, l.version AS at, l.body
  FROM unnest($1::text[], $2::text[], $3::bigint[]) AS given (tenant, name, after)
  JOIN update_room r ON r.tenant = given.tenant COLLATE "C" AND r.name = given.name COLLATE "C"
  LEFT JOIN update_log l ON l.tenant = r.tenant AND l.room = r.id AND l.version > given.after
  ORDER BY r.id, l.version`;

const statesOf = `
  SELECT ${state} FROM ${given} AS given (tenant, name)
  JOIN update_room r ON r.tenant = given.tenant COLLATE "C" AND r.name = given.name COLLATE "C"`;

/** `next`: whatever is not in this snapshot is of a transaction with this number or a later one. */
const changedSince = `
  SELECT moment.next, ${state} FROM (SELECT pg_snapshot_xmin(pg_current_snapshot())::text AS next) moment
  LEFT JOIN update_room r ON r.tenant = ANY ($1::text[]) AND ($2::text IS NULL OR r.changed_in >= $2::text::xid8)`;

/** Seals are counted up where they are even (seal) or odd (unseal), and the row is returned in any case. */
const countSeals = (first: number, step: string) => `
  INSERT INTO update_room AS r (tenant, name, seals)
  SELECT tenant, name, ${first} FROM ${given} AS given (tenant, name) ${order}
  ON CONFLICT (tenant, name) DO UPDATE SET seals = r.seals + ${step}, ${now}
  RETURNING ${state}`;
const sealAll = countSeals(1, '1 - r.seals % 2');
const unsealAll = countSeals(0, 'r.seals % 2');

/** A room of version 0 has nothing that could be dropped, and no version to store under. */
const replaceAll = `
  WITH room AS (
    UPDATE update_room AS r SET forgets = r.forgets + 1, ${now}
    WHERE r.tenant = $1 AND r.name = $2 AND r.version = $3 RETURNING r.id, ${state}
  ), gone AS (
    DELETE FROM update_log l USING room r WHERE l.tenant = r.tenant AND l.room = r.id AND l.version < r.version
  ), stored AS (
    INSERT INTO update_log (tenant, room, version, body)
    SELECT r.tenant, r.id, r.version, $4::bytea FROM room r WHERE r.version > 0
    ON CONFLICT (tenant, room, version) DO UPDATE SET body = excluded.body
  )
  SELECT ${state} FROM room r`;

/**
 * Puts what rows up to a version ($3) were merged into in their place, unless something was forgotten since they were
 * read ($4). Where another merge went further, there is nothing left to change.
 */
const mergeRows = `
  WITH room AS (
    SELECT r.tenant, r.id FROM update_room r WHERE r.tenant = $1 AND r.name = $2 AND r.forgets = $4 FOR UPDATE
  ), stored AS (
    UPDATE update_log l SET body = $5::bytea FROM room r
    WHERE l.tenant = r.tenant AND l.room = r.id AND l.version = $3 RETURNING l.tenant, l.room
  )
  DELETE FROM update_log l USING stored s WHERE l.tenant = s.tenant AND l.room = s.room AND l.version < $3`;

function updateIn(row: PostgresRow): { version: number; update: Uint8Array }[] {
  if (row.body === null) return [];
  if (!(row.body instanceof Uint8Array)) throw new TypeError('an update in the log is no blob');
  return [{ version: integer(row, 'at'), update: row.body }];
}

function columnsOf(rooms: Iterable<string>): [tenants: string[], names: string[]] {
  const places = Array.from(rooms, placeOf);
  return [places.map(({ tenant }) => tenant), places.map(({ name }) => name)];
}

const relayScope = { relay: true } as const;

function stateIn(row: PostgresRow): RoomState {
  return { version: integer(row, 'version'), seals: integer(row, 'seals'), forgets: integer(row, 'forgets') };
}

const nameIn = (row: PostgresRow) => roomOf(text(row, 'tenant'), text(row, 'name'));

const statesIn = (rows: readonly PostgresRow[]) => new Map(rows.map((row) => [nameIn(row), stateIn(row)]));

/**
 * The log of all communes' rooms, written by several relays at a time. Rooms are named `commune/room`; the connections see
 * the logs, and nothing else of the communes.
 *
 * Rejects with StoreAwayError. When the connection is lost at a commit, the batches may be stored: stored again under the
 * next versions they change nothing, since an update of Yjs that is there already is no change.
 */
export class PostgresLog implements SharedLog {
  private readonly pool: Pool;

  constructor(pool: Pool) {
    this.pool = pool;
  }

  async append(batches: readonly SharedBatch[]): Promise<readonly (number | null)[]> {
    const places = batches.map(({ room }) => placeOf(room));
    const rows = await this.ask(appendAll, [
      places.map(({ tenant }) => tenant),
      places.map(({ name }) => name),
      batches.map(({ update }) => update),
      batches.filter(({ evenSealed }) => evenSealed).map(({ room }) => room),
    ]);
    const versions = new Map(rows.map((row) => [nameIn(row), integer(row, 'version')]));
    return batches.map(({ room }) => versions.get(room) ?? null);
  }

  async read(after: ReadonlyMap<string, number>): Promise<ReadonlyMap<string, RoomRows>> {
    const rows = await this.ask(readAll, [...columnsOf(after.keys()), [...after.values()]]);
    const byRoom = Map.groupBy(rows, nameIn);
    return new Map(
      Array.from(after.keys(), (room): [string, RoomRows] => {
        const own = byRoom.get(room) ?? [];
        return [room, { state: own[0] ? stateIn(own[0]) : startState, rows: own.flatMap(updateIn) }];
      }),
    );
  }

  async states(rooms: readonly string[]): Promise<ReadonlyMap<string, RoomState>> {
    return statesIn(await this.ask(statesOf, columnsOf(rooms)));
  }

  async changed(
    channels: readonly string[],
    since: string | null,
  ): Promise<{ states: ReadonlyMap<string, RoomState>; next: string }> {
    const rows = await this.ask(changedSince, [channels, since]);
    const [first] = rows;
    if (!first) throw new Error('no moment');
    return { states: statesIn(rows.filter((row) => row.name !== null)), next: text(first, 'next') };
  }

  async seal(rooms: readonly string[]): Promise<ReadonlyMap<string, RoomState>> {
    return statesIn(await this.ask(sealAll, columnsOf(rooms)));
  }

  async unseal(rooms: readonly string[]): Promise<ReadonlyMap<string, RoomState>> {
    return statesIn(await this.ask(unsealAll, columnsOf(rooms)));
  }

  async replace(room: string, version: number, update: Uint8Array): Promise<RoomState | null> {
    const { tenant, name } = placeOf(room);
    const [row] = await this.ask(replaceAll, [tenant, name, version, update]);
    return row ? stateIn(row) : null;
  }

  async compact(room: string, collectGarbage: boolean): Promise<void> {
    // The lock goes with its connection, however long the merging takes and however it ends.
    const connection = await this.pool.connectAlone();
    try {
      await connection.setScope(relayScope);
      const lock = 'SELECT pg_try_advisory_lock(hashtextextended($1, 0)) AS is_mine';
      const { rows } = await connection.query(lock, [`merge ${room}`]);
      if (rows[0]?.is_mine === 1) await this.mergeOn(connection, room, collectGarbage);
    } catch (error) {
      throw toldOf(error, 'unknown');
    } finally {
      connection.end();
    }
  }

  private async mergeOn(connection: Connection, room: string, collectGarbage: boolean): Promise<void> {
    const { tenant, name } = placeOf(room);
    const { rows } = await connection.query(readAll, [[tenant], [name], [0]]);
    const updates = rows.flatMap(updateIn);
    const last = updates.at(-1);
    if (!last || (updates.length === 1 && !collectGarbage)) return;
    const task: MergeTask = { updates: updates.map(({ update }) => update), collectGarbage };
    const answer = await askBounded<MergeAnswer>(new URL('./merge-thread.ts', import.meta.url), task, {
      memory: mergeMemory,
      time: mergeTime,
      tooMuch: { failed: 'merging took too much' },
      none: { failed: 'the merging thread has ended' },
    });
    if ('failed' in answer) throw new Error(answer.failed);
    const forgets = integer(rows[0] ?? {}, 'forgets');
    await connection.query(mergeRows, [tenant, name, last.version, forgets, answer.merged]);
  }

  private async ask(words: string, values: readonly Parameter[]): Promise<PostgresRow[]> {
    for (let tries = 1; ; tries += 1) {
      try {
        return await this.pool.use(relayScope, async (connection) => {
          const { rows } = await connection.query(words, values);
          return rows;
        });
      } catch (error) {
        if (!isConflict(error) || tries === mostTries) throw toldOf(error, 'unknown');
      }
    }
  }
}

/**
 * A log as one relay alone knows it, of rooms that are called `prefix` and their name: all of them for '', a commune's for
 * `commune/`. `append` rejects when one of the rooms is sealed; the batches of the others are stored then.
 */
export function plainLog(log: SharedLog, prefix = ''): UpdateLog {
  return {
    async load(name) {
      const room = prefix + name;
      const found = (await log.read(new Map([[room, 0]]))).get(room);
      return found?.rows.map(({ update }) => update) ?? [];
    },
    async append(batches) {
      const versions = await log.append(batches.map(({ room, update }) => ({ room: prefix + room, update })));
      if (versions.includes(null)) throw new Error('a room is sealed');
    },
    async replace(name, update) {
      const room = prefix + name;
      let replaced: RoomState | null = null;
      while (replaced === null) {
        const known = (await log.states([room])).get(room);
        // A room that was never written takes it as its first.
        if (!known || known.version === 0) return this.append([{ room: name, update }]);
        replaced = await log.replace(room, known.version, update);
      }
    },
    compact: (name, collectGarbage) => log.compact(prefix + name, collectGarbage),
  };
}

/** The log of all communes' rooms for relays: by itself, and as several of them share it. */
export function relayLog(pool: Pool): UpdateLog & { shared: SharedLog } {
  const shared = new PostgresLog(pool);
  return { ...plainLog(shared), shared };
}
