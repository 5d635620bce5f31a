import type { Letter, LetterKind, Reach } from '../../shared/mail.ts';

export interface ReachBook {
  /** The empty one until it is set. */
  read(): Promise<Reach>;
  write(reach: Reach): Promise<void>;
}

/** The letters of each day. A row is never removed: it is what keeps a letter from being sent twice. */
export interface LetterBook {
  of(day: string, kind: LetterKind, name: string): Promise<Letter | null>;
  /** Writes a letter as it now stands. */
  put(letter: Letter): Promise<void>;
  /** Letters of the last day on which there were any. */
  latest(): Promise<Letter[]>;
  lastSent(): Promise<Letter | null>;
  lastFailure(): Promise<Letter | null>;
  /** Letters that a crash left on their way. */
  underWay(): Promise<Letter[]>;
}
