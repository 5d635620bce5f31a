import { fromBase64, toBase64 } from 'lib0/buffer';
import { readKept, writeKept } from '../kept.ts';

/** A page that is closed before it was written down hands over a little more than is needed, ms. */
const writeAfter = 5_000;

/**
 * What the hall was last known to hold of a document: its state vector, over visits. Never more than it held then; so
 * what is sent behind it to another device may be more than the hall lacks, never less.
 */
export class HallClocks {
  readonly #key: string;
  #clocks: Uint8Array | null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** `room`: `<dialogueId>/<kind>`; empty: nothing is kept over visits. */
  constructor(room: string) {
    this.#key = room ? `hall.${room}` : '';
    this.#clocks = this.#key ? readClocks(this.#key) : null;
  }

  /** The state vector, or null while nothing is known. */
  get(): Uint8Array | null {
    return this.#clocks;
  }

  /** The hall said what it holds. */
  told(clocks: Uint8Array): void {
    this.#clocks = clocks.slice();
    if (this.#key) this.#timer ??= setTimeout(() => this.flush(), writeAfter);
  }

  /** Writes it down now. */
  flush(): void {
    if (this.#timer === undefined || !this.#clocks) return;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    writeKept(this.#key, toBase64(this.#clocks));
  }
}

function readClocks(key: string): Uint8Array | null {
  const kept = readKept<unknown>(key);
  try {
    return typeof kept === 'string' ? fromBase64(kept) : null;
  } catch {
    return null; // written by something else: as if nothing were known
  }
}
