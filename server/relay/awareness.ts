import { ByteReader, ByteWriter, decodeUtf8, MalformedError } from '../../shared/updates/bytes.ts';
import { checkJson } from '../../shared/updates/content.ts';

/** Who sends awareness. A connection speaks for one client id, the first that it uses. */
export interface Speaker {
  readonly subject: string;
  /** The client id it speaks for; null until it has spoken. */
  awarenessClient: number | null;
}

interface Presence {
  clock: number;
  /** The state as JSON text in UTF-8; null once it is gone. */
  state: Uint8Array | null;
  speaker: Speaker | null;
  /** The other relay that spoke of it last, and when; null while it speaks here, or has here. */
  elsewhere: { relay: string; heardAt: number } | null;
  /** When it went, in the relay's milliseconds; what is gone is remembered so that echoes do not bring it back. */
  goneAt: number;
}

const nullState = new TextEncoder().encode('null');
const rememberGoneFor = 60_000;

/**
 * The awareness states of a room (y-protocols/awareness), as bytes: the last state of each client, kept while its
 * connection lives. Clients of y-websocket send back what they are sent; such echoes are told by id and dropped.
 */
export class Awareness {
  private readonly presences = new Map<number, Presence>();
  private readonly changed = new Set<number>();
  /** Of these, those that other relays are to hear from us. */
  private readonly untold = new Set<number>();
  private readonly maxStateBytes: number;
  private readonly crosses: boolean;

  /** @param crosses whether other relays are told of those who speak here */
  constructor(maxStateBytes: number, crosses = false) {
    this.maxStateBytes = maxStateBytes;
    this.crosses = crosses;
  }

  /** True if somebody must be told something. */
  get hasChanges(): boolean {
    return this.changed.size > 0;
  }

  get isEmpty(): boolean {
    return this.presences.size === 0;
  }

  /**
   * Takes what `speaker` says of itself and drops what it says of others. Returns an update to send back if the
   * speaker must renew its clock to be heard (it came back with the clock it left with), else null.
   * Throws MalformedError for what would throw in other clients.
   */
  receive(speaker: Speaker, update: Uint8Array): Uint8Array | null {
    const reader = new ByteReader(update);
    let renewal: Uint8Array | null = null;
    const count = reader.varUint();
    for (let i = 0; i < count; i++) {
      const client = reader.varUint();
      const clock = reader.varUint();
      const state = reader.varBytes();
      if (this.speaksFor(speaker, client)) renewal = this.set(speaker, client, clock, state) ?? renewal;
    }
    if (!reader.done) throw new MalformedError('bytes after the awareness');
    return renewal;
  }

  private speaksFor(speaker: Speaker, client: number): boolean {
    if (speaker.awarenessClient !== null) return speaker.awarenessClient === client;
    const owner = this.presences.get(client)?.speaker ?? null;
    // A client that comes back before its old connection is known to be dead takes its id along.
    return owner === null || owner === speaker || owner.subject === speaker.subject;
  }

  private set(speaker: Speaker, client: number, clock: number, state: Uint8Array): Uint8Array | null {
    const known = this.presences.get(client);
    const leaves = isNull(state);
    if (known === undefined) {
      if (leaves) return null;
    } else if (known.clock > clock || (known.clock === clock && !(leaves && known.state !== null))) {
      if (leaves || known.speaker === speaker) return null;
      if (known.state === null) return encodePresences([[client, known.clock, nullState]]);
      const cameFromElsewhere = known.elsewhere !== null;
      moveTo(speaker, client, known);
      // The relay that it left must see by the clock that it has moved, or would take it away with the old connection.
      return cameFromElsewhere ? encodePresences([[client, known.clock, nullState]]) : null;
    }
    if (!leaves) this.checkState(state);
    const presence = known ?? { clock, state: null, speaker, elsewhere: null, goneAt: 0 };
    moveTo(speaker, client, presence);
    presence.clock = clock;
    presence.state = leaves ? null : state.slice();
    this.presences.set(client, presence);
    this.note(client);
    return null;
  }

  /** Somebody who speaks here has changed. */
  private note(client: number): void {
    this.changed.add(client);
    if (this.crosses) this.untold.add(client);
  }

  /**
   * Takes what another relay says of those who speak there. A client that speaks here as well has moved there if its
   * clock went on, else it has come from there. Throws MalformedError.
   */
  receiveFrom(relay: string, update: Uint8Array, now: number): void {
    const reader = new ByteReader(update);
    const count = reader.varUint();
    for (let i = 0; i < count; i++) {
      const client = reader.varUint();
      const clock = reader.varUint();
      this.setFrom(relay, now, client, clock, reader.varBytes());
    }
    if (!reader.done) throw new MalformedError('bytes after the awareness');
  }

  private setFrom(relay: string, now: number, client: number, clock: number, state: Uint8Array): void {
    const known = this.presences.get(client);
    const leaves = isNull(state);
    if (known === undefined) {
      if (leaves) return;
    } else if (known.clock > clock) {
      return;
    } else if (known.clock === clock) {
      if (known.speaker !== null || known.state === null) return;
      if (!leaves) {
        known.elsewhere = { relay, heardAt: now };
        return;
      }
      if (known.elsewhere?.relay !== relay) return;
    }
    if (!leaves) this.checkState(state);
    const presence = known ?? { clock, state: null, speaker: null, elsewhere: null, goneAt: now };
    if (presence.speaker !== null) presence.speaker.awarenessClient = null;
    presence.speaker = null;
    presence.elsewhere = leaves ? null : { relay, heardAt: now };
    presence.goneAt = now;
    presence.clock = clock;
    presence.state = leaves ? null : state.slice();
    this.presences.set(client, presence);
    this.changed.add(client);
  }

  /** Takes away those of whom no other relay has spoken since `since`. */
  forgetElsewhere(since: number, now: number): void {
    for (const [client, presence] of this.presences) {
      if (presence.elsewhere === null || presence.elsewhere.heardAt >= since) continue;
      presence.elsewhere = null;
      presence.state = null;
      presence.goneAt = now;
      this.changed.add(client);
    }
  }

  /** One update with what other relays have not been told of those who speak here; null if there is nothing. */
  takeUntold(): Uint8Array | null {
    if (this.untold.size === 0) return null;
    const update = this.encode(this.untold);
    this.untold.clear();
    return update;
  }

  /** One update with the states of those who speak here; null if nobody does. */
  encodeOwn(): Uint8Array | null {
    const own: number[] = [];
    for (const [client, { state, speaker }] of this.presences) {
      if (state !== null && speaker !== null) own.push(client);
    }
    return own.length === 0 ? null : this.encode(own);
  }

  private checkState(state: Uint8Array): void {
    if (state.length > this.maxStateBytes) throw new MalformedError('an awareness state too large');
    const value = checkJson(decodeUtf8(state));
    if (typeof value !== 'object' || value === null)
      throw new MalformedError('an awareness state is no object');
  }

  /** Forgets what a connection that ended has said. */
  leave(speaker: Speaker, now: number): void {
    const client = speaker.awarenessClient;
    if (client === null) return;
    const presence = this.presences.get(client);
    if (presence?.speaker !== speaker) return;
    presence.speaker = null;
    presence.goneAt = now;
    if (presence.state !== null) {
      presence.state = null;
      this.note(client);
    }
  }

  /** Drops the memory of clients gone for a minute. */
  sweep(now: number): void {
    for (const [client, { speaker, elsewhere, goneAt }] of this.presences) {
      if (
        speaker === null &&
        elsewhere === null &&
        now - goneAt > rememberGoneFor &&
        !this.changed.has(client)
      ) {
        this.presences.delete(client);
      }
    }
  }

  /** One update with the last state of each client that changed since the last call; null if none did. */
  takeChanges(): Uint8Array | null {
    if (this.changed.size === 0) return null;
    const update = this.encode(this.changed);
    this.changed.clear();
    return update;
  }

  /** One update with the states of all who are here; null if nobody is. */
  encodeAll(): Uint8Array | null {
    const here: number[] = [];
    for (const [client, { state }] of this.presences) if (state !== null) here.push(client);
    return here.length === 0 ? null : this.encode(here);
  }

  private encode(clients: Iterable<number>): Uint8Array {
    const presences: [number, number, Uint8Array][] = [];
    for (const client of clients) {
      const presence = this.presences.get(client);
      if (presence !== undefined) presences.push([client, presence.clock, presence.state ?? nullState]);
    }
    return encodePresences(presences);
  }
}

function moveTo(speaker: Speaker, client: number, presence: Presence): void {
  if (presence.speaker !== null && presence.speaker !== speaker) presence.speaker.awarenessClient = null;
  presence.speaker = speaker;
  presence.elsewhere = null;
  speaker.awarenessClient = client;
}

function encodePresences(
  presences: readonly [client: number, clock: number, state: Uint8Array][],
): Uint8Array {
  const writer = new ByteWriter(256);
  writer.varUint(presences.length);
  for (const [client, clock, state] of presences) writer.varUint(client).varUint(clock).varBytes(state);
  return writer.finish();
}

function isNull(state: Uint8Array): boolean {
  return state.length === 4 && nullState.every((byte, i) => byte === state[i]);
}
