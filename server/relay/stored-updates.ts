import { MalformedError } from '../../shared/updates/bytes.ts';
import { DeleteSet } from '../../shared/updates/delete-set.ts';
import { type Clocks, History } from '../../shared/updates/history.ts';
import { Intake } from '../../shared/updates/intake.ts';

/*
 * What stands in a log is not believed but proved like everything else (docs/decisions/0006-proof-of-updates.md): at the
 * opening of a room, when another relay stored it, when it comes in another form.
 */

/**
 * Takes a room's log into an intake and the history that is stored. Throws MalformedError if it holds no complete history. In a
 * shared log an update may stand that could not be proved in its place (two clients that claimed to be one): it is passed
 * over.
 */
export function takeLog(
  intake: Intake,
  stored: History,
  updates: readonly Uint8Array[],
  isShared: boolean,
): void {
  const known = new DeleteSet();
  const take = (update: Uint8Array): Uint8Array[] => {
    try {
      return [intake.take(update, known, stored).rest ?? []].flat();
    } catch (error) {
      if (isShared && error instanceof MalformedError) return [];
      throw error;
    }
  };
  const takeAll = (list: readonly Uint8Array[]): Uint8Array[] => list.flatMap(take);
  let rests = takeAll(updates);
  // What the relay stores is in order; a log written by others may not be.
  for (let before = Number.POSITIVE_INFINITY; rests.length > 0; rests = takeAll(rests)) {
    const bytes = rests.reduce((sum, rest) => sum + rest.length, 0);
    if (bytes === before) throw new MalformedError('the log refers to updates that are not in it');
    before = bytes;
  }
}

/** The history that these updates are in another form. Throws if it does not reach as far as `clocks`. */
export function sameHistory(updates: readonly Uint8Array[], clocks: Clocks): History {
  const history = new History();
  const intake = new Intake();
  for (const update of updates) history.absorb(newsOf(intake, update, history.deletes));
  const same = clocks.entries().every(([client, clock]) => history.clockOf(client) === clock);
  if (!same) throw new Error('not the same history');
  return history;
}

/** An intake that knows what is stored and nothing besides. */
export function intakeAfter(stored: History): Intake {
  const intake = new Intake();
  newsOf(intake, stored.encode(), new DeleteSet());
  return intake;
}

/** What an intake takes of an update that is stored already: of one that cannot be proved its good beginning, as everywhere. */
export function newsOf(intake: Intake, update: Uint8Array, deletes: DeleteSet): History {
  const news = new History();
  try {
    intake.take(update, deletes, news);
  } catch (error) {
    if (!(error instanceof MalformedError)) throw error;
  }
  return news;
}
