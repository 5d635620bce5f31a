interface Typed {
  latest: string;
  changedAt: number;
  released: string | null;
}

/**
 * Holds texts back while they are being typed. What stands half typed (a name letter by letter, a number
 * before it can be told to be one) must never reach the screen's document, whose history cannot be unsaid;
 * so a text is released only once it has stood unchanged for a while. An emptied text is released at once.
 */
export class QuietTexts {
  readonly #quietMs: number;
  readonly #texts = new Map<string, Typed>();

  constructor(quietMs: number) {
    this.#quietMs = quietMs;
  }

  /** Takes the text as it is at `now` (ms) and returns the one that may be shown; null: none yet. */
  see(key: string, text: string, now: number): string | null {
    const typed = this.#texts.get(key) ?? { latest: text, changedAt: now, released: null };
    this.#texts.set(key, typed);
    if (typed.latest !== text) {
      typed.latest = text;
      typed.changedAt = now;
    }
    if (text.trim() === '' || now - typed.changedAt >= this.#quietMs) typed.released = text;
    return typed.released;
  }

  /** The ms from `now` until the next text may be released, or null when none waits. */
  due(now: number): number | null {
    let due: number | null = null;
    for (const typed of this.#texts.values()) {
      if (typed.released === typed.latest) continue;
      const wait = Math.max(0, typed.changedAt + this.#quietMs - now);
      due = due === null ? wait : Math.min(due, wait);
    }
    return due;
  }

  /** Forgets texts whose key is not in `keys`. */
  keepOnly(keys: ReadonlySet<string>): void {
    for (const key of this.#texts.keys()) if (!keys.has(key)) this.#texts.delete(key);
  }
}
