/** A token bucket: how many messages a connection may still send before it has to wait. */
export class Pace {
  private readonly perMillisecond: number;
  private readonly burst: number;
  private tokens: number;
  private refilledAt: number;
  private lastFreeAt: number;

  /** `perSecond` over time, `burst` at once. Times are milliseconds that only go up. */
  constructor(perSecond: number, burst: number, now: number) {
    this.perMillisecond = perSecond / 1000;
    this.burst = burst;
    this.tokens = burst;
    this.refilledAt = now;
    this.lastFreeAt = now;
  }

  /** Counts one message; returns how many milliseconds to wait before the next, 0 if none. */
  take(now: number): number {
    this.tokens = Math.min(this.burst, this.tokens + (now - this.refilledAt) * this.perMillisecond) - 1;
    this.refilledAt = now;
    if (this.tokens >= 0) {
      if (this.tokens > this.burst / 2) this.lastFreeAt = now;
      return 0;
    }
    return Math.ceil((-this.tokens + this.perMillisecond) / this.perMillisecond);
  }

  /** For how long the bucket has not been half full, in milliseconds. */
  heldBackFor(now: number): number {
    return now - this.lastFreeAt;
  }
}
