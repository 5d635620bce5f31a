import { may } from '../../shared/access.ts';
import type { Dialogue } from '../../shared/dialogue.ts';
import { roomName } from '../../shared/dialogue.ts';
import { comparePetitions } from '../../shared/docs/board.ts';
import { cleanLine } from '../../shared/documents/plain.ts';
import type { SourceOf, WorklistRow } from '../../shared/documents/source.ts';
import type { SentEscalation } from '../../shared/escalation.ts';
import type { Overlaid } from '../../shared/follow-up.ts';
import { mergedByKept } from '../../shared/merging.ts';
import { type Petition, petitionStates } from '../../shared/petition.ts';
import { isSameName } from '../../shared/same-name.ts';
import { dayInVietnam } from '../../shared/working-days.ts';
import {
  type FollowedDialogue,
  type FollowedPetition,
  type FollowUpList,
  isWorklist,
  lastSoonDay,
  placeOf,
} from '../../shared/worklists.ts';
import type { PetitionTable } from '../board/contract.ts';
import type { Escalations } from '../escalation/escalations.ts';
import type { Duty } from '../people/contract.ts';
import type { Relay } from '../relay/contract.ts';
import { allPetitioners } from '../screen/people.ts';
import type { Redactors } from '../search/redactors.ts';
import type { DialogueBook, OfficeBook, Session } from '../store/store.ts';
import { readRoom } from '../work/rooms.ts';
import { historyView, workView } from '../work/views.ts';
import type { FollowUpBook } from './contract.ts';
import type { FollowUp } from './keeper.ts';

export interface ListParts {
  relay: Pick<Relay, 'read'>;
  dialogues: Pick<DialogueBook, 'list' | 'read'>;
  office: Pick<OfficeBook, 'read'>;
  petitions: PetitionTable;
  book: Pick<FollowUpBook, 'events' | 'ended'>;
  followUp: Pick<FollowUp, 'standing' | 'isBooked'>;
  redactors: Redactors;
  /** What was sent to the superior; null where there is none. */
  escalations: Pick<Escalations, 'superiorName' | 'sentOf'> | null;
  /** The duties of a person that last. */
  dutiesNow(personId: string): Promise<readonly Duty[]>;
  now?: () => Date;
}

/** Petitions that have come to their end are listed up to so many, the last told first; of one dialogue, all that it has. */
const mostEnded = 300;
const mostOfOne = 5_000;
/** States in which a petition may wait somewhere; merged ones follow another, and are needed to know whom. */
const standingStates = petitionStates.filter((state) => state !== 'closed' && state !== 'withdrawn');

/** A dialogue that a session may look at; of a unit alone for an officer. */
interface Scope {
  dialogue: Dialogue;
  /** Empty: all units. */
  unit: string;
  dutyId: string;
}

/** The petitions of a dialogue that are looked at, each with its place. */
interface Placed {
  scope: Scope;
  petitions: { petition: Petition; place: FollowedPetition['place']; merged: Petition[] }[];
}

/** Makes what puts the petitions of all dialogues into worklists, for the page and for the lists on paper. */
export function createLists(parts: ListParts) {
  const now = () => parts.now?.() ?? new Date();

  /** Of what a session may look at, one dialogue, or without one all. */
  async function scopesOf(session: Session, wanted: string): Promise<Scope[]> {
    const all = await allScopes(session);
    return all.filter(({ dialogue }) => wanted === '' || dialogue.id === wanted);
  }

  /** What a session may look at: the organizer everything, an officer the own unit wherever it has the duty. */
  async function allScopes(session: Session): Promise<Scope[]> {
    if (session.role === 'organizer')
      return (await parts.dialogues.list()).map((dialogue) => ({ dialogue, unit: '', dutyId: '' }));
    const isOfficer = session.role === 'officer';
    const own = { dialogueId: session.dialogueId, unit: isOfficer ? session.unit : '', dutyId: '' };
    const duties = isOfficer && session.personId ? await parts.dutiesNow(session.personId) : [];
    const others = duties
      .filter(({ role, id }) => role === 'officer' && id !== session.dutyId)
      .map(({ dialogueId, unit, id }) => ({ dialogueId, unit, dutyId: id }));
    const scopes: Scope[] = [];
    for (const { dialogueId, ...scope } of [own, ...others]) {
      const dialogue = await parts.dialogues.read(dialogueId);
      // Without a unit an officer answers for nobody.
      if (dialogue && (!isOfficer || scope.unit !== '')) scopes.push({ dialogue, ...scope });
    }
    return scopes;
  }

  /** All petitions that those of a dialogue lead to, by id. */
  async function leadsOf(dialogueId: string, petitions: readonly Petition[]): Promise<Map<string, Petition>> {
    const known = new Map(petitions.map((petition) => [petition.id, petition]));
    let open = petitions;
    while (open.length > 0) {
      const found: Petition[] = [];
      for (const { state, mergedInto } of open) {
        if (state !== 'merged' || known.has(mergedInto)) continue;
        const target = await parts.petitions.last(dialogueId, mergedInto);
        if (!target) continue;
        known.set(target.id, target);
        found.push(target);
      }
      open = found;
    }
    return known;
  }

  /** `ended`: how many of those that were closed or withdrawn. */
  async function placed(scopes: readonly Scope[], ended: number): Promise<Placed[]> {
    const office = await parts.office.read();
    const today = dayInVietnam(now());
    const soon = lastSoonDay(today, office);
    const dialogueIds = [...new Set(scopes.map(({ dialogue }) => dialogue.id))];
    const found = [
      ...(await parts.petitions.list({ dialogueIds, states: standingStates })),
      ...(ended > 0 ? await parts.book.ended(dialogueIds, ended) : []),
    ];
    const rows = Map.groupBy(found, ({ dialogueId }) => dialogueId);
    const result: Placed[] = [];
    for (const scope of scopes) {
      const all = (rows.get(scope.dialogue.id) ?? []).map(({ petition }) => petition);
      const leads = await leadsOf(scope.dialogue.id, all);
      const merged = mergedByKept([...leads.values()]);
      const own = all
        .filter(({ unit }) => scope.unit === '' || isSameName(unit, scope.unit, office.units))
        .sort(comparePetitions)
        .map((petition) => ({
          petition,
          place: placeOf(petition, (id) => leads.get(id), today, soon),
          merged: merged.get(petition.id) ?? [],
        }));
      result.push({ scope, petitions: own });
    }
    return result;
  }

  /** What the book says of petitions, by id; empty where it says nothing. */
  async function booksOf(dialogueId: string): Promise<Map<string, Overlaid>> {
    if ((await parts.book.events(dialogueId)).length === 0) return new Map();
    const all = await parts.followUp.standing(dialogueId);
    return new Map(all.map((one) => [one.petition.id, one]));
  }

  /** What was sent to the superior, for whoever may send it. */
  async function sentOf(session: Session, dialogueId: string): Promise<Map<string, SentEscalation>> {
    const { escalations } = parts;
    return escalations && may(session.role, 'escalate') ? escalations.sentOf(dialogueId) : new Map();
  }

  async function shownOf({ scope, petitions }: Placed, session: Session): Promise<FollowedPetition[]> {
    if (petitions.length === 0) return [];
    const { dialogue } = scope;
    const books = await booksOf(dialogue.id);
    const escalated = await sentOf(session, dialogue.id);
    const hider = session.role === 'officer' ? await parts.redactors.of(dialogue) : null;
    const hide = (text: string) => hider?.redact(text) ?? text;
    return petitions.map(({ petition, place, merged }) => {
      const { entries, sent } = books.get(petition.id) ?? { entries: [], sent: null };
      return {
        ...workView(petition, hide, entries),
        dialogueId: dialogue.id,
        place,
        history: historyView(petition),
        merged: merged.map(({ number }) => number),
        sent: sent && { number: sent.number, date: sent.date },
        escalation: escalated.get(petition.id) ?? null,
      };
    });
  }

  async function named({ dialogue, dutyId }: Scope): Promise<FollowedDialogue> {
    const { id, title, year, quarter, heldOn } = dialogue;
    return { id, title, year, quarter, heldOn, dutyId, booked: await parts.followUp.isBooked(dialogue) };
  }

  /**
   * What the page of worklists shows. `ended`: also petitions that have come to their end. Without a dialogue, of all that
   * the session may look at.
   */
  async function list(session: Session, ended: boolean, dialogueId = ''): Promise<FollowUpList> {
    const scopes = await scopesOf(session, dialogueId);
    const most = dialogueId === '' ? mostEnded : mostOfOne;
    const all = await placed(scopes, ended ? most + 1 : 0);
    const done = all
      .flatMap(({ petitions }) => petitions)
      .filter(({ place }) => !isWorklist(place))
      .sort((a, b) => (a.petition.toldAt < b.petition.toldAt ? 1 : -1));
    const listed = new Set(ended ? done.slice(0, most) : []);
    const petitions: FollowedPetition[] = [];
    for (const { scope, petitions: own } of all) {
      const wanted = own.filter((one) => isWorklist(one.place) || listed.has(one));
      petitions.push(...(await shownOf({ scope, petitions: wanted }, session)));
    }
    return {
      today: dayInVietnam(now()),
      dialogues: await Promise.all(scopes.map(named)),
      petitions,
      superior: may(session.role, 'escalate') ? (parts.escalations?.superiorName() ?? '') : '',
      more: ended && done.length > most,
    };
  }

  /** What a list on paper is made from; without a dialogue, of all that the session may look at. */
  async function paper(
    session: Session,
    wanted: { dialogueId: string; rows: (all: Placed) => Promise<WorklistRow[]>; of: string },
  ): Promise<SourceOf<'worklist'>> {
    const scopes = await scopesOf(session, wanted.dialogueId);
    const rows: WorklistRow[] = [];
    for (const one of await placed(scopes, 0)) rows.push(...(await wanted.rows(one)));
    const madeAt = now().toISOString();
    return { from: 'worklist', of: wanted.of, rows, office: await parts.office.read(), madeAt };
  }

  /** Whom of a village to tell what: names and phones are in it. Empty village: all villages. */
  async function reminders(session: Session, village: string, dialogueId: string) {
    const { villages, formerVillages } = await parts.office.read();
    const isOfVillage = (petition: Petition) =>
      village === '' || isSameName(petition.village, village, villages, formerVillages);
    return paper(session, {
      dialogueId,
      of: cleanLine(village),
      async rows({ scope: { dialogue }, petitions }) {
        const waiting = petitions.filter(({ petition, place }) => isToBeTold(petition, place));
        if (waiting.length === 0) return [];
        const register = await readRoom(parts.relay, roomName(dialogue.id, 'register'));
        const people = allPetitioners(register);
        register.destroy();
        return waiting.flatMap(({ petition, place, merged }) =>
          [petition, ...merged].filter(isOfVillage).map((own): WorklistRow => {
            const { name = '', phone = '' } = people.get(own.id) ?? {};
            const { number, content, id } = own;
            const citizens = [name, phone].map(cleanLine).filter(Boolean).join('\n');
            return {
              petition: { ...petition, id, number, content },
              dialogue,
              citizens,
              place: asList(place),
            };
          }),
        );
      },
    });
  }

  /** What a unit has to answer; it names nobody. Empty unit: all units. */
  async function dueList(session: Session, unit: string, dialogueId: string) {
    const { units } = await parts.office.read();
    return paper(session, {
      dialogueId,
      of: cleanLine(unit),
      async rows({ scope: { dialogue }, petitions }) {
        const hider = await parts.redactors.of(dialogue);
        return petitions
          .filter(({ place }) => isWorklist(place) && place !== 'untold' && place !== 'answered')
          .filter(({ petition }) => unit === '' || isSameName(petition.unit, unit, units))
          .map(({ petition, place }) => ({
            petition: { ...petition, content: hider.redact(petition.content) },
            dialogue,
            citizens: '',
            place: asList(place),
          }));
      },
    });
  }

  return { list, reminders, dueList };
}

export type Lists = ReturnType<typeof createLists>;

const asList = (place: FollowedPetition['place']): WorklistRow['place'] =>
  isWorklist(place) ? place : 'unruled';

/** Who was in the hall and asked there has heard the answer. */
function isToBeTold({ channel }: Petition, place: FollowedPetition['place']): boolean {
  return place === 'untold' || (place === 'answered' && channel !== 'spoken');
}
