import type { SearchIndex } from '../../search/contract.ts';
import { ReadThread } from './read-thread.ts';
import type { SearchAnswer, SearchTask } from './search-thread.ts';

/** Finds in the index of the embedded store, in a thread of its own. */
export function searchReads(
  path: string,
): Pick<SearchIndex, 'find' | 'candidates'> & { close(): Promise<void> } {
  const thread = new ReadThread<SearchTask, SearchAnswer>(
    new URL('./search-thread.ts', import.meta.url),
    path,
  );
  return {
    async find(query) {
      const answer = await thread.ask({ kind: 'find', query });
      return 'found' in answer ? answer.found : { found: [], more: false };
    },
    async candidates(like, dialogueIds, limit) {
      const answer = await thread.ask({ kind: 'candidates', text: like, dialogueIds, limit });
      return 'candidates' in answer ? answer.candidates : [];
    },
    close: () => thread.end(),
  };
}
