import { type IndexeddbPersistence, PREFERRED_TRIM_SIZE, storeState } from 'y-indexeddb';
import { whenIdle } from './quiet-moment.ts';

/** The longest timer that browsers take, ms: 24 days. */
const never = 2 ** 31 - 1;
/** Somebody who types and scrolls without a rest is disturbed after all, ms: each row makes the next opening slower. */
const patience = 600_000;

/**
 * Joins the rows of a document's database into one when there are many, while nobody types or scrolls. y-indexeddb
 * would do it once no change came for a second: in a busy hall never, and else in the middle of a frame (a long text
 * takes a tenth of a second on a slow laptop). Ends with the returned function.
 */
export function trimWhenIdle(persistence: IndexeddbPersistence): () => void {
  persistence._storeTimeout = never;
  let drop: (() => void) | null = null;
  const trim = () => {
    // A failed write is an abort of the database, which its owner hears; the rows stay as they are.
    storeState(persistence, false)
      .catch(() => undefined)
      .finally(() => {
        drop = null;
      });
  };
  const look = () => {
    if (drop === null && persistence._dbsize >= PREFERRED_TRIM_SIZE) drop = whenIdle(trim, patience);
  };
  persistence.doc.on('update', look);
  return () => {
    persistence.doc.off('update', look);
    drop?.();
  };
}
