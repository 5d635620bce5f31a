import type { NumbersIndex } from '../../numbers/contract.ts';
import { oneAfterAnother } from '../../one-after-another.ts';
import type { NumbersReader } from './numbers-reader.ts';

/**
 * Answers questions in turn. Sorting petitions into matters is done in slices of about `sliceMs`, and other questions
 * get their turn between; who asks for matters meanwhile is told how many still wait.
 */
export function figures(reader: NumbersReader, sliceMs: number): NumbersIndex {
  const turn = oneAfterAnother();
  let sorting = false;

  async function sortOn(): Promise<void> {
    sorting = false;
    if ((await reader.sortMatters(sliceMs)) === 0) return;
    sorting = true;
    // What fails here fails again when somebody asks, and is told to whoever asked.
    setTimeout(() => sortOn().catch(() => {})).unref();
  }

  return {
    overview: (question) => turn(() => reader.overview(question)),
    list: (question, offset, limit) => turn(() => reader.list(question, offset, limit)),
    matters: (question, limit) =>
      turn(async () => {
        if (!sorting) await sortOn();
        const waiting = sorting ? reader.waiting() : 0;
        return waiting > 0 ? { total: 0, matters: [], waiting } : reader.matters(question, limit);
      }),
  };
}
