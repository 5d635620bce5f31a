/**
 * Counts what of this device's writing the hall has stored. Pure bookkeeping: no socket, no Yjs.
 *
 * The server acknowledges document messages (sync step 2 and update) of one connection by their number.
 * A change is stored once a message that carried it is. A step 2 carries the whole document, so it covers
 * every change made before it; an update covers what was made before it only when a step 2 went out
 * earlier on the same connection (what was typed offline is in no update message).
 */
export class Ledger {
  #made = 0;
  #carried = 0;
  #stored = 0;
  #sent = 0;
  #whole = false;
  #storedClock = 0;
  #marks: { message: number; made: number; clock: number }[] = [];

  /** Changes made so far, those of earlier visits included. */
  get made(): number {
    return this.#made;
  }

  /** Changes that the hall has not stored yet. */
  get waiting(): number {
    return this.#made - this.#stored;
  }

  /** The part of `waiting` that earlier visits left on this device. */
  get carriedWaiting(): number {
    return Math.max(0, this.#carried - this.#stored);
  }

  /** Takes over `count` unstored changes found on the device. Called at most once, before any acknowledgement. */
  carry(count: number): void {
    this.#carried += count;
    this.#made += count;
  }

  /** A change was made on this device. Must be called before the message that carries it is sent. */
  change(): void {
    this.#made += 1;
  }

  /** A new connection: the server counts its messages from one again. */
  connected(): void {
    this.#sent = 0;
    this.#whole = false;
    this.#marks = [];
  }

  /** Clock of this device's Yjs client up to which the hall has everything. */
  get storedClock(): number {
    return this.#storedClock;
  }

  /** A document message went out on the present connection; `clock` is that of this device's Yjs client then. */
  sent(kind: 'state' | 'update', clock = 0): void {
    this.#sent += 1;
    if (kind === 'state') this.#whole = true;
    if (this.#whole) this.#marks.push({ message: this.#sent, made: this.#made, clock });
  }

  /** The server has stored the first `count` document messages of the present connection. */
  stored(count: number): void {
    let mark = this.#marks[0];
    while (mark && mark.message <= count) {
      this.#stored = Math.max(this.#stored, mark.made);
      this.#storedClock = Math.max(this.#storedClock, mark.clock);
      this.#marks.shift();
      mark = this.#marks[0];
    }
  }

  /** The hall was found to hold everything. */
  settle(): void {
    this.#stored = this.#made;
    this.#marks = [];
  }
}
