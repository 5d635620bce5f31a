import { setTimeout as wait } from 'node:timers/promises';

/**
 * The session's own time, in seconds from its start, run at a speed: at 1 a session of 30 minutes takes 30
 * minutes, at 45 it takes 40 s.
 */
export class SessionClock {
  readonly speed: number;
  readonly #start = performance.now();

  constructor(speed: number) {
    this.speed = speed;
  }

  /** Seconds of the session that have passed. */
  get now(): number {
    return ((performance.now() - this.#start) / 1000) * this.speed;
  }

  /** Resolves when the session is at `seconds`; at once when it is past that. */
  async until(seconds: number): Promise<void> {
    const ms = ((seconds - this.now) / this.speed) * 1000;
    if (ms > 0) await wait(ms);
  }

  /** Lets `seconds` of the session pass. */
  pass(seconds: number): Promise<void> {
    return this.until(this.now + seconds);
  }
}
