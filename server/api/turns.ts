/** Work of one key, so much at once; more waits in a line, and the line has an end. */
export interface Turns {
  /**
   * Resolves when it is the caller's turn, with the function that ends it (to be called once or more); with null when
   * the line is full, or `signal` aborted before the turn came.
   */
  take(key: string, signal?: AbortSignal): Promise<(() => void) | null>;
  /** Keys with work or a line. */
  readonly size: number;
}

interface Line {
  running: number;
  waiting: (() => void)[];
}

/** @param atOnce works of a key at the same time @param most further ones that may wait */
export function createTurns(atOnce: number, most: number): Turns {
  const lines = new Map<string, Line>();

  function ending(key: string, line: Line): () => void {
    let ended = false;
    return () => {
      if (ended) return;
      ended = true;
      const next = line.waiting.shift();
      if (next) next();
      else if (--line.running === 0) lines.delete(key);
    };
  }

  return {
    get size() {
      return lines.size;
    },
    async take(key, signal) {
      const line = lines.get(key) ?? { running: 0, waiting: [] };
      lines.set(key, line);
      if (line.running < atOnce) {
        line.running++;
        return ending(key, line);
      }
      if (line.waiting.length >= most) return null;
      if (signal?.aborted) return null;
      return new Promise((resolve) => {
        const turn = () => {
          signal?.removeEventListener('abort', leave);
          resolve(ending(key, line));
        };
        const leave = () => {
          line.waiting = line.waiting.filter((one) => one !== turn);
          resolve(null);
        };
        signal?.addEventListener('abort', leave, { once: true });
        line.waiting.push(turn);
      });
    },
  };
}
