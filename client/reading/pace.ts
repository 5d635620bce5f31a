/** How fast this reading goes, measured from its steps from paragraph to paragraph. */

/** Letters a minute that a secretary reads aloud, until this reading has shown its own pace. */
export const usualPace = 900;
/** A step sooner than this is a leap, one later a pause; neither says anything about the pace. ms */
const shortest = 400;
const longest = 180_000;
/** Below this nothing is known yet, ms. */
const enough = 4_000;

export interface Pace {
  /** A paragraph of so many letters was read in so many ms. */
  step(letters: number, time: number): void;
  /** Letters a minute; 0 while not known. */
  value(): number;
}

export function measurePace(): Pace {
  let letters = 0;
  let time = 0;
  return {
    step(more, took) {
      if (took < shortest || took > longest) return;
      letters += more;
      time += took;
    },
    value: () => (time < enough ? 0 : Math.min(3000, Math.max(150, (letters / time) * 60_000))),
  };
}

/** Whole minutes for so many letters, 0 when it is less than one. */
export function minutesFor(letters: number, pace: number): number {
  const minutes = letters / (pace || usualPace);
  return minutes < 1 ? 0 : Math.round(minutes);
}
