import { DeleteSet } from './delete-set.ts';
import { History } from './history.ts';
import { Intake } from './intake.ts';

/**
 * Proves an update as a room would (docs/decisions/0006-proof-of-updates.md), without a room.
 * @param state the stored state that it builds on, as one update
 * @returns what of it is new, as an update of its own; null when it refers to what is not in the state
 * Throws MalformedError for bytes that no honest client sends.
 */
export function proveUpdate(state: Uint8Array, update: Uint8Array): Uint8Array | null {
  const intake = new Intake();
  const stored = new History();
  intake.take(state, new DeleteSet(), stored);
  const news = new History();
  const { rest } = intake.take(update, stored.deletes, news);
  return rest === null ? news.encode() : null;
}
