import type * as Y from 'yjs';

/**
 * Who changed what in a dialogue: root array `entries` of the activity document, oldest first, written by the server
 * alone. It holds no personal data and no text: of what was written only values of closed lists are named.
 */
export const activityKinds = [
  /** A petition was raised. */
  'raised',
  /** A plain field of a petition was changed. */
  'field',
  /** A petition was moved to another state. */
  'state',
  /** Content or answer of a petition was typed into. */
  'text',
  /** The citizen's name, phone or address of a petition was changed; which is in `field`, what is nowhere. */
  'citizen',
  /** Two wrote one field at the same time. */
  'conflict',
  /** Somebody decided it. */
  'settled',
  /** A speaker was queued (`to` = waiting), called, began, ended. */
  'speaker',
  /** People were checked in; `count` of them. */
  'attendance',
  /** Papers were taken in; `count` of them. */
  'paper',
  /** Somebody wrote in the minutes; `field` is the number of the section, e.g. `II.2`. */
  'minutes',
] as const;
export type ActivityKind = (typeof activityKinds)[number];

export interface ActivityEntry {
  id: string;
  /** When it reached the hall, ISO 8601; of several that were put together the last. */
  at: string;
  /** Display name. */
  by: string;
  kind: ActivityKind;
  /** The petition it is about, or empty, and its number as far as it had one. */
  petitionId: string;
  number: string;
  /** Name of the field, or empty. */
  field: string;
  /** Values of closed lists (states, fields, villages of the office ...); else empty. */
  from: string;
  to: string;
  count: number;
}

/** So many are kept; older ones go. */
export const mostEntries = 1000;

export function activityOf(doc: Y.Doc): Y.Array<ActivityEntry> {
  return doc.getArray<ActivityEntry>('entries');
}

/** Reads one entry; null when it is none. */
export function readActivity(stored: unknown): ActivityEntry | null {
  if (typeof stored !== 'object' || stored === null) return null;
  const text = (key: keyof ActivityEntry) => {
    const value: unknown = Reflect.get(stored, key);
    return typeof value === 'string' ? value.normalize('NFC').slice(0, 300) : '';
  };
  const kind = activityKinds.find((known) => known === text('kind'));
  const count: unknown = Reflect.get(stored, 'count');
  const [id, at] = [text('id'), text('at')];
  if (!kind || !id || Number.isNaN(Date.parse(at))) return null;
  return {
    id,
    at,
    by: text('by'),
    kind,
    petitionId: text('petitionId'),
    number: text('number'),
    field: text('field'),
    from: text('from'),
    to: text('to'),
    count: typeof count === 'number' && Number.isSafeInteger(count) ? count : 0,
  };
}

/** All entries, oldest first. */
export function allActivity(doc: Y.Doc): ActivityEntry[] {
  return activityOf(doc)
    .toArray()
    .flatMap((stored) => readActivity(stored) ?? []);
}
