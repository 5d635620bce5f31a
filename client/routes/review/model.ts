import type { Passage } from '../../../shared/documents/passages.ts';
import type { RecordVersion, Thread } from '../../../shared/review.ts';
import { reviewTexts as t } from '../../i18n/review.ts';

/** The words of a version's state. */
export function stateWords(version: Pick<RecordVersion, 'state'>): string {
  return t()[version.state];
}

/** Colour of a state; the word beside it carries the meaning. */
export function stateColor({ state }: Pick<RecordVersion, 'state'>): string {
  return state === 'final' ? 'var(--ok)' : state === 'draft' ? 'var(--wait)' : 'var(--state-gone)';
}

/** The threads of a version by the index of their passage and by their petition; `loose` are those without a place. */
export interface PlacedThreads {
  passages: Map<number, Thread[]>;
  petitions: Map<string, Thread[]>;
  loose: Thread[];
}

/**
 * Finds the place of each thread in a version: its own passage on the version it was opened on, else the passage that
 * holds the words it was about. Resolved threads of other versions are left out.
 */
export function placeThreads(
  threads: readonly Thread[],
  recordId: string,
  passages: readonly Passage[],
  petitionIds: ReadonlySet<string>,
): PlacedThreads {
  const placed: PlacedThreads = { passages: new Map(), petitions: new Map(), loose: [] };
  const add = <K>(map: Map<K, Thread[]>, key: K, thread: Thread) =>
    map.set(key, [...(map.get(key) ?? []), thread]);
  for (const thread of threads) {
    const { place } = thread;
    const own = thread.recordId === recordId;
    if (!own && thread.resolved) continue;
    if (place.kind === 'petition') {
      if (petitionIds.has(place.petitionId)) add(placed.petitions, place.petitionId, thread);
      else placed.loose.push(thread);
      continue;
    }
    const index = own
      ? place.passage
      : passages.findIndex(({ text }) => place.quote !== '' && text.includes(place.quote));
    if (passages[index]) add(placed.passages, index, thread);
    else placed.loose.push(thread);
  }
  return placed;
}
