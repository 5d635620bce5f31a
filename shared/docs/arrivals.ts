import type * as Y from 'yjs';
import { newId } from '../ids.ts';
import type { AttendeeMap } from './register.ts';

/**
 * Who has come. Every check-in is a key of its own in the person's entry (`in.<id>`: its instant), so that two desks
 * which check the same person in without knowing of each other make one person present, since the first of the two
 * instants. Undoing takes away the check-ins that its desk knows of; one that another desk made meanwhile stands.
 * `present` and `checkedInAt` in the entry are those of walk-ins, who are written with them, and of earlier versions.
 */
const arrivalKey = /^in\.[a-z0-9]{1,20}$/;

/** Whether a key of an attendee's entry is a check-in. */
export function isArrivalKey(key: string): boolean {
  return arrivalKey.test(key);
}

const arrivalsIn = (map: AttendeeMap): string[] => [...map.keys()].filter(isArrivalKey);

const isInstant = (value: unknown): value is string =>
  typeof value === 'string' && !Number.isNaN(Date.parse(value));

/** Whether a person has come, and since when (ISO 8601, empty when that is not known). */
export function presenceOf(map: AttendeeMap): { present: boolean; checkedInAt: string } {
  const written = map.get('present') === true;
  const keys = arrivalsIn(map);
  const times = [...(written ? [map.get('checkedInAt')] : []), ...keys.map((key) => map.get(key))]
    .filter(isInstant)
    .sort((a, b) => Date.parse(a) - Date.parse(b) || (a < b ? -1 : 1));
  return { present: written || keys.length > 0, checkedInAt: times[0] ?? '' };
}

/**
 * Checks a person in; who has come already stays as they are.
 * @param at ISO 8601 instant
 * @returns whether anything was written
 */
export function checkIn(map: AttendeeMap, at: string): boolean {
  if (presenceOf(map).present) return false;
  map.set(`in.${newId()}`, at);
  return true;
}

/** Takes back all check-ins of a person that are known here. */
export function undoCheckIn(doc: Y.Doc, map: AttendeeMap): void {
  doc.transact(() => {
    for (const key of arrivalsIn(map)) map.delete(key);
    if (map.get('present') === true) map.set('present', false);
    if (map.get('checkedInAt')) map.set('checkedInAt', '');
  });
}
