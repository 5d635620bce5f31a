/** Something that is done soon when it is asked for, and then not again for a while. */
export interface Calm {
  soon(): void;
  end(): void;
}

/** Calls `act` at once when asked, and what is asked for within `pause` ms after that once at its end. */
export function calmly(pause: number, act: () => void): Calm {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let last = Number.NEGATIVE_INFINITY;
  return {
    soon() {
      if (timer !== undefined) return;
      const wait = Math.max(0, last + pause - performance.now());
      timer = setTimeout(() => {
        timer = undefined;
        last = performance.now();
        act();
      }, wait);
    },
    end: () => clearTimeout(timer),
  };
}
