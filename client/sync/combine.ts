import type { SyncStatus } from './connection.ts';

/** What the status bar says about where the text is, in order of what a person must know first. */
export type Headline =
  | { kind: 'opening' }
  | { kind: 'connecting' }
  | { kind: 'offline'; since: string }
  | { kind: 'waiting'; count: number }
  | { kind: 'late'; count: number }
  /** Late, and handed in as a proposal. */
  | { kind: 'handed'; count: number }
  | { kind: 'saved' };

export interface CombinedStatus {
  headline: Headline;
  savedHere: boolean;
  savedInHall: boolean;
  online: boolean;
  waiting: number;
  late: number;
  /** All that is late was handed in. */
  handed: boolean;
  problem: SyncStatus['problem'];
}

/** Problems, the gravest first: what may lose text, then what stops it from reaching the hall. */
const gravity: readonly SyncStatus['problem'][] = [
  'noSession',
  'notAllowed',
  'tooLarge',
  'refused',
  'otherVersion',
  'quota',
  'noStorage',
  'paused',
  '',
];

/** One status for several documents: the worst of each, the counts added up. `ready` says which can be shown. */
export function combineStatus(parts: readonly { status: SyncStatus; ready: boolean }[]): CombinedStatus {
  const all = parts.map((part) => part.status);
  const sum = (key: 'waiting' | 'late') => all.reduce((total, status) => total + status[key], 0);
  const online = all.every((status) => status.online);
  const since = all
    .filter((status) => !status.online && status.offlineSince)
    .map((status) => status.offlineSince)
    .sort()[0];
  const waiting = sum('waiting');
  const late = sum('late');
  const handed = late > 0 && all.every((status) => status.late === 0 || status.handed);
  const headline = (): Headline => {
    if (since) return { kind: 'offline', since };
    if (!parts.every((part) => part.ready)) return { kind: 'opening' };
    if (!online) return { kind: 'connecting' };
    if (waiting > 0) return { kind: 'waiting', count: waiting };
    if (late === 0) return { kind: 'saved' };
    return { kind: handed ? 'handed' : 'late', count: late };
  };
  return {
    headline: headline(),
    savedHere: all.every((status) => status.savedHere),
    savedInHall: all.every((status) => status.savedInHall),
    online,
    waiting,
    late,
    handed,
    problem: gravity.find((problem) => all.some((status) => status.problem === problem)) ?? '',
  };
}
