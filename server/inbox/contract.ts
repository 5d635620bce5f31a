import type {
  HandIn,
  InboxCitizen,
  InboxEntry,
  InboxItem,
  OwnInbox,
  SentItem,
  TakingResult,
  ToPrepare,
} from '../../shared/inbox.ts';
import type { Session } from '../store/store.ts';

/** An item as the store keeps it. */
export interface StoredItem extends InboxItem {
  /** False: what was decided is not yet on the boards; it is brought there before anything else, also after a crash. */
  settled: boolean;
  /** The dialogue whose board the petition has still to leave; empty: none. */
  leaving: string;
}

/** An item under its next revision; `citizen` is left alone when undefined, removed when null. */
export interface InboxChange {
  item: StoredItem;
  citizen?: InboxCitizen | null;
}

/** The store's part: items are added and changed, never deleted; the tables refuse it. */
export interface InboxBook {
  /** The oldest first. */
  list(): Promise<StoredItem[]>;
  read(id: string): Promise<StoredItem | null>;
  citizens(): Promise<Map<string, InboxCitizen>>;
  /** Adds an item with its citizen, in one transaction; false when its id is there already. */
  add(item: StoredItem, citizen: InboxCitizen | null): Promise<boolean>;
  /**
   * Stores all changes in one transaction, each over the revision before its own. False when one is over another
   * revision; then nothing is stored.
   */
  change(changes: readonly InboxChange[]): Promise<boolean>;
  /** Units by the field that they are usually given, as it was written last. */
  usualUnits(): Promise<Map<string, string>>;
  setUsualUnit(field: string, unit: string): Promise<void>;
}

/** Why an act was refused. */
export class InboxError extends Error {
  readonly code: 'notFound' | 'notYours' | 'notReady' | 'changedMeanwhile' | 'alreadyFrozen' | 'storeFull';
  readonly details: { problems?: 'content'[]; prepared?: string };
  constructor(code: InboxError['code'], details: InboxError['details'] = {}) {
    super(code);
    this.name = 'InboxError';
    this.code = code;
    this.details = details;
  }
}

/** An item that the organizer saw, as it was then. */
export interface Seen {
  id: string;
  revision: number;
}

/** The inbox, for its senders in the scope of their sessions, and for the organizer. All acts throw InboxError. */
export interface Inbox {
  /** All items; the caller notes who was given their citizens. */
  page(): Promise<InboxEntry[]>;
  /** How many items wait for the organizer. */
  waiting(): Promise<number>;
  /** What a village or unit handed in, and what a unit is to prepare; nothing for any other role. */
  own(session: Session): Promise<OwnInbox>;
  /** Returns the item as it is then, also when it had come already. */
  handIn(session: Session, given: HandIn): Promise<SentItem>;
  /** Answers the question that was asked at `askedAt`; sent twice, it is one answer. */
  reply(session: Session, id: string, askedAt: string, text: string): Promise<SentItem>;
  /**
   * Writes what a unit prepared, on the board once the petition is there. `seen` is the text that the form began with:
   * another one meanwhile is changedMeanwhile.
   */
  prepare(session: Session, id: string, given: { text: string; seen: string }): Promise<ToPrepare>;
  /** Takes items into a dialogue, or moves them from another where nobody began on them. Empty: back into the inbox. */
  take(session: Session, ids: readonly string[], dialogueId: string): Promise<TakingResult>;
  ask(session: Session, seen: Seen, question: string): Promise<void>;
  decline(session: Session, seen: Seen, reason: string): Promise<void>;
  /** Makes the others one matter with `into`. */
  join(session: Session, ids: readonly string[], into: string): Promise<TakingResult>;
  /** A question, a refusal or a joining is taken back. */
  reopen(session: Session, seen: Seen): Promise<void>;
  /** Gives items to the unit that prepares the answer; empty: to none. The unit is remembered for their fields. */
  assign(session: Session, ids: readonly string[], unit: string): Promise<TakingResult>;
  /** Ends what a crash or a full disk cut short. Never rejects. */
  begin(): Promise<void>;
  close(): void;
}
