import type { NumbersIndex } from '../../numbers/contract.ts';
import { figures } from '../sql/figures.ts';
import { numbersReader } from '../sql/numbers-reader.ts';
import type { Sql } from '../sql/sql.ts';

/** For so long petitions are sorted into matters before the hall's other work gets its turn, ms. */
const slice = 8;

/**
 * The figures of a commune: counted in this process over narrow rows that are held, and read again where they changed.
 * @param filled resolves once every petition has its narrow row; asked before each question
 */
export function numbersIndex(sql: Sql, filled: () => Promise<void>): NumbersIndex {
  const { overview, list, matters } = figures(numbersReader(sql), slice);
  return {
    async overview(question) {
      await filled();
      return overview(question);
    },
    async list(question, offset, limit) {
      await filled();
      return list(question, offset, limit);
    },
    async matters(question, limit) {
      await filled();
      return matters(question, limit);
    },
  };
}
