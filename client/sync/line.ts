import type { Beats, Pulse } from './pulse.ts';

/*
 * The way of one page to its server. A page has four to six documents; when the network or the server fails, they
 * fail together, and forty devices of a hall with them. So the page asks once for all of them, in pauses that grow
 * and that chance spreads, and its documents connect when the server has answered.
 */

/** Longest first pause, ms; each next one may be twice as long, up to the longest. */
const firstPause = 1_000;
const longestPause = 4_000;
/** The least part of it that is waited. */
const leastPart = 0.25;
/**
 * Without an answer for so long it is asked once more beside, ms: a browser asks over connections that it has kept, and
 * where the line has died they all have, one question each. Chance spreads it by so much more.
 */
const askBeside = 1_800;
const besideSpread = 400;
/** The documents of a page do not connect in one beat, ms. */
const spread = 300;
/** Reasons to ask at once come together (a network that changes says so thrice), ms. */
const together = 300;

/** Asks the server whether it is there; never rejects, and ends by itself. */
export type AskServer = () => Promise<boolean>;

/** One page's documents that wait for the server, and the connections that are open. */
export class Line implements Beats {
  readonly #ask: AskServer;
  readonly #random: () => number;
  readonly #waiting = new Set<() => void>();
  readonly #pulses = new Set<Pulse>();
  #tries = 0;
  #round = 0;
  #askedAt = Number.NEGATIVE_INFINITY;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(ask: AskServer, random: () => number = Math.random) {
    this.#ask = ask;
    this.#random = random;
  }

  /** A document's connection is lost; `connect` is called once the server has answered. */
  lost(connect: () => void): void {
    this.#waiting.add(connect);
    if (this.#timer === undefined) this.#plan(this.#pause());
  }

  /** A document no longer waits. */
  forget(connect: () => void): void {
    this.#waiting.delete(connect);
    if (this.#waiting.size === 0) this.#rest();
  }

  /** A document is in step with the server: whatever fails next begins anew. */
  synced(): void {
    this.#tries = 0;
  }

  /** There is a reason to look at once: a network came or changed, somebody came back to the page, or asks for it. */
  now(): void {
    for (const pulse of this.#pulses) pulse.check();
    if (this.#waiting.size === 0 || performance.now() - this.#askedAt < together) return;
    this.#tries = 0;
    this.#question();
  }

  /** Looks at once whenever the browser tells of a change: the network, or somebody who comes back to the page. */
  followPage(): void {
    const now = () => this.now();
    addEventListener('online', now);
    addEventListener('offline', now);
    addEventListener('pageshow', now);
    document.addEventListener('visibilitychange', () => {
      if (document.visibilityState === 'visible') now();
    });
    // Chromium alone has it.
    const { connection } = navigator as { connection?: EventTarget };
    connection?.addEventListener?.('change', now);
  }

  add(pulse: Pulse): void {
    this.#pulses.add(pulse);
  }

  delete(pulse: Pulse): void {
    this.#pulses.delete(pulse);
  }

  #pause(): number {
    const longest = Math.min(longestPause, firstPause * 2 ** Math.min(this.#tries, 10));
    this.#tries += 1;
    return longest * (leastPart + (1 - leastPart) * this.#random());
  }

  #plan(milliseconds: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#question(), milliseconds);
  }

  #rest(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#round += 1;
  }

  #question(): void {
    const round = ++this.#round;
    this.#askedAt = performance.now();
    this.#plan(askBeside + besideSpread * this.#random());
    void this.#ask().then((isThere) => {
      if (isThere) this.#release();
      else if (round === this.#round) this.#plan(this.#pause());
    });
  }

  #release(): void {
    const all = [...this.#waiting];
    this.#waiting.clear();
    this.#rest();
    for (const connect of all) setTimeout(connect, spread * this.#random());
  }
}
