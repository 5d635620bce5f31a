import { type HouseholdQuery, personKey } from '../../../shared/households.ts';
import { fold } from '../../../shared/vietnamese/fold.ts';
import { compareNames } from '../../../shared/vietnamese/names.ts';
import { integer, text } from './rows.ts';
import type { Sql, SqlValue } from './sql.ts';

interface Condition {
  sql: string;
  values: SqlValue[];
}

/** Signs that LIKE would take for a pattern. */
const literal = (word: string) => word.replace(/[\\%_]/g, '\\$&');

const onList = (alias: string, category: string) =>
  `EXISTS (SELECT 1 FROM household_year AS ${alias} WHERE ${alias}.household_id = household.id AND ${alias}.year = ?${
    category ? ` AND ${alias}.category = ?` : ''
  })`;

function categoryCondition({ category, year, change }: HouseholdQuery): Condition[] {
  if (category === '') return [];
  if (category === 'farmerMember')
    return [
      {
        sql: 'EXISTS (SELECT 1 FROM household_member AS u WHERE u.household_id = household.id AND u.union_member = 1)',
        values: [],
      },
    ];
  if (category === 'other') return [{ sql: `NOT ${onList('y', '')}`, values: [year] }];
  const now: Condition = { sql: onList('y', 'one'), values: [year, category] };
  const before: Condition = { sql: onList('b', 'one'), values: [year - 1, category] };
  const not = ({ sql, values }: Condition): Condition => ({ sql: `NOT ${sql}`, values });
  if (change === 'new') return [now, not(before)];
  if (change === 'left') return [before, not(now)];
  return [now];
}

/** Words that are in a name or a phone of the household, or in its code. */
function wordConditions(words: string): Condition[] {
  return personKey(words)
    .split(' ')
    .filter(Boolean)
    .map((word) => {
      const like = `%${literal(word)}%`;
      return {
        sql: `(lower(household.code) LIKE ? ESCAPE '\\' OR EXISTS (SELECT 1 FROM household_member AS m
          WHERE m.household_id = household.id AND m.folded LIKE ? ESCAPE '\\'))`,
        values: [like, like],
      };
    });
}

/** What the list of households is asked for. */
export function householdQuestions(sql: Sql) {
  const unused = sql.prepare(
    `SELECT m.id FROM household_member AS m JOIN household AS h ON h.id = m.household_id
     WHERE h.changed_at < ? AND NOT EXISTS (SELECT 1 FROM household_year AS y WHERE y.household_id = h.id AND y.year >= ?)`,
  );
  return {
    /** Ids of households that answer, by their heads' names, and how many members they have. */
    async find(query: HouseholdQuery): Promise<{ ids: string[]; members: number }> {
      const conditions = [
        ...(query.villageId ? [{ sql: 'household.village_id = ?', values: [query.villageId] }] : []),
        ...categoryCondition(query),
        ...wordConditions(fold(query.words)),
      ];
      const where = conditions.map(({ sql }) => sql).join(' AND ') || '1 = 1';
      const found = await sql
        .prepare(
          `SELECT id, (SELECT count(*) FROM household_member WHERE household_id = household.id) AS members,
             coalesce((SELECT name FROM household_member WHERE household_id = household.id
               ORDER BY head DESC, place, id LIMIT 1), '') AS head
           FROM household WHERE ${where}`,
        )
        .all(...conditions.flatMap(({ values }) => values));
      return {
        ids: found
          .map((row) => ({ id: text(row, 'id'), head: text(row, 'head') }))
          .sort((a, b) => compareNames(a.head, b.head) || (a.id < b.id ? -1 : 1))
          .map(({ id }) => id),
        members: found.reduce((sum, row) => sum + integer(row, 'members'), 0),
      };
    },
    async unusedSince(year: number): Promise<string[]> {
      const rows = await unused.all(`${year}-01-01T00:00:00.000Z`, year);
      return rows.map((row) => text(row, 'id'));
    },
  };
}
