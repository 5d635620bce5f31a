import { blockAround, sectionsOf } from '../../shared/minutes-sections.ts';
import { authorsIn, type Look } from './board-changes.ts';
import { type Happening, happening } from './write.ts';

/** Who wrote in the minutes in a transaction, and in which section last; one entry for each person. */
export function minutesChanges({ transaction, since, nameOf, at }: Look): Happening[] {
  const { doc } = transaction;
  const blocks = new Map<string, unknown>();
  for (const type of transaction.changed.keys()) {
    const block = blockAround(doc, type);
    if (!block) continue;
    for (const by of authorsIn(type, since, nameOf)) blocks.set(by, block);
  }
  return [...blocks].map(([by, block]) =>
    happening({ at, by, kind: 'minutes', field: sectionsOf(doc, new Set([block]))[0]?.number ?? '' }),
  );
}
