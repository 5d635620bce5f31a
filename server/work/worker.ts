import type * as Y from 'yjs';
import type { Dialogue } from '../../shared/dialogue.ts';
import type { PetitionMap } from '../../shared/docs/board.ts';
import { allPrepared, readPrepared } from '../../shared/docs/prepared.ts';
import { clean, cleanLine } from '../../shared/documents/plain.ts';
import type { Overlaid } from '../../shared/follow-up.ts';
import type { Petition } from '../../shared/petition.ts';
import { isSameName } from '../../shared/same-name.ts';
import type { Work } from '../../shared/work.ts';
import { dayInVietnam } from '../../shared/working-days.ts';
import { isPetitionId } from '../board/contract.ts';
import type { FollowUp } from '../follow-up/keeper.ts';
import type { PeopleBook } from '../people/contract.ts';
import type { Relay } from '../relay/contract.ts';
import { allPetitioners } from '../screen/people.ts';
import type { Redactors } from '../search/redactors.ts';
import type { OfficeBook, Session } from '../store/store.ts';
import { type Moment, prepare, proveTelling, rule, ruledAct, tell } from './acts.ts';
import { WorkError, type Worker } from './contract.ts';
import { createReading, petitionOf } from './rooms.ts';
import { unitView, villageView } from './views.ts';
import type { Writing } from './writing.ts';

export interface WorkerParts {
  relay: Pick<Relay, 'read' | 'onStored'>;
  office: Pick<OfficeBook, 'read'>;
  people: Pick<PeopleBook, 'read'>;
  redactors: Redactors;
  followUp: Pick<FollowUp, 'isBooked' | 'standing' | 'one' | 'note' | 'fileOf'>;
  writing: Writing;
  now?: () => Date;
}

/** What the two roles differ in. */
const scopes = {
  officer: { field: 'unit', list: 'units' },
  village: { field: 'village', list: 'villages' },
} as const;

function scopeOf(session: Session) {
  if (session.role !== 'officer' && session.role !== 'village') throw new WorkError('notYours');
  return scopes[session.role];
}

/**
 * Makes the part of the server that works in the board for those who never open it. Whatever it writes is a Yjs change
 * like a recorder's own: it is on every board at once and merges with what is being typed.
 */
export function createWorker(parts: WorkerParts): Worker {
  const { relay, followUp } = parts;
  const preparations = createReading(relay, 'board', allPrepared);
  const citizens = createReading(relay, 'register', allPetitioners);
  const { inTurn, write } = parts.writing;

  async function isOwn(session: Session): Promise<(petition: Petition) => boolean> {
    const { field, list } = scopeOf(session);
    const office = await parts.office.read();
    const former = field === 'village' ? office.formerVillages : undefined;
    return (petition) =>
      isPetitionId(petition.id) && isSameName(petition[field], session[field], office[list], former);
  }

  async function momentOf({ name }: Session, otherwise: string): Promise<Moment> {
    const now = parts.now?.() ?? new Date();
    const calendar = await parts.office.read();
    return { by: name || otherwise, at: now.toISOString(), today: dayInVietnam(now), calendar };
  }

  /** A petition of the session's unit or village as it stands; throws WorkError when it is none. */
  async function ownOne(session: Session, dialogueId: string, petitionId: string): Promise<Overlaid> {
    const own = await isOwn(session);
    const found = await followUp.one(dialogueId, petitionId);
    if (!found || !own(found.petition)) throw new WorkError('notYours');
    return found;
  }

  /** Who an answer in words is by: name and title, or the unit. */
  async function signatureOf({ name, personId, unit }: Session): Promise<string> {
    const person = personId ? await parts.people.read(personId) : null;
    return name ? [name, person?.title || unit].filter(Boolean).join(', ') : unit;
  }

  /** Makes one change of an own petition. */
  async function writePetition<T>(
    session: Session,
    dialogue: Dialogue,
    petitionId: string,
    by: string,
    change: (doc: Y.Doc, map: PetitionMap, petition: Petition) => T,
  ): Promise<T> {
    const own = await isOwn(session);
    return write(session, dialogue, 'board', by, (doc) => {
      const { map, petition } = petitionOf(doc, petitionId) ?? {};
      if (!map || !petition || !own(petition)) throw new WorkError('notYours');
      // Before anything else is said of what was sent.
      if (dialogue.state === 'frozen') throw new WorkError('alreadyFrozen');
      return change(doc, map, petition);
    });
  }

  return {
    async list(session, dialogue): Promise<Work> {
      const own = await isOwn(session);
      const standing = (await followUp.standing(dialogue.id)).filter(({ petition }) => own(petition));
      const hider = await parts.redactors.of(dialogue);
      const head = { of: session[scopeOf(session).field], frozen: await followUp.isBooked(dialogue) };
      if (session.role === 'officer') {
        const prepared = await preparations.of(dialogue.id);
        const views = standing.map(({ petition, entries }) =>
          unitView(petition, hider, prepared.get(petition.id) ?? null, entries),
        );
        return { ...head, kind: 'unit', petitions: views };
      }
      const people = await citizens.of(dialogue.id);
      const views = standing.map(({ petition, entries }) =>
        villageView(petition, hider, people.get(petition.id), entries),
      );
      return { ...head, kind: 'village', petitions: views };
    },

    rule: (session, dialogue, petitionId, ruling) =>
      inTurn(dialogue.id, async () => {
        const moment = await momentOf(session, session.unit);
        const hider = await parts.redactors.of(dialogue);
        const prepared = (await preparations.of(dialogue.id)).get(petitionId) ?? null;
        const viewOf = ({ petition, entries }: Overlaid) => unitView(petition, hider, prepared, entries);
        const before = await ownOne(session, dialogue.id, petitionId);
        const file = await followUp.fileOf(dialogue.id, petitionId, ruling.file);
        if (await followUp.isBooked(dialogue)) {
          const hidden = {
            ...ruling,
            answer: clean(hider.redact(ruling.answer)),
            dueReason: cleanLine(hider.redact(ruling.dueReason)),
          };
          const act = ruledAct(before.petition, viewOf(before), hidden, moment, file);
          return viewOf(await followUp.note(session, dialogue, before, act, moment));
        }
        const answeredBy = await signatureOf(session);
        await writePetition(session, dialogue, petitionId, moment.by, (doc, map, petition) => {
          rule(doc, map, petition, viewOf({ ...before, petition }), ruling, { ...moment, answeredBy });
        });
        const after = await ownOne(session, dialogue.id, petitionId);
        if (!file) return viewOf(after);
        // The board has no field for it.
        const { replyNumber: number, replyDate: date } = ruling;
        const filed = { kind: 'filed', number, date, file } as const;
        return viewOf(await followUp.note(session, dialogue, after, filed, moment));
      }),

    tell: (session, dialogue, petitionId, telling) =>
      inTurn(dialogue.id, async () => {
        const moment = await momentOf(session, session.village);
        const hider = await parts.redactors.of(dialogue);
        const citizen = (await citizens.of(dialogue.id)).get(petitionId);
        const viewOf = ({ petition, entries }: Overlaid) => villageView(petition, hider, citizen, entries);
        const before = await ownOne(session, dialogue.id, petitionId);
        if (await followUp.isBooked(dialogue)) {
          const view = viewOf(before);
          const hidden = { ...telling, how: cleanLine(hider.redact(telling.how)) };
          if (!proveTelling(before.petition, view, hidden, moment.today)) return view;
          const act = { kind: 'told', how: hidden.how, on: hidden.at } as const;
          return viewOf(await followUp.note(session, dialogue, before, act, moment));
        }
        await writePetition(session, dialogue, petitionId, moment.by, (doc, map, petition) => {
          tell(doc, map, petition, viewOf({ ...before, petition }), telling, moment);
        });
        return viewOf(await ownOne(session, dialogue.id, petitionId));
      }),

    prepare: (session, dialogue, petitionId, given) =>
      inTurn(dialogue.id, async () => {
        const { by, at } = await momentOf(session, session.unit);
        const hider = await parts.redactors.of(dialogue);
        return writePetition(session, dialogue, petitionId, by, (doc, map, petition) => {
          prepare(doc, map, hider, given, { by: session.unit, at });
          return unitView(petition, hider, readPrepared(map));
        });
      }),

    close() {
      preparations.close();
      citizens.close();
    },
  };
}
