import { oneAfterAnother } from '../one-after-another.ts';
import type { RoomState, SharedLog } from './contract.ts';
import type { Room } from './room.ts';

interface Surroundings {
  log: SharedLog;
  rooms: ReadonlyMap<string, Room>;
  open(room: string): Promise<Room>;
  learn(room: Room, state: RoomState): void;
}

interface Channel {
  followers: number;
  /** Per room that is not in memory, the version up to which its batches have been told. */
  versions: Map<string, number>;
}

/**
 * Channels of which every batch is to be heard, also in rooms that nobody has open here. A room that has changed is
 * taken into memory, and tells then what has not been told of it.
 */
export class Followed {
  private readonly around: Surroundings;
  private readonly channels = new Map<string, Channel>();
  /** Rooms found to have changed, until they could be opened. */
  private readonly due = new Set<string>();
  private since: string | null = null;
  /** What is asked of the log is asked one after the other, or a channel would begin within another's answer. */
  private readonly inTurn = oneAfterAnother();

  constructor(around: Surroundings) {
    this.around = around;
  }

  get isEmpty(): boolean {
    return this.channels.size === 0;
  }

  has(channel: string): boolean {
    return this.channels.has(channel);
  }

  /** Up to where a room's batches have been told; undefined if its channel is not followed. */
  versionOf(channel: string, room: string): number | undefined {
    const followed = this.channels.get(channel);
    return followed === undefined ? undefined : (followed.versions.get(room) ?? 0);
  }

  /** Follows a channel from where its rooms are now. Resolves with a function that ends it. */
  async begin(name: string): Promise<() => void> {
    const channel = await this.inTurn(async () => {
      const known = this.channels.get(name);
      if (known !== undefined) return known;
      const { states, next } = await this.around.log.changed([name], null);
      const versions = new Map([...states].map(([room, { version }]) => [room, version]));
      const begun = { followers: 0, versions };
      this.channels.set(name, begun);
      this.since ??= next;
      for (const [room, state] of states) this.notice(room, state);
      return begun;
    });
    channel.followers++;
    let ended = false;
    return () => {
      if (ended) return;
      ended = true;
      channel.followers--;
      if (channel.followers === 0 && this.channels.get(name) === channel) this.channels.delete(name);
    };
  }

  /** A batch of a room that is not in memory is in the log. */
  heard(channel: string, room: string, version: number): void {
    const told = this.versionOf(channel, room);
    if (told === undefined || version <= told) return;
    this.due.add(room);
    this.openDue();
  }

  /** A room that leaves memory has told all up to its version. */
  left(channel: string, room: Room): void {
    this.channels.get(channel)?.versions.set(room.name, room.state.version);
  }

  /** Looks in the log for what the bus has not brought. Rejects as the log does. */
  compare(): Promise<void> {
    return this.inTurn(async () => {
      if (this.isEmpty) return;
      const names = [...this.channels.keys()];
      const { states, next } = await this.around.log.changed(names, this.since);
      this.since = next;
      for (const [room, state] of states) this.notice(room, state);
      this.openDue();
    });
  }

  private notice(name: string, state: RoomState): void {
    const room = this.around.rooms.get(name);
    if (room !== undefined) {
      this.around.learn(room, state);
      return;
    }
    for (const { versions } of this.channels.values()) {
      const told = versions.get(name);
      if (told !== undefined && told >= state.version) return;
    }
    this.due.add(name);
  }

  private openDue(): void {
    for (const name of this.due) {
      // One that cannot be opened is tried again with the next comparison.
      this.around.open(name).then(
        () => this.due.delete(name),
        () => undefined,
      );
    }
  }
}
