import type { ErrorCode } from '../../shared/errors.ts';
import type { Reopening, ReviewEvent, SignOff } from '../../shared/review.ts';
import type { RecordSignature } from '../../shared/verify/record-file.ts';

/** A refusal of a review's step, with the code that tells why. */
export class ReviewError extends Error {
  readonly code: ErrorCode & ('notFound' | 'badInput' | 'recordChanged' | 'alreadySigned' | 'needsReason');
  constructor(code: ReviewError['code']) {
    super(code);
    this.name = 'ReviewError';
    this.code = code;
  }
}

/** Append-only: no method changes or removes anything, and the store refuses both underneath. */
export interface ReviewBook {
  addEvent(event: ReviewEvent): Promise<void>;
  /** Of all versions of a dialogue, oldest first. */
  events(dialogueId: string): Promise<ReviewEvent[]>;
  /**
   * Stores a signature if its record is the dialogue's newest, is closed, has this hash, and nobody signed it in that
   * capacity; decided and stored in one transaction. What stood in the way comes back as a code.
   */
  sign(signOff: SignOff): Promise<'signed' | 'recordChanged' | 'alreadySigned'>;
  signOffs(dialogueId: string): Promise<SignOff[]>;
  /** By the signature's id, of those that came from another installation: that one's proof of them. */
  signOffProofs(dialogueId: string): Promise<Map<string, RecordSignature>>;
  /**
   * Opens a frozen dialogue again and notes why, in one transaction; false, and nothing is changed, when the record is
   * not its newest or the dialogue is not frozen, or when `kind` does not fit: a record with both signatures is
   * amended, any other corrected.
   */
  reopen(reopening: Reopening): Promise<boolean>;
  reopenings(dialogueId: string): Promise<Reopening[]>;
}
