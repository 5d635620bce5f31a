import type { AnswerFile, FollowUpEvent } from '../../shared/follow-up.ts';
import type { PlacedPetition } from '../board/contract.ts';

/** A whole file of an answer. Its bytes lie beside the papers, by their hash. */
export interface StoredAnswer extends AnswerFile {
  dialogueId: string;
  petitionId: string;
  /** The unit whose officer handed it in; empty: the office. */
  handedBy: string;
  /** ISO 8601 instant. */
  storedAt: string;
}

/**
 * The book of what becomes of petitions after a freeze. Acts are added and read, never changed or removed but for names
 * that an erasure takes out of their texts; the store refuses it underneath.
 */
export interface FollowUpBook {
  /** Adds acts, all of them or none. */
  add(events: readonly FollowUpEvent[]): Promise<void>;
  /** The acts of a dialogue, in the order of the book. */
  events(dialogueId: string): Promise<FollowUpEvent[]>;
  /** Changes the texts of a dialogue's acts where `change` gives something else; returns how many acts were changed. */
  erase(dialogueId: string, change: (event: FollowUpEvent) => FollowUpEvent, at: string): Promise<number>;
  /** Petitions of these dialogues that were closed or withdrawn, the last one first; `limit` at most. */
  ended(dialogueIds: readonly string[], limit: number): Promise<PlacedPetition[]>;
  addAnswer(answer: StoredAnswer): Promise<void>;
  answer(dialogueId: string, petitionId: string, hash: string): Promise<StoredAnswer | null>;
  answers(dialogueId: string): Promise<StoredAnswer[]>;
  /** Removes a row; true when nobody names the file any more, papers included. */
  removeAnswer(dialogueId: string, petitionId: string, hash: string): Promise<boolean>;
}

/** Why a file was not taken. */
export class AnswerError extends Error {
  readonly code: 'notAnswer' | 'answerTooLarge' | 'answersFull' | 'storeFull';
  constructor(code: AnswerError['code'], cause?: unknown) {
    super(code, { cause });
    this.name = 'AnswerError';
    this.code = code;
  }
}
