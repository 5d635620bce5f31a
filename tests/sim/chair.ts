import * as Y from 'yjs';
import { allPetitions, moveTo, petitionsOf, sessionOf, setPetition } from '../../shared/docs/board.ts';
import { missingFor, type Outcome, type Petition } from '../../shared/petition.ts';
import type { SessionClock } from './clock.ts';
import type { Device } from './device.ts';
import { fields, villages } from './script.ts';

/** So long after it was raised a petition is decided, seconds of the session. */
const thinking = 20;

/** The chair's device: takes up what was raised, in order, and decides each petition once. */
export async function preside(
  device: Device,
  outcomes: readonly Outcome[],
  clock: SessionClock,
  end: number,
): Promise<void> {
  const seen = new Map<string, number>();
  let decided = 0;
  while (clock.now < end) {
    await clock.pass(4);
    for (const petition of allPetitions(device.doc('board'))) {
      if (petition.state !== 'raised' || petition.content.trim() === '') continue;
      const since = seen.get(petition.id) ?? clock.now;
      seen.set(petition.id, since);
      const to = outcomes[decided % outcomes.length];
      if (to && clock.now - since >= thinking && decide(device, petition, to)) decided += 1;
    }
  }
}

/** Fills in what the outcome needs and sets it; false when the petition is not ready for it. */
function decide(device: Device, petition: Petition, to: Outcome): boolean {
  const board = device.doc('board');
  const map = petitionsOf(board).get(petition.id);
  if (!(map instanceof Y.Map)) return false;
  const later = to === 'deferred' || to === 'escalated';
  const values = {
    field: petition.field || (fields[0] ?? ''),
    village: petition.village || (villages[0] ?? ''),
    unit: petition.unit || 'Văn phòng – thống kê',
    authority: to === 'escalated' ? 'UBND tỉnh' : '',
    dueDate: later ? '2026-12-31' : '',
  };
  if (missingFor({ ...petition, ...values }, to).length > 0) return false;
  setPetition(board, map, values);
  moveTo(board, map, to, device.name, new Date().toISOString());
  sessionOf(board).set('currentPetition', petition.id);
  return true;
}
