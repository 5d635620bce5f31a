import type { Role } from '../../shared/access.ts';
import { newId } from '../../shared/ids.ts';
import type { Amendment, DialogueRecord, FreezeSummary } from '../../shared/record.ts';
import {
  type Capacity,
  type CommentPlace,
  type RecordStanding,
  type Reopening,
  type ReviewEvent,
  type ReviewOverview,
  type SignOff,
  statesOf,
  type Thread,
  threadsOf,
} from '../../shared/review.ts';
import type { Logger } from '../board/contract.ts';
import type { DialogueBook, FreezeBook } from '../store/store.ts';
import { type ReviewBook, ReviewError } from './contract.ts';

export interface ReviewerOptions {
  book: ReviewBook;
  freezes: FreezeBook;
  dialogues: DialogueBook;
  /** Called once a dialogue is open again, so that its rooms open. */
  reopened(dialogueId: string): void;
  logger: Logger;
  now?: () => Date;
}

/** Who acts, as the session says. */
export interface Person {
  name: string;
  role: Role;
}

export type Reviewer = ReturnType<typeof createReviewer>;

/** Makes the part that keeps what happens to records after they are frozen: comments, signatures, new versions. */
export function createReviewer(options: ReviewerOptions) {
  const { book, freezes, dialogues, logger } = options;
  const at = () => (options.now?.() ?? new Date()).toISOString();
  /** Amendments by record: a record never changes, so each is opened once. */
  const known = new Map<string, Amendment | null>();

  async function amendsOf(id: string): Promise<Amendment | null> {
    const kept = known.get(id);
    if (kept !== undefined) return kept;
    const stored = await freezes.read(id);
    const record: Pick<DialogueRecord, 'amends'> = stored ? JSON.parse(stored.canonical) : {};
    const amends = record.amends ?? null;
    known.set(id, amends);
    return amends;
  }

  async function overview(dialogueId: string): Promise<ReviewOverview> {
    const summaries = await freezes.list(dialogueId);
    const versions = await Promise.all(
      summaries.map(async (summary) => ({ summary, amends: await amendsOf(summary.id) })),
    );
    const threads = threadsOf(await book.events(dialogueId));
    return {
      versions: statesOf(versions, await book.signOffs(dialogueId), threads),
      reopenings: await book.reopenings(dialogueId),
      open: (await dialogues.read(dialogueId))?.state !== 'frozen',
    };
  }

  /** The amendment that the next version belongs to: of the final record just opened, or of the draft corrected. */
  async function amendment(dialogueId: string): Promise<Amendment | null> {
    const newest = (await freezes.list(dialogueId)).at(-1);
    const opened = (await book.reopenings(dialogueId)).at(-1);
    if (!newest || opened?.recordId !== newest.id) return null;
    if (opened.kind === 'correct') return amendsOf(newest.id);
    return { recordId: newest.id, reason: opened.reason, by: opened.by, at: opened.at };
  }

  async function standing({ id, dialogueId }: FreezeSummary): Promise<RecordStanding> {
    const version = (await overview(dialogueId)).versions.find((one) => one.id === id);
    if (!version) throw new ReviewError('notFound');
    const { edition, state, amends } = version;
    const signOffs = version.signOffs.map(({ capacity, name, title, at: when }) => ({
      capacity,
      name,
      title,
      at: when,
    }));
    return { edition, state, amends, signOffs };
  }

  async function add(event: Omit<ReviewEvent, 'id' | 'at'>): Promise<ReviewEvent> {
    const made: ReviewEvent = { ...event, id: newId(), at: at() };
    await book.addEvent(made);
    return made;
  }

  async function threads(dialogueId: string): Promise<Thread[]> {
    return threadsOf(await book.events(dialogueId));
  }

  async function threadOf(dialogueId: string, threadId: string): Promise<Thread> {
    const thread = (await threads(dialogueId)).find(({ id }) => id === threadId);
    if (!thread) throw new ReviewError('notFound');
    return thread;
  }

  return {
    overview,
    standing,
    amendment,
    threads,

    /** The signatures under a record, with their drawings. */
    async signOffs({ dialogueId, hash }: FreezeSummary): Promise<SignOff[]> {
      return (await book.signOffs(dialogueId)).filter((one) => one.hash === hash);
    },

    /** Opens a thread about a passage or a petition. */
    async comment(
      { id, dialogueId }: FreezeSummary,
      person: Person,
      place: CommentPlace,
      text: string,
    ): Promise<ReviewEvent> {
      const { name: by, role } = person;
      return add({ dialogueId, recordId: id, threadId: newId(), kind: 'opened', place, text, by, role });
    },

    /** Adds to a thread: words, or that it is resolved or open again. Rejects with ReviewError('notFound'). */
    async answer(
      { id, dialogueId }: FreezeSummary,
      person: Person,
      threadId: string,
      kind: 'replied' | 'resolved' | 'reopened',
      text: string,
    ): Promise<ReviewEvent> {
      const thread = await threadOf(dialogueId, threadId);
      const { name: by, role } = person;
      return add({ dialogueId, recordId: id, threadId: thread.id, kind, place: null, text, by, role });
    },

    /** Signs. Rejects with ReviewError('recordChanged' | 'alreadySigned'). */
    async sign(
      { id, dialogueId }: FreezeSummary,
      capacity: Capacity,
      given: Pick<SignOff, 'hash' | 'name' | 'title' | 'drawing'>,
    ): Promise<SignOff> {
      const signOff: SignOff = { ...given, id: newId(), dialogueId, recordId: id, capacity, at: at() };
      const result = await book.sign(signOff);
      if (result !== 'signed') throw new ReviewError(result);
      logger.info({ dialogueId, hash: given.hash, capacity }, 'record signed');
      return signOff;
    },

    /**
     * Opens a frozen dialogue: a draft is corrected, a final record amended with a reason.
     * Rejects with ReviewError('needsReason' | 'recordChanged').
     */
    async reopen({ id, dialogueId }: FreezeSummary, by: string, reason: string): Promise<Reopening> {
      const version = (await overview(dialogueId)).versions.find((one) => one.id === id);
      const kind = version?.state === 'final' ? 'amend' : 'correct';
      if (kind === 'amend' && reason === '') throw new ReviewError('needsReason');
      const reopening: Reopening = { id: newId(), dialogueId, recordId: id, kind, reason, by, at: at() };
      if (!(await book.reopen(reopening))) throw new ReviewError('recordChanged');
      options.reopened(dialogueId);
      logger.info({ dialogueId, kind }, 'dialogue open again');
      return reopening;
    },
  };
}
