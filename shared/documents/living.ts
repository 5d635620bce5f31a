import * as Y from 'yjs';
import type { Dialogue, Office } from '../dialogue.ts';
import { allPetitions } from '../docs/board.ts';
import { allCorrections } from '../docs/corrections.ts';
import { type MinutesFacts, readFacts } from '../docs/minutes.ts';
import { allAttendees, petitionersOf, readPetitioner } from '../docs/register.ts';
import { allSpeakers } from '../docs/speakers.ts';
import { readBody } from '../minutes-template.ts';
import type { DialogueRecord } from '../record.ts';
import { compareNames } from '../vietnamese/names.ts';
import type { MinutesSource } from './held.ts';

/** A record's parts as a living dialogue would give them now; the text stays in the minutes' document. */
export type LivingSource = Omit<MinutesSource, 'minutes'> & { facts: MinutesFacts };

/** Joins the living documents as a freeze at `now` (ISO 8601 instant) would. */
export function livingSource(
  about: { dialogue: Dialogue; office: Office },
  docs: { minutes: Y.Doc; board: Y.Doc; register: Y.Doc },
  now: string,
): LivingSource {
  const citizens = petitionersOf(docs.register);
  return {
    ...about,
    frozenAt: now,
    facts: readFacts(docs.minutes),
    petitions: allPetitions(docs.board).map((petition) => {
      const citizen = citizens.get(petition.id);
      return { ...petition, petitioner: citizen instanceof Y.Map ? readPetitioner(citizen) : null };
    }),
    attendees: allAttendees(docs.register),
    speakers: allSpeakers(docs.register),
    corrections: allCorrections(docs.register),
  };
}

/** What stands in a petition's number while the hall's server has not given one. */
export const provisionalNumber = 'KN-… (tạm)';

/**
 * The record that a freeze at `now` would make, as far as a device can know it: without the final numbers, which the
 * hall's server gives, and without a name of its own. Petitions and people in the order of the documents made of it.
 */
export function livingRecord(
  about: { dialogue: Dialogue; office: Office; recipients: string[] },
  docs: { minutes: Y.Doc; board: Y.Doc; register: Y.Doc },
  now: string,
): DialogueRecord {
  const { facts, ...source } = livingSource(about, docs, now);
  return {
    ...source,
    format: 'doi-thoai/record',
    version: 2,
    id: about.dialogue.id,
    recipients: about.recipients,
    frozenBy: '',
    previous: null,
    minutes: { facts, body: readBody(docs.minutes) },
    petitions: source.petitions.map((petition) => ({
      ...petition,
      number: petition.number || provisionalNumber,
    })),
    attendees: source.attendees.sort((a, b) => compareNames(a.name, b.name) || (a.id < b.id ? -1 : 1)),
    yjs: { minutes: '', board: '', register: '' },
  };
}
