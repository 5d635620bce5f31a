import type { Household, HouseholdCategory, Member } from '../households.ts';

/** What a list changes in what is stored, row by row of the tables, so that it can be taken back as one act. */

export type HouseholdRow = Pick<Household, 'id' | 'code' | 'villageId' | 'address'>;
export interface MemberRow extends Member {
  householdId: string;
  /** Order within the household. */
  place: number;
}
export interface YearRow {
  householdId: string;
  year: number;
  category: HouseholdCategory;
}

/** One row before and after; null: it was not there, it goes away. */
export type RowChange =
  | { kind: 'household'; id: string; before: HouseholdRow | null; after: HouseholdRow | null }
  | { kind: 'member'; id: string; before: MemberRow | null; after: MemberRow | null }
  | { kind: 'year'; id: string; before: YearRow | null; after: YearRow | null };

/** Whether two rows say the same. */
export const same = (a: object, b: object) => JSON.stringify(a) === JSON.stringify(b);

/** Everything that is stored, as rows that are changed while a list is gone through. */
export class Ledger {
  readonly households = new Map<string, HouseholdRow>();
  readonly members = new Map<string, MemberRow>();
  readonly years = new Map<string, YearRow>();
  readonly #before = new Map<string, RowChange>();

  constructor(stored: readonly Household[]) {
    for (const { id, code, villageId, address, members, years } of stored) {
      this.households.set(id, { id, code, villageId, address });
      for (const [place, member] of members.entries())
        this.members.set(member.id, { ...member, householdId: id, place });
      for (const year of years) this.years.set(`${id}/${year.year}`, { householdId: id, ...year });
    }
  }

  putHousehold(row: HouseholdRow): void {
    const before = this.households.get(row.id) ?? null;
    if (before && same(before, row)) return;
    this.#note({ kind: 'household', id: row.id, before, after: row });
    this.households.set(row.id, row);
  }

  putMember(row: MemberRow): void {
    const before = this.members.get(row.id) ?? null;
    if (before && same(before, row)) return;
    this.#note({ kind: 'member', id: row.id, before, after: row });
    this.members.set(row.id, row);
  }

  putYear(householdId: string, year: number, category: HouseholdCategory | null): void {
    const id = `${householdId}/${year}`;
    const before = this.years.get(id) ?? null;
    if ((before?.category ?? null) === category) return;
    const after = category && { householdId, year, category };
    this.#note({ kind: 'year', id, before, after });
    if (after) this.years.set(id, after);
    else this.years.delete(id);
  }

  #note(change: RowChange): void {
    const key = `${change.kind} ${change.id}`;
    const first = this.#before.get(key);
    this.#before.set(key, first ? ({ ...change, before: first.before } as RowChange) : change);
  }

  /** Households before those who belong to them. */
  changes(): RowChange[] {
    const all = [...this.#before.values()];
    const order = ['household', 'member', 'year'];
    return all.sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind));
  }
}
