import { createHash } from 'node:crypto';
import { readAnswerFile } from '../../shared/answer-file.ts';
import type { Dialogue } from '../../shared/dialogue.ts';
import {
  type ArrivedCounts,
  type ArrivedList,
  answerOf,
  type EscalationAct,
  escalationState,
  isUnderWay,
  type SentEscalation,
  waitsForSuperior,
} from '../../shared/escalation.ts';
import { type AnswerFile, maxAnswerBytes } from '../../shared/follow-up.ts';
import { newId } from '../../shared/ids.ts';
import type { WorkProblem } from '../../shared/work.ts';
import { dayInVietnam, isDay } from '../../shared/working-days.ts';
import type { Answers } from '../follow-up/answers.ts';
import { AnswerError } from '../follow-up/contract.ts';
import type { Aimed, FollowUp } from '../follow-up/keeper.ts';
import { oneAfterAnother } from '../one-after-another.ts';
import { Redactor } from '../screen/redact.ts';
import type { Redactors } from '../search/redactors.ts';
import type { Session } from '../store/store.ts';
import { WorkError } from '../work/contract.ts';
import { type EscalationBook, EscalationError, type Neighbours, type StoredEscalation } from './contract.ts';

export interface EscalationParts {
  book: EscalationBook;
  neighbours: Neighbours;
  followUp: Pick<FollowUp, 'act' | 'one'>;
  answers: Pick<Answers, 'take'>;
  redactors: Redactors;
  now?: () => Date;
}

/** What the superior says in an answer. */
export type Answering = Pick<EscalationAct, 'text' | 'number' | 'date' | 'file'>;

/** Petitions between this commune, its superior, and those that it is superior of. */
export interface Escalations {
  /** The superior's name; empty: this commune has none in the installation. */
  superiorName(): string;
  /** Of each petition of a dialogue the last that was sent of it, by the petition's id. */
  sentOf(dialogueId: string): Promise<Map<string, SentEscalation>>;
  /**
   * Notes in the book of what follows that the transfer sheet went out, and sends the petition to the superior. Done twice it
   * is there once. `before` is called when all is found good and nothing has left yet. Throws WorkError, EscalationError.
   */
  send(
    session: Session,
    dialogue: Dialogue,
    petition: Aimed,
    sheet: { number: string; date: string },
    before: () => Promise<void>,
  ): Promise<void>;
  /**
   * Takes the superior's answer into the book of what follows, with its file, unless the petition waits for none any more;
   * then it is only noted that it came. Done twice it is there once. Throws WorkError, EscalationError.
   */
  take(session: Session, dialogue: Dialogue, petitionId: string): Promise<void>;
  withdraw(session: Session, dialogue: Dialogue, petitionId: string, reason: string): Promise<void>;
  /** What arrived from other communes; with `ended`, also the last of what has come to its end. */
  arrived(ended: boolean): Promise<ArrivedList>;
  counts(): Promise<ArrivedCounts>;
  receive(session: Session, id: string): Promise<void>;
  answer(session: Session, id: string, answering: Answering): Promise<void>;
  decline(session: Session, id: string, reason: string): Promise<void>;
  /** Proves what a file is and keeps it for the answer to a petition that arrived. Throws AnswerError, EscalationError. */
  takeFile(id: string, bytes: Uint8Array<ArrayBuffer>): Promise<AnswerFile>;
  /** The file that an answer names; bytes that no longer match their hash are not served. */
  readFile(id: string, hash: string): Promise<FoundFile | null>;
}

export interface FoundFile {
  file: AnswerFile;
  bytes: Uint8Array<ArrayBuffer>;
  escalation: StoredEscalation;
  /** It was handed in here; else it came from the superior. */
  isOwn: boolean;
}

/** Of what has come to its end, so many are listed. */
const mostEnded = 300;

/** Knows no register: what it hides are numbers, and names behind a word of address. */
const stranger = new Redactor({ citizens: [], officials: [], phones: [] });
const hide = (text: string) => stranger.redact(text);
const nothing = { text: '', number: '', date: '', file: null } as const;
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

/** What an answer still needs. */
export function answeringProblems({ text, number, date, file }: Answering, today: string): WorkProblem[] {
  const problems: WorkProblem[] = [];
  if (number === '' || !isDay(date) || date > today) problems.push('paper');
  if (text === '' && !file) problems.push('answer');
  return problems;
}

export function createEscalations(parts: EscalationParts): Escalations {
  const { book, neighbours, followUp } = parts;
  /** A petition is not taken twice at the same time. */
  const inTurn = oneAfterAnother();
  const now = () => parts.now?.() ?? new Date();
  const signed = ({ name }: Session) => ({ at: now().toISOString(), by: name || 'Văn phòng' });

  async function lastSent(dialogueId: string, petitionId: string): Promise<StoredEscalation> {
    const found = (await book.sentOf(dialogueId)).findLast((sent) => sent.petitionId === petitionId);
    if (!found) throw new EscalationError('notFound');
    return found;
  }

  async function arrivedOne(id: string): Promise<StoredEscalation> {
    const found = await book.one(id);
    if (found?.to !== neighbours.own) throw new EscalationError('notFound');
    return found;
  }

  async function act(escalation: StoredEscalation, done: EscalationAct): Promise<void> {
    if (!(await book.act(escalation, done))) throw new EscalationError('escalationOver');
  }

  /** What is about to cross: what the petition says, without people. */
  async function matterOf(dialogue: Dialogue, petitionId: string, sheet: { number: string; date: string }) {
    const found = await followUp.one(dialogue.id, petitionId);
    if (!found) throw new WorkError('notYours');
    const hider = await parts.redactors.of(dialogue);
    const { number, field, village, category, content, dueDate } = found.petition;
    return {
      number,
      dialogue: dialogue.title,
      field,
      village,
      category,
      content: hider.redact(content),
      dueDate,
      sheetNumber: hider.redact(sheet.number),
      sheetDate: sheet.date,
    };
  }

  /** Whether the petition still waits for an answer: else it has one already, or was decided otherwise meanwhile. */
  async function waits(dialogueId: string, petitionId: string): Promise<boolean> {
    return (await followUp.one(dialogueId, petitionId))?.petition.state === 'escalated';
  }

  async function fileOf(escalation: StoredEscalation, { file }: EscalationAct): Promise<AnswerFile | null> {
    const found = file && (await book.file(escalation.id, file.hash));
    if (!found) return null;
    return parts.answers.take(escalation.dialogueId, escalation.petitionId, '', found.bytes);
  }

  return {
    superiorName: () => neighbours.superior()?.name ?? '',
    async sentOf(dialogueId) {
      const all = await book.sentOf(dialogueId);
      return new Map(
        all.map(({ petitionId, id, to, sentAt, dueDate, acts }) => [
          petitionId,
          { id, toName: neighbours.nameOf(to), sentAt, dueDate, acts },
        ]),
      );
    },
    send: (session, dialogue, petition, sheet, before) =>
      inTurn(async () => {
        const underWay = (await book.sentOf(dialogue.id)).some(
          (sent) => sent.petitionId === petition.id && isUnderWay(escalationState(sent)),
        );
        if (underWay) return;
        const superior = neighbours.superior();
        if (!superior) throw new EscalationError('noSuperior');
        const authority = superior.name;
        // First into the own book: cut off here, it is sent again, and the book has the act already.
        const sent = { kind: 'sent', authority, ...sheet, file: null } as const;
        await followUp.act(session, dialogue, [petition], sent);
        const matter = await matterOf(dialogue, petition.id, sheet);
        await before();
        const { at, by } = signed(session);
        const sentNow = await book.send({
          ...matter,
          id: newId(),
          to: superior.id,
          dialogueId: dialogue.id,
          petitionId: petition.id,
          sentAt: at,
          sentBy: by,
        });
        // The installation names another one since a moment.
        if (!sentNow) throw new EscalationError('noSuperior');
      }),
    take: (session, dialogue, petitionId) =>
      inTurn(async () => {
        const sent = await lastSent(dialogue.id, petitionId);
        const answer = answerOf(sent);
        if (escalationState(sent) === 'taken') return;
        if (!answer) throw new EscalationError('escalationOver');
        if (await waits(dialogue.id, petitionId)) {
          const { number, date, text } = answer;
          const file = await fileOf(sent, answer);
          const returned = { kind: 'returned', answer: text || null, number, date, file } as const;
          await followUp.act(session, dialogue, [{ id: petitionId, state: 'escalated' }], returned);
        }
        await act(sent, { kind: 'taken', ...signed(session), ...nothing });
      }),
    async withdraw(session, dialogue, petitionId, reason) {
      if (reason === '') throw new WorkError('notReady', { problems: ['reason'] });
      const text = (await parts.redactors.of(dialogue)).redact(reason);
      const sent = await lastSent(dialogue.id, petitionId);
      await act(sent, { kind: 'withdrawn', ...signed(session), ...nothing, text });
    },
    async arrived(withEnded) {
      const all = await book.arrived(withEnded ? mostEnded + 1 : 0);
      const open = all.filter((one) => isUnderWay(escalationState(one)));
      const over = all.filter((one) => !isUnderWay(escalationState(one)));
      const listed = [...open, ...over.slice(0, mostEnded)];
      const names = new Map(neighbours.below().map(({ id, name }) => [id, name]));
      for (const { from } of listed) names.set(from, neighbours.nameOf(from));
      const communes = [...names].map(([id, name]) => ({ id, name }));
      return {
        today: dayInVietnam(now()),
        communes: communes.sort((a, b) => a.name.localeCompare(b.name, 'vi')),
        petitions: listed.map(({ dialogueId: _, petitionId: __, ...one }) => ({
          ...one,
          fromName: neighbours.nameOf(one.from),
        })),
        more: over.length > mostEnded,
      };
    },
    async counts() {
      const { arrived, waiting, overdue } = await book.counts(dayInVietnam(now()));
      return { shown: arrived > 0 || neighbours.below().length > 0, waiting, overdue };
    },
    async receive(session, id) {
      await act(await arrivedOne(id), { kind: 'received', ...signed(session), ...nothing });
    },
    async answer(session, id, { text, number, date, file }) {
      const escalation = await arrivedOne(id);
      const stored = file && ((await book.file(id, file.hash))?.file ?? null);
      const problems = answeringProblems({ text, number, date, file: stored }, dayInVietnam(now()));
      if (file && !stored) problems.push('file');
      if (problems.length > 0) throw new WorkError('notReady', { problems });
      const said = { text: hide(text), number: hide(number), date, file: stored };
      await act(escalation, { kind: 'answered', ...signed(session), ...said });
    },
    async decline(session, id, reason) {
      if (reason === '') throw new WorkError('notReady', { problems: ['reason'] });
      const escalation = await arrivedOne(id);
      await act(escalation, { kind: 'declined', ...signed(session), ...nothing, text: hide(reason) });
    },
    async takeFile(id, bytes) {
      const escalation = await arrivedOne(id);
      if (bytes.length > maxAnswerBytes) throw new AnswerError('answerTooLarge');
      if (!waitsForSuperior(escalationState(escalation))) throw new EscalationError('escalationOver');
      const read = readAnswerFile(bytes);
      if (!read) throw new AnswerError('notAnswer');
      const file = { hash: sha256(read.bytes), type: read.type, size: read.bytes.length };
      await book.addFile(escalation, file, read.bytes, now().toISOString());
      return file;
    },
    async readFile(id, hash) {
      const escalation = await book.one(id);
      const isNamed = escalation?.acts.some(({ file }) => file?.hash === hash);
      const found = isNamed ? await book.file(id, hash) : null;
      if (!escalation || !found || sha256(found.bytes) !== hash) return null;
      return { ...found, escalation, isOwn: escalation.to === neighbours.own };
    },
  };
}
