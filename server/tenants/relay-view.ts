import type { Connected, Grant } from '../relay/contract.ts';
import type { ObservedRelay } from '../relay/relay.ts';

/** The names that a commune's rooms and sessions have in the relay of the process. */
export interface Naming {
  outside(name: string): string;
  /** Null for what is another commune's. */
  inside(name: string): string | null;
}

/** Names of a commune begin with its id and a slash. Throws on an id that would reach into another's. */
export function namingOf(commune: string): Naming {
  if (!isCommuneId(commune)) throw new Error('no id of a commune');
  const prefix = `${commune}/`;
  return {
    outside: (name) => prefix + name,
    inside: (name) => (name.startsWith(prefix) ? name.slice(prefix.length) : null),
  };
}

/** Whether a text can be the id of a commune: small letters and digits, hyphens between them, 40 at most. */
export function isCommuneId(text: string): boolean {
  return text.length <= 40 && /^[a-z0-9]+(-[a-z0-9]+)*$/.test(text);
}

/** The commune whose room it is: what is before the first slash. */
export function communeOf(room: string): string {
  const end = room.indexOf('/');
  return end < 0 ? '' : room.slice(0, end);
}

export interface RelayViewOptions {
  relay: ObservedRelay;
  commune: string;
  /** Asked before each write; rejects when the parts that this is for may not write any more. */
  checkMayWrite(): Promise<void>;
  /** Told of connections that are to be closed in other processes too, by their names outside. */
  closing(which: Connected, code: number, reason: string): void;
}

/**
 * The relay as one commune's parts see it: their own rooms and sessions under their own names, and none besides. It stays
 * open when the parts are closed: others use it.
 */
export function relayView({ relay, commune, checkMayWrite, closing }: RelayViewOptions): ObservedRelay {
  const { outside, inside } = namingOf(commune);
  const all = (names: readonly string[]) => names.map(outside);
  const grantOutside = (grant: Grant): Grant => ({
    ...grant,
    room: outside(grant.room),
    subject: outside(grant.subject),
  });
  const { forget, redact } = relay;

  return {
    connect(request, socket, head, grant) {
      relay.connect(request, socket, head, grantOutside(grant));
    },
    async write(room, update) {
      await checkMayWrite();
      await relay.write(outside(room), update);
    },
    read: (room) => relay.read(outside(room)),
    async seal(rooms) {
      await checkMayWrite();
      const states = await relay.seal(all(rooms));
      return new Map([...states].map(([room, state]) => [inside(room) ?? '', state]));
    },
    unseal: (rooms) => relay.unseal(all(rooms)),
    onStored: (listener) =>
      relay.onStored((room, update) => {
        const own = inside(room);
        if (own !== null) listener(own, update);
      }),
    ...(forget && {
      async forget(room: string) {
        await checkMayWrite();
        await forget.call(relay, outside(room));
      },
    }),
    ...(redact && {
      async redact(room: string, update: Uint8Array) {
        await checkMayWrite();
        await redact.call(relay, outside(room), update);
      },
    }),
    disconnect(which, code, reason) {
      const named: Connected =
        'subjects' in which ? { subjects: all(which.subjects) } : { rooms: all(which.rooms) };
      relay.disconnect(named, code, reason);
      closing(named, code, reason);
    },
    disconnectHere(matches, code, reason) {
      relay.disconnectHere(
        ({ room, subject, mode }) => {
          const own = inside(room);
          return own !== null && matches({ room: own, subject: inside(subject) ?? '', mode });
        },
        code,
        reason,
      );
    },
    isPaused: () => relay.isPaused(),
    metrics: () => relay.metrics(),
    close: async () => undefined,
  };
}
