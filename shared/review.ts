import type { Amendment, FreezeSummary } from './record.ts';
import type { RecordSignature } from './verify/record-file.ts';

/** Review of frozen records: what became of each version, who said what about it, who signed it. */

/**
 * draft: not signed by both yet. replaced: a draft that was corrected; a newer version took its place. final: signed by
 * recorder and chair. amended: final once, and a later final version amends it.
 */
export type RecordState = 'draft' | 'replaced' | 'final' | 'amended';

/** In what capacity somebody signs: thư ký, chủ trì. */
export const capacities = ['secretary', 'chair'] as const;
export type Capacity = (typeof capacities)[number];

/** One signature under a version. It names the record by its hash, and is no part of it. */
export interface SignOff {
  id: string;
  dialogueId: string;
  recordId: string;
  /** SHA-256 (hex) of the record that was on show when it was signed. */
  hash: string;
  capacity: Capacity;
  name: string;
  title: string;
  /** ISO 8601 instant, UTC. */
  at: string;
  /** A signature drawn by pointer as PNG (data URL), or empty. A picture, and no proof of anything. */
  drawing: string;
}

/** A signature with that of the installation where it was made, over all the rest of it as canonical JSON. */
export interface ProvenSignOff extends SignOff {
  proof: RecordSignature;
}

/** Largest drawing, characters of its data URL. */
export const maxDrawing = 60_000;
/** A drawing: a PNG as data URL, or empty. */
export const drawingPattern = /^(data:image\/png;base64,iVBORw0KGgo[A-Za-z0-9+/]*={0,2})?$/;

/** What a comment is about. */
export type CommentPlace =
  | { kind: 'passage' /** Index among the passages of the minutes. */; passage: number; quote: string }
  | { kind: 'petition'; petitionId: string; quote: string };

export const reviewEventKinds = ['opened', 'replied', 'resolved', 'reopened'] as const;
export type ReviewEventKind = (typeof reviewEventKinds)[number];

/** One thing that happened in a thread; threads are the sum of their events, none is changed or removed. */
export interface ReviewEvent {
  id: string;
  dialogueId: string;
  /** The version that was on show. */
  recordId: string;
  threadId: string;
  kind: ReviewEventKind;
  /** Of the first event of a thread alone. */
  place: CommentPlace | null;
  text: string;
  by: string;
  role: string;
  at: string;
}

export interface Thread {
  id: string;
  /** The version it was opened on. */
  recordId: string;
  place: CommentPlace;
  resolved: boolean;
  /** Oldest first, the opening comment among them. */
  events: ReviewEvent[];
}

/** Why a frozen dialogue was opened again: to correct a draft, or to amend a final version. */
export interface Reopening {
  id: string;
  dialogueId: string;
  /** The version that was the newest then. */
  recordId: string;
  kind: 'correct' | 'amend';
  reason: string;
  by: string;
  at: string;
}

/** A version of the record with what became of it. */
export interface RecordVersion extends FreezeSummary {
  /** From 1, in the order of the freezes. */
  edition: number;
  state: RecordState;
  amends: Amendment | null;
  /** The final version that amends this one, or null. */
  amendedBy: string | null;
  /** Without their drawings. */
  signOffs: SignOff[];
  /** Threads that nobody has resolved and that were opened on this version. */
  openThreads: number;
}

/** All that is known of a dialogue's records. */
export interface ReviewOverview {
  /** Oldest first. */
  versions: RecordVersion[];
  reopenings: Reopening[];
  /** The dialogue is open now: it was never frozen, or is being corrected or amended. */
  open: boolean;
}

/** What a document has to know of its record besides the record. */
export interface RecordStanding {
  edition: number;
  state: RecordState;
  amends: Amendment | null;
  signOffs: Pick<SignOff, 'capacity' | 'name' | 'title' | 'at'>[];
}

/** Whether both, recorder and chair, signed. */
export function isSigned(signOffs: readonly Pick<SignOff, 'capacity'>[]): boolean {
  return capacities.every((capacity) => signOffs.some((one) => one.capacity === capacity));
}

/** Whether the state is one of a version that was never signed by both: its documents say BẢN DỰ THẢO. */
export function isDraft(state: RecordState): boolean {
  return state === 'draft' || state === 'replaced';
}

/** Events as threads, in the order they were opened. An event of a thread that was never opened is left out. */
export function threadsOf(events: readonly ReviewEvent[]): Thread[] {
  const threads = new Map<string, Thread>();
  for (const event of events) {
    const { threadId, recordId, place } = event;
    if (event.kind === 'opened' && place && !threads.has(threadId))
      threads.set(threadId, { id: threadId, recordId, place, resolved: false, events: [] });
    const thread = threads.get(threadId);
    if (!thread) continue;
    thread.events.push(event);
    if (event.kind === 'resolved') thread.resolved = true;
    if (event.kind === 'reopened') thread.resolved = false;
  }
  return [...threads.values()];
}

/** A version as the books hold it. */
export interface BookedVersion {
  summary: FreezeSummary;
  amends: Amendment | null;
}

/** What became of each version of one dialogue, from the books alone. `versions` oldest first. */
export function statesOf(
  versions: readonly BookedVersion[],
  signOffs: readonly SignOff[],
  threads: readonly Thread[],
): RecordVersion[] {
  const signed = (version: BookedVersion) =>
    // By the hash, not the id: a signature is under what was read.
    signOffs.filter(({ hash }) => hash === version.summary.hash);
  const finals = new Set(versions.filter((version) => isSigned(signed(version))));
  return versions.map((version, index): RecordVersion => {
    const { summary, amends } = version;
    const by = versions.find((later) => finals.has(later) && later.amends?.recordId === summary.id);
    const state = finals.has(version)
      ? by
        ? 'amended'
        : 'final'
      : index === versions.length - 1
        ? 'draft'
        : 'replaced';
    return {
      ...summary,
      edition: index + 1,
      state,
      amends,
      amendedBy: by?.summary.id ?? null,
      signOffs: signed(version).map((one) => ({ ...one, drawing: '' })),
      openThreads: threads.filter(({ recordId, resolved }) => recordId === summary.id && !resolved).length,
    };
  });
}
