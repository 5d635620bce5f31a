import * as Y from 'yjs';
import type { Dialogue } from '../../shared/dialogue.ts';
import { allPetitions, petitionsOf, readPetition } from '../../shared/docs/board.ts';
import {
  type AnswerFile,
  afterAct,
  type FollowUpAct,
  type FollowUpEvent,
  type Overlaid,
  overlay,
} from '../../shared/follow-up.ts';
import { planAct } from '../../shared/follow-up-plan.ts';
import { newId } from '../../shared/ids.ts';
import type { Petition } from '../../shared/petition.ts';
import { dayInVietnam } from '../../shared/working-days.ts';
import { isPetitionId, type PetitionIndex } from '../board/contract.ts';
import type { Relay } from '../relay/contract.ts';
import type { Redactors } from '../search/redactors.ts';
import type { FreezeBook, OfficeBook, Session } from '../store/store.ts';
import type { Moment } from '../work/acts.ts';
import { WorkError } from '../work/contract.ts';
import { createReading } from '../work/rooms.ts';
import type { Writing } from '../work/writing.ts';
import type { Answers } from './answers.ts';
import type { FollowUpBook } from './contract.ts';
import { laidOver } from './laid-over.ts';
import { redactAct } from './redact-act.ts';
import { writeOnBoard } from './write-on-board.ts';

export interface KeeperParts {
  relay: Pick<Relay, 'read' | 'onStored'>;
  office: Pick<OfficeBook, 'read'>;
  freezes: Pick<FreezeBook, 'list'>;
  book: FollowUpBook;
  index: PetitionIndex;
  answers: Pick<Answers, 'find' | 'share'>;
  redactors: Redactors;
  writing: Writing;
  now?: () => Date;
}

/** A petition that an act is about, and the state that its form showed. */
export interface Aimed {
  id: string;
  state: Petition['state'];
}

/** The book of what becomes of petitions, and the petitions with it laid over. */
export interface FollowUp {
  /** Whether what is noted of a dialogue goes into the book: it is frozen, or was. */
  isBooked(dialogue: Dialogue): Promise<boolean>;
  /** The petitions of a dialogue as they stand. */
  standing(dialogueId: string): Promise<Overlaid[]>;
  one(dialogueId: string, petitionId: string): Promise<Overlaid | null>;
  /**
   * Takes one act on some petitions of a dialogue, all or none; returns them as they are then. Sent twice it is taken
   * once. Throws WorkError.
   */
  act(session: Session, dialogue: Dialogue, aims: readonly Aimed[], act: FollowUpAct): Promise<Overlaid[]>;
  /** The same for an act that was found good already, in the turn of its dialogue (`Writing.inTurn`). */
  note(
    session: Session,
    dialogue: Dialogue,
    before: Overlaid,
    act: FollowUpAct,
    moment: Pick<Moment, 'by' | 'at'>,
  ): Promise<Overlaid>;
  /** The file that an act names, as it was handed in for this petition; throws WorkError when it was not. */
  fileOf(dialogueId: string, petitionId: string, file: AnswerFile | null): Promise<AnswerFile | null>;
  /** Writes the petitions of a dialogue into the table anew, after texts of the book were changed. */
  refresh(dialogueId: string): Promise<void>;
  close(): void;
}

/** For whom somebody acts. */
const madeFor = ({ role, unit, village }: Session) =>
  role === 'officer' ? unit : role === 'village' ? village : '';

export function createFollowUp(parts: KeeperParts): FollowUp {
  const { book, writing } = parts;
  const boards = createReading(parts.relay, 'board', allPetitions);
  const index = laidOver(parts.index, book);

  async function isBooked({ id, state }: Dialogue): Promise<boolean> {
    return state === 'frozen' || (await parts.freezes.list(id)).length > 0;
  }

  async function standing(dialogueId: string): Promise<Overlaid[]> {
    const events = Map.groupBy(await book.events(dialogueId), ({ petitionId }) => petitionId);
    const petitions = await boards.of(dialogueId);
    return petitions.map((petition) => overlay(petition, events.get(petition.id) ?? []));
  }

  async function one(dialogueId: string, petitionId: string): Promise<Overlaid | null> {
    return (await standing(dialogueId)).find(({ petition }) => petition.id === petitionId) ?? null;
  }

  async function fileOf(dialogueId: string, petitionId: string, file: AnswerFile | null) {
    if (!file) return null;
    const stored = await parts.answers.find(dialogueId, petitionId, file.hash);
    if (!stored) throw new WorkError('notReady', { problems: ['file'] });
    const { hash, type, size } = stored;
    return { hash, type, size };
  }

  function eventOf(
    session: Session,
    dialogueId: string,
    petition: Petition,
    act: FollowUpAct,
    { by, at }: Pick<Moment, 'by' | 'at'>,
  ): FollowUpEvent {
    const { state, dueDate, unit } = petition;
    return {
      id: newId(),
      dialogueId,
      petitionId: petition.id,
      at,
      by,
      role: session.role,
      of: madeFor(session),
      was: { state, dueDate, unit },
      act,
    };
  }

  /** What the board has no field for. */
  function besideBoard(act: FollowUpAct): FollowUpAct | null {
    if (act.kind === 'sent' || act.kind === 'filed') return act;
    if (act.kind !== 'replied' && act.kind !== 'returned') return null;
    const { number, date, file } = act;
    return file && { kind: 'filed', number, date, file };
  }

  async function noteOnBoard(
    session: Session,
    dialogue: Dialogue,
    petitionId: string,
    act: FollowUpAct,
    moment: Pick<Moment, 'by' | 'at'>,
  ): Promise<void> {
    const beside = await writing.write(session, dialogue, 'board', moment.by, (doc) => {
      const map = petitionsOf(doc).get(petitionId);
      if (!(map instanceof Y.Map)) throw new WorkError('notYours');
      const before = readPetition(petitionId, map);
      const event = eventOf(session, dialogue.id, before, act, moment);
      const after = afterAct(before, event);
      if (!after) throw new WorkError('notReady', { problems: ['outcome'] });
      writeOnBoard(doc, map, before, after, moment);
      const more = besideBoard(act);
      return more && { ...eventOf(session, dialogue.id, after, more, moment) };
    });
    if (beside) await book.add([beside]);
  }

  /** Whether the last act of a petition was this very one. */
  function isDone({ entries, petition }: Overlaid, act: FollowUpAct): boolean {
    const last = entries.at(-1);
    if (!last || last.passedOver) return false;
    // What was left alone and what was written anew in the same words are the same words.
    const words = (one: FollowUpAct) => JSON.stringify({ ...one, answer: null });
    const isSaid = !('answer' in act) || act.answer === null || act.answer === petition.answer;
    return isSaid && words(last.event.act) === words(act);
  }

  async function noteAll(
    session: Session,
    dialogue: Dialogue,
    befores: readonly Overlaid[],
    acts: readonly FollowUpAct[],
    moment: Pick<Moment, 'by' | 'at'>,
  ): Promise<Overlaid[]> {
    const ids = befores.map(({ petition }) => petition.id);
    const todo = befores.flatMap((before, at) => {
      const act = acts[at];
      return act && !isDone(before, act) ? [{ before, act }] : [];
    });
    if (await isBooked(dialogue)) {
      await book.add(
        todo.map(({ before, act }) => eventOf(session, dialogue.id, before.petition, act, moment)),
      );
      const bases = (await boards.of(dialogue.id)).filter(({ id }) => ids.includes(id));
      await index.upsert(dialogue.id, bases);
    } else
      for (const { before, act } of todo)
        await noteOnBoard(session, dialogue, before.petition.id, act, moment);
    const after = await standing(dialogue.id);
    return ids.flatMap((id) => after.find(({ petition }) => petition.id === id) ?? []);
  }

  async function note(
    session: Session,
    dialogue: Dialogue,
    before: Overlaid,
    act: FollowUpAct,
    moment: Pick<Moment, 'by' | 'at'>,
  ): Promise<Overlaid> {
    const hidden = redactAct(act, await parts.redactors.of(dialogue));
    const [after] = await noteAll(session, dialogue, [before], [hidden], moment);
    if (!after) throw new WorkError('notYours');
    return after;
  }

  /** One act for each petition, as the book would have it; throws WorkError when one of them cannot be. */
  async function plan(
    dialogue: Dialogue,
    aims: readonly Aimed[],
    asked: FollowUpAct,
    today: string,
  ): Promise<{ befores: Overlaid[]; acts: FollowUpAct[] }> {
    const calendar = await parts.office.read();
    const hider = await parts.redactors.of(dialogue);
    const all = await standing(dialogue.id);
    const [first] = aims;
    const given = redactAct(asked, hider);
    if ('file' in given && first) given.file = await fileOf(dialogue.id, first.id, given.file);
    const befores: Overlaid[] = [];
    const acts: FollowUpAct[] = [];
    for (const { id, state } of aims) {
      const before = all.find(({ petition }) => petition.id === id);
      if (!before || !isPetitionId(id)) throw new WorkError('notYours');
      befores.push(before);
      if (isDone(before, given)) {
        acts.push(given);
        continue;
      }
      if (before.petition.state !== state) throw new WorkError('changedMeanwhile');
      const { act, problems } = planAct(before.petition, given, { today, calendar });
      if (problems.length > 0) throw new WorkError('notReady', { problems });
      acts.push(act);
    }
    if ('file' in given && given.file && first)
      await parts.answers.share(dialogue.id, first.id, given.file.hash, aims.slice(1));
    return { befores, acts };
  }

  return {
    isBooked,
    standing,
    one,
    fileOf,
    note,
    act: (session, dialogue, aims, act) =>
      writing.inTurn(dialogue.id, async () => {
        const now = parts.now?.() ?? new Date();
        const moment = { by: session.name || 'Văn phòng', at: now.toISOString() };
        const { befores, acts } = await plan(dialogue, aims, act, dayInVietnam(now));
        return noteAll(session, dialogue, befores, acts, moment);
      }),
    async refresh(dialogueId) {
      await index.upsert(dialogueId, await boards.of(dialogueId));
    },
    close: () => boards.close(),
  };
}
