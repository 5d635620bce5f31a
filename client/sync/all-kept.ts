/** Whoever holds what was typed here, each telling whether all of it is kept. */
const holders = new Set<() => boolean>();

/** How often it is looked whether all is kept, ms. */
const lookAgain = 50;

/** Lets `isKept` have a say in whether the page may be left. */
export function holdsTyped(isKept: () => boolean): void {
  holders.add(isKept);
}

/**
 * Waits until all that was typed is on this device's disk or in the hall; false: after `limit` ms it still is not.
 */
export async function allIsKept(limit: number): Promise<boolean> {
  for (const end = performance.now() + limit; ![...holders].every((isKept) => isKept()); ) {
    if (performance.now() > end) return false;
    await new Promise((resolve) => setTimeout(resolve, lookAgain));
  }
  return true;
}
