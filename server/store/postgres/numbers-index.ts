import type { NumbersIndex } from '../../numbers/contract.ts';
import { figures } from '../sql/figures.ts';
import { numbersReader } from '../sql/numbers-reader.ts';
import type { Sql } from '../sql/sql.ts';

/** For so long petitions are sorted into matters before the hall's other work gets its turn, ms. */
const slice = 8;

/** The figures of a commune: counted in this process over narrow rows that are held, and read again where they changed. */
export function numbersIndex(sql: Sql): NumbersIndex {
  return figures(numbersReader(sql), slice);
}
