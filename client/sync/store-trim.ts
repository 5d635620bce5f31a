import type * as Y from 'yjs';
import { erasuresOf } from '../../shared/docs/erasing.ts';
import { whenIdle } from './quiet-moment.ts';

/** A document's rows on this device. */
export interface Rows {
  doc: Y.Doc;
  /** The origin of what comes from them. */
  origin: unknown;
  /** How many there are. */
  count(): number;
  /** It is for this tab to join them. */
  isOurs(): boolean;
  /** Makes one of all. Rejects when the disk refuses it; the rows stay as they are then. */
  join(): Promise<void>;
}

/** From so many rows on they are joined. */
const many = 500;
/** Somebody who types and scrolls without a rest is disturbed after all, ms: each row makes the next opening slower. */
const patience = 600_000;

/**
 * Writes the document anew and drops its old rows at once when the hall has erased something of it: what was erased
 * would else stay in them until there are many. Ends with the returned function.
 */
export function forgetErased({ doc, origin, count, join }: Rows): () => void {
  const erasures = erasuresOf(doc);
  const drop = () => {
    // Refused by a full disk, it is done when the document is opened again.
    join().catch(() => undefined);
  };
  const heard = (_event: unknown, transaction: Y.Transaction) => {
    // Yjs drops the content of what was deleted at the end of the transaction.
    if (transaction.origin !== origin) doc.once('afterAllTransactions', drop);
  };
  if (erasures.size > 0 && count() > 1) drop();
  erasures.observe(heard);
  return () => erasures.unobserve(heard);
}

/**
 * Joins the rows when there are many, while nobody types or scrolls: a long text takes a tenth of a second on a slow
 * laptop. Ends with the returned function.
 */
export function trimWhenIdle({ doc, count, isOurs, join }: Rows): () => void {
  let drop: (() => void) | null = null;
  const trim = () => {
    // A failed write is an abort of the database, which its owner hears; the rows stay as they are.
    join()
      .catch(() => undefined)
      .finally(() => {
        drop = null;
      });
  };
  const look = () => {
    if (drop === null && count() >= many && isOurs()) drop = whenIdle(trim, patience);
  };
  doc.on('update', look);
  return () => {
    doc.off('update', look);
    drop?.();
  };
}
