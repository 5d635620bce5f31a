import type { Overview } from '../../../shared/numbers-counts.ts';
import type { FactPage, MatterPage, NumbersQuestion } from '../../numbers/contract.ts';
import { numbersReader } from './numbers-reader.ts';
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

answerReads<NumbersTask, NumbersAnswer>((database) => {
  const reader = numbersReader(database);
  let sorting = false;

  function sortOn(): void {
    sorting = reader.sortMatters(slice) > 0;
    if (sorting) setTimeout(sortOn);
  }

  function matters(question: NumbersQuestion, limit: number): MatterPage {
    if (!sorting) sortOn();
    if (sorting) return { total: 0, matters: [], waiting: reader.waiting() };
    return reader.matters(question, limit);
  }

  return (task) => {
    switch (task.kind) {
      case 'overview':
        return { overview: reader.overview(task.question) };
      case 'list':
        return { page: reader.list(task.question, task.offset, task.limit) };
      case 'matters':
        return { matters: matters(task.question, task.limit) };
    }
  };
});
