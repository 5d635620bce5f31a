/** What is asked again and again. */
export interface Asking {
  /** Asks now. */
  refresh: () => Promise<void>;
  /** What is known here meanwhile is newer: answers that are on their way are dropped. */
  overtake: () => void;
}

/** Asks with `ask`; an answer, or a failure, that a later asking has overtaken is dropped. */
export function lastAsked<T>(
  ask: () => Promise<T>,
  got: (answer: T) => void,
  failed: (reason: unknown) => void,
): Asking {
  let asked = 0;
  return {
    async refresh() {
      const turn = ++asked;
      try {
        const answer = await ask();
        if (turn === asked) got(answer);
      } catch (reason) {
        if (turn === asked) failed(reason);
      }
    },
    overtake() {
      asked++;
    },
  };
}
