import { headOf, type KeptRow, type ListImport, type Undone } from '../../../shared/households.ts';
import type { RowChange } from '../../../shared/import/ledger.ts';
import type { HouseholdBook } from '../../households/contract.ts';
import type { HouseholdRows } from './household-rows.ts';
import { text } from './rows.ts';
import type { Row, Sql } from './sql.ts';

type ImportPart = Pick<HouseholdBook, 'take' | 'imports' | 'undo'> & {
  /** Forgets what imports kept of members. */
  forget(memberIds: readonly string[]): Promise<void>;
  /** The same of a household as such, and of its years. */
  forgetHousehold(id: string): Promise<void>;
};

type AnyRow = NonNullable<RowChange['after']>;

function readImport(row: Row): ListImport {
  return { ...JSON.parse(text(row, 'body')), undoneAt: text(row, 'undone_at') };
}

/** What a row says; the order within a household says nothing. */
const entriesOf = (row: AnyRow) => Object.entries(row).filter(([key]) => key !== 'place');
const equal = (a: AnyRow, b: AnyRow) => entriesOf(a).every(([key, value]) => Reflect.get(b, key) === value);

/**
 * What a row is to be when its import is taken back: each value that is still as the import left it goes back, one that
 * somebody changed since stays. Null: the row goes away.
 */
function takenBack(
  before: AnyRow | null,
  after: AnyRow | null,
  now: AnyRow | null,
): { row: AnyRow | null; keptSome: boolean } {
  if (!now) return { row: null, keptSome: false };
  if (!after) return { row: now, keptSome: true };
  if (!before) return equal(after, now) ? { row: null, keptSome: false } : { row: now, keptSome: true };
  const changed = entriesOf(now).filter(([key, value]) => Reflect.get(after, key) !== value);
  return { row: { ...before, ...Object.fromEntries(changed) }, keptSome: changed.length > 0 };
}

/** Lists that were taken in: each is one act, and is taken back as one. */
export function listImports(sql: Sql, rows: HouseholdRows): ImportPart {
  const one = sql.prepare('SELECT * FROM list_import WHERE id = ?');
  const all = sql.prepare('SELECT * FROM list_import ORDER BY at DESC, id');
  const add = sql.prepare(`INSERT INTO list_import (id, at, body, undone_at) VALUES (?, ?, ?, '')`);
  const end = sql.prepare('UPDATE list_import SET undone_at = ? WHERE id = ?');
  const addChange = sql.prepare(
    `INSERT INTO list_change (import_id, seq, kind, row_id, household_id, before, after)
     VALUES (?, ?, ?, ?, ?, ?, ?)`,
  );
  const changesOf = sql.prepare('SELECT * FROM list_change WHERE import_id = ? ORDER BY seq DESC');
  const forgetChanges = sql.prepare('DELETE FROM list_change WHERE import_id = ?');
  const forgetMember = sql.prepare(`DELETE FROM list_change WHERE kind = 'member' AND row_id = ?`);
  const forgetHousehold = sql.prepare(`DELETE FROM list_change WHERE household_id = ? AND kind <> 'member'`);

  /** Writes one row of a change. */
  async function set(
    { kind, id }: Pick<RowChange, 'kind' | 'id'>,
    row: AnyRow | null,
    at: string,
  ): Promise<void> {
    if (row && 'category' in row) await rows.putYear(row);
    else if (row && 'name' in row) await rows.putMember(row);
    else if (row && 'code' in row) await rows.putHousehold(row, at);
    else if (kind === 'member') await rows.dropMember(id);
    else if (kind === 'household') await rows.dropHousehold(id);
    else {
      const [householdId = '', year = ''] = id.split('/');
      await rows.dropYear(householdId, Number(year));
    }
  }

  const householdOf = ({ kind, id, before, after }: RowChange): string => {
    if (kind === 'household') return id;
    return after?.householdId ?? before?.householdId ?? '';
  };

  function readChange(row: Row): RowChange {
    return JSON.parse(
      `{"kind":"${text(row, 'kind')}","id":"${text(row, 'row_id')}","before":${text(row, 'before')},"after":${text(row, 'after')}}`,
    );
  }

  /** Takes one change back; what was changed since is told. */
  async function takeBack(change: RowChange, at: string): Promise<{ done: boolean; kept: KeptRow[] }> {
    const { kind, id, before, after } = change;
    const now = await rows.now(change);
    const householdId = householdOf(change);
    const kept = async (reason: KeptRow['reason']): Promise<KeptRow[]> => {
      const household = await rows.read(householdId);
      const name = now && 'name' in now ? now.name : household ? (headOf(household)?.name ?? '') : '';
      return [{ householdId, name, reason }];
    };
    // A household that came with the list keeps what somebody added to it since.
    if (
      kind === 'household' &&
      !before &&
      now &&
      ((await rows.membersOf(id)).length > 0 || (await rows.yearsOf(id)).length > 0)
    )
      return { done: false, kept: await kept('added') };
    const { row, keptSome } = takenBack(before, after, now);
    if (row === null && now === null) return { done: false, kept: [] };
    await set(change, row, at);
    if (kind !== 'household') await rows.touch(householdId, at);
    return { done: !keptSome || before !== null, kept: keptSome ? await kept('changed') : [] };
  }

  return {
    take(id, make) {
      return sql.transaction(async () => {
        const known = await one.get(id);
        if (known) return readImport(known);
        const { list, changes } = make(await rows.all());
        const { undoneAt: _, ...body } = list;
        await add.run(id, list.at, JSON.stringify(body));
        const touched = new Set<string>();
        for (const [seq, change] of changes.entries()) {
          await set(change, change.after, list.at);
          const householdId = householdOf(change);
          if (change.kind !== 'household') touched.add(householdId);
          const [before, after] = [JSON.stringify(change.before), JSON.stringify(change.after)];
          await addChange.run(id, seq, change.kind, change.id, householdId, before, after);
        }
        for (const householdId of touched) await rows.touch(householdId, list.at);
        return list;
      });
    },
    async imports() {
      return (await all.all()).map(readImport);
    },
    undo(id, at) {
      return sql.transaction(async (): Promise<Undone | null> => {
        const found = await one.get(id);
        if (!found || text(found, 'undone_at') !== '') return null;
        const result: Undone = { rows: 0, kept: [] };
        for (const change of (await changesOf.all(id)).map(readChange)) {
          const { done, kept } = await takeBack(change, at);
          if (done) result.rows += 1;
          const told = new Set(result.kept.map(({ householdId }) => householdId));
          result.kept.push(
            ...kept.filter(({ reason, householdId }) => reason === 'changed' || !told.has(householdId)),
          );
        }
        await forgetChanges.run(id);
        await end.run(at, id);
        return result;
      });
    },
    async forget(memberIds) {
      for (const id of memberIds) await forgetMember.run(id);
    },
    async forgetHousehold(id) {
      await forgetHousehold.run(id);
    },
  };
}
