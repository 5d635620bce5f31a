import type { Petition, PetitionState } from '../../shared/petition.ts';

/**
 * The authoritative book of petition numbers. A number belongs to one petition of one dialogue for ever;
 * it is never given to another, whatever becomes of the petition.
 */
export interface NumberBook {
  /** All numbers given in a dialogue so far, by petition id; they count from 1, without gaps but where `assign` took claims. */
  numbersOf(dialogueId: string): Promise<ReadonlyMap<string, number>>;
  /**
   * Gives each petition that has none the next number, in the order of `petitionIds`; one that has a number
   * keeps it. Atomic, on disk when it returns, and safe with several servers on one store.
   * `claims` are numbers that petitions got from a server that is lost: each keeps its own unless another petition
   * has it, and new ones follow behind the highest. Returns the numbers of all `petitionIds`.
   */
  assign(
    dialogueId: string,
    petitionIds: readonly string[],
    claims?: ReadonlyMap<string, number>,
  ): Promise<ReadonlyMap<string, number>>;
}

/** The table of petitions: for search, follow-up and counts, and to bring back what a peer deleted. */
export interface PetitionIndex {
  /** Replaces the rows of these petitions. Their `number` is the book's. */
  upsert(dialogueId: string, petitions: readonly Petition[]): Promise<void>;
  /** The petition as it was last written with `upsert`, or null. */
  last(dialogueId: string, petitionId: string): Promise<Petition | null>;
}

/** The table of petitions as the rest of the server reads it. */
export interface PetitionTable extends PetitionIndex {
  /** The petitions that fit all that is asked for, by dialogue, then in the order of their days. */
  list(query: PetitionQuery): Promise<PlacedPetition[]>;
  /** Which petitions there are, in all dialogues, and how many. */
  refs(): Promise<PetitionRef[]>;
  size(): Promise<number>;
}

/** A petition by its ids. */
export interface PetitionRef {
  dialogueId: string;
  petitionId: string;
}

/** Which petitions; what is left out is not looked at. Names as `cleanLine` has them; empty: those without one. */
export interface PetitionQuery {
  dialogueIds?: readonly string[];
  unit?: string;
  village?: string;
  /** Only petitions that were put before this authority, whatever became of them since. */
  authority?: string;
  states?: readonly PetitionState[];
  /** `YYYY-MM-DD`: only those with a due date before it. */
  dueBefore?: string;
}

export interface PlacedPetition {
  dialogueId: string;
  petition: Petition;
}

/** The part of pino's logger that is used. Messages hold ids and counts, never text or names. */
export interface Logger {
  info(details: object, message: string): void;
  warn(details: object, message: string): void;
  error(details: object, message: string): void;
}

/** Whether a key of the board's map is a petition's id; anything else there gets no number and goes nowhere. */
export function isPetitionId(id: string): boolean {
  return /^[a-z0-9]{6,40}$/.test(id);
}
