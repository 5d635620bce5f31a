import type {
  Household,
  HouseholdPage,
  HouseholdQuery,
  Invitee,
  InviteeQuestion,
  ListImport,
  Undone,
  Village,
} from '../../shared/households.ts';
import type { MemberRow, RowChange } from '../../shared/import/ledger.ts';

/** Households, their members, the villages, and the lists that were taken in. */
export interface HouseholdBook {
  /** In the office's order; each name of the office's list has its village. */
  villages(): Promise<Village[]>;
  /** Adds a village to the office's list. */
  addVillage(name: string): Promise<Village>;
  /**
   * Renames it here, in the office's list, in duties, links and sessions, in one transaction; the old name becomes a
   * spelling. False when another village has the name.
   */
  renameVillage(id: string, name: string, spellings: readonly string[]): Promise<boolean>;
  /** Takes it out of the office's list; false while households live there. */
  removeVillage(id: string): Promise<boolean>;

  /** Every household, in no order. */
  all(): Promise<Household[]>;
  page(query: HouseholdQuery): Promise<HouseholdPage>;
  read(id: string): Promise<Household | null>;
  /**
   * Stores a household as it was filled in by hand and returns it under its next revision; null when it is not of
   * `household.revision` any more, or gone. Revision 0 makes it.
   */
  write(household: Household): Promise<Household | null>;
  /** Forgets a household with all that belongs to it; false when there is none. */
  remove(id: string): Promise<boolean>;
  /** Who may be invited. */
  invitees(question: InviteeQuestion): Promise<Invitee[]>;

  /**
   * Takes in a list in one transaction: `make` gets what is stored and gives what is to change. A list of an id that was
   * taken already is answered as it was taken.
   */
  take(
    id: string,
    make: (stored: readonly Household[]) => { list: ListImport; changes: RowChange[] },
  ): Promise<ListImport>;
  /** The newest first. */
  imports(): Promise<ListImport[]>;
  /** Gives back what stood before, row by row, where nobody changed it since; null when there is no such list that stands. */
  undo(id: string, at: string): Promise<Undone | null>;

  /** Columns that were chosen, by the shape of the head: JSON. */
  mappings(): Promise<[shape: string, mapping: string][]>;
  keepMapping(shape: string, mapping: string): Promise<void>;

  /** Members by what their names begin with. */
  everybody(): Promise<{ member: MemberRow; village: string }[]>;
  /** Forgets members for good, with what imports kept of them; a household that has nobody left goes too. Returns how many rows. */
  erase(memberIds: readonly string[]): Promise<number>;
  /** Members of households that were on no list and in no hand since before `year`. */
  unusedSince(year: number): Promise<string[]>;
}
