import { createSignal } from 'solid-js';
import type { HeldPart, LateProposal } from '../../shared/devices.ts';

/** What this device holds of a dialogue, part by part, as its pages see it. */

export interface Holding {
  waiting: number;
  late: number;
  /** When the oldest of it was made, ms since the epoch by this device's clock; 0 when nothing is held. */
  since: number;
}

const prefix = 'doithoai.holds.';
const placeOf = (dialogueId: string, part: HeldPart) => `${prefix}${dialogueId}.${part}`;

/** Since when a part holds something: kept, so that a page that is opened again still knows. */
export function heldSince(dialogueId: string, part: HeldPart): number {
  try {
    return Number(localStorage.getItem(placeOf(dialogueId, part))) || 0;
  } catch {
    return 0;
  }
}

/** Keeps since when a part holds something; 0: it holds nothing. */
export function keepSince(dialogueId: string, part: HeldPart, since: number): void {
  try {
    if (since > 0) localStorage.setItem(placeOf(dialogueId, part), String(since));
    else localStorage.removeItem(placeOf(dialogueId, part));
  } catch {
    // Blocked storage: the page knows as long as it is open.
  }
}

const [own, setOwn] = createSignal<Readonly<Record<string, readonly LateProposal[]>>>({});

/** What became of text that this device typed after a freeze, as the hall told it last. */
export function ownProposals(dialogueId: string): readonly LateProposal[] {
  return own()[dialogueId] ?? [];
}

export function learnProposals(dialogueId: string, proposals: readonly LateProposal[]): void {
  if (JSON.stringify(own()[dialogueId] ?? []) === JSON.stringify(proposals)) return;
  setOwn((all) => ({ ...all, [dialogueId]: proposals }));
}
