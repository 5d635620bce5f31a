import * as Y from 'yjs';
import {
  isSealedState,
  type RoomBatch,
  type RoomRows,
  type RoomState,
  type SharedBatch,
  type SharedLog,
  startState,
  type UpdateLog,
} from '../../../server/relay/contract.ts';
import { turns } from './killable-log.ts';

interface RoomTable {
  state: RoomState;
  rows: { version: number; update: Uint8Array }[];
}

/** What several relays write in: a database in memory. Its moments are its changes, counted. */
export class SharedDisk {
  readonly rooms = new Map<string, RoomTable>();
  /** All that was ever stored, never collected: what may be shown. */
  readonly everything = new Map<string, Y.Doc>();
  /** What those who watch found wrong. */
  readonly faults: string[] = [];
  /** Per room the count of changes at its last one. */
  private readonly changedAt = new Map<string, number>();
  private changes = 0;

  table(room: string): RoomTable {
    return this.rooms.get(room) ?? { state: startState, rows: [] };
  }

  stateOf(room: string): RoomState {
    return this.table(room).state;
  }

  /** What the log holds of a room, as Yjs understands it. */
  docOf(room: string): Y.Doc {
    const doc = new Y.Doc();
    for (const { update } of this.table(room).rows) Y.applyUpdate(doc, update);
    return doc;
  }

  write(room: string, change: Partial<RoomTable>): RoomState {
    const table = { ...this.table(room), ...change };
    this.rooms.set(room, table);
    this.changedAt.set(room, ++this.changes);
    return table.state;
  }

  append({ room, update, evenSealed }: SharedBatch): number | null {
    const { state, rows } = this.table(room);
    if (isSealedState(state) && evenSealed !== true) return null;
    const version = state.version + 1;
    this.write(room, { state: { ...state, version }, rows: [...rows, { version, update }] });
    const doc = this.everything.get(room) ?? new Y.Doc({ gc: false });
    Y.applyUpdate(doc, update);
    this.everything.set(room, doc);
    return version;
  }

  changedSince(since: number): { rooms: string[]; now: number } {
    const rooms = [...this.changedAt].filter(([, at]) => at > since).map(([room]) => room);
    return { rooms, now: this.changes };
  }
}

/** One relay's connection to the disk: slow by turns of the event loop, it fails on demand, and dies with its relay. */
export class SharedMemoryLog implements UpdateLog {
  readonly shared: SharedLog;
  /** So many of the next questions fail; of every second the change was made nevertheless. */
  failures = 0;
  /** Questions asked, by kind. */
  readonly asked = { append: 0, read: 0, states: 0, changed: 0 };
  private readonly disk: SharedDisk;
  private readonly slowness: number;
  private isDead = false;

  constructor(disk: SharedDisk, slowness: number) {
    this.disk = disk;
    this.slowness = slowness;
    this.shared = {
      append: (batches) => {
        this.asked.append++;
        return this.do(() => batches.map((batch) => disk.append(batch)));
      },
      read: (after) => {
        this.asked.read++;
        return this.do(() => new Map([...after].map(([room, version]) => [room, this.rows(room, version)])));
      },
      states: (rooms) => {
        this.asked.states++;
        return this.do(() => new Map(rooms.map((room) => [room, disk.stateOf(room)])));
      },
      changed: (channels, since) => {
        this.asked.changed++;
        return this.do(() => {
          const { rooms, now } = disk.changedSince(since === null ? 0 : Number(since));
          const own = rooms.filter((room) => channels.some((channel) => room.startsWith(`${channel}/`)));
          return { states: new Map(own.map((room) => [room, disk.stateOf(room)])), next: String(now) };
        });
      },
      seal: (rooms) => this.do(() => this.mark(rooms, true)),
      unseal: (rooms) => this.do(() => this.mark(rooms, false)),
      replace: (room, version, update) =>
        this.do(() => {
          const { state } = disk.table(room);
          if (state.version !== version) return null;
          return disk.write(room, {
            state: { ...state, forgets: state.forgets + 1 },
            rows: [{ version, update }],
          });
        }),
      compact: (room) =>
        this.do(() => {
          const { rows, state } = disk.table(room);
          const update = Y.mergeUpdates(rows.map((row) => row.update));
          if (rows.length > 1) disk.rooms.set(room, { state, rows: [{ version: state.version, update }] });
        }),
    };
  }

  kill(): void {
    this.isDead = true;
  }

  load(room: string): Uint8Array[] {
    return this.disk.table(room).rows.map(({ update }) => update);
  }

  append(_batches: readonly RoomBatch[]): void {
    throw new Error('a shared log is written by its shared part');
  }

  private rows(room: string, after: number): RoomRows {
    const { state, rows } = this.disk.table(room);
    return { state, rows: rows.filter(({ version }) => version > after) };
  }

  private mark(rooms: readonly string[], sealed: boolean): Map<string, RoomState> {
    return new Map(
      rooms.map((room) => {
        const { state } = this.disk.table(room);
        if (isSealedState(state) === sealed) return [room, state];
        return [room, this.disk.write(room, { state: { ...state, seals: state.seals + 1 } })];
      }),
    );
  }

  private async do<T>(work: () => T): Promise<T> {
    await this.pass();
    if (this.failures > 0 && --this.failures % 2 === 0) throw new Error('the connection was lost');
    const result = work();
    await this.pass();
    if (this.failures > 0 && --this.failures % 2 === 1)
      throw new Error('the connection was lost at the commit');
    return result;
  }

  /** Time passes; whoever is killed meanwhile never comes back from it. */
  private async pass(): Promise<void> {
    await turns(this.slowness);
    if (this.isDead) await new Promise<never>(() => {});
  }
}
