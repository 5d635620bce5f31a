import type { NumbersIndex } from '../../numbers/contract.ts';
import type { NumbersAnswer, NumbersTask } from './numbers-thread.ts';
import { ReadThread } from './read-thread.ts';

/** The figures in the embedded store: counted in a thread of its own. */
export function numbersIndex(path: string): NumbersIndex & { close(): Promise<void> } {
  const thread = new ReadThread<NumbersTask, NumbersAnswer>(
    new URL('./numbers-thread.ts', import.meta.url),
    path,
  );
  const wrong = () => new Error('the thread answered another question');
  return {
    async overview(question) {
      const answer = await thread.ask({ kind: 'overview', question });
      if ('overview' in answer) return answer.overview;
      throw wrong();
    },
    async list(question, offset, limit) {
      const answer = await thread.ask({ kind: 'list', question, offset, limit });
      if ('page' in answer) return answer.page;
      throw wrong();
    },
    async matters(question, limit) {
      const answer = await thread.ask({ kind: 'matters', question, limit });
      if ('matters' in answer) return answer.matters;
      throw wrong();
    },
    close: () => thread.end(),
  };
}
