import type * as Y from 'yjs';
import { type ActivityEntry, activityOf, mostEntries, readActivity } from '../../shared/docs/activity.ts';
import { newId } from '../../shared/ids.ts';

/** What happened, before it has its place in the list. */
export type Happening = Omit<ActivityEntry, 'id'>;

/** A happening with what most of them do not have. */
export function happening(part: Pick<Happening, 'at' | 'by' | 'kind'> & Partial<Happening>): Happening {
  return { petitionId: '', number: '', field: '', from: '', to: '', count: 0, ...part };
}

/** What one person does to one thing within this time is one entry, ms. */
export const togetherMs = 60_000;
/** How far back an entry may be that takes a new one in. */
const lookBack = 60;
/** The list is cut when it is longer than allowed by so many, so that not every entry cuts it. */
const slack = 100;

function sameThing(a: Happening, b: Happening): boolean {
  const wide = a.kind === 'minutes' || a.kind === 'attendance' || a.kind === 'paper';
  return (
    a.kind === b.kind &&
    a.by === b.by &&
    a.petitionId === b.petitionId &&
    (wide || a.field === b.field) &&
    a.kind !== 'speaker'
  );
}

function join(before: ActivityEntry, now: Happening): ActivityEntry {
  return { ...before, ...now, id: before.id, from: before.from, count: before.count + now.count };
}

/** Index of the entry that takes `now` in, or -1. */
function placeFor(entries: readonly unknown[], now: Happening): number {
  for (let at = entries.length - 1; at >= Math.max(0, entries.length - lookBack); at--) {
    const entry = readActivity(entries[at]);
    if (!entry || !sameThing(entry, now)) continue;
    return Date.parse(now.at) - Date.parse(entry.at) <= togetherMs ? at : -1;
  }
  return -1;
}

/**
 * Appends what happened; what continues an entry of the last minute joins it, and a value changed and changed back
 * leaves none. To be called inside a transaction of the caller's.
 */
export function writeActivity(doc: Y.Doc, happened: readonly Happening[]): void {
  const list = activityOf(doc);
  for (const now of happened) {
    const entries = list.toArray();
    const at = placeFor(entries, now);
    const before = at < 0 ? null : readActivity(entries[at]);
    if (!before) {
      list.push([{ ...now, id: newId() }]);
      continue;
    }
    const joined = join(before, now);
    list.delete(at);
    const undone =
      (now.kind === 'field' || now.kind === 'state') && joined.from !== '' && joined.from === joined.to;
    // At the end: the list is in the order of the last thing done.
    if (!undone) list.push([joined]);
  }
  if (list.length > mostEntries + slack) list.delete(0, list.length - mostEntries);
}
