import { askBounded } from '../bounded-worker.ts';
import type { ListAnswer, ListQuestion } from './list-worker.ts';

/** Largest file that is taken, bytes. */
export const largestList = 10 * 1024 * 1024;

/** Memory (MB) and time (ms) within which a list must be read. */
const mostMemory = 512;
const longestReading = 15_000;
const program = new URL('./list-worker.ts', import.meta.url);
/** Lists that are read at once; others wait for their turn. */
const mostAtOnce = 2;

/**
 * Looks at a list on a thread of its own. Never throws for what is in the file: what takes too much memory or too long
 * (`longest`, ms) is `tooLarge`.
 */
export function createLists(longest = longestReading) {
  let running = 0;
  const waiting: (() => void)[] = [];

  async function turn(): Promise<void> {
    if (running >= mostAtOnce) await new Promise<void>((resolve) => waiting.push(resolve));
    running += 1;
  }

  return {
    async look(question: ListQuestion): Promise<ListAnswer> {
      if (question.file.length > largestList) return { code: 'tooLarge' };
      await turn();
      try {
        return await askBounded<ListAnswer>(program, question, {
          memory: mostMemory,
          time: longest,
          tooMuch: { code: 'tooLarge' },
          none: { code: 'notList' },
        });
      } finally {
        running -= 1;
        waiting.shift()?.();
      }
    },
  };
}

export type Lists = ReturnType<typeof createLists>;
