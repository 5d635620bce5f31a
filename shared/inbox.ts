import type { Category, Petition, PetitionState, ReplyWish } from './petition.ts';
import type { WorkPetition } from './work.ts';

/**
 * The inbox (hộp kiến nghị gửi trước): petitions that villages and units hand in before the day, for one dialogue or
 * for none yet. The organizer takes them into a dialogue, where they become petitions under the same ids
 * (docs/decisions/0038). An item is in exactly one state, and none is ever deleted.
 */
export const inboxStates = ['new', 'asked', 'taken', 'declined', 'joined'] as const;
export type InboxState = (typeof inboxStates)[number];

/** Who hands in: the head of a village, or the officer of a unit whose desk the petition reached. */
export const senderKinds = ['village', 'unit'] as const;
export type SenderKind = (typeof senderKinds)[number];

/** What happened to an item. */
export const inboxActs = [
  'handedIn',
  /** The organizer asks back; the text is the question. */
  'asked',
  /** The sender answers; the text is the answer. */
  'replied',
  'taken',
  /** Taken out of a dialogue again, into the inbox or on the way to another dialogue. */
  'putBack',
  /** The dialogue was frozen before the petition was on its board: it waits for the next. */
  'waits',
  /** The text is the reason. */
  'declined',
  /** `other` is the item that it is one matter with. */
  'joined',
  /** Declined or joined before, and to be decided on anew. */
  'reopened',
  /** The text is the unit that prepares the answer; empty: none any more. */
  'assigned',
] as const;
export type InboxAct = (typeof inboxActs)[number];

/** Kept for ever with the item. */
export interface InboxEvent {
  /** ISO 8601 instant, UTC. */
  at: string;
  /** Display name of the person; empty: the product itself. */
  by: string;
  act: InboxAct;
  text: string;
  dialogueId: string;
  other: string;
}

/** An answer that a unit prepared for the chair. It is no answer, and no screen shows it. */
export interface PreparedAnswer {
  text: string;
  /** The unit. */
  by: string;
  /** ISO 8601 instant, UTC. */
  at: string;
}

/** A petition in the inbox. Holds no personal data but what somebody typed into its texts. */
export interface InboxItem {
  /** Made by the device: handed in twice, it is one item. */
  id: string;
  /** Grows with each change. */
  revision: number;
  state: InboxState;
  sender: SenderKind;
  /** The village or unit that handed it in. */
  senderName: string;
  /** Display name of the person. */
  sentBy: string;
  /** When it arrived: ISO 8601 instant, UTC. */
  at: string;
  /** The dialogue that the sender meant; empty: none is chosen yet. */
  wish: string;
  /** The year whose dialogues it is for, and the plan; the plan may be empty. */
  year: number;
  planId: string;
  /** Empty once the petition is on a board: its words are there alone. */
  content: string;
  field: string;
  category: Category;
  replyWish: ReplyWish;
  /** Empty when the unit that handed it in did not say. */
  village: string;
  /** The unit that prepares the answer; empty: none. */
  unit: string;
  prepared: PreparedAnswer | null;
  /** While taken: the dialogue. */
  dialogueId: string;
  /** While joined: the item that it is one matter with. */
  joinedInto: string;
  history: InboxEvent[];
}

/** The citizen behind an item: kept apart, and gone from the inbox once the citizen stands in a dialogue's register. */
export interface InboxCitizen {
  name: string;
  phone: string;
  address: string;
}

/** What is handed in. */
export interface HandIn extends Pick<Petition, 'content' | 'field' | 'category' | 'replyWish'> {
  /** Made by the device: sent twice, it is one petition. */
  id: string;
  name: string;
  phone: string;
  /** From a unit: the village of the citizen. A village head's is the own one, whatever is sent. */
  village: string;
  /** The dialogue of the session; empty: none is chosen yet. */
  wish: string;
}

/** What a petition of the inbox is compared with. */
export interface LikeItem {
  id: string;
  /** `similarity` of the two texts. */
  score: number;
}

/** An item as the organizer sees it. */
export interface InboxEntry extends Omit<InboxItem, 'prepared'> {
  name: string;
  phone: string;
  prepared: PreparedAnswer | null;
  /** Number and state on the board, while it is there. */
  number: string;
  petitionState: PetitionState | '';
  /** Items that waited or were taken already and are alike, most alike first. */
  like: LikeItem[];
  /** The dialogue that the sender meant is frozen: the item waits for the next one. */
  waits: boolean;
  /** The unit that the field's items are usually given to; empty: not known. */
  usualUnit: string;
}

/** The inbox as the organizer's page gets it. */
export interface InboxPage {
  items: InboxEntry[];
}

/** What became of an item, as its sender sees it. */
export interface SentItem
  extends Pick<InboxItem, 'id' | 'state' | 'at' | 'sentBy' | 'content' | 'field' | 'village'> {
  /** The dialogue that it was handed in for; empty: none was chosen. */
  wishTitle: string;
  waits: boolean;
  /** While asked back: the question, and when it was asked (the answer names it). */
  question: string;
  askedAt: string;
  /** Questions and answers so far. */
  talk: Pick<InboxEvent, 'at' | 'act' | 'text'>[];
  /** Why it was declined; of a joined one, why the other was. */
  reason: string;
  /** It is one matter with another one; what follows is of that one. */
  joined: boolean;
  /** Title and day of the dialogue that it was taken into; empty while it was not. */
  dialogueTitle: string;
  heldOn: string;
  /** The petition as it is now; null while it is on no board. */
  petition: WorkPetition | null;
  /** Of the citizen: for the head of the village alone. */
  name: string;
  phone: string;
}

/** A petition of the inbox whose answer a unit prepares. Names and numbers of people are hidden. */
export interface ToPrepare extends Pick<InboxItem, 'id' | 'content' | 'field' | 'village'> {
  wishTitle: string;
  prepared: PreparedAnswer | null;
}

/** The own page of a village head or an officer. */
export interface OwnInbox {
  sent: SentItem[];
  /** For an officer: items given to the unit. */
  prepare: ToPrepare[];
}

/** What came of an act on several items. */
export interface TakingResult {
  done: string[];
  refused: { id: string; why: 'changedMeanwhile' | 'alreadyRaised' | 'alreadyFrozen' | 'inboxIdTaken' }[];
}

/** Bounds of what is sent, UTF-16 units; items in one act. */
export const inboxBounds = { text: 2_000, prepared: 20_000, items: 500 } as const;

/** Items that wait for the organizer, or for the sender's answer to a question. */
export function isWaiting({ state }: Pick<InboxItem, 'state'>): boolean {
  return state === 'new' || state === 'asked';
}

/** The question that waits for an answer; null when none does. */
export function openQuestion({ state, history }: Pick<InboxItem, 'state' | 'history'>): InboxEvent | null {
  if (state !== 'asked') return null;
  return history.findLast(({ act }) => act === 'asked') ?? null;
}

/** The sender answered what was asked, and nobody has decided yet. */
export function isReplied({ state, history }: Pick<InboxItem, 'state' | 'history'>): boolean {
  return state === 'new' && history.findLast(({ act }) => act !== 'assigned')?.act === 'replied';
}
