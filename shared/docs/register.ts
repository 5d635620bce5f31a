import * as Y from 'yjs';
import type { Category } from '../petition.ts';
import { categories } from '../petition.ts';
import { presenceOf } from './arrivals.ts';
import { settleField } from './conflicts.ts';
import { readEnum, readFlag, readString } from './read.ts';

/** The register: attendance and every piece of personal data. Nothing else in the product holds any. */

/** One person invited or present. */
export interface Attendee {
  id: string;
  name: string;
  /** Title of an official, or empty. */
  title: string;
  village: string;
  group: string;
  category: Category;
  phone: string;
  present: boolean;
  /** Came without an invitation. */
  walkIn: boolean;
  /** ISO 8601 instant of the first check-in, or empty. */
  checkedInAt: string;
  /** Year of birth, `YYYY`; left out where it is not known. */
  birthYear?: string;
}

/** The citizen behind a petition, keyed by the petition's id. */
export interface Petitioner {
  name: string;
  phone: string;
  address: string;
  /** The attendee it is, or empty. */
  attendeeId: string;
  /** The citizen agreed that the name is shown in the hall (recorded, never assumed). */
  showName: boolean;
}

export type AttendeeMap = Y.Map<string | boolean>;
export type PetitionerMap = Y.Map<string | boolean>;

/** Attendees by id. */
export function attendeesOf(doc: Y.Doc): Y.Map<AttendeeMap> {
  return doc.getMap<AttendeeMap>('attendees');
}

/** Citizens behind petitions, by petition id. */
export function petitionersOf(doc: Y.Doc): Y.Map<PetitionerMap> {
  return doc.getMap<PetitionerMap>('petitioners');
}

/** Whether a text is a year somebody may be born in. */
export function isBirthYear(text: string): boolean {
  return /^(19|20)\d\d$/.test(text);
}

function birthYearIn(map: AttendeeMap): Pick<Attendee, 'birthYear'> {
  const birthYear = readString(map, 'birthYear');
  return isBirthYear(birthYear) ? { birthYear } : {};
}

/** Reads one attendee; whatever a hostile update put there comes out as the declared types. */
export function readAttendee(id: string, map: AttendeeMap): Attendee {
  return {
    id,
    name: readString(map, 'name'),
    title: readString(map, 'title'),
    village: readString(map, 'village'),
    group: readString(map, 'group'),
    category: readEnum(map, 'category', categories, 'other'),
    phone: readString(map, 'phone'),
    walkIn: readFlag(map, 'walkIn'),
    ...presenceOf(map),
    ...birthYearIn(map),
  };
}

/** Adds an attendee and returns its live map. `doc` must be written in a transaction of the caller's if more changes follow. */
export function addAttendee(doc: Y.Doc, attendee: Attendee): AttendeeMap {
  const map: AttendeeMap = new Y.Map();
  for (const [key, value] of Object.entries(attendee)) if (key !== 'id') map.set(key, value);
  attendeesOf(doc).set(attendee.id, map);
  return map;
}

/** Sets fields of an attendee in one transaction; what is equal already is left alone. */
export function setAttendee(doc: Y.Doc, map: AttendeeMap, values: Partial<Omit<Attendee, 'id'>>): void {
  doc.transact(() => {
    for (const [key, value] of Object.entries(values)) {
      if (value !== undefined && map.get(key) !== value) map.set(key, value);
    }
  });
}

/** Reads one petitioner. */
export function readPetitioner(map: PetitionerMap): Petitioner {
  return {
    name: readString(map, 'name'),
    phone: readString(map, 'phone'),
    address: readString(map, 'address'),
    attendeeId: readString(map, 'attendeeId'),
    showName: readFlag(map, 'showName'),
  };
}

/** Sets fields of the citizen behind a petition, making the entry when there is none. */
export function setPetitioner(doc: Y.Doc, petitionId: string, values: Partial<Petitioner>): void {
  doc.transact(() => {
    const all = petitionersOf(doc);
    let map = all.get(petitionId);
    if (!(map instanceof Y.Map)) {
      map = new Y.Map();
      all.set(petitionId, map);
    }
    for (const [key, value] of Object.entries(values)) {
      if (value === undefined || map.get(key) === value) continue;
      settleField(doc, map, key);
      map.set(key, value);
    }
  });
}

/** All attendees, unsorted. */
export function allAttendees(doc: Y.Doc): Attendee[] {
  const result: Attendee[] = [];
  for (const [id, map] of attendeesOf(doc)) if (map instanceof Y.Map) result.push(readAttendee(id, map));
  return result;
}
