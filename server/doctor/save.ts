import { copyFileSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DatabaseSync, type SQLInputValue } from 'node:sqlite';
import { databaseName, findBelongings, paperPath } from '../backup/belongings.ts';
import { measure } from '../backup/bytes.ts';
import { BackupError } from '../backup/error.ts';
import { newFolder } from '../backup/new-folder.ts';
import { lockStore } from '../store/sqlite/database.ts';
import { openLogTables } from '../store/sqlite/log-tables.ts';
import { paperFilesIn } from './folder-checks.ts';
import { mend } from './mend.ts';
import { type Loss, NoDatabaseError, PageFile, type PageRow } from './page-file.ts';
import { isComplete } from './rooms.ts';
import { type Layout, layoutOf, readSchema, type SchemaEntry } from './schema-of.ts';

/** What was read of one table. */
export interface SavedTable {
  table: string;
  rows: number;
  lostRows: number;
  badPages: number;
}

export interface Saved {
  tables: SavedTable[];
  /** Rooms of which only a part could be kept. */
  mendedRooms: string[];
  papers: number;
}

/** Made anew by the server from the documents. */
const derived = /^(search_|update_index$|update_mark$|sqlite_)/;

/** The database with its log merged in, as a copy beside: SQLite copies the log's pages without looking at them. */
function mergeLog(dataDir: string, work: string): string {
  const copy = join(work, 'damaged.sqlite');
  const source = join(dataDir, databaseName);
  if (!existsSync(source)) throw new BackupError('noStore', dataDir);
  copyFileSync(source, copy);
  if (!existsSync(`${source}-wal`)) return copy;
  copyFileSync(`${source}-wal`, `${copy}-wal`);
  try {
    const database = new DatabaseSync(copy);
    database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    database.close();
  } catch {
    // A head that SQLite does not open: what was in the file before is read.
  }
  return copy;
}

function readDamaged(path: string): PageFile {
  try {
    return new PageFile(path);
  } catch (error) {
    if (error instanceof NoDatabaseError) throw new BackupError('storeDamaged', error.message, error);
    throw error;
  }
}

/** Writes rows into one table of the new database. */
class TableWriter {
  readonly layout: Layout;
  count = 0;
  private readonly database: DatabaseSync;
  private readonly table: string;
  private readonly inserts = new Map<number, ReturnType<DatabaseSync['prepare']>>();

  constructor(database: DatabaseSync, table: string) {
    this.database = database;
    this.table = table;
    this.layout = layoutOf(database, table);
  }

  /** False when the table does not take the row: it is another table's, or damaged, or there already. */
  put({ rowid, values }: PageRow): boolean {
    const { columns, rowidColumn } = this.layout;
    if (values.length === 0 || values.length > columns.length) return false;
    const given: SQLInputValue[] = values.map((value, at) => (at === rowidColumn ? rowid : value));
    try {
      const added = Number(this.insertOf(values.length).run(...given).changes);
      this.count += added;
      return added > 0;
    } catch {
      return false;
    }
  }

  /** A row from before a column was added is shorter; the column's default fills it. */
  private insertOf(length: number) {
    const known = this.inserts.get(length);
    if (known) return known;
    const names = this.layout.columns.slice(0, length).map((name) => `"${name}"`);
    const places = names.map(() => '?').join(', ');
    const made = this.database.prepare(
      `INSERT OR IGNORE INTO "${this.table}" (${names.join(', ')}) VALUES (${places})`,
    );
    this.inserts.set(length, made);
    return made;
  }
}

function runEach(database: DatabaseSync, entries: readonly SchemaEntry[], type: string): void {
  for (const { sql } of entries.filter((entry) => entry.type === type)) database.exec(sql);
}

/** Tables that a virtual table keeps for itself are made with it. */
function ownTables(schema: readonly SchemaEntry[]): SchemaEntry[] {
  const virtual = schema.filter(({ sql }) => /^CREATE VIRTUAL/i.test(sql)).map(({ name }) => name);
  return schema.filter(
    ({ type, name }) =>
      type === 'table' && !name.startsWith('sqlite_') && !virtual.some((one) => name.startsWith(`${one}_`)),
  );
}

function copyTables(file: PageFile, database: DatabaseSync): SavedTable[] {
  const schemaLoss: Loss = { pages: [], rows: 0 };
  const schema = readSchema(file, schemaLoss);
  const tables = ownTables(schema);
  if (!tables.some(({ name }) => name === 'update_log'))
    throw new BackupError('storeDamaged', 'sqlite_schema');
  const head = {
    table: 'sqlite_schema',
    rows: schema.length,
    lostRows: schemaLoss.rows,
    badPages: schemaLoss.pages.length,
  };
  runEach(database, tables, 'table');
  const seen = new Set<number>();
  const writers: { writer: TableWriter; saved: SavedTable }[] = [];
  for (const { name, root } of tables) {
    if (root === 0) continue;
    const writer = new TableWriter(database, name);
    const loss: Loss = { pages: [], rows: 0 };
    for (const row of file.rows(root, writer.layout.isIndex, loss, seen)) {
      if (!derived.test(name) && !writer.put(row)) loss.rows++;
    }
    const saved = { table: name, rows: writer.count, lostRows: loss.rows, badPages: loss.pages.length };
    if (!derived.test(name)) writers.push({ writer, saved });
  }
  // Rows below a damaged page: of whichever damaged table takes them.
  const damaged = writers.filter(({ saved, writer }) => saved.badPages > 0 && !writer.layout.isIndex);
  for (const rows of damaged.length > 0 ? file.strays(seen) : []) {
    for (const { writer, saved } of damaged) {
      const taken = rows.filter(
        (row) => row.values.length === writer.layout.columns.length && writer.put(row),
      );
      saved.rows += taken.length;
      if (taken.length > 0) break;
    }
  }
  runEach(database, schema, 'index');
  runEach(database, schema, 'trigger');
  return [head, ...writers.map(({ saved }) => saved)];
}

/** Where text that applies no more is written for people to read, in the new data folder. */
const looseName = 'rescued-text';

function mendRooms(database: DatabaseSync, target: string): string[] {
  database.exec(
    `INSERT INTO update_room (id, name) SELECT DISTINCT room, 'lost-' || room FROM update_log
     WHERE room NOT IN (SELECT id FROM update_room)`,
  );
  const log = openLogTables(database);
  const rooms = database
    .prepare('SELECT name FROM update_room ORDER BY name')
    .all()
    .map(({ name }) => String(name));
  const broken = rooms.filter((room) => !isComplete(log.read(room).updates));
  for (const room of broken) {
    const { update, loose } = mend(log.read(room).updates);
    log.replaceAll(room, update);
    if (loose === '') continue;
    mkdirSync(join(target, looseName), { recursive: true, mode: 0o700 });
    const name = `${room.replace(/[^A-Za-z0-9-]/g, '-')}.txt`;
    writeFileSync(join(target, looseName, name), `${loose}\n`, { mode: 0o600 });
  }
  return broken;
}

async function copyFiles(dataDir: string, target: string): Promise<number> {
  const copy = (path: string) => {
    mkdirSync(dirname(join(target, path)), { recursive: true, mode: 0o700 });
    copyFileSync(join(dataDir, path), join(target, path));
  };
  for (const path of findBelongings(dataDir)) copy(path);
  let papers = 0;
  for (const hash of paperFilesIn(dataDir)) {
    const found = await measure(join(dataDir, paperPath(hash))).catch(() => null);
    if (found?.sha256 !== hash) continue;
    copy(paperPath(hash));
    papers++;
  }
  return papers;
}

/**
 * Writes all that can be read of a damaged data folder into a new one: every table row by row from its pages, every
 * room as far as its updates apply, every paper that is what its name says. The old folder is not changed. Throws
 * StoreInUseError while a server runs on it, BackupError when nothing can be read or `target` is not empty.
 */
export async function saveFolder(dataDir: string, target: string): Promise<Saved> {
  const folder = newFolder(target);
  const unlock = lockStore(dataDir);
  try {
    folder.begin();
    const work = join(folder.staging, 'work');
    mkdirSync(work);
    const file = readDamaged(mergeLog(dataDir, work));
    const database = new DatabaseSync(join(folder.staging, databaseName));
    let tables: SavedTable[];
    let mendedRooms: string[];
    try {
      database.exec('PRAGMA foreign_keys = OFF; BEGIN');
      tables = copyTables(file, database);
      database.exec(`PRAGMA user_version = ${file.userVersion}; COMMIT`);
      mendedRooms = mendRooms(database, folder.staging);
    } finally {
      database.close();
      file.close();
    }
    rmSync(work, { recursive: true });
    const papers = await copyFiles(dataDir, folder.staging);
    await folder.settle();
    return { tables, mendedRooms, papers };
  } catch (error) {
    folder.drop();
    throw error;
  } finally {
    unlock();
  }
}
