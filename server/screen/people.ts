import * as Y from 'yjs';
import type { Dialogue } from '../../shared/dialogue.ts';
import type { Petitioner } from '../../shared/docs/register.ts';
import { type Attendee, allAttendees, petitionersOf, readPetitioner } from '../../shared/docs/register.ts';
import { allSpeakers } from '../../shared/docs/speakers.ts';
import { fold } from '../../shared/vietnamese/fold.ts';
import { isBareHonorific } from './honorifics.ts';
import type { KnownPeople } from './redact.ts';

/**
 * Whether an attendee speaks in office. A title such as "hội viên" or "ông" in an imported list is none:
 * in doubt a person is a citizen, whose name is hidden.
 */
export function holdsOffice(attendee: Attendee): boolean {
  const title = fold(attendee.title).trim();
  if (title === '' || isBareHonorific(title)) return false;
  return !/^(?:hoi vien|nguoi dan|cong dan|nong dan|dan|ho|nha nong|khach)\b/.test(title);
}

/** Everybody whom the register and the dialogue name, sorted into citizens and officials. */
export function knownPeople(register: Y.Doc, dialogue: Dialogue): KnownPeople {
  const attendees = allAttendees(register);
  const petitioners = allPetitioners(register);
  const officials = new Set(attendees.filter(holdsOffice).map((attendee) => attendee.id));
  const speakers = allSpeakers(register).filter((speaker) => !officials.has(speaker.attendeeId));
  return {
    citizens: [
      ...attendees.filter((attendee) => !holdsOffice(attendee)).map((attendee) => attendee.name),
      ...petitioners.values().map((petitioner) => petitioner.name),
      ...speakers.map((speaker) => speaker.name),
    ],
    officials: [
      dialogue.chairName,
      ...dialogue.secretaries,
      ...attendees.filter(holdsOffice).map((attendee) => attendee.name),
    ],
    phones: [
      ...attendees.map((attendee) => attendee.phone),
      ...petitioners.values().map((petitioner) => petitioner.phone),
    ],
  };
}

/** The citizens behind petitions, by petition id. A name left to the attendee's entry is filled in from there. */
export function allPetitioners(register: Y.Doc): Map<string, Petitioner> {
  const attendees = new Map(allAttendees(register).map((attendee) => [attendee.id, attendee]));
  const result = new Map<string, Petitioner>();
  for (const [id, map] of petitionersOf(register)) {
    const petitioner = map instanceof Y.Map ? readPetitioner(map) : null;
    if (!petitioner) continue;
    const name = petitioner.name || (attendees.get(petitioner.attendeeId)?.name ?? '');
    result.set(id, { ...petitioner, name });
  }
  return result;
}
