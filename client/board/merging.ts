import { untrack } from 'solid-js';
import type * as Y from 'yjs';
import {
  apartOf,
  areApart,
  mergedByKept,
  mergePetition,
  setApart,
  unmergePetition,
  type Way,
  wayOf,
} from '../../shared/merging.ts';
import { movesOf, type Petition, type PetitionState } from '../../shared/petition.ts';
import { mergingTexts as t } from '../i18n/merging.ts';
import { words } from '../i18n/words.ts';
import { yjsSignal } from '../sync/signals.ts';
import { hallNow } from '../time/hall-clock.ts';
import type { Entries } from './entries.ts';

/** Merging on the board: the acts, and where merged petitions lead. */
export interface Merging {
  /** Merges, says so, and offers to undo it. True when it was done. */
  merge(id: string, into: string): boolean;
  /** Undoes a merge and says so. True when it was done. */
  unmerge(id: string): boolean;
  isApart(a: string, b: string): boolean;
  /** Notes for all devices that two petitions are not the same matter; offers to undo it. */
  keepApart(a: string, b: string): void;
  /** Where a merged petition leads; null when nowhere. */
  wayOf(petition: Petition): Way | null;
  /** The petitions that were merged into this one, directly or through others. */
  heldBy(id: string): readonly Petition[];
  /** The state that a merged petition goes back to. */
  stateBefore(petition: Petition): PetitionState;
}

export interface MergingParts {
  doc: Y.Doc;
  petitions: Entries<Petition>;
  person: () => string;
  readOnly: () => boolean;
  say: (text: string, kind?: 'info' | 'warn', undo?: () => void) => void;
}

const now = () => new Date(hallNow()).toISOString();
const shown = (petition: Petition | undefined) => petition?.number || 'KN-…';

/** To be called inside a Solid owner. */
export function createMerging({ doc, petitions, person, readOnly, say }: MergingParts): Merging {
  const apart = yjsSignal(() => new Set(apartOf(doc).keys()), apartOf(doc));
  const numberOf = (id: string) => untrack(() => shown(petitions.get(id)));

  function unmerge(id: string): boolean {
    if (readOnly() || !unmergePetition(doc, id, person(), now())) return false;
    const state = untrack(() => petitions.get(id)?.state ?? 'raised');
    say(t().unmerged(numberOf(id), words().state[state]));
    return true;
  }

  return {
    unmerge,
    merge(id, into) {
      if (readOnly()) return false;
      const done = mergePetition(doc, id, into, person(), now());
      if (done) say(t().merged(numberOf(id), numberOf(into)), 'info', () => unmerge(id));
      else say(t().mergeFailed(numberOf(id)), 'warn');
      return done;
    },
    isApart: (a, b) => apart().size > 0 && areApart(doc, a, b),
    keepApart(a, b) {
      if (readOnly()) return;
      setApart(doc, a, b, true);
      say(t().apartDone(numberOf(a), numberOf(b)), 'info', () => setApart(doc, a, b, false));
    },
    wayOf: (petition) => wayOf(petition, (id) => petitions.get(id)),
    heldBy: (id) => mergedByKept(petitions.all()).get(id) ?? [],
    stateBefore: (petition) => movesOf(petition)[0] ?? 'raised',
  };
}
