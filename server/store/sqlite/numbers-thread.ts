import type { Overview } from '../../../shared/numbers-counts.ts';
import type { FactPage, MatterPage, NumbersQuestion } from '../../numbers/contract.ts';
import { figures } from '../sql/figures.ts';
import { numbersReader } from '../sql/numbers-reader.ts';
import { answerReads } from './read-answer.ts';

/** What the thread is asked. */
export type NumbersTask =
  | { kind: 'overview'; question: NumbersQuestion }
  | { kind: 'list'; question: NumbersQuestion; offset: number; limit: number }
  | { kind: 'matters'; question: NumbersQuestion; limit: number };

/** What it answers, in the order of the questions. */
export type NumbersAnswer = { overview: Overview } | { page: FactPage } | { matters: MatterPage };

/** For so long petitions are sorted into matters before other questions get their turn, ms. */
const slice = 100;

answerReads<NumbersTask, NumbersAnswer>((sql) => {
  const { overview, list, matters } = figures(numbersReader(sql), slice);
  return async (task) => {
    switch (task.kind) {
      case 'overview':
        return { overview: await overview(task.question) };
      case 'list':
        return { page: await list(task.question, task.offset, task.limit) };
      case 'matters':
        return { matters: await matters(task.question, task.limit) };
    }
  };
});
