import * as Y from 'yjs';
import type { Dialogue } from '../../shared/dialogue.ts';
import { isErased } from '../../shared/docs/erasing.ts';
import { answerInvitation, readInvitation } from '../../shared/docs/invitation.ts';
import { attendeesOf, readAttendee } from '../../shared/docs/register.ts';
import { cleanLine } from '../../shared/documents/plain.ts';
import type { GivenAnswer, InvitedList, InvitedPerson } from '../../shared/invited.ts';
import { isSameName } from '../../shared/same-name.ts';
import { compareNames } from '../../shared/vietnamese/names.ts';
import type { Relay } from '../relay/contract.ts';
import type { OfficeBook, PreparationBook, Session } from '../store/store.ts';
import { WorkError } from './contract.ts';
import { createReading } from './rooms.ts';
import { createWriting, type WritingParts } from './writing.ts';

export interface InviterParts extends WritingParts {
  relay: Pick<Relay, 'read' | 'write' | 'onStored'>;
  office: Pick<OfficeBook, 'read'>;
  preparations: Pick<PreparationBook, 'read'>;
  now?: () => Date;
}

/** What village heads see and say of those of their village who are invited; the register itself stays closed to them. */
export interface Inviter {
  /** Those of the session's village, by given name. */
  list(session: Session, dialogue: Dialogue): Promise<InvitedList>;
  /** Notes what one of them said. Returns the person as they stand then; throws WorkError. */
  answer(
    session: Session,
    dialogue: Dialogue,
    attendeeId: string,
    given: GivenAnswer,
  ): Promise<InvitedPerson>;
  close(): void;
}

type Entry = InvitedPerson & { village: string };

/** Allow-list: what is not named here does not leave the server. Null: nobody whom a village head has to do with. */
function entryOf(id: string, map: unknown): Entry | null {
  if (!(map instanceof Y.Map) || isErased(map)) return null;
  const { name, title, group, phone, village, present, walkIn, birthYear = '' } = readAttendee(id, map);
  const { toldAt, coming, brings } = readInvitation(map);
  const line = { name: cleanLine(name), title: cleanLine(title), group: cleanLine(group) };
  // Whoever came unasked was not to be told of anything.
  if (walkIn || line.name === '') return null;
  return { id, ...line, phone: cleanLine(phone), village, birthYear, present, toldAt, coming, brings };
}

const withoutVillage = ({ village: _, ...person }: Entry): InvitedPerson => person;

/** Makes the part of the server that works in the register for village heads. */
export function createInviter(parts: InviterParts): Inviter {
  const { inTurn, write } = createWriting(parts);
  const invited = createReading(parts.relay, 'register', (doc) =>
    [...attendeesOf(doc)].flatMap(([id, map]) => entryOf(id, map) ?? []),
  );

  async function isOwn(session: Session): Promise<(village: string) => boolean> {
    if (session.role !== 'village') throw new WorkError('notYours');
    const { villages, formerVillages } = await parts.office.read();
    return (village) => isSameName(village, session.village, villages, formerVillages);
  }

  return {
    async list(session, dialogue) {
      const own = await isOwn(session);
      const people = (await invited.of(dialogue.id))
        .filter(({ village }) => own(village))
        .map(withoutVillage)
        .sort((a, b) => compareNames(a.name, b.name) || (a.id < b.id ? -1 : 1));
      const { startsAt } = await parts.preparations.read(dialogue.id);
      const { heldOn, place, state } = dialogue;
      return { of: session.village, frozen: state === 'frozen', heldOn, startsAt, place, people };
    },

    answer: (session, dialogue, attendeeId, { at, ...change }) =>
      inTurn(dialogue.id, async () => {
        const own = await isOwn(session);
        // What a device with a clock ahead says is said now: nothing that comes later would count else.
        const now = (parts.now?.() ?? new Date()).toISOString();
        const said = Date.parse(at) < Date.parse(now) ? at : now;
        return write(session, dialogue, 'register', session.name || session.village, (doc) => {
          const map = attendeesOf(doc).get(attendeeId);
          const person = entryOf(attendeeId, map);
          if (!map || !person || !own(person.village)) throw new WorkError('notYours');
          if (dialogue.state === 'frozen') throw new WorkError('alreadyFrozen');
          answerInvitation(doc, map, change, said);
          return withoutVillage(entryOf(attendeeId, map) ?? person);
        });
      }),

    close: () => invited.close(),
  };
}
