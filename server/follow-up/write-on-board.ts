import type * as Y from 'yjs';
import { moveTo, type PetitionMap, setPetition } from '../../shared/docs/board.ts';
import { movesOf, type Petition, type PetitionState, type PetitionValues } from '../../shared/petition.ts';
import { type Moment, setAnswer } from '../work/acts.ts';
import { WorkError } from '../work/contract.ts';

/** The steps of a petition's life from one state to another; null when its life does not lead there. */
function stepsTo(petition: Petition, to: PetitionState): PetitionState[] | null {
  if (petition.state === to) return [];
  if (movesOf(petition).includes(to)) return [to];
  return petition.state === 'closed' && to !== 'replied' ? ['replied', to] : null;
}

/**
 * Writes on the board what an act makes of a petition, while its dialogue was never frozen. Throws WorkError when the
 * petition's life does not lead there; then nothing is written.
 */
export function writeOnBoard(
  doc: Y.Doc,
  map: PetitionMap,
  before: Petition,
  after: Petition,
  { by, at }: Pick<Moment, 'by' | 'at'>,
): void {
  const steps = stepsTo(before, after.state);
  if (!steps) throw new WorkError('notReady', { problems: ['outcome'] });
  const { dueDate, dueReason, unit, authority, replyNumber, replyDate, toldHow, toldAt } = after;
  const values: Partial<PetitionValues> = {
    dueDate,
    dueReason,
    unit,
    authority,
    replyNumber,
    replyDate,
    toldHow,
    toldAt,
  };
  doc.transact(() => {
    setAnswer(map, before.answer, after.answer);
    setPetition(doc, map, values);
    for (const step of steps) moveTo(doc, map, step, by, at);
  });
}
