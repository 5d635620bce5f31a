import type { DatabaseSync } from 'node:sqlite';
import { headOf, type KeptRow, type ListImport, type Undone } from '../../../shared/households.ts';
import type { RowChange } from '../../../shared/import/ledger.ts';
import type { HouseholdBook } from '../../households/contract.ts';
import { text } from '../sql/rows.ts';
import type { Row } from '../sql/sql.ts';
import type { HouseholdRows } from './household-rows.ts';
import { transaction } from './transaction.ts';

type ImportPart = Pick<HouseholdBook, 'take' | 'imports' | 'undo'> & {
  /** Forgets what imports kept of members. */
  forget(memberIds: readonly string[]): void;
  /** The same of a household as such, and of its years. */
  forgetHousehold(id: string): void;
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
export function listImports(database: DatabaseSync, rows: HouseholdRows): ImportPart {
  const one = database.prepare('SELECT * FROM list_import WHERE id = ?');
  const all = database.prepare('SELECT * FROM list_import ORDER BY at DESC, id');
  const add = database.prepare(`INSERT INTO list_import VALUES (?, ?, ?, '')`);
  const end = database.prepare('UPDATE list_import SET undone_at = ? WHERE id = ?');
  const addChange = database.prepare('INSERT INTO list_change VALUES (?, ?, ?, ?, ?, ?, ?)');
  const changesOf = database.prepare('SELECT * FROM list_change WHERE import_id = ? ORDER BY seq DESC');
  const forgetChanges = database.prepare('DELETE FROM list_change WHERE import_id = ?');
  const forgetMember = database.prepare(`DELETE FROM list_change WHERE kind = 'member' AND row_id = ?`);
  const forgetHousehold = database.prepare(
    `DELETE FROM list_change WHERE household_id = ? AND kind <> 'member'`,
  );

  /** Writes one row of a change. */
  function set({ kind, id }: Pick<RowChange, 'kind' | 'id'>, row: AnyRow | null, at: string): void {
    if (row && 'category' in row) rows.putYear(row);
    else if (row && 'name' in row) rows.putMember(row);
    else if (row && 'code' in row) rows.putHousehold(row, at);
    else if (kind === 'member') rows.dropMember(id);
    else if (kind === 'household') rows.dropHousehold(id);
    else {
      const [householdId = '', year = ''] = id.split('/');
      rows.dropYear(householdId, Number(year));
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
  function takeBack(change: RowChange, at: string): { done: boolean; kept: KeptRow[] } {
    const { kind, id, before, after } = change;
    const now = rows.now(change);
    const householdId = householdOf(change);
    const kept = (reason: KeptRow['reason']): KeptRow[] => {
      const household = rows.read(householdId);
      const name = now && 'name' in now ? now.name : household ? (headOf(household)?.name ?? '') : '';
      return [{ householdId, name, reason }];
    };
    // A household that came with the list keeps what somebody added to it since.
    if (
      kind === 'household' &&
      !before &&
      now &&
      (rows.membersOf(id).length > 0 || rows.yearsOf(id).length > 0)
    )
      return { done: false, kept: kept('added') };
    const { row, keptSome } = takenBack(before, after, now);
    if (row === null && now === null) return { done: false, kept: [] };
    set(change, row, at);
    if (kind !== 'household') rows.touch(householdId, at);
    return { done: !keptSome || before !== null, kept: keptSome ? kept('changed') : [] };
  }

  return {
    async take(id, make) {
      return transaction(database, () => {
        const known = one.get(id);
        if (known) return readImport(known);
        const { list, changes } = make(rows.all());
        const { undoneAt: _, ...body } = list;
        add.run(id, list.at, JSON.stringify(body));
        const touched = new Set<string>();
        for (const [seq, change] of changes.entries()) {
          set(change, change.after, list.at);
          const householdId = householdOf(change);
          if (change.kind !== 'household') touched.add(householdId);
          const [before, after] = [JSON.stringify(change.before), JSON.stringify(change.after)];
          addChange.run(id, seq, change.kind, change.id, householdId, before, after);
        }
        for (const householdId of touched) rows.touch(householdId, list.at);
        return list;
      });
    },
    async imports() {
      return all.all().map(readImport);
    },
    async undo(id, at) {
      return transaction(database, (): Undone | null => {
        const found = one.get(id);
        if (!found || text(found, 'undone_at') !== '') return null;
        const result: Undone = { rows: 0, kept: [] };
        for (const change of changesOf.all(id).map(readChange)) {
          const { done, kept } = takeBack(change, at);
          if (done) result.rows += 1;
          const told = new Set(result.kept.map(({ householdId }) => householdId));
          result.kept.push(
            ...kept.filter(({ reason, householdId }) => reason === 'changed' || !told.has(householdId)),
          );
        }
        forgetChanges.run(id);
        end.run(at, id);
        return result;
      });
    },
    forget(memberIds) {
      for (const id of memberIds) forgetMember.run(id);
    },
    forgetHousehold: (id) => void forgetHousehold.run(id),
  };
}
