import type { Dialogue, Office } from '../../shared/dialogue.ts';
import type { ReceiptSource } from '../../shared/documents/receipts.ts';
import type { Standing } from '../../shared/receipt/standing.ts';

/** Receipts and what they open. */
export interface Receipts {
  /** What whoever has a code is shown; null for a code that opens nothing. */
  look(typed: string): Promise<Standing | null>;
  /** Resolves once the table holds what was typed into a dialogue a moment ago, or at once when that cannot be now. */
  ready(dialogue: Dialogue): Promise<void>;
  /**
   * The receipts of petitions of a dialogue, by number; those that have no number yet, or are not there, are left out.
   */
  of(dialogue: Dialogue, petitionIds: readonly string[]): Promise<ReceiptSource[]>;
  /** The page on which codes open something: an address without a fragment. */
  pageAt(): string;
  /** Where a citizen asks; empty: at the office. */
  contact(): Promise<string>;
  office(): Promise<Office>;
}
