import type { DatabaseSync } from 'node:sqlite';
import {
  genders,
  type Household,
  householdCategories,
  type Member,
  personKey,
} from '../../../shared/households.ts';
import type { HouseholdRow, MemberRow, RowChange, YearRow } from '../../../shared/import/ledger.ts';
import { integer, known, text } from '../sql/rows.ts';
import type { Row } from '../sql/sql.ts';

/** Households, members and years as rows: read, written, deleted. No transaction of its own. */
export function householdRows(database: DatabaseSync) {
  const one = database.prepare('SELECT * FROM household WHERE id = ?');
  const all = database.prepare('SELECT * FROM household');
  const members = database.prepare(
    'SELECT * FROM household_member ORDER BY household_id, head DESC, place, id',
  );
  const membersOf = database.prepare(
    'SELECT * FROM household_member WHERE household_id = ? ORDER BY head DESC, place, id',
  );
  const member = database.prepare('SELECT * FROM household_member WHERE id = ?');
  const years = database.prepare('SELECT * FROM household_year ORDER BY household_id, year');
  const yearsOf = database.prepare('SELECT * FROM household_year WHERE household_id = ? ORDER BY year');
  const year = database.prepare('SELECT * FROM household_year WHERE household_id = ? AND year = ?');
  const putHousehold = database.prepare(
    `INSERT INTO household VALUES (?, ?, ?, ?, 1, ?) ON CONFLICT (id) DO UPDATE SET code = excluded.code,
     village_id = excluded.village_id, address = excluded.address, revision = revision + 1, changed_at = excluded.changed_at`,
  );
  const touch = database.prepare('UPDATE household SET revision = revision + 1, changed_at = ? WHERE id = ?');
  const putMember = database.prepare(
    'INSERT OR REPLACE INTO household_member VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
  );
  const putYear = database.prepare('INSERT OR REPLACE INTO household_year VALUES (?, ?, ?)');
  const dropHousehold = database.prepare('DELETE FROM household WHERE id = ?');
  const dropMember = database.prepare('DELETE FROM household_member WHERE id = ?');
  const dropMembers = database.prepare('DELETE FROM household_member WHERE household_id = ?');
  const dropYear = database.prepare('DELETE FROM household_year WHERE household_id = ? AND year = ?');
  const dropYears = database.prepare('DELETE FROM household_year WHERE household_id = ?');
  const readYear = (row: Row): YearRow => ({
    householdId: text(row, 'household_id'),
    year: integer(row, 'year'),
    category: known(row, 'category', householdCategories),
  });

  function build(row: Row, own: readonly Row[], entries: readonly Row[]): Household {
    return {
      ...readHousehold(row),
      members: own.map((each) => memberOf(readMember(each))),
      years: entries.map(readYear).map((each) => ({ year: each.year, category: each.category })),
      revision: integer(row, 'revision'),
    };
  }

  return {
    read(id: string): Household | null {
      const row = one.get(id);
      return row ? build(row, membersOf.all(id), yearsOf.all(id)) : null;
    },
    all(): Household[] {
      const ownMembers = Map.groupBy(members.all(), (row) => text(row, 'household_id'));
      const ownYears = Map.groupBy(years.all(), (row) => text(row, 'household_id'));
      return all.all().map((row) => {
        const id = text(row, 'id');
        return build(row, ownMembers.get(id) ?? [], ownYears.get(id) ?? []);
      });
    },
    everyMember: (): MemberRow[] => members.all().map(readMember),
    membersOf: (householdId: string): MemberRow[] => membersOf.all(householdId).map(readMember),
    yearsOf: (householdId: string): YearRow[] => yearsOf.all(householdId).map(readYear),
    /** The row that a change is about, as it is now. */
    now({ kind, id }: Pick<RowChange, 'kind' | 'id'>): RowChange['after'] {
      if (kind === 'year') {
        const [householdId = '', of = ''] = id.split('/');
        const row = year.get(householdId, Number(of));
        return row ? readYear(row) : null;
      }
      const row = kind === 'member' ? member.get(id) : one.get(id);
      if (!row) return null;
      return kind === 'member' ? readMember(row) : readHousehold(row);
    },
    putHousehold(row: HouseholdRow, at: string): void {
      putHousehold.run(row.id, row.code, row.villageId, row.address, at);
    },
    /** The household was changed through what belongs to it. */
    touch: (id: string, at: string): void => void touch.run(at, id),
    putMember(row: MemberRow): void {
      const { id, householdId, place, name, birth, gender, relation, head, phone, unionMember, note } = row;
      const folded = `${personKey(name)} ${phone.replace(/\D/g, '')}`;
      const values = [gender, relation, Number(head), phone, Number(unionMember), note];
      putMember.run(id, householdId, place, name, folded, birth, ...values);
    },
    putYear: ({ householdId, year: of, category }: YearRow): void => {
      putYear.run(householdId, of, category);
    },
    dropMember: (id: string): void => void dropMember.run(id),
    dropYear: (householdId: string, of: number): void => void dropYear.run(householdId, of),
    /** With all that belongs to it; false when there is none. */
    dropHousehold(id: string): boolean {
      dropMembers.run(id);
      dropYears.run(id);
      return Number(dropHousehold.run(id).changes) > 0;
    },
  };
}

export type HouseholdRows = ReturnType<typeof householdRows>;

function readHousehold(row: Row): HouseholdRow {
  return {
    id: text(row, 'id'),
    code: text(row, 'code'),
    villageId: text(row, 'village_id'),
    address: text(row, 'address'),
  };
}

function readMember(row: Row): MemberRow {
  return {
    id: text(row, 'id'),
    householdId: text(row, 'household_id'),
    place: integer(row, 'place'),
    name: text(row, 'name'),
    birth: text(row, 'birth'),
    gender: known(row, 'gender', genders),
    relation: text(row, 'relation'),
    head: integer(row, 'head') === 1,
    phone: text(row, 'phone'),
    unionMember: integer(row, 'union_member') === 1,
    note: text(row, 'note'),
  };
}

function memberOf({ householdId: _, place: __, ...member }: MemberRow): Member {
  return member;
}
