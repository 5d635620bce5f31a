/*
 * Which build of the page a device gives: the one in use, and the one before it while it is not sure that the new one
 * works. Kept between two starts; all changes of it are functions here, so that they can be tried without a browser.
 */

export interface Builds {
  /** The build whose page is given; empty: none yet. */
  current: string;
  /** Where it goes back to while `current` is on trial; empty: it has proved itself, or there was none. */
  previous: string;
  /** Pages of a build on trial given since one of them came up. */
  given: number;
  /** Builds that did not come up on this device, newest last. */
  broken: string[];
}

/** Pages of a new build that somebody opened in a row and none of which came up, before it is left. */
export const mostGiven = 3;
/** More are not remembered. */
const mostBroken = 10;

export const noBuilds: Builds = { current: '', previous: '', given: 0, broken: [] };

/** Reads what was kept; whatever it is, builds come of it. */
export function readBuilds(value: unknown): Builds {
  const read = typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  const text = (part: unknown) => (typeof part === 'string' ? part : '');
  return {
    current: text(read.current),
    previous: text(read.previous),
    given: typeof read.given === 'number' && read.given >= 0 ? Math.floor(read.given) : 0,
    broken: Array.isArray(read.broken) ? read.broken.map(text).filter(Boolean).slice(-mostBroken) : [],
  };
}

/** A build whose files are all here takes over, on trial when another was in use. One that did not come up does not. */
export function takenOver(builds: Builds, build: string): Builds {
  if (builds.current === build || builds.broken.includes(build)) return builds;
  // A build on trial of which no page came up is nothing to go back to.
  const isGood = builds.previous === '' || builds.given === 0;
  const previous = isGood ? builds.current : builds.previous;
  return { ...builds, current: build, previous: previous === build ? '' : previous, given: 0 };
}

/**
 * A page is asked for; after too many that did not come up it is the one of the build before. `othersStart`: pages
 * given just now may still come up, as when a browser opens all its tabs again.
 */
export function pageGiven(builds: Builds, othersStart: boolean): Builds {
  if (builds.previous === '') return builds;
  if (builds.given >= mostGiven && !othersStart) return leftFor(builds, builds.current);
  return { ...builds, given: builds.given + 1 };
}

/** A page of `build` is drawn and takes what somebody types. */
export function cameUp(builds: Builds, build: string): Builds {
  return build === builds.current ? { ...builds, given: 0 } : builds;
}

/** A page of `build` has worked for a while: there is no way back from it by itself. */
export function proved(builds: Builds, build: string): Builds {
  return build === builds.current ? { ...builds, previous: '', given: 0 } : builds;
}

/** A page of `build` does not come up: on trial, the build before it takes its place. */
export function leftFor(builds: Builds, build: string): Builds {
  if (build !== builds.current || builds.previous === '') return builds;
  const broken = [...builds.broken.filter((known) => known !== build), build].slice(-mostBroken);
  return { current: builds.previous, previous: '', given: 0, broken };
}

/** Somebody wants to try a build again that did not come up. */
export function triedAgain(builds: Builds, build: string): Builds {
  return takenOver({ ...builds, broken: builds.broken.filter((known) => known !== build) }, build);
}
