import * as Y from 'yjs';
import { isArrivalKey } from '../../shared/docs/arrivals.ts';
import { writesSince } from '../../shared/docs/concurrent.ts';
import { citizenConflictFields } from '../../shared/docs/conflicts.ts';
import { papersOf } from '../../shared/docs/papers.ts';
import { attendeesOf, petitionersOf } from '../../shared/docs/register.ts';
import { type SpeakerState, speakerStates, speakersOf } from '../../shared/docs/speakers.ts';
import { touchedEntries } from '../board/touched.ts';
import type { Look } from './board-changes.ts';
import { type Happening, happening } from './write.ts';

/** Adds one to what a person did. */
function count(sums: Map<string, number>, by: string): void {
  if (by) sums.set(by, (sums.get(by) ?? 0) + 1);
}

/** Where somebody stands in the queue is written by each device under a key of its own. */
const turnKey = /^turn\./;

function stateOf(turn: unknown): SpeakerState | undefined {
  const state: unknown = typeof turn === 'object' && turn !== null ? Reflect.get(turn, 'state') : undefined;
  return speakerStates.find((known) => known === state);
}

function speakerChanges({ transaction, since, nameOf, at }: Look): Happening[] {
  const speakers = speakersOf(transaction.doc);
  const result: Happening[] = [];
  const tell = (client: number, to: SpeakerState) => {
    const by = nameOf(client);
    if (by) result.push(happening({ at, by, kind: 'speaker', to }));
  };
  for (const [id, keys] of touchedEntries(transaction, speakers)) {
    const map = speakers.get(id);
    if (!(map instanceof Y.Map)) continue;
    const [queued] = keys === 'all' ? writesSince(speakers, id, since) : [];
    if (queued) tell(queued.client, 'waiting');
    for (const key of keys === 'all' ? map.keys() : keys) {
      const [write] = turnKey.test(key) ? writesSince(map, key, since) : [];
      const state = stateOf(map.get(key));
      if (write && state && state !== 'waiting') tell(write.client, state);
    }
  }
  return result;
}

function checkedIn({ transaction, since, nameOf, at }: Look): Happening[] {
  const attendees = attendeesOf(transaction.doc);
  const sums = new Map<string, number>();
  for (const [id, keys] of touchedEntries(transaction, attendees)) {
    const map = attendees.get(id);
    if (!(map instanceof Y.Map)) continue;
    const touched = keys === 'all' ? [...map.keys()] : [...keys];
    const arrivals = touched.filter(
      (key) => (isArrivalKey(key) && map.has(key)) || (key === 'present' && map.get(key) === true),
    );
    // Two desks that checked in the same person did it once.
    const [write] = arrivals.flatMap((key) => writesSince(map, key, since));
    if (write) count(sums, nameOf(write.client));
  }
  return [...sums].map(([by, people]) => happening({ at, by, kind: 'attendance', count: people }));
}

function papersTaken({ transaction, since, nameOf, at }: Look): Happening[] {
  const papers = papersOf(transaction.doc);
  const sums = new Map<string, number>();
  for (const [id, keys] of touchedEntries(transaction, papers)) {
    const writes = keys === 'all' ? writesSince(papers, id, since) : [];
    if (writes.length > 0 && papers.has(id)) count(sums, nameOf(writes.at(-1)?.client ?? 0));
  }
  return [...sums].map(([by, papersIn]) => happening({ at, by, kind: 'paper', count: papersIn }));
}

function citizenChanges({ transaction, since, nameOf, at }: Look): Happening[] {
  const citizens = petitionersOf(transaction.doc);
  const result: Happening[] = [];
  for (const [petitionId, keys] of touchedEntries(transaction, citizens)) {
    const map = citizens.get(petitionId);
    if (!(map instanceof Y.Map)) continue;
    for (const field of citizenConflictFields) {
      if (keys !== 'all' && !keys.has(field)) continue;
      const names = new Set(writesSince(map, field, since).map(({ client }) => nameOf(client)));
      for (const by of names) if (by) result.push(happening({ at, by, kind: 'citizen', petitionId, field }));
    }
  }
  return result;
}

/** What a transaction of the register says that people did: counts and states, never whom it is about. */
export function registerChanges(look: Look): Happening[] {
  return [...speakerChanges(look), ...checkedIn(look), ...papersTaken(look), ...citizenChanges(look)];
}
