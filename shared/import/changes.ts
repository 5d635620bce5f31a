import {
  birthYearOf,
  categoryIn,
  type Household,
  type HouseholdCategory,
  headOf,
  type Member,
  personKey,
} from '../households.ts';
import { fold } from '../vietnamese/fold.ts';
import type { Judged } from './duplicates.ts';
import type { Entry, ListSettings } from './entries.ts';
import { Ledger, type MemberRow, type RowChange, same } from './ledger.ts';

/** What becomes of those who stood on the list of the year before and stand on this one no more. */
export interface Leaving {
  /** The list is the whole one of its villages: who is not on it has left. */
  complete: boolean;
  /** What the households are then in the year; empty: on no list. */
  as: 'escapedPoverty' | '';
}

/** A household, or a member of the union, that was on the list before and is not any more. */
export interface Left {
  householdId: string;
  memberId: string;
  name: string;
  villageId: string;
  category: HouseholdCategory | 'farmerMember';
}

export interface Planned {
  changes: RowChange[];
  counts: { rows: number; households: number; members: number; changed: number };
  /** Households that are on a list of the year and were not on that list the year before. */
  entered: number;
  left: Left[];
}

interface Work {
  settings: ListSettings;
  leaving: Leaving;
  newId: () => string;
}

/** A value of the list goes before one that is stored, where it says something. */
const newer = (listed: string, stored: string) => (listed !== '' ? listed : stored);

/** The name with its marks, where one of the two has none. */
function fullerName(listed: string, stored: string): string {
  return fold(stored) === stored.toLowerCase() && personKey(listed) === personKey(stored) ? listed : stored;
}

/** A day of birth says more than a year; what is stored goes before another day. */
function fullerBirth(listed: string, stored: string): string {
  if (stored === '') return listed;
  return stored.length === 4 && listed.startsWith(stored) ? listed : stored;
}

function merged(stored: MemberRow, entry: Entry): MemberRow {
  return {
    ...stored,
    name: fullerName(entry.name, stored.name),
    birth: fullerBirth(entry.birth, stored.birth),
    gender: stored.gender || entry.gender,
    relation: stored.head ? stored.relation : newer(entry.relation, stored.relation),
    phone: newer(entry.phone, stored.phone),
    unionMember: stored.unionMember || entry.unionMember,
    note: newer(entry.note, stored.note),
  };
}

/** Households of the list with the rows that are taken of each. */
function groupsOf(judged: readonly Judged[]): Judged[][] {
  const taken = judged.filter(({ decision }) => decision !== 'skip');
  return [...Map.groupBy(taken, ({ entry }) => entry.household).values()];
}

/** The stored household that a household of the list is: that of somebody in it, the one of its number, or of its head. */
function targetOf(
  group: readonly Judged[],
  stored: readonly Household[],
  byCode: ReadonlyMap<string, string>,
): string {
  const known = group.find(({ duplicate, decision }) => decision === 'merge' && duplicate?.of === 'stored');
  if (known?.duplicate) return known.duplicate.householdId;
  const [first] = group;
  if (!first) return '';
  const { code, villageId, headName } = first.entry;
  const numbered = code === '' ? undefined : byCode.get(`${code}|${villageId}`);
  if (numbered || headName === '') return numbered ?? '';
  const headed = stored.filter(
    (household) =>
      household.villageId === villageId && personKey(headOf(household)?.name ?? '') === personKey(headName),
  );
  return headed.length === 1 ? (headed[0]?.id ?? '') : '';
}

class Planner {
  readonly ledger: Ledger;
  readonly #stored: readonly Household[];
  readonly #work: Work;
  readonly #byCode: ReadonlyMap<string, string>;
  /** Members by the row that made or met them. */
  readonly #byRow = new Map<number, string>();
  readonly #sizes = new Map<string, number>();
  readonly counts = { rows: 0, households: 0, members: 0, changed: 0 };
  /** Households and members that the list names. */
  readonly named = new Set<string>();

  constructor(stored: readonly Household[], work: Work) {
    this.#stored = stored;
    this.#work = work;
    this.ledger = new Ledger(stored);
    this.#byCode = new Map(
      stored.filter(({ code }) => code !== '').map(({ id, code, villageId }) => [`${code}|${villageId}`, id]),
    );
    for (const { id, members } of stored) this.#sizes.set(id, members.length);
  }

  take(group: readonly Judged[]): void {
    const known = this.#metAbove(group) ?? targetOf(group, this.#stored, this.#byCode);
    const householdId = known || this.#work.newId();
    this.#putHousehold(householdId, known !== '', group);
    for (const one of group) this.#putPerson(householdId, known !== '', one);
    const category =
      group.find(({ entry }) => entry.category !== '' && entry.head) ??
      group.find(({ entry }) => entry.category !== '');
    const { year } = this.#work.settings;
    if (category && year > 0 && category.entry.category !== '')
      this.ledger.putYear(householdId, year, category.entry.category);
    this.named.add(householdId);
  }

  /** The household of somebody whom a row above named, when a row goes into that person. */
  #metAbove(group: readonly Judged[]): string | undefined {
    const again = group.find(({ duplicate, decision }) => decision === 'merge' && duplicate?.of === 'file');
    return this.ledger.members.get(this.#byRow.get(again?.duplicate?.row ?? 0) ?? '')?.householdId;
  }

  #putHousehold(id: string, isKnown: boolean, group: readonly Judged[]): void {
    const said = (field: 'code' | 'address') =>
      group.find(({ entry }) => entry[field] !== '')?.entry[field] ?? '';
    const before = this.ledger.households.get(id);
    if (!isKnown) this.counts.households += 1;
    this.ledger.putHousehold({
      id,
      code: newer(before?.code ?? '', said('code')),
      villageId: before?.villageId ?? group[0]?.entry.villageId ?? '',
      address: newer(said('address'), before?.address ?? ''),
    });
  }

  #putPerson(householdId: string, isKnown: boolean, { entry, duplicate, decision }: Judged): void {
    this.counts.rows += 1;
    const inFile = duplicate?.of === 'file' ? this.#byRow.get(duplicate.row) : duplicate?.memberId;
    const stored = decision === 'merge' && inFile ? this.ledger.members.get(inFile) : undefined;
    if (stored) {
      const next = merged(stored, entry);
      if (!same(next, stored)) this.counts.changed += 1;
      this.ledger.putMember(next);
      this.#byRow.set(entry.row, stored.id);
      this.named.add(stored.id);
      return;
    }
    const { name, birth, gender, relation, phone, unionMember, note, head } = entry;
    const id = this.#work.newId();
    const place = this.#sizes.get(householdId) ?? 0;
    this.#sizes.set(householdId, place + 1);
    const person = { id, name, birth, gender, relation, phone, unionMember, note };
    this.ledger.putMember({ ...person, head: head && !isKnown, householdId, place });
    this.counts.members += 1;
    this.#byRow.set(entry.row, id);
    this.named.add(id);
  }
}

/** Who was on the list of the year before, lives where the list is about, and is not named. */
function leavers(
  stored: readonly Household[],
  judged: readonly Judged[],
  named: ReadonlySet<string>,
  { year, category }: ListSettings,
): Left[] {
  const villages = new Set(judged.map(({ entry }) => entry.villageId).filter(Boolean));
  const categories = new Set<string>(judged.map(({ entry }) => entry.category).filter(Boolean));
  const left: Left[] = [];
  // Rows with a mistake name somebody, too: nobody has left for being written wrongly.
  const written = new Set(judged.map(({ entry }) => `${personKey(entry.name)}|${birthYearOf(entry)}`));
  const isWritten = (member: Member) =>
    written.has(`${personKey(member.name)}|${birthYearOf(member)}`) ||
    written.has(`${personKey(member.name)}|`);
  for (const household of stored) {
    if (!villages.has(household.villageId)) continue;
    const { id: householdId, villageId, members } = household;
    const before = categoryIn(household, year) ?? categoryIn(household, year - 1);
    if (before && categories.has(before) && !named.has(householdId) && !members.some(isWritten))
      left.push({
        householdId,
        memberId: '',
        name: headOf(household)?.name ?? '',
        villageId,
        category: before,
      });
    if (category !== 'farmerMember') continue;
    for (const member of members)
      if (member.unionMember && !named.has(member.id) && !isWritten(member))
        left.push({ householdId, memberId: member.id, name: member.name, villageId, category });
  }
  return left;
}

/** What taking a list in would change; nothing is changed. */
export function planChanges(judged: readonly Judged[], stored: readonly Household[], work: Work): Planned {
  const planner = new Planner(stored, work);
  for (const group of groupsOf(judged)) planner.take(group);
  const { ledger, counts, named } = planner;
  const { settings, leaving } = work;
  const { year } = settings;
  const left = leaving.complete ? leavers(stored, judged, named, settings) : [];
  for (const { householdId, memberId, category } of left) {
    const member = ledger.members.get(memberId);
    if (member) ledger.putMember({ ...member, unionMember: false });
    else if (category !== 'farmerMember') ledger.putYear(householdId, year, leaving.as || null);
  }
  const entered = [...named].filter((id) => {
    const now = ledger.years.get(`${id}/${year}`)?.category;
    return now !== undefined && ledger.years.get(`${id}/${year - 1}`)?.category !== now;
  }).length;
  return { changes: ledger.changes(), counts, entered, left };
}
