import type { Candidate, FoundPage, IndexQuery } from '../../search/contract.ts';
import { answerReads } from './read-answer.ts';
import { searchReader } from './search-reader.ts';

/** What the thread is asked. */
export type SearchTask =
  | { kind: 'find'; query: IndexQuery }
  | { kind: 'candidates'; text: string; dialogueIds: readonly string[]; limit: number };

/** What it answers, in the order of the questions. */
export type SearchAnswer = { found: FoundPage } | { candidates: Candidate[] };

answerReads<SearchTask, SearchAnswer>((database) => {
  const reader = searchReader(database);
  return (task) => {
    if (task.kind === 'find') return { found: reader.find(task.query) };
    return { candidates: reader.candidates(task.text, task.dialogueIds, task.limit) };
  };
});
