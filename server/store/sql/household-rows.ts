import {
  genders,
  type Household,
  householdCategories,
  type Member,
  personKey,
} from '../../../shared/households.ts';
import type { HouseholdRow, MemberRow, RowChange, YearRow } from '../../../shared/import/ledger.ts';
import { integer, known, text } from './rows.ts';
import { places, type Row, type Sql, upsert } from './sql.ts';

const memberColumns = [
  'id',
  'household_id',
  'place',
  'name',
  'folded',
  'birth',
  'gender',
  'relation',
  'head',
  'phone',
  'union_member',
  'note',
] as const;

/** Households, members and years as rows: read, written, deleted. No transaction of its own. */
export function householdRows(sql: Sql) {
  const one = sql.prepare('SELECT * FROM household WHERE id = ?');
  const all = sql.prepare('SELECT * FROM household');
  const members = sql.prepare('SELECT * FROM household_member ORDER BY household_id, head DESC, place, id');
  const membersOf = sql.prepare(
    'SELECT * FROM household_member WHERE household_id = ? ORDER BY head DESC, place, id',
  );
  const member = sql.prepare('SELECT * FROM household_member WHERE id = ?');
  const years = sql.prepare('SELECT * FROM household_year ORDER BY household_id, year');
  const yearsOf = sql.prepare('SELECT * FROM household_year WHERE household_id = ? ORDER BY year');
  const year = sql.prepare('SELECT * FROM household_year WHERE household_id = ? AND year = ?');
  const putHousehold = sql.prepare(
    `INSERT INTO household (id, code, village_id, address, revision, changed_at) VALUES (?, ?, ?, ?, 1, ?)
     ON CONFLICT (id) DO UPDATE SET code = excluded.code, village_id = excluded.village_id,
     address = excluded.address, revision = household.revision + 1, changed_at = excluded.changed_at`,
  );
  const touch = sql.prepare('UPDATE household SET revision = revision + 1, changed_at = ? WHERE id = ?');
  const putMember = sql.prepare(upsert('household_member', memberColumns, ['id']));
  const putYear = sql.prepare(
    upsert('household_year', ['household_id', 'year', 'category'], ['household_id', 'year']),
  );
  const dropHousehold = sql.prepare('DELETE FROM household WHERE id = ?');
  const dropMember = sql.prepare('DELETE FROM household_member WHERE id = ?');
  const dropMembers = sql.prepare('DELETE FROM household_member WHERE household_id = ?');
  const dropYear = sql.prepare('DELETE FROM household_year WHERE household_id = ? AND year = ?');
  const dropYears = sql.prepare('DELETE FROM household_year WHERE household_id = ?');
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
    async read(id: string): Promise<Household | null> {
      const row = await one.get(id);
      return row ? build(row, await membersOf.all(id), await yearsOf.all(id)) : null;
    },
    /** Those of `ids` that there are, in that order. */
    async readSome(ids: readonly string[]): Promise<Household[]> {
      if (ids.length === 0) return [];
      const some = (table: string, column: string, order: string) =>
        sql.prepare(`SELECT * FROM ${table} WHERE ${column} IN (${places(ids.length)}) ${order}`).all(...ids);
      const rows = new Map((await some('household', 'id', '')).map((row) => [text(row, 'id'), row]));
      const byHousehold = (found: readonly Row[]) => Map.groupBy(found, (row) => text(row, 'household_id'));
      const own = byHousehold(
        await some('household_member', 'household_id', 'ORDER BY head DESC, place, id'),
      );
      const entries = byHousehold(await some('household_year', 'household_id', 'ORDER BY year'));
      return ids.flatMap((id) => {
        const row = rows.get(id);
        return row ? [build(row, own.get(id) ?? [], entries.get(id) ?? [])] : [];
      });
    },
    async all(): Promise<Household[]> {
      const ownMembers = Map.groupBy(await members.all(), (row) => text(row, 'household_id'));
      const ownYears = Map.groupBy(await years.all(), (row) => text(row, 'household_id'));
      return (await all.all()).map((row) => {
        const id = text(row, 'id');
        return build(row, ownMembers.get(id) ?? [], ownYears.get(id) ?? []);
      });
    },
    everyMember: async (): Promise<MemberRow[]> => (await members.all()).map(readMember),
    membersOf: async (householdId: string): Promise<MemberRow[]> =>
      (await membersOf.all(householdId)).map(readMember),
    yearsOf: async (householdId: string): Promise<YearRow[]> =>
      (await yearsOf.all(householdId)).map(readYear),
    /** The row that a change is about, as it is now. */
    async now({ kind, id }: Pick<RowChange, 'kind' | 'id'>): Promise<RowChange['after']> {
      if (kind === 'year') {
        const [householdId = '', of = ''] = id.split('/');
        const row = await year.get(householdId, Number(of));
        return row ? readYear(row) : null;
      }
      const row = await (kind === 'member' ? member.get(id) : one.get(id));
      if (!row) return null;
      return kind === 'member' ? readMember(row) : readHousehold(row);
    },
    async putHousehold(row: HouseholdRow, at: string): Promise<void> {
      await putHousehold.run(row.id, row.code, row.villageId, row.address, at);
    },
    /** The household was changed through what belongs to it. */
    async touch(id: string, at: string): Promise<void> {
      await touch.run(at, id);
    },
    async putMember(row: MemberRow): Promise<void> {
      const { id, householdId, place, name, birth, gender, relation, head, phone, unionMember, note } = row;
      const folded = `${personKey(name)} ${phone.replace(/\D/g, '')}`;
      const values = [gender, relation, Number(head), phone, Number(unionMember), note];
      await putMember.run(id, householdId, place, name, folded, birth, ...values);
    },
    async putYear({ householdId, year: of, category }: YearRow): Promise<void> {
      await putYear.run(householdId, of, category);
    },
    async dropMember(id: string): Promise<void> {
      await dropMember.run(id);
    },
    async dropYear(householdId: string, of: number): Promise<void> {
      await dropYear.run(householdId, of);
    },
    /** With all that belongs to it; false when there is none. */
    async dropHousehold(id: string): Promise<boolean> {
      await dropMembers.run(id);
      await dropYears.run(id);
      return (await dropHousehold.run(id)).changes > 0;
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
