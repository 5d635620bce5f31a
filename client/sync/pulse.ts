import * as encoding from 'lib0/encoding';
import { messageBeat } from '../../shared/wire.ts';

/*
 * A connection that has silently died (a changed address, a router without power, a network that lets only one
 * direction through) looks to a page like one on which nobody says anything. So whoever has heard nothing for a while
 * asks, and gives the connection up without an answer.
 */

/** How often a connection is looked at, ms; a look that comes much later finds a page that slept. */
const look = 500;
const slept = 3_000;
/** Silence after which the hall is asked, ms: while somebody looks at the page, and while nobody does. */
const quiet = 3_000;
const quietHidden = 20_000;
/** How long an answer may take, ms; more on a line that was seen to be slow. */
const answerWithin = 3_500;
const longestAnswer = 8_000;
/**
 * How long the connection may take to open, and then the hall's first word (small, and said at once); and after that the
 * whole document, ms. Doubled after each connection on which it was not enough.
 */
const openWithin = 5_000;
const syncWithin = 12_000;
const longestWait = 60_000;
/** What is sent may need its time to get through: a poor uplink, bytes a millisecond. */
const slowestPace = 20;

/** What one document's connections learned of the line; it outlives each of them. */
export class Temper {
  #failures = 0;
  #answer = answerWithin;

  get answerWithin(): number {
    return this.#answer;
  }

  /** `wait`, or more after connections that were given up before they were in step. */
  patient(wait: number): number {
    return Math.min(longestWait, wait * 2 ** Math.min(this.#failures, 10));
  }

  gaveUp(): void {
    this.#failures += 1;
  }

  /** The document came `milliseconds` after the connection opened. */
  synced(milliseconds: number): void {
    this.#failures = 0;
    this.#answer = Math.min(longestAnswer, Math.max(answerWithin, 3 * milliseconds));
  }
}

/** What the page's way to the server knows of connections that are open. */
export interface Beats {
  add(pulse: Pulse): void;
  delete(pulse: Pulse): void;
}

const isWatched = (): boolean => !('document' in globalThis) || document.visibilityState === 'visible';

/** Watches one connection from its making to its end. */
export class Pulse {
  readonly #socket: WebSocket;
  readonly #temper: Temper;
  readonly #timer: ReturnType<typeof setInterval>;
  #lookedAt = performance.now();
  #openedAt = 0;
  #heardAt = this.#lookedAt;
  #askedAt: number | null = null;
  /** When what was sent has certainly got through on a poor line. */
  #throughAt = 0;
  #hasHeard = false;
  #isSynced = false;
  #count = 0;

  constructor(socket: WebSocket, temper: Temper, beats: Beats) {
    this.#socket = socket;
    this.#temper = temper;
    this.#timer = setInterval(() => this.#look(), look);
    socket.addEventListener('open', () => {
      this.#openedAt = this.#heardAt = performance.now();
    });
    socket.addEventListener('message', ({ data }) => this.#hear(data));
    socket.addEventListener('close', () => {
      clearInterval(this.#timer);
      beats.delete(this);
    });
    beats.add(this);
  }

  /** This device sends so many bytes. */
  sent(bytes: number): void {
    this.#throughAt = Math.max(performance.now(), this.#throughAt) + bytes / slowestPace;
  }

  /** The whole document has come: from now on a silence would be taken for "all is well". */
  synced(): void {
    this.#isSynced = true;
    this.#temper.synced(performance.now() - this.#openedAt);
  }

  /** Asks now: the network has changed, or somebody comes back to the page. */
  check(): void {
    if (this.#socket.readyState !== 1 || this.#askedAt !== null) return;
    this.#ask(performance.now());
  }

  #hear(data: unknown): void {
    this.#heardAt = performance.now();
    this.#hasHeard = true;
    this.#askedAt = null;
    // What was sent before the question has come before it.
    if (data instanceof ArrayBuffer && new Uint8Array(data)[0] === messageBeat)
      this.#throughAt = this.#heardAt;
  }

  #ask(now: number): void {
    this.#askedAt = now;
    const encoder = encoding.createEncoder();
    encoding.writeVarUint(encoder, messageBeat);
    encoding.writeVarUint(encoder, this.#count++);
    this.#socket.send(encoding.toUint8Array(encoder));
  }

  #look(): void {
    const now = performance.now();
    const hasSlept = now - this.#lookedAt > slept;
    this.#lookedAt = now;
    if (this.#socket.readyState > 1) return;
    if (hasSlept) {
      // What came meanwhile has not been told yet.
      this.#heardAt = now;
      this.#askedAt = null;
      this.check();
    } else if (this.#isLost(now)) {
      if (!this.#isSynced) this.#temper.gaveUp();
      // The browser itself would wait for the other side's goodbye, a minute and longer.
      this.#socket.dispatchEvent(new CloseEvent('close', { code: 1006 }));
    } else if (this.#askedAt === null && now - this.#heardAt >= (isWatched() ? quiet : quietHidden)) {
      this.check();
    }
  }

  #isLost(now: number): boolean {
    if (!this.#hasHeard) return now - this.#heardAt > this.#temper.patient(openWithin);
    const since = (moment: number) => now - Math.max(moment, Math.min(this.#throughAt, moment + longestWait));
    if (!this.#isSynced) return since(this.#heardAt) > this.#temper.patient(syncWithin);
    return this.#askedAt !== null && since(this.#askedAt) > this.#temper.answerWithin;
  }
}

/** A WebSocket class whose connections are watched; `born` is told of each. */
export function pulsedSocket(
  Base: typeof WebSocket,
  temper: Temper,
  beats: Beats,
  born: (pulse: Pulse) => void,
): typeof WebSocket {
  return class extends Base {
    readonly #pulse: Pulse;

    constructor(url: string | URL, protocols?: string | string[]) {
      super(url, protocols);
      this.#pulse = new Pulse(this, temper, beats);
      born(this.#pulse);
    }

    override send(data: Parameters<WebSocket['send']>[0]): void {
      // The browser would drop it as well, with an error in its log: the next connection brings it.
      if (this.readyState > Base.OPEN) return;
      if (data instanceof Uint8Array) this.#pulse.sent(data.byteLength);
      super.send(data);
    }
  };
}
