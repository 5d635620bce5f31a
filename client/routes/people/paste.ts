import type { Office } from '../../../shared/dialogue.ts';
import { type DutyRole, placeOf } from '../../../shared/people.ts';
import { fold } from '../../../shared/vietnamese/fold.ts';
import { oldEncoding, splitTable } from '../../register/paste.ts';
import type { Listed } from './model.ts';

/** What is wrong with a pasted row; a row with a problem is not added. */
export type Problem =
  | 'encoding'
  | 'noName'
  | 'role'
  | 'organizer'
  | 'noDialogue'
  | 'noUnit'
  | 'noVillage'
  | 'account'
  | 'columns'
  | 'known'
  | 'twice';

export interface NewDuty {
  role: DutyRole;
  dialogueId: string;
  unit: string;
  village: string;
}

export interface PastedPerson {
  /** Line of the pasted table, from 1. */
  line: number;
  name: string;
  title: string;
  unit: string;
  account: string;
  /** The role as it was pasted, and the village. */
  role: string;
  village: string;
  /** Who it is, if the list has the person already; else empty. */
  personId: string;
  duty: NewDuty | null;
  problems: Problem[];
  /** The row as it was pasted, so that what is not added can be mended. */
  source: string;
}

type Column = 'name' | 'title' | 'unit' | 'role' | 'village' | 'account' | 'skip';

const usualOrder: readonly Column[] = ['name', 'title', 'unit', 'role', 'village', 'account'];

/** Folded words of header cells, the more particular first. */
const headers: readonly (readonly [RegExp, Column])[] = [
  [/^(so )?(stt|tt)$|^so thu tu$/, 'skip'],
  [/tai khoan|e-?mail|account/, 'account'],
  [/vai tro|nhiem vu|role|duty/, 'role'],
  [/chuc vu|chuc danh|title/, 'title'],
  [/don vi|bo phan|co quan|unit/, 'unit'],
  [/thon|lang|to dan pho|village/, 'village'],
  [/ho (va )?ten|^ten$|name/, 'name'],
];

/** How offices call the roles, folded. */
const roleWords: readonly (readonly [RegExp, DutyRole])[] = [
  [/thu ky|record/, 'recorder'],
  [/chu tri|chu toa|chair/, 'chair'],
  [/(truong|pho) (thon|lang|ban|khu)|thon truong|to truong|gia lang|village/, 'village'],
  [/tai chinh|ke toan|financ/, 'finance'],
  [/ra soat|kiem tra|review/, 'reviewer'],
  [/cong chuc|chuyen vien|can bo|ban nganh|officer/, 'officer'],
  [/van phong|to chuc|quan tri|organi/, 'organizer'],
];

/** The role that an office's words mean, or null. */
export function readRole(words: string): DutyRole | null {
  const folded = fold(words);
  return roleWords.find(([pattern]) => pattern.test(folded))?.[1] ?? null;
}

/** The entry of a list that words mean, whatever their marks and with or without `thôn` before it; else empty. */
function entryOf(list: readonly string[], words: string): string {
  const bare = (text: string) =>
    fold(text)
      .replace(/^(thon|lang|ban|to dan pho)\s+/, '')
      .replace(/[^\p{L}\p{N}]+/gu, ' ')
      .trim();
  return words === '' ? '' : (list.find((entry) => bare(entry) === bare(words)) ?? '');
}

const tidy = (text: string) => text.normalize('NFC').replace(/\s+/g, ' ').trim();

function readHeader(cells: readonly string[]): Column[] | null {
  const found = cells.map(
    (cell): Column => headers.find(([pattern]) => pattern.test(fold(cell).trim()))?.[1] ?? 'skip',
  );
  const hits = found.filter((column) => column !== 'skip').length;
  return found.includes('name') && (hits > 1 || cells.length === 1) ? found : null;
}

/** Columns of a table without header: a first column of running numbers is left out. */
function guessColumns(rows: readonly { cells: string[] }[]): Column[] {
  const numbered = rows.length > 0 && rows.every(({ cells }) => /^\d*\.?$/.test(cells[0]?.trim() ?? ''));
  return numbered ? ['skip', ...usualOrder] : [...usualOrder];
}

export interface Around {
  known: readonly Listed[];
  office: Pick<Office, 'units' | 'villages'>;
  /** Where the duties are given; empty: nowhere. */
  dialogueId: string;
}

/** The duty of a row, or why there is none. */
function readDuty(
  row: { role: string; unit: string; village: string },
  { office, dialogueId }: Around,
): { duty: NewDuty | null; problem: Problem | null } {
  if (row.role === '') return { duty: null, problem: null };
  const no = (problem: Problem) => ({ duty: null, problem });
  const role = readRole(row.role);
  if (!role) return no('role');
  if (role === 'organizer') return no('organizer');
  if (!dialogueId) return no('noDialogue');
  const place = placeOf(role);
  const unit = place === 'unit' ? entryOf(office.units, row.unit) : '';
  const village = place === 'village' ? entryOf(office.villages, row.village || row.unit) : '';
  if (place === 'unit' && !unit) return no('noUnit');
  if (place === 'village' && !village) return no('noVillage');
  return { duty: { role, dialogueId, unit, village }, problem: null };
}

const sameDuty = (a: NewDuty, b: { role: string; dialogueId: string; unit: string; village: string }) =>
  a.role === b.role && a.dialogueId === b.dialogueId && a.unit === b.unit && a.village === b.village;

/** Somebody of the list with this name, in this unit if one is given; the only one of the name if none is. */
function whoIs(known: readonly Listed[], name: string, unit: string): Listed | null {
  const named = known.filter((person) => fold(person.name) === fold(name));
  if (unit === '') return named.length === 1 ? (named[0] ?? null) : null;
  return named.find((person) => fold(person.unit) === fold(unit)) ?? null;
}

/** Reads rows of persons, pasted from a spreadsheet, with the duty that each is to have. */
export function readPeople(text: string, around: Around): { header: string; rows: PastedPerson[] } {
  const table = splitTable(text);
  const [first] = table;
  const header = first ? readHeader(first.cells) : null;
  const body = header ? table.slice(1) : table;
  const columns = header ?? guessColumns(body);
  const above = new Set<string>();
  /** Whose account is whose: that of the list, and that of the rows above. */
  const owners = new Map(around.known.map(({ account, id }) => [account, id]));
  const isFree = (account: string, whose: string): boolean => {
    if (account === '') return true;
    const owner = owners.get(account) ?? whose;
    owners.set(account, owner);
    return owner === whose;
  };
  const read = ({ cells, source }: { cells: string[]; source: string }, at: number): PastedPerson => {
    const of = (column: Column) => tidy(cells.filter((_, index) => columns[index] === column).join(' '));
    const row = {
      name: of('name'),
      title: of('title'),
      unit: entryOf(around.office.units, of('unit')) || of('unit'),
      account: of('account').toLowerCase(),
      role: of('role'),
      village: of('village'),
    };
    const person = whoIs(around.known, row.name, row.unit);
    const { duty, problem } = readDuty({ ...row, unit: row.unit || (person?.unit ?? '') }, around);
    const problems: Problem[] = problem ? [problem] : [];
    if (oldEncoding.test(row.name + row.unit + row.village)) problems.unshift('encoding');
    if (!row.name) problems.push('noName');
    if (!isFree(row.account, person?.id ?? JSON.stringify([fold(row.name), fold(row.unit)])))
      problems.push('account');
    if (cells.slice(columns.length).some((cell) => cell.trim() !== '')) problems.push('columns');
    const key = JSON.stringify([fold(row.name), fold(row.unit), duty]);
    const nothingNew = person && (!duty || person.duties.some((has) => sameDuty(duty, has)));
    if (nothingNew && problems.length === 0) problems.push('known');
    else if (row.name && above.has(key)) problems.push('twice');
    above.add(key);
    return { ...row, line: at + (header ? 2 : 1), personId: person?.id ?? '', duty, problems, source };
  };
  return { header: header && first ? first.source : '', rows: body.map(read) };
}

/** The good rows as the server takes them: one entry a person, with all the duties that the rows give. */
export function importRows(rows: readonly PastedPerson[]) {
  const people = new Map<string, { personId: string; person: PersonValues | null; duties: NewDuty[] }>();
  for (const { personId, name, title, unit, account, duty } of rows) {
    const key = personId || JSON.stringify([fold(name), fold(unit)]);
    const entry = people.get(key) ?? {
      personId,
      person: personId ? null : { name, title, unit, account },
      duties: [],
    };
    if (duty) entry.duties.push(duty);
    people.set(key, entry);
  }
  return [...people.values()];
}

interface PersonValues {
  name: string;
  title: string;
  unit: string;
  account: string;
}
