import * as Y from 'yjs';
import type { Dialogue, Office } from '../dialogue.ts';
import { allPetitions } from '../docs/board.ts';
import { allCorrections } from '../docs/corrections.ts';
import { type MinutesFacts, readFacts } from '../docs/minutes.ts';
import { allAttendees, petitionersOf, readPetitioner } from '../docs/register.ts';
import { allSpeakers } from '../docs/speakers.ts';
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
