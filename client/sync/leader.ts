import { type Accessor, createSignal, onCleanup } from 'solid-js';
import { newId } from '../../shared/ids.ts';

/*
 * Which of several tabs does what is to be done once on a device: sends papers, joins a document's rows. Documents
 * themselves are safe in all of them. Where the page is no secure context there are no locks: then a note in localStorage
 * with an end, which its holder renews; a tab that dies is followed within some seconds.
 */

/** How long a note holds without being renewed, and how often its holder renews it, ms. */
export const leaseTime = 4_000;
const renewEvery = 1_000;
/** After writing the note a tab waits so long before it takes it for its own: another may have written at once, ms. */
const doubt = 150;

/** A tab's place in the line for a task. */
export interface Place {
  /** It is this tab's turn, now. */
  leads(): boolean;
  /** Leaves the line. */
  leave(): void;
}

type Notes = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

function readNote(notes: Notes, slot: string): { holder: string; until: number } {
  const [, until = '0', holder = ''] = /^(\d+) (\w+)$/.exec(notes.getItem(slot) ?? '') ?? [];
  return { holder, until: Number(until) };
}

/** Stands in line by notes; `changed` is called when `leads` may answer otherwise. */
export function standByNote(task: string, changed: () => void, notes: Notes, now = Date.now): Place {
  const [slot, own] = [`doithoai.leader.${task}`, newId()];
  let until = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const leads = () => now() < until;
  const look = () => {
    const note = readNote(notes, slot);
    const before = leads();
    if (note.holder === own && before) until = note.until;
    if (note.holder !== own) until = 0;
    let next = renewEvery;
    if (note.holder === own || note.until <= now()) {
      const end = now() + leaseTime;
      notes.setItem(slot, `${end} ${own}`);
      if (note.holder === own && note.until > now()) until = end;
      else next = doubt;
    }
    if (leads() !== before) changed();
    timer = setTimeout(look, next);
  };
  look();
  return {
    leads,
    leave() {
      clearTimeout(timer);
      until = 0;
      if (readNote(notes, slot).holder === own) notes.removeItem(slot);
    },
  };
}

function standByLock(task: string, changed: () => void): Place {
  const end = new AbortController();
  let release: (() => void) | null = null;
  const hold = () =>
    new Promise<void>((resolve) => {
      release = resolve;
      changed();
    });
  navigator.locks.request(`doithoai.leader.${task}`, { signal: end.signal }, hold).catch(() => undefined);
  return {
    leads: () => release !== null,
    leave() {
      end.abort();
      release?.();
      release = null;
    },
  };
}

/** Stands in line for a task until `leave`; `changed` is called when it is this tab's turn, or no longer. */
export function standInLine(task: string, changed: () => void): Place {
  if (globalThis.navigator && 'locks' in navigator) return standByLock(task, changed);
  try {
    const place = standByNote(task, changed, localStorage);
    addEventListener('pagehide', place.leave);
    return {
      leads: place.leads,
      leave() {
        removeEventListener('pagehide', place.leave);
        place.leave();
      },
    };
  } catch {
    // Blocked storage: each tab is alone.
    return { leads: () => true, leave: () => undefined };
  }
}

/** Whether this tab is the one that does `task`, until the Solid owner ends; reactive. */
export function leads(task: string): Accessor<boolean> {
  const [turn, setTurn] = createSignal(0);
  const place = standInLine(task, () => setTurn((count) => count + 1));
  onCleanup(place.leave);
  return () => {
    turn();
    return place.leads();
  };
}
