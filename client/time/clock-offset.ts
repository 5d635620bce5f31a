/**
 * How far this device's clock is behind the server's, from answers whose `Date` header tells the server's time
 * to the second. Each answer gives an interval that the difference lies in; together they narrow it down.
 */
export class ClockOffset {
  #low = Number.NEGATIVE_INFINITY;
  #high = Number.POSITIVE_INFINITY;

  /**
   * Takes one answer; all times in ms since the epoch.
   * @param sent when the question left, by this device's clock
   * @param date what the server wrote, a whole second
   * @param received when the answer came, by this device's clock
   * @returns whether it told anything
   */
  take(sent: number, date: number, received: number): boolean {
    if (!Number.isFinite(date) || received < sent) return false;
    const [low, high] = [date - received, date + 1000 - sent];
    // Somebody set a clock in between: what was known before no longer holds.
    const apart = low > this.#high || high < this.#low;
    this.#low = apart ? low : Math.max(this.#low, low);
    this.#high = apart ? high : Math.min(this.#high, high);
    return true;
  }

  /** What to add to this device's clock, ms; 0 while nothing is known. */
  get ms(): number {
    return Number.isFinite(this.#low + this.#high) ? (this.#low + this.#high) / 2 : 0;
  }
}
