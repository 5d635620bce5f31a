import * as Y from 'yjs';
import { allCorrections } from '../../shared/docs/corrections.ts';
import { isErased } from '../../shared/docs/erasing.ts';
import { allPapers } from '../../shared/docs/papers.ts';
import { allAttendees, attendeesOf, petitionersOf, readPetitioner } from '../../shared/docs/register.ts';
import { allSpeakers, speakersOf } from '../../shared/docs/speakers.ts';
import type { Place, PlaceKind } from '../../shared/privacy.ts';
import type { DialogueRecord } from '../../shared/record.ts';
import { type PersonalPart, personalPaths } from '../../shared/verify/personal.ts';
import { nameKey } from '../screen/name-index.ts';

/** One entry of a register or a record that names somebody. */
export interface Entry {
  kind: PlaceKind;
  id: string;
  name: string;
  birthYear: string;
  village: string;
  address: string;
  phone: string;
  /** The attendee it is, or empty. */
  attendeeId: string;
  /** The petition it belongs to, or empty. */
  petitionId: string;
  consent: boolean;
}

const nobody = {
  name: '',
  birthYear: '',
  village: '',
  address: '',
  phone: '',
  attendeeId: '',
  petitionId: '',
  consent: false,
};

/** A year of birth, which a register may hold; empty when it does not. */
function birthYearOf(entry: unknown): string {
  const value: unknown =
    entry instanceof Y.Map
      ? entry.get('birthYear')
      : typeof entry === 'object' && entry !== null
        ? Reflect.get(entry, 'birthYear')
        : '';
  return typeof value === 'string' || typeof value === 'number' ? String(value).slice(0, 10) : '';
}

/** Parts of a record or a register from which entries are read alike. */
interface People {
  attendees: readonly { id: string; name: string; village: string; phone: string; birthYear: string }[];
  petitioners: readonly {
    id: string;
    name: string;
    phone: string;
    address: string;
    attendeeId: string;
    showName: boolean;
    birthYear: string;
  }[];
  speakers: readonly {
    id: string;
    name: string;
    village: string;
    attendeeId: string;
    petitionId: string;
    showName: boolean;
  }[];
  corrections: readonly { id: string; askedBy: string; village: string; attendeeId: string }[];
  papers: readonly { hash: string; petitionId: string }[];
}

/** Entries with their names; one that leaves its name to the attendee's entry has it from there. */
function entriesOf(people: People): Entry[] {
  const attendees = new Map(people.attendees.map((attendee) => [attendee.id, attendee]));
  const linked = (attendeeId: string) => attendees.get(attendeeId);
  return [
    ...people.attendees.map(
      ({ id, name, village, phone, birthYear }): Entry => ({
        ...nobody,
        kind: 'attendee',
        id,
        name,
        village,
        phone,
        birthYear,
        attendeeId: id,
      }),
    ),
    ...people.petitioners.map(({ id, name, phone, address, attendeeId, showName, birthYear }): Entry => {
      const attendee = linked(attendeeId);
      return {
        kind: 'petitioner',
        id,
        name: name || (attendee?.name ?? ''),
        birthYear: birthYear || (attendee?.birthYear ?? ''),
        village: attendee?.village ?? '',
        address,
        phone: phone || (attendee?.phone ?? ''),
        attendeeId,
        petitionId: id,
        consent: showName,
      };
    }),
    ...people.speakers.map(({ id, name, village, attendeeId, petitionId, showName }): Entry => {
      const attendee = linked(attendeeId);
      return {
        ...nobody,
        kind: 'speaker',
        id,
        name: name || (attendee?.name ?? ''),
        village: village || (attendee?.village ?? ''),
        attendeeId,
        petitionId,
        consent: showName,
      };
    }),
    ...people.corrections.map(
      ({ id, askedBy, village, attendeeId }): Entry => ({
        ...nobody,
        kind: 'correction',
        id,
        name: askedBy || (linked(attendeeId)?.name ?? ''),
        village,
        attendeeId,
      }),
    ),
    ...people.papers.map(
      ({ hash, petitionId }): Entry => ({ ...nobody, kind: 'paper', id: hash, petitionId }),
    ),
  ];
}

/** The entries of a live register that are not erased. */
export function entriesInRegister(register: Y.Doc): Entry[] {
  const petitioners = [...petitionersOf(register)].flatMap(([id, map]) =>
    map instanceof Y.Map ? [{ id, birthYear: birthYearOf(map), ...readPetitioner(map) }] : [],
  );
  const all = entriesOf({
    attendees: allAttendees(register).map((attendee) => ({
      ...attendee,
      birthYear: birthYearOf(attendeesOf(register).get(attendee.id)),
    })),
    petitioners,
    speakers: allSpeakers(register),
    corrections: allCorrections(register),
    papers: allPapers(register),
  });
  const maps = {
    attendee: attendeesOf(register),
    petitioner: petitionersOf(register),
    speaker: speakersOf(register),
  };
  return all.filter(({ kind, id }) => {
    const map = kind === 'attendee' || kind === 'petitioner' || kind === 'speaker' ? maps[kind] : null;
    return !map || !isErased(map.get(id));
  });
}

/** The entries of an open record; what was erased of it has no name. */
export function entriesInRecord(record: DialogueRecord): Entry[] {
  return entriesOf({
    attendees: record.attendees.map((attendee) => ({ ...attendee, birthYear: birthYearOf(attendee) })),
    petitioners: record.petitions.flatMap(({ id, petitioner }) =>
      petitioner ? [{ id, birthYear: birthYearOf(petitioner), ...petitioner }] : [],
    ),
    speakers: record.speakers ?? [],
    corrections: record.corrections ?? [],
    papers: record.papers ?? [],
  });
}

/** Paths of a record's personal values that belong to these places. */
export function pathsOf(record: DialogueRecord, places: readonly Place[]): string[] {
  const at = (list: readonly { id: string }[] | undefined, part: string, kind: PlaceKind, more = '') =>
    places
      .filter((place) => place.kind === kind)
      .map(({ id }) => list?.findIndex((entry) => entry.id === id) ?? -1)
      .filter((index) => index >= 0)
      .map((index) => `/${part}/${index}/${more}`);
  const roots = [
    ...at(record.attendees, 'attendees', 'attendee'),
    ...at(record.petitions, 'petitions', 'petitioner', 'petitioner/'),
    ...at(record.speakers, 'speakers', 'speaker'),
    ...at(record.corrections, 'corrections', 'correction'),
  ];
  return personalPaths(record).filter((path) => roots.some((root) => path.startsWith(root)));
}

/** Whether a kept value says anything; an entry that was empty when it was frozen says nothing. */
export function says(kept: PersonalPart[string] | undefined): boolean {
  return kept !== null && kept !== undefined && kept.value !== '' && kept.value !== 'other';
}

/** The entries of a record of which personal values are still kept. */
export function placesIn(record: DialogueRecord, personal: PersonalPart): Pick<Place, 'kind' | 'id'>[] {
  const parts: Record<string, readonly [PlaceKind, readonly { id: string }[] | undefined]> = {
    attendees: ['attendee', record.attendees],
    petitions: ['petitioner', record.petitions],
    speakers: ['speaker', record.speakers],
    corrections: ['correction', record.corrections],
  };
  const places = new Map<string, Pick<Place, 'kind' | 'id'>>();
  for (const [path, kept] of Object.entries(personal)) {
    const [, part = '', index = ''] = path.split('/');
    const [kind, list] = parts[part] ?? [];
    const id = list?.[Number(index)]?.id;
    if (kind && id !== undefined && says(kept)) places.set(`${kind} ${id}`, { kind, id });
  }
  return [...places.values()];
}

/** Whether a name answers to what is looked for: every word of it begins one of the name's, whatever the marks. */
export function answersTo(name: string, wanted: readonly string[]): boolean {
  const words = nameKey(name).split(' ');
  return wanted.length > 0 && wanted.every((each) => words.some((word) => word.startsWith(each)));
}
