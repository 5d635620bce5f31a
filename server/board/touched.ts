import * as Y from 'yjs';
import { keyInParent } from '../../shared/docs/concurrent.ts';

/** Entries of a root map that a transaction changed, each with its changed keys, or `all` for one that came anew. */
export type Touched = Map<string, ReadonlySet<string> | 'all'>;

/** What `transaction` changed in the Y.Maps that `root` holds. What is deeper (a text's letters) is not named. */
export function touchedEntries(transaction: Y.Transaction, root: unknown): Touched {
  const touched: Touched = new Map();
  for (const [type, keys] of transaction.changed) {
    if (type === root) {
      for (const key of keys) if (key !== null) touched.set(key, 'all');
    } else if (type instanceof Y.Map && type.parent === root) {
      const id = keyInParent(type);
      const named = new Set([...keys].filter((key) => key !== null));
      if (id && touched.get(id) !== 'all') touched.set(id, named);
    }
  }
  return touched;
}
