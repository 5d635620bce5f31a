import { type ShownDimension, shownDimensions } from '../../../shared/numbers-counts.ts';
import type { Filter } from '../../../shared/numbers-filter.ts';
import { rowWords } from '../../../shared/numbers-words.ts';
import { categories, channels, outcomes } from '../../../shared/petition.ts';
import { numericDate } from '../../../shared/vietnamese/dates.ts';
import { language } from '../../i18n/index.ts';
import { dimensionName, noneName, standingName, numbersTexts as t } from '../../i18n/numbers.ts';
import { words } from '../../i18n/words.ts';
import type { Dialogues } from './model.ts';

const among = <T extends string>(all: readonly T[], key: string): T | undefined =>
  all.find((one) => one === key);

/** What a row is called in the page's language. */
export function rowName(dimension: ShownDimension, key: string, dialogues: Dialogues): string {
  if (language() === 'vi') return rowWords(dimension, key, dialogues);
  if (key === '') return noneName(dimension);
  const [category, channel, outcome] = [among(categories, key), among(channels, key), among(outcomes, key)];
  if (dimension === 'category' && category) return words().category[category];
  if (dimension === 'channel' && channel) return words().channel[channel];
  if (dimension === 'outcome' && outcome) return words().state[outcome];
  return rowWords(dimension, key, dialogues);
}

/** One thing that is filtered by. */
export interface FilterPart {
  key: keyof Filter;
  what: string;
  value: string;
}

/** What the figures are filtered by, in words. */
export function filterParts(filter: Filter, dialogues: Dialogues): FilterPart[] {
  const parts: FilterPart[] = [];
  for (const dimension of shownDimensions) {
    const key = filter[dimension];
    if (key !== undefined)
      parts.push({
        key: dimension,
        what: dimensionName(dimension),
        value: rowName(dimension, key, dialogues),
      });
  }
  if (filter.quarter !== undefined)
    parts.push({ key: 'quarter', what: t().quarter, value: filter.quarter || t().noQuarter });
  if (filter.matter !== undefined) parts.push({ key: 'matter', what: t().matter, value: t().noMatter });
  if (filter.standing !== undefined)
    parts.push({ key: 'standing', what: t().standing, value: standingName(filter.standing) });
  if (filter.to !== undefined) parts.push({ key: 'to', what: t().to, value: numericDate(filter.to) });
  return parts;
}

/** A filter without one of its parts. */
export function without(filter: Filter, key: keyof Filter): Filter {
  const { [key]: _, ...rest } = filter;
  return rest;
}

/** `Quý II/2023`. */
export function periodName({ year, quarter }: { year: string; quarter: string }): string {
  if (quarter === '') return `${year} (${t().noQuarter.toLocaleLowerCase()})`;
  return language() === 'vi' ? `Quý ${quarter}/${year}` : `${quarter}/${year}`;
}
