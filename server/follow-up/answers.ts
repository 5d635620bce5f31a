import { createHash } from 'node:crypto';
import { readAnswerFile } from '../../shared/answer-file.ts';
import { type AnswerFile, maxAnswerBytes } from '../../shared/follow-up.ts';
import { isDiskFull } from '../disk-full.ts';
import { oneAfterAnother } from '../one-after-another.ts';
import type { PaperFiles } from '../papers/contract.ts';
import { AnswerError, type FollowUpBook, type StoredAnswer } from './contract.ts';

/** Files of answers of one dialogue, and their bytes together: scans of a few hundred letters. */
const mostFiles = 1_000;
const mostBytes = 2 * 1024 * 1024 * 1024;
/** A file that no act names so long after it came is thrown away at the next one, ms. */
const unnamedLife = 24 * 3_600_000;

export interface AnswersOptions {
  files: PaperFiles;
  book: Pick<FollowUpBook, 'events' | 'answers' | 'answer' | 'addAnswer' | 'removeAnswer'>;
  now?: () => Date;
}

/** The files of answers, by the hash of their bytes. */
export interface Answers {
  /** Proves what a file is and keeps it for a petition; throws AnswerError. `handedBy`: the officer's unit, or empty. */
  take(
    dialogueId: string,
    petitionId: string,
    handedBy: string,
    bytes: Uint8Array<ArrayBuffer>,
  ): Promise<AnswerFile>;
  /** A file with its bytes, or null; bytes that no longer match their hash are not served. */
  read(
    dialogueId: string,
    petitionId: string,
    hash: string,
  ): Promise<{ answer: StoredAnswer; bytes: Uint8Array<ArrayBuffer> } | null>;
  find(dialogueId: string, petitionId: string, hash: string): Promise<StoredAnswer | null>;
  /** Makes the file of one petition that of others of the dialogue, too: an authority answers several in one letter. */
  share(
    dialogueId: string,
    petitionId: string,
    hash: string,
    others: readonly { id: string }[],
  ): Promise<void>;
  /** The files of a dialogue. */
  all(dialogueId: string): Promise<StoredAnswer[]>;
  /** Removes all files of these petitions; returns how many there were. */
  erase(dialogueId: string, petitionIds: ReadonlySet<string>): Promise<number>;
}

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

export function createAnswers({ files, book, now = () => new Date() }: AnswersOptions): Answers {
  /** One after the other: a file is not removed for one petition while another one gets it. */
  const inTurn = oneAfterAnother();

  async function remove({ dialogueId, petitionId, hash }: StoredAnswer): Promise<void> {
    if (await book.removeAnswer(dialogueId, petitionId, hash)) await files.remove(hash);
  }

  /** The files of a dialogue, those left out that were handed in for an act that never came. */
  async function tidied(dialogueId: string): Promise<StoredAnswer[]> {
    const named = new Set(
      (await book.events(dialogueId)).flatMap(({ act }) =>
        'file' in act && act.file ? [act.file.hash] : [],
      ),
    );
    const before = new Date(now().getTime() - unnamedLife).toISOString();
    const kept: StoredAnswer[] = [];
    for (const answer of await book.answers(dialogueId)) {
      if (named.has(answer.hash) || answer.storedAt > before) kept.push(answer);
      else await remove(answer);
    }
    return kept;
  }

  return {
    take: (dialogueId, petitionId, handedBy, bytes) =>
      inTurn(async () => {
        if (bytes.length > maxAnswerBytes) throw new AnswerError('answerTooLarge');
        const read = readAnswerFile(bytes);
        if (!read) throw new AnswerError('notAnswer');
        const hash = sha256(read.bytes);
        const file: AnswerFile = { hash, type: read.type, size: read.bytes.length };
        const others = (await tidied(dialogueId)).filter((one) => one.hash !== hash);
        const size = others.reduce((sum, one) => sum + one.size, 0);
        if (others.length >= mostFiles || size + file.size > mostBytes) throw new AnswerError('answersFull');
        const part = `answer-${dialogueId}-${hash}`;
        try {
          await files.removePart(part);
          await files.append(part, 0, read.bytes);
          await files.keep(part, hash);
          const storedAt = now().toISOString();
          await book.addAnswer({ ...file, dialogueId, petitionId, handedBy, storedAt });
        } catch (error) {
          throw isDiskFull(error) ? new AnswerError('storeFull', error) : error;
        }
        return file;
      }),
    async read(dialogueId, petitionId, hash) {
      const answer = await book.answer(dialogueId, petitionId, hash);
      const bytes = answer ? await files.read(hash) : null;
      return answer && bytes && sha256(bytes) === hash ? { answer, bytes } : null;
    },
    find: (dialogueId, petitionId, hash) => book.answer(dialogueId, petitionId, hash),
    share: (dialogueId, petitionId, hash, others) =>
      inTurn(async () => {
        const answer = await book.answer(dialogueId, petitionId, hash);
        if (answer) for (const { id } of others) await book.addAnswer({ ...answer, petitionId: id });
      }),
    all: (dialogueId) => book.answers(dialogueId),
    erase: (dialogueId, petitionIds) =>
      inTurn(async () => {
        const all = await book.answers(dialogueId);
        const theirs = all.filter(({ petitionId }) => petitionIds.has(petitionId));
        for (const answer of theirs) await remove(answer);
        return theirs.length;
      }),
  };
}
