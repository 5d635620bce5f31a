import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
import type { SigningKey } from '../../../server/freeze/contract.ts';
import { openSigningKey } from '../../../server/freeze/key.ts';
import { copiedTables, erasedAfterwards } from '../../../server/move/tables.ts';
import { createAudit } from '../../../server/privacy/audit.ts';
import { openReceiptKey } from '../../../server/receipt/key.ts';
import { openDatabase } from '../../../server/store/sqlite/database.ts';
import { openSqliteStore } from '../../../server/store/sqlite/store.ts';
import { createUpdateLog } from '../../../server/store/sqlite/update-log.ts';
import type { Store } from '../../../server/store/store.ts';
import { erasureGrounds, placeKinds } from '../../../shared/privacy.ts';
import { openFixture } from '../../setup/fixture-open.ts';

/*
 * A hall with rows in every table: the newest fixture, and rows made up for the tables that it has none in.
 */

/** Texts that sort differently by bytes, by letters and by any country's rules, and that end where others go on. */
const texts = [
  'a',
  'B',
  'ab',
  'Đ',
  'đ',
  'ê',
  'é',
  '',
  '-x',
  '\u{1d11e}',
  '\uffee',
  "it's",
  '1',
  '10',
  '2',
  'Z\n z',
];

interface Column {
  name: string;
  type: string;
  parent: { table: string; column: string } | null;
}

function columnsOf(database: DatabaseSync, table: string): Column[] {
  const parents = database.prepare('SELECT "from", "table", "to" FROM pragma_foreign_key_list(?)').all(table);
  return database
    .prepare('SELECT name, type FROM pragma_table_info(?) ORDER BY cid')
    .all(table)
    .map(({ name, type }) => {
      const parent = parents.find((row) => row.from === name);
      return {
        name: String(name),
        type: String(type),
        parent: parent ? { table: String(parent.table), column: String(parent.to) } : null,
      };
    });
}

function valueFor(database: DatabaseSync, { name, type, parent }: Column, row: number): SQLInputValue {
  if (parent) {
    const found = database
      .prepare(`SELECT ${parent.column} AS v FROM ${parent.table} ORDER BY 1 LIMIT 1 OFFSET ?`)
      .get(row);
    return found?.v ?? null;
  }
  if (name === 'erased_at') return '';
  if (type === 'INTEGER') return row % 2 === 0 ? row + 1 : 2 ** 40 + row;
  return type === 'BLOB' ? new Uint8Array([0, row, 255]) : (texts[row % texts.length] ?? '');
}

/** Puts rows into a table, up to 16. */
function fillTable(database: DatabaseSync, table: string): void {
  const columns = columnsOf(database, table);
  const put = database.prepare(`INSERT INTO ${table} VALUES (${columns.map(() => '?').join(', ')})`);
  const made = database.prepare('SELECT sql FROM sqlite_master WHERE name = ?').get(table);
  const isSingle = /CHECK \(\w+ = 1\)/.test(String(made?.sql));
  for (let row = 0; row < (isSingle ? 1 : texts.length); row += 1) {
    const values = columns.map((column) => valueFor(database, column, row));
    // A parent table may have fewer rows.
    if (!values.includes(null)) put.run(...values);
  }
  if (erasedAfterwards.has(table))
    database.exec(`UPDATE ${table} SET erased_at = '2026-01-02' WHERE rowid = 1`);
}

/** An order to erase, which stands in the audit log as well. */
async function eraseSomething(store: Store, key: SigningKey): Promise<void> {
  const erasure = {
    id: 'e1',
    at: '2026-01-02T03:04:05.000Z',
    ground: erasureGrounds[0],
    requestedOn: '2026-01-01',
    note: 'x',
    doneAt: '',
  };
  await store.erasures.begin(erasure, [{ dialogueId: 'd', kind: placeKinds[0], id: 'p' }]);
  const who = { id: 's1', name: 'Tổ chức', role: 'organizer' } as const;
  await createAudit({ book: store.audit, key }).note(who, {
    act: 'erasing',
    dialogueId: '',
    about: { erasure: erasure.id },
  });
}

export interface FilledHall {
  dir: string;
  remove(): void;
}

/** A data folder of this version with rows in every table that a move copies, papers, keys and rooms. */
export async function filledHall(): Promise<FilledHall> {
  const { dir, remove } = openFixture('schema-21');
  openReceiptKey(dir);
  const store = await openSqliteStore(dir, createUpdateLog);
  await eraseSomething(store, openSigningKey(dir));
  await store.close();
  const database = openDatabase(dir);
  const isEmpty = (table: string) => database.prepare(`SELECT 1 FROM ${table}`).get() === undefined;
  // A paper whose file is lost stays in the table.
  database.exec(
    `INSERT INTO paper SELECT dialogue_id, '${'0'.repeat(64)}', type, size, stored_at FROM paper LIMIT 1`,
  );
  for (const table of copiedTables) if (isEmpty(table)) fillTable(database, table);
  const empty = copiedTables.filter(isEmpty);
  database.close();
  if (empty.length > 0) throw new Error(`nothing was put into ${empty.join(', ')}`);
  return { dir, remove };
}
