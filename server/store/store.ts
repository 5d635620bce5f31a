import type { Role } from '../../shared/access.ts';
import type { Dialogue, Office } from '../../shared/dialogue.ts';
import type { Plan } from '../../shared/plan/plan.ts';
import type { Preparation } from '../../shared/preparation.ts';
import type { FreezeSummary } from '../../shared/record.ts';
import type { ProvenSignOff } from '../../shared/review.ts';
import type { KeptRecord } from '../../shared/verify/record-file.ts';
import type { NumberBook, PetitionTable } from '../board/contract.ts';
import type { HallDeviceBook, LateBook } from '../devices/contract.ts';
import type { EscalationBook } from '../escalation/contract.ts';
import type { FollowUpBook } from '../follow-up/contract.ts';
import type { HouseholdBook } from '../households/contract.ts';
import type { InboxBook } from '../inbox/contract.ts';
import type { LetterBook, ReachBook } from '../mail/contract.ts';
import type { NumbersIndex } from '../numbers/contract.ts';
import type { PaperBook } from '../papers/contract.ts';
import type { PeopleBook } from '../people/contract.ts';
import type { EventBook, PlanVersionBook } from '../plan/contract.ts';
import type { AuditBook, ErasureBook } from '../privacy/contract.ts';
import type { UpdateLog } from '../relay/contract.ts';
import type { ReviewBook } from '../review/contract.ts';
import type { MomentBook } from '../review/moments.ts';
import type { SearchIndex } from '../search/contract.ts';
import type { DeviceBook, PasskeyBook, PinBook } from '../sign-in/contract.ts';

/**
 * The contract of every store. Methods are asynchronous because a store may be across a network;
 * each resolves only when its change is on disk.
 */
export interface Store {
  /** The relay's log of document updates. */
  updates: UpdateLog;
  office: OfficeBook;
  plans: PlanBook;
  planVersions: PlanVersionBook;
  planEvents: EventBook;
  dialogues: DialogueBook;
  preparations: PreparationBook;
  links: LinkBook;
  sessions: SessionBook;
  people: PeopleBook;
  /** Citizens' households; `people` above work for the office. */
  households: HouseholdBook;
  passkeys: PasskeyBook;
  pins: PinBook;
  devices: DeviceBook;
  numbers: NumberBook;
  petitions: PetitionTable;
  figures: NumbersIndex;
  search: SearchIndex;
  freezes: FreezeBook;
  followUp: FollowUpBook;
  /** What crosses to the superior; null in the embedded store, which holds one commune. */
  escalations: EscalationBook | null;
  review: ReviewBook;
  moments: MomentBook;
  imports: ImportBook;
  rebuilt: RebuiltBook;
  papers: PaperBook;
  audit: AuditBook;
  erasures: ErasureBook;
  /** Devices that work on dialogues; `devices` above are those that a person may sign in on again. */
  hallDevices: HallDeviceBook;
  late: LateBook;
  reach: ReachBook;
  letters: LetterBook;
  /** What was handed in before the day. */
  inbox: InboxBook;
  /** True when no plan and no dialogue was ever made: the only time the demonstration may be loaded. */
  isEmpty(): Promise<boolean>;
  close(): Promise<void>;
}

export interface OfficeBook {
  read(): Promise<Office>;
  write(office: Office): Promise<void>;
}

export interface PlanBook {
  list(): Promise<Plan[]>;
  read(id: string): Promise<Plan | null>;
  write(plan: Plan): Promise<void>;
}

export interface DialogueBook {
  /** By year and quarter, then day. */
  list(): Promise<Dialogue[]>;
  read(id: string): Promise<Dialogue | null>;
  write(dialogue: Dialogue): Promise<void>;
  /**
   * Stores what was made of a dialogue that was read before; false, and nothing is stored, when its state is another
   * meanwhile (a freeze, a reopening), decided in one statement.
   */
  update(dialogue: Dialogue): Promise<boolean>;
}

/** What is prepared for dialogues. */
export interface PreparationBook {
  /** The empty preparation for a dialogue that has none. */
  read(dialogueId: string): Promise<Preparation>;
  /**
   * Stores it under the next revision and returns it; null when the stored one is not of `preparation.revision`
   * (decided in one statement).
   */
  write(dialogueId: string, preparation: Preparation): Promise<Preparation | null>;
}

/** A link that gives a role. Only the SHA-256 of its token is kept. */
export interface Link {
  id: string;
  tokenHash: string;
  role: Role;
  /** Empty for the organizer, who works on all dialogues. */
  dialogueId: string;
  /** What an officer answers for, and what a village head speaks for; else empty. */
  unit: string;
  village: string;
  /** The duty of the person that the link is for; empty for a link that is nobody's own. */
  dutyId: string;
  /** What it was made for, e.g. `Máy của thư ký 2`. */
  label: string;
  /** ISO 8601 instants; `revokedAt` and `usedAt` empty while not. */
  createdAt: string;
  expiresAt: string;
  revokedAt: string;
  /** First use. */
  usedAt: string;
  /** A one-time link is dead after its first use. */
  oneTime: boolean;
  /** How often it began a session, and when it did last; empty while it did not. */
  uses: number;
  lastUsedAt: string;
}

export interface LinkBook {
  add(link: Link): Promise<void>;
  byTokenHash(hash: string): Promise<Link | null>;
  byId(id: string): Promise<Link | null>;
  list(dialogueId: string): Promise<Link[]>;
  /** Counts a use; false when a one-time link had been used already (decided in one statement). */
  use(id: string, at: string): Promise<boolean>;
  revoke(id: string, at: string): Promise<void>;
  /** Revokes the links to a duty that nobody has opened. */
  revokeUnused(dutyId: string, at: string): Promise<void>;
}

export interface Session {
  id: string;
  tokenHash: string;
  linkId: string;
  role: Role;
  dialogueId: string;
  unit: string;
  village: string;
  /** Who signed in and in which duty; both empty when it came from a link that is nobody's own. */
  personId: string;
  dutyId: string;
  /** Display name the person gave; empty until then. */
  name: string;
  createdAt: string;
  expiresAt: string;
}

export interface SessionBook {
  /** False, and nothing is stored, when its link is revoked or its duty over. */
  add(session: Session): Promise<boolean>;
  byId(id: string): Promise<Session | null>;
  byTokenHash(hash: string): Promise<Session | null>;
  /** All sessions of a person, those whose time is over too, the oldest first. */
  listByPerson(personId: string): Promise<Session[]>;
  rename(id: string, name: string): Promise<void>;
  remove(id: string): Promise<void>;
  /** Ends every session that came from a link; returns their ids. */
  removeByLink(linkId: string): Promise<string[]>;
  /** Ends every session of a person but `except`; returns their ids. */
  removeByPerson(personId: string, except?: string): Promise<string[]>;
  /** Ends the sessions whose time is over at `at`, an ISO 8601 instant; returns their ids. */
  removeExpired(at: string): Promise<string[]>;
  /** The session goes on in another duty of its person; false when that is over. */
  move(
    id: string,
    duty: Pick<Session, 'role' | 'dialogueId' | 'unit' | 'village' | 'dutyId'>,
  ): Promise<boolean>;
}

/** A stored record: the very bytes that were hashed, their signature, and the personal values beside. */
export interface StoredFreeze extends FreezeSummary, KeptRecord {}

/**
 * Append-only: no method changes or removes a freeze, and the store refuses both underneath. Personal values can be
 * erased and nothing else; the record's hash and signature do not depend on them.
 */
export interface FreezeBook {
  /** Stores the record and marks the dialogue frozen, in one transaction. */
  add(freeze: StoredFreeze): Promise<void>;
  read(id: string): Promise<StoredFreeze | null>;
  list(dialogueId: string): Promise<FreezeSummary[]>;
  /** Hash of the newest freeze of the installation, or null. */
  lastHash(): Promise<string | null>;
  hasHash(hash: string): Promise<boolean>;
  /** Public keys (hex) that any of the freezes was signed with. */
  keys(): Promise<string[]>;
  /**
   * Erases personal values by path (`/attendees/0/name`) for good, and with them the register's Yjs state, which
   * holds them too. Returns how many were erased. `at` is an ISO 8601 instant.
   */
  erase(id: string, paths: readonly string[], at: string): Promise<number>;
}

/** Dialogues that were made anew, from what devices kept of them or from a backup. */
export interface RebuiltBook {
  /** Marks dialogues; one that is marked stays as it is. `at` is an ISO 8601 instant. */
  mark(dialogueIds: readonly string[], at: string): Promise<void>;
  has(dialogueId: string): Promise<boolean>;
}

/** Sessions that were taken over from other installations. */
export interface ImportBook {
  /**
   * Marks records, by their hashes, as another installation's before they are stored: they are no links of the own
   * chain and their keys are not the own ones. `at` is an ISO 8601 instant.
   */
  begin(dialogueId: string, hashes: readonly string[], at: string): Promise<void>;
  /**
   * Stores the dialogue, its petitions' numbers, by petition id, and who signed its records, in one transaction: now it
   * is seen.
   */
  finish(
    dialogue: Dialogue,
    numbers: ReadonlyMap<string, number>,
    signOffs: readonly ProvenSignOff[],
  ): Promise<void>;
}
