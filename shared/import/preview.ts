import type { Household, Village } from '../households.ts';
import { type Leaving, type Left, type Planned, planChanges } from './changes.ts';
import type { LetterCode, TextCode } from './decode.ts';
import { type Decision, type Duplicate, isUnsure, type Judged, judge } from './duplicates.ts';
import { type Entry, type ListSettings, type Problem, readEntries } from './entries.ts';
import type { Field, Mapping } from './fields.ts';
import { findHead, fitMapping, guessMapping, type List, readHead } from './header.ts';
import { readCategory, yearIn, yearOfFile } from './values.ts';

/** What somebody chose for a list; what is missing is found out from the list. */
export interface ListChoices {
  /** How letters are read. */
  code?: LetterCode | TextCode;
  sheet?: number;
  /** The row of the head, from 1; 0: the list has none. */
  headRow?: number;
  mapping?: Mapping;
  year?: number;
  category?: ListSettings['category'];
  villageId?: string;
  leaving?: Leaving;
  /** What is done with rows of people who are surely known. */
  knownAs?: Decision;
  /** By row. */
  decisions?: Readonly<Record<string, Decision>>;
}

/** A column of the list. */
export interface ListColumn {
  /** `A`, `B`, as spreadsheets name it. */
  letters: string;
  title: string;
  field: Field;
  /** The first values under it. */
  samples: string[];
}

export interface PreviewRow {
  row: number;
  name: string;
  birth: string;
  village: string;
  code: string;
  relation: string;
  head: boolean;
  phone: string;
  category: Entry['category'];
  unionMember: boolean;
  household: number;
  problems: Problem[];
  duplicate: Duplicate | null;
  decision: Decision;
}

/** What would come of a list, before anything is stored. */
export interface ListPreview {
  sheets: { name: string; rows: number }[];
  sheet: number;
  /** What the letters were found to be, and how the list is read. */
  detected: LetterCode | TextCode;
  code: LetterCode | TextCode;
  /** Codes that may be chosen for this kind of file. */
  codes: readonly (LetterCode | TextCode)[];
  headRow: number;
  /** The first rows, for choosing the head among them. */
  top: { row: number; text: string }[];
  columns: ListColumn[];
  /** The mapping is one that was kept for such a head. */
  remembered: boolean;
  shape: string;
  settings: ListSettings;
  leaving: Leaving;
  knownAs: Decision;
  counts: Planned['counts'] & { all: number; bad: number; unsure: number; known: number };
  entered: number;
  left: Left[];
  /** Rows with a mistake, rows that may be somebody known, and some of the others. */
  rows: PreviewRow[];
  skipped: number[];
  /** Villages as they are written that nobody knows, with how many rows. */
  unknownVillages: { written: string; rows: number }[];
  /** There were more rows than are read. */
  cut: boolean;
  /** Sign of what is stored, for taking in what was seen. */
  stamp: string;
}

/** A list as it was read from a file, and how. */
export interface ReadList extends List {
  detected: ListPreview['detected'];
  code: ListPreview['code'];
  codes: ListPreview['codes'];
  sheets: ListPreview['sheets'];
  sheet: number;
  cut: boolean;
}

/** What is known when a list is looked at. */
export interface Surroundings {
  villages: readonly Pick<Village, 'id' | 'name' | 'spellings'>[];
  stored: readonly Household[];
  /** Mappings that were kept, by the shape of their heads. */
  mappings: ReadonlyMap<string, Mapping>;
  /** The year that it is. */
  now: number;
  /** Name of the file, which may say the year. */
  file?: string;
  newId: () => string;
}

/** Rows shown at most of which all is clear, and rows that somebody has to look at. */
const [mostGood, mostTelling] = [100, 1500];

function lettersOf(column: number): string {
  const letter = String.fromCharCode(65 + (column % 26));
  return column < 26 ? letter : lettersOf(Math.floor(column / 26) - 1) + letter;
}

/** A sign that is another one when a household was changed, came or went. */
export function stampOf(stored: readonly Household[]): string {
  return `${stored.length}.${stored.reduce((sum, { revision }) => sum + revision, 0)}`;
}

/** What the titles above a list say that everybody on it is. */
function categoryOfTitles(texts: readonly string[], mapping: Mapping): ListSettings['category'] {
  const own: readonly Field[] = ['category', 'poor', 'nearPoor', 'escapedPoverty'];
  if (mapping.some((field) => own.includes(field))) return '';
  for (const text of texts) {
    const words = /danh s[aá]ch/iu.test(text.normalize('NFC')) ? readCategory(text) : null;
    if (words?.category) return words.category;
    if (words?.union) return 'farmerMember';
  }
  return '';
}

function settingsOf(
  choices: ListChoices,
  titles: readonly string[],
  mapping: Mapping,
  { now, file = '' }: Surroundings,
): ListSettings {
  return {
    year: choices.year ?? (yearIn(titles) || yearOfFile(file) || now),
    category: choices.category ?? categoryOfTitles(titles, mapping),
    villageId: choices.villageId ?? '',
  };
}

function previewRow(
  { entry, duplicate, decision }: Judged,
  villages: ReadonlyMap<string, string>,
): PreviewRow {
  const { row, name, birth, code, relation, head, phone, category, unionMember, household, problems } = entry;
  const village = villages.get(entry.villageId) ?? entry.village;
  return {
    row,
    name,
    birth,
    village,
    code,
    relation,
    head,
    phone,
    category,
    unionMember,
    household,
    problems,
    duplicate,
    decision,
  };
}

/** Rows that say something first; among themselves as they stand in the list. */
function shownRows(judged: readonly Judged[], villages: Surroundings['villages']): PreviewRow[] {
  const names = new Map(villages.map(({ id, name }) => [id, name]));
  const kinds = Map.groupBy(judged, ({ entry, duplicate }) => {
    if (entry.problems.length > 0 || (duplicate && isUnsure(duplicate))) return 'telling';
    return duplicate ? 'known' : 'good';
  });
  const some = (kind: 'telling' | 'known' | 'good') =>
    (kinds.get(kind) ?? []).slice(0, kind === 'telling' ? mostTelling : mostGood);
  return [...some('telling'), ...some('known'), ...some('good')]
    .sort((a, b) => a.entry.row - b.entry.row)
    .map((one) => previewRow(one, names));
}

function unknownOf(entries: readonly Entry[]): ListPreview['unknownVillages'] {
  const counts = new Map<string, number>();
  for (const { problems } of entries)
    for (const { code, value } of problems)
      if (code === 'unknownVillage') counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].map(([written, rows]) => ({ written, rows }));
}

/** Looks at a list: what would come of it, and the changes that taking it in makes. */
export function previewList(
  list: ReadList,
  choices: ListChoices,
  known: Surroundings,
): { preview: ListPreview; changes: Planned['changes'] } {
  const head = readHead(list, choices.headRow === undefined ? findHead(list) : choices.headRow - 1);
  const kept = known.mappings.get(head.shape);
  const width = head.titles.length;
  const mapping = fitMapping(choices.mapping ?? kept ?? guessMapping(head.titles), width);
  const titles = list.rows.slice(0, Math.max(head.row, 0)).flat();
  const settings = settingsOf(choices, titles, mapping, known);
  const leaving = choices.leaving ?? { complete: false, as: '' };
  const { entries, skipped } = readEntries(list, head, mapping, { settings, villages: known.villages });
  const chosen = new Map(Object.entries(choices.decisions ?? {}).map(([row, one]) => [Number(row), one]));
  const knownAs = choices.knownAs ?? 'merge';
  const judged = judge(entries, known.stored, chosen, knownAs);
  const { changes, counts, entered, left } = planChanges(judged, known.stored, {
    settings,
    leaving,
    newId: known.newId,
  });
  const { detected, code, codes, sheets, sheet, cut } = list;
  const preview: ListPreview = {
    sheets,
    sheet,
    detected,
    code,
    codes,
    headRow: head.row + 1,
    top: list.rows
      .slice(0, 15)
      .map((row, index) => ({ row: index + 1, text: row.filter(Boolean).join(' · ').slice(0, 120) })),
    columns: mapping.map((field, column) => ({
      letters: lettersOf(column),
      title: head.titles[column] ?? '',
      field,
      samples: list.rows
        .slice(head.from, head.from + 30)
        .map((row) => row[column] ?? '')
        .filter(Boolean)
        .slice(0, 3),
    })),
    remembered: choices.mapping === undefined && kept !== undefined,
    shape: head.shape,
    settings,
    leaving,
    knownAs,
    counts: {
      ...counts,
      all: entries.length,
      bad: entries.filter(({ problems }) => problems.length > 0).length,
      unsure: judged.filter(({ duplicate }) => duplicate !== null && isUnsure(duplicate)).length,
      known: judged.filter(({ duplicate }) => duplicate !== null && !isUnsure(duplicate)).length,
    },
    entered,
    left,
    rows: shownRows(judged, known.villages),
    skipped,
    unknownVillages: unknownOf(entries),
    cut,
    stamp: stampOf(known.stored),
  };
  return { preview, changes };
}
