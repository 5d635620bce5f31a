import {
  findVillage,
  type Gender,
  type HouseholdCategory,
  householdBounds,
  type Member,
  personKey,
  type Village,
} from '../households.ts';
import { fold } from '../vietnamese/fold.ts';
import type { Field, Mapping } from './fields.ts';
import { grouped } from './groups.ts';
import type { Head, List } from './header.ts';
import { isHeadWord, isTicked, readBirth, readCategory, readGender, readName, readPhone } from './values.ts';

/** The people of a list, row by row, with what is wrong in each row. */

export const problemCodes = [
  'noName',
  'unreadable',
  'badBirth',
  'noVillage',
  'unknownVillage',
  'badCategory',
  'tooLong',
] as const;
export type ProblemCode = (typeof problemCodes)[number];

export interface Problem {
  code: ProblemCode;
  /** What stands in the cell. */
  value: string;
}

export interface Entry extends Omit<Member, 'id'> {
  /** The row's number as the spreadsheet shows it, from 1. */
  row: number;
  code: string;
  /** Empty when none is known by what is written. */
  villageId: string;
  /** The village as it is written. */
  village: string;
  address: string;
  category: HouseholdCategory | '';
  /** What the row says of the head: the head's name where it is somebody else. */
  headName: string;
  ordinal: string;
  /** Which of the list's households the row belongs to, from 0. */
  household: number;
  problems: Problem[];
}

/** What is said of a whole list. */
export interface ListSettings {
  year: number;
  /** What everybody of the list is where no column says it; empty: nothing. */
  category: HouseholdCategory | 'farmerMember' | '';
  /** Where everybody lives where the list does not say it; empty: it says it. */
  villageId: string;
}

export interface ReadRows {
  entries: Entry[];
  /** Rows that hold nobody: titles, villages, sums, signatures. */
  skipped: number[];
}

type KnownVillage = Pick<Village, 'id' | 'name' | 'spellings'>;

/** The cells of a row by what they hold. */
type Cells = (field: Field) => string;

const sums = /^(?:tong|cong)\b/;
const foot =
  /^(?:nguoi lap|lap bieu|tm ubnd|tm uy ban|ubnd|xac nhan|chu tich|ke toan|truong thon|noi nhan|ngay .* thang|.*, ngay .* thang)/;
const villageWord = /^(?:thôn|xóm|ấp|bản|buôn|làng|khóm|tổ dân phố|khu phố|tdp)\s+\S/iu;
const sectionNumber = /^(?:[IVX]+|[A-Z]|\d{1,2})[.)\s-]+(?=\S)/u;
/** Signs that no name has: what is left of a code that was not read. */
const unreadable = /[\ufffd\u0080-\u009f\u00a1-\u00bf\u00d7\u00f7]/u;

/** The village that a row of its own names for the rows below; null: it is no such row. */
function sectionOf(filled: readonly string[], villages: readonly KnownVillage[]): string | null {
  if (filled.length > 2) return null;
  const text = (filled.at(-1) ?? '').replace(sectionNumber, '').replace(/[:.]$/u, '').trim();
  if (filled.length === 2 && !/^(?:[IVX]+|[A-Z]|\d{1,2})[.)]?$/u.test(filled[0] ?? '')) return null;
  return villageWord.test(text) || findVillage(text, villages) ? text : null;
}

function cellsOf(row: readonly string[], mapping: Mapping): Cells {
  const values = new Map<Field, string>();
  for (const [column, field] of mapping.entries()) {
    const text = row[column] ?? '';
    if (text === '' || field === 'ignore') continue;
    const before = values.get(field);
    values.set(field, before === undefined || before === text ? text : `${before} ${text}`);
  }
  return (field) => values.get(field) ?? '';
}

/** Birth and gender where `Nam` and `Nữ` are columns of their own, with a year or a tick. */
function birthAndGender(cells: Cells): { birth: string; gender: Gender } {
  for (const gender of ['male', 'female'] as const) {
    const value = cells(gender);
    if (value === '') continue;
    return /\d{2}/u.test(value) ? { birth: value, gender } : { birth: cells('birth'), gender };
  }
  return { birth: cells('birth'), gender: readGender(cells('gender')) };
}

/** What the row says of household and membership, from a column of words or from columns with ticks. */
function categoryOf(cells: Cells, { category }: ListSettings) {
  const words = cells('category');
  const read = words === '' ? { category: '' as const, union: false } : readCategory(words);
  const ticked = (['escapedPoverty', 'nearPoor', 'poor'] as const).find((field) => isTicked(cells(field)));
  const ofAll = category === 'farmerMember' ? '' : category;
  const saysNothing = words === '' && !ticked;
  return {
    category: ticked ?? (read?.category || (saysNothing ? ofAll : '')),
    union: (read?.union ?? false) || isTicked(cells('union')) || category === 'farmerMember',
    isUnknown: read === null,
  };
}

/** The village that an address names in one of its parts. */
function villageInAddress(address: string, villages: readonly KnownVillage[]): string {
  return (
    address
      .split(/[,;–]/u)
      .find((part) => findVillage(part, villages) !== null)
      ?.trim() ?? ''
  );
}

function readEntry(
  row: number,
  cells: Cells,
  section: string,
  { settings, villages }: { settings: ListSettings; villages: readonly KnownVillage[] },
): Entry {
  const problems: Problem[] = [];
  const raw = cells('name');
  const name = readName(raw);
  if (name === '' || !/\p{L}/u.test(name)) problems.push({ code: 'noName', value: raw });
  else if (unreadable.test(name)) problems.push({ code: 'unreadable', value: raw });
  const { birth: bornAs, gender } = birthAndGender(cells);
  const birth = bornAs === '' ? '' : readBirth(bornAs, settings.year);
  if (birth === null) problems.push({ code: 'badBirth', value: bornAs });
  const address = cells('address');
  const written = cells('village') || section || villageInAddress(address, villages);
  const village =
    findVillage(written, villages) ?? villages.find(({ id }) => written === '' && id === settings.villageId);
  if (!village) problems.push({ code: written === '' ? 'noVillage' : 'unknownVillage', value: written });
  const { category, union, isUnknown } = categoryOf(cells, settings);
  if (isUnknown) problems.push({ code: 'badCategory', value: cells('category') });
  const relation = cells('relation');
  const headCell = cells('headName');
  const namesHead = /\p{L}{2}/u.test(headCell);
  const own = personKey(name);
  const entry: Entry = {
    row,
    name,
    birth: birth ?? '',
    gender,
    relation: isHeadWord(relation) ? '' : relation,
    head: isHeadWord(relation) || (namesHead ? personKey(headCell) === own : isTicked(headCell)),
    phone: readPhone(cells('phone')),
    unionMember: union,
    note: cells('note'),
    code: cells('code'),
    villageId: village?.id ?? '',
    village: written,
    address,
    category,
    headName: namesHead && personKey(headCell) !== own ? readName(headCell) : '',
    ordinal: cells('ordinal'),
    household: 0,
    problems,
  };
  const long = (['name', 'relation', 'phone', 'note', 'code', 'address'] as const).find(
    (field) => entry[field].length > householdBounds[field],
  );
  if (long) problems.push({ code: 'tooLong', value: entry[long].slice(0, 60) });
  return entry;
}

/** The people below a head. */
export function readEntries(
  { rows }: Pick<List, 'rows'>,
  head: Pick<Head, 'from'>,
  mapping: Mapping,
  known: { settings: ListSettings; villages: readonly KnownVillage[] },
): ReadRows {
  const entries: Entry[] = [];
  const skipped: number[] = [];
  let section = '';
  for (const [index, row] of rows.entries()) {
    const filled = row.filter((text) => text !== '');
    if (index < head.from || filled.length === 0) {
      if (filled.length > 0) skipped.push(index + 1);
      continue;
    }
    const named = sectionOf(filled, known.villages);
    if (named !== null) section = named;
    const words = fold(filled.find((text) => /\p{L}/u.test(text)) ?? '').replace(/[.:]/gu, '');
    const cells = cellsOf(row, mapping);
    // Nobody is named, nor anything that belongs to somebody.
    const isEmpty = !(['name', 'birth', 'code', 'relation', 'phone', 'male', 'female'] as const).some(
      (field) => cells(field) !== '',
    );
    if (named !== null || isEmpty || sums.test(words) || (foot.test(words) && filled.length <= 3)) {
      skipped.push(index + 1);
      continue;
    }
    entries.push(readEntry(index + 1, cells, section, known));
  }
  return { entries: grouped(entries, mapping), skipped };
}
