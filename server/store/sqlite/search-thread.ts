import type { Candidate, FoundPage, IndexQuery } from '../../search/contract.ts';
import { searchReader } from '../sql/search-reader.ts';
import { answerReads } from './read-answer.ts';
import { wordReader } from './search-words.ts';

/** What the thread is asked. */
export type SearchTask =
  | { kind: 'find'; query: IndexQuery }
  | { kind: 'candidates'; text: string; dialogueIds: readonly string[]; limit: number };

/** What it answers, in the order of the questions. */
export type SearchAnswer = { found: FoundPage } | { candidates: Candidate[] };

answerReads<SearchTask, SearchAnswer>((sql) => {
  const reader = searchReader(sql, wordReader(sql));
  return async (task) => {
    if (task.kind === 'find') return { found: await reader.find(task.query) };
    return { candidates: await reader.candidates(task.text, task.dialogueIds, task.limit) };
  };
});
