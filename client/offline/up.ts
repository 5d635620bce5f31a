import { upEvent } from './messages.ts';

/** A page whose first part is not there after this is up without it, ms: it says itself what is missing. */
const longest = 8000;

let firstPart: () => void = () => undefined;
const partIsThere = new Promise<void>((resolve) => {
  firstPart = resolve;
});

/** A part of the page (lazy-page.tsx) is loaded. */
export const partLoaded = (): void => firstPart();

/** Resolves once the page is drawn, or says something in its place, and tells the start's watch; after the first rendering. */
export async function whenUp(): Promise<void> {
  await Promise.race([partIsThere, new Promise((resolve) => setTimeout(resolve, longest))]);
  // The part is drawn in a task of its own.
  await new Promise((resolve) => setTimeout(resolve));
  while (!document.getElementById('app')?.hasChildNodes())
    await new Promise((resolve) => setTimeout(resolve, 200));
  dispatchEvent(new Event(upEvent));
}
