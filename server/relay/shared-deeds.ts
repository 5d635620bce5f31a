import { MalformedError } from '../../shared/updates/bytes.ts';
import { withoutGarbage } from '../../shared/updates/garbage.ts';
import { proveUpdate } from '../../shared/updates/prove.ts';
import type { Cluster } from './cluster.ts';
import type { RoomState, SharedLog } from './contract.ts';
import type { Journal } from './journal.ts';
import type { Logger } from './logger.ts';
import type { Room } from './room.ts';

interface Surroundings {
  log: SharedLog;
  cluster: Cluster;
  journal: Journal;
  logger: Logger;
}

const firstRetry = 250;
const lastRetry = 5_000;
/** Others may write between the reading of a room and its replacing; that it happens so often in a row is a fault. */
const mostTries = 50;

/** What a relay does to a room's row in a shared log, so that all relays obey: closing, opening, forgetting, redacting. */
export class SharedDeeds {
  private readonly around: Surroundings;
  /** Rooms that are to be opened again as soon as the log takes it. */
  private readonly toUnseal = new Set<string>();
  private unsealing: Promise<unknown> = Promise.resolve();

  constructor(around: Surroundings) {
    this.around = around;
  }

  /** As `Relay.seal`: for all relays at one point. */
  async seal(rooms: readonly Room[]): Promise<Map<string, Uint8Array>> {
    const names = rooms.map(({ name }) => name);
    for (const name of names) this.toUnseal.delete(name);
    await this.unsealing;
    for (const room of rooms) room.seal();
    try {
      await Promise.all(rooms.map((room) => room.whenStored()));
      const states = await this.around.log.seal(names);
      await this.tell(rooms, states);
    } catch (error) {
      void this.unseal(names, new Map(rooms.map((room) => [room.name, room])));
      throw error;
    }
    return new Map(rooms.map((room) => [room.name, room.read()]));
  }

  private async tell(rooms: readonly Room[], states: ReadonlyMap<string, RoomState>): Promise<void> {
    await Promise.all(
      rooms.map((room) => this.around.cluster.changed(room, states.get(room.name) ?? room.state)),
    );
  }

  /** As `Relay.unseal`: tried until the log takes it, or the rooms are sealed anew. */
  async unseal(names: readonly string[], rooms: ReadonlyMap<string, Room>): Promise<void> {
    for (const name of names) this.toUnseal.add(name);
    for (let wait = firstRetry; ; wait = Math.min(lastRetry, wait * 2)) {
      const wanted = names.filter((name) => this.toUnseal.has(name));
      if (wanted.length === 0 || this.around.cluster.isEnded) return;
      try {
        const done = this.around.log.unseal(wanted);
        this.unsealing = done.catch(() => undefined);
        const states = await done;
        for (const name of wanted) this.toUnseal.delete(name);
        const here = wanted.flatMap((name) => rooms.get(name) ?? []);
        for (const name of wanted) this.around.cluster.announce(name);
        // One that the log never got to seal is open there all the time.
        for (const room of here) if ((states.get(room.name)?.seals ?? 0) >= room.state.seals) room.unseal();
        await this.tell(here, states);
        return;
      } catch (err) {
        this.around.logger.warn({ rooms: wanted, err }, 'rooms could not be unsealed, tried again');
        await new Promise((resolve) => setTimeout(resolve, wait).unref());
      }
    }
  }

  /** As `Relay.forget`: the others read the room anew when they see that it was replaced. */
  async forget(room: Room): Promise<void> {
    const { log, cluster, journal } = this.around;
    await journal.exclusively(async () => {
      for (let tries = 0; tries < mostTries; tries++) {
        const { version } = room.state;
        if (version === 0) return;
        const state = await log.replace(room.name, version, withoutGarbage(room.read()));
        if (state !== null) return cluster.changed(room, state);
        await cluster.refresh(room);
      }
      throw new Error('the room changes all the time');
    });
  }

  /** Writes in a sealed room too, past the batches: nothing else goes in with it. */
  async redact(room: Room, update: Uint8Array): Promise<void> {
    const { log, cluster, journal } = this.around;
    await journal.exclusively(async () => {
      await cluster.refresh(room);
      const news = proveUpdate(room.read(), update);
      if (news === null) throw new MalformedError('the update refers to others that have not come');
      const [version] = await log.append([{ room: room.name, update: news, evenSealed: true }]);
      if (version === null || version === undefined) throw new Error('the log refused a redaction');
      cluster.storedBeside(room, news, version);
      await cluster.refresh(room);
    });
  }
}
