import type { Accessor } from 'solid-js';
import type * as Y from 'yjs';
import {
  allIssues,
  allPublicScreens,
  countsOf,
  headOf,
  issuesOf,
  type PublicCounts,
  type PublicHead,
  type PublicIssue,
  type PublicQueue,
  type PublicScreen,
  type PublicSpeech,
  publicScreensOf,
  queueOf,
  readCounts,
  readHead,
  readQueue,
  readSpeech,
  speechOf,
} from '../../../shared/docs/screen.ts';
import { yjsList, yjsSignal } from '../../sync/signals.ts';

/** What pictures are drawn from: the public document, and the hall's time. */
export interface Picture {
  head: Accessor<PublicHead>;
  /** Oldest first. */
  issues: Accessor<PublicIssue[]>;
  screens: Accessor<PublicScreen[]>;
  speech: Accessor<PublicSpeech | null>;
  queue: Accessor<PublicQueue>;
  counts: Accessor<PublicCounts>;
  /** The hall's time, ms since the epoch, each second anew. */
  now: Accessor<number>;
  /** Time of day at which the connection was lost (`09:42`), or empty while all is well. */
  staleSince: Accessor<string>;
}

/** Follows a public document. To be called inside a Solid owner. */
export function createPicture(doc: Y.Doc, hall: Pick<Picture, 'now' | 'staleSince'>): Picture {
  return {
    ...hall,
    head: yjsSignal(() => readHead(doc), headOf(doc)),
    issues: yjsList(() => allIssues(doc), issuesOf(doc)),
    screens: yjsSignal(() => allPublicScreens(doc), publicScreensOf(doc)),
    speech: yjsSignal(() => readSpeech(doc), speechOf(doc)),
    queue: yjsSignal(() => readQueue(doc), queueOf(doc), countsOf(doc)),
    counts: yjsSignal(() => readCounts(doc), countsOf(doc)),
  };
}
