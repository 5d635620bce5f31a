import type { Petition } from '../../shared/petition.ts';
import type { Found, Query, SearchKind } from '../../shared/search.ts';

/** What is looked for, and where. */
export interface IndexQuery {
  query: Query;
  /** Only this dialogue; empty: all. */
  dialogueId: string;
  /** Empty: both. */
  kind: SearchKind | '';
  /** Also by the names of citizens: only for who may open the registers of the same dialogues. */
  names: boolean;
  offset: number;
  limit: number;
}

export interface FoundPage {
  /** Best first. */
  found: Found[];
  /** There are more after these. */
  more: boolean;
}

/** A petition of another dialogue that may be like a text. */
export interface Candidate {
  dialogueId: string;
  petition: Petition;
}

/** Texts of one kind by dialogue and key, of which only the changed ones are written. */
export interface TextBook {
  textsOf(dialogueId: string): Promise<Map<string, string>>;
  /** Writes and removes in one transaction. */
  change(dialogueId: string, put: ReadonlyMap<string, string>, gone: readonly string[]): Promise<void>;
}

/**
 * The index over petitions and minutes of all dialogues. Petitions come into it with `PetitionIndex.upsert`, in the
 * same transaction. Texts are folded (`shared/vietnamese/fold.ts`) before they are indexed and before they are asked for.
 */
export interface SearchIndex {
  /** Paragraphs of the minutes, by key. */
  paragraphs: TextBook;
  /** Names of citizens by petition id: personal data, apart from the index, asked only with `names`. */
  names: TextBook;
  /** Best first: the petition with the number that was asked for, then by words, nearness and age. Never fails on a query. */
  find(query: IndexQuery): Promise<FoundPage>;
  /** Petitions of these dialogues that share rare words with a text, most alike first; at most `limit`. */
  candidates(text: string, dialogueIds: readonly string[], limit: number): Promise<Candidate[]>;
  /** Indexes petitions that are in the table but not in the index, at most `limit`; returns how many it did. */
  catchUp(limit: number): Promise<number>;
  /** Dialogues whose documents change no more and are indexed whole. */
  finished(): Promise<Set<string>>;
  finish(dialogueId: string): Promise<void>;
}
