import type { PetitionState } from '../../shared/petition.ts';
import type { IconName } from '../ui/icon.tsx';

/** The columns of the board, in the order of a petition's life; each holds one or more states. */
export const columns = [
  { id: 'raised', states: ['raised'] },
  { id: 'assigned', states: ['assigned'] },
  { id: 'inHall', states: ['answered', 'explained', 'guided'] },
  { id: 'owed', states: ['deferred', 'escalated'] },
  { id: 'replied', states: ['replied'] },
  { id: 'closed', states: ['closed'] },
  { id: 'gone', states: ['withdrawn', 'merged'] },
] as const satisfies readonly { id: string; states: readonly PetitionState[] }[];

export type Column = (typeof columns)[number];
export type ColumnId = Column['id'];

const byState = new Map<PetitionState, Column>();
for (const column of columns) for (const state of column.states) byState.set(state, column);

/** The column a petition in `state` stands in. */
export function columnOf(state: PetitionState): Column {
  return byState.get(state) ?? columns[0];
}

/** The sign of each state beside its word. */
export const stateIcons: Record<PetitionState, IconName> = {
  raised: 'speech',
  assigned: 'user',
  answered: 'check',
  explained: 'info',
  guided: 'compass',
  deferred: 'clock',
  escalated: 'up',
  replied: 'document',
  closed: 'flag',
  withdrawn: 'undo',
  merged: 'merge',
};
