import type { Overview } from '../../../shared/numbers-counts.ts';
import {
  type CountedDialogue,
  type Filter,
  type StandingGroup,
  writeFilter,
} from '../../../shared/numbers-filter.ts';
import type { ListPage, MatterList } from '../../../shared/numbers-list.ts';
import { call } from '../../api.ts';
import { askOrKept } from '../../kept.ts';

/** What the pages of figures ask the server; all throw ApiError. */

const queryOf = (filter: Filter, more: Record<string, string> = {}): string => {
  const params = writeFilter(filter);
  for (const [key, value] of Object.entries(more)) params.set(key, value);
  const text = params.toString();
  return text ? `?${text}` : '';
};

/** The figures; those of everything are kept on this device. */
export async function loadNumbers(filter: Filter = {}): Promise<Overview> {
  const ask = async (): Promise<Overview> => (await call(`/api/numbers${queryOf(filter)}`)).json();
  return Object.keys(filter).length === 0 ? askOrKept('numbers', ask) : ask();
}

export async function loadList(filter: Filter, offset: number): Promise<ListPage> {
  return (await call(`/api/numbers/list${queryOf(filter, { offset: String(offset) })}`)).json();
}

export async function loadMatters(filter: Filter): Promise<MatterList> {
  return (await call(`/api/numbers/matters${queryOf(filter)}`)).json();
}

/** Where the spreadsheet of the figures, or of the list behind them, is. */
export const fileOf = (file: 'figures' | 'list', filter: Filter): string =>
  `/api/numbers/${file}.xlsx${queryOf(filter)}`;

/** The list behind a figure of `filter`. */
export const listPath = (filter: Filter, standing?: StandingGroup): string =>
  `/numbers/list${queryOf(standing ? { ...filter, standing } : filter)}`;

/** The page of figures with a filter, and what it shows them by. */
export const numbersPath = (filter: Filter, by = ''): string =>
  `/numbers${queryOf(filter, by ? { by } : {})}`;

export type Dialogues = ReadonlyMap<string, CountedDialogue>;
