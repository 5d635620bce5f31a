import type { Role } from '../../shared/access.ts';
import type {
  DeviceKind,
  FreezeDespite,
  Held,
  HeldPart,
  LateProposal,
  LateState,
} from '../../shared/devices.ts';
import type { ErrorCode } from '../../shared/errors.ts';

/** A browser that works on dialogues; only the hash of its key is kept. */
export interface HallDevice {
  id: string;
  keyHash: string;
  kind: DeviceKind;
  /** Running number among those of its kind, from 1. */
  number: number;
  /** As people named it, or empty. */
  name: string;
  knownAt: string;
}

/** One opening of the page at a device, for one dialogue. */
export interface Visit {
  dialogueId: string;
  deviceId: string;
  visit: string;
  who: string;
  role: Role;
  connected: boolean;
  /** ISO instants; `savedAt` and `leftAt` empty while not so. */
  seenAt: string;
  savedAt: string;
  /** When its page said goodbye. */
  leftAt: string;
  /** What it opened or told of, and what it holds of that. */
  held: Partial<Record<HeldPart, Held>>;
}

/** The store's part of what is known of devices. */
export interface HallDeviceBook {
  byKeyHash(hash: string): Promise<HallDevice | null>;
  byId(id: string): Promise<HallDevice | null>;
  /** Gives the next number of its kind. */
  add(device: Omit<HallDevice, 'number'>): Promise<HallDevice>;
  rename(id: string, name: string): Promise<void>;
  /** Forgets the device in one dialogue; its name and number when it is known in no other. */
  forget(dialogueId: string, id: string): Promise<void>;
  /** Forgets devices of which nothing was heard since an ISO instant. */
  removeOlder(at: string): Promise<void>;
  visits(dialogueId: string): Promise<Visit[]>;
  visitsOf(dialogueId: string, deviceId: string): Promise<Visit[]>;
  writeVisit(visit: Visit): Promise<void>;
  removeVisit(visit: Pick<Visit, 'dialogueId' | 'deviceId' | 'visit'>): Promise<void>;
  /** No connection outlives the server. `at`: when it was last known to run, or empty to leave the times as they are. */
  disconnectAll(at: string): Promise<void>;
  addDespite(dialogueId: string, despite: readonly FreezeDespite[]): Promise<void>;
  /** Of all versions of a dialogue. */
  despite(dialogueId: string): Promise<FreezeDespite[]>;
}

export type LateKind = LateProposal['kind'];

/** Late text as it was handed in, with its Yjs update: all that the device has and the room lacks. */
export interface LatePart extends Omit<LateProposal, 'state' | 'decidedBy' | 'decidedAt' | 'reason'> {
  body: Uint8Array;
  /** When an erasure of personal data went through it, or empty. */
  erasedAt: string;
}

export interface LateDecision {
  proposalId: string;
  state: Exclude<LateState, 'waiting'>;
  reason: string;
  by: string;
  at: string;
}

/** Append-only: parts and decisions are added and read; the store refuses every change but an erasure's. */
export interface LateBook {
  add(part: LatePart): Promise<void>;
  /** Oldest first; a proposal that was extended has several. */
  parts(dialogueId: string): Promise<LatePart[]>;
  partsOf(proposalId: string): Promise<LatePart[]>;
  /** False, and nothing is stored, when it was decided already. */
  decide(decision: LateDecision): Promise<boolean>;
  decisions(dialogueId: string): Promise<LateDecision[]>;
  /** Replaces the bytes of the parts of a proposal by what an erasure left of them, in one transaction. */
  erase(proposalId: string, bodies: readonly Uint8Array[], at: string): Promise<void>;
}

/** A refusal of late text, with the code that tells why. */
export class LateError extends Error {
  readonly code: ErrorCode &
    ('badInput' | 'tooLarge' | 'notFound' | 'notFrozen' | 'alreadyDecided' | 'notAllowed');
  constructor(code: LateError['code']) {
    super(code);
    this.name = 'LateError';
    this.code = code;
  }
}
