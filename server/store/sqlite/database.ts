import { existsSync, mkdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { schemaOf } from './schema.ts';

/** Thrown when another server already works on the same data folder. */
export class StoreInUseError extends Error {
  constructor() {
    super('another server works on this data folder');
    this.name = 'StoreInUseError';
  }
}

/** Thrown when the data folder cannot be made or written. */
export class DataFolderError extends Error {
  constructor(cause: unknown) {
    super('the data folder cannot be used', { cause });
    this.name = 'DataFolderError';
  }
}

/** Thrown when a move into the data folder was broken off: what is there is a part of a hall. */
export class UnfinishedMoveError extends Error {
  constructor() {
    super('a move into this data folder is not finished');
    this.name = 'UnfinishedMoveError';
  }
}

/** How far a move into the database has come; there until it is finished (server/move/). */
export const moveProgressTable = 'move_progress';

const databasePath = (dir: string) => join(dir, 'doithoai.sqlite');

function makeFolder(dir: string): void {
  try {
    // One level at a time where the parent is there: a recursive mkdir never returns on some system folders.
    if (!existsSync(dir)) mkdirSync(dir, { recursive: !existsSync(dirname(dir)), mode: 0o700 });
    else if (!statSync(dir).isDirectory()) throw new Error('it is a file');
  } catch (error) {
    throw new DataFolderError(error);
  }
}

/**
 * Opens the database of a data folder, making both when they are not there. WAL with full sync: a commit that
 * returned is on disk. Several processes may open it (the server, the link command); only one may serve, see lockStore.
 */
export function openDatabase(dir: string): DatabaseSync {
  makeFolder(dir);
  const database = new DatabaseSync(databasePath(dir), { timeout: 5000 });
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;');
  return database;
}

/**
 * The schema of a data folder's database, read without a byte of it being changed; 0 where there is none. For a folder
 * of which it is not yet known whether this version may touch it.
 */
export function readSchema(dir: string): number {
  const path = databasePath(dir);
  if (!existsSync(path)) return 0;
  const database = new DatabaseSync(path, { readOnly: true, timeout: 5000 });
  try {
    return schemaOf(database);
  } finally {
    database.close();
  }
}

/** Refuses a data folder that holds a part of a hall only, without changing it. Throws UnfinishedMoveError. */
export function checkMoved(dir: string): void {
  const path = databasePath(dir);
  if (!existsSync(path)) return;
  const database = new DatabaseSync(path, { readOnly: true, timeout: 5000 });
  try {
    const found = database.prepare('SELECT 1 FROM sqlite_master WHERE name = ?').get(moveProgressTable);
    if (found) throw new UnfinishedMoveError();
  } finally {
    database.close();
  }
}

function openLock(dir: string): DatabaseSync {
  try {
    return new DatabaseSync(join(dir, 'lock.sqlite'), { timeout: 0 });
  } catch (error) {
    throw new DataFolderError(error);
  }
}

/**
 * Claims a data folder for one server. The claim is an open exclusive transaction on a file of its own: the system
 * drops it when the process dies, however it dies, so a killed server never blocks the next one.
 * Throws StoreInUseError while another process holds it, DataFolderError when the folder cannot be made or written. Returns a function that gives the folder up.
 */
export function lockStore(dir: string): () => void {
  makeFolder(dir);
  const lock = openLock(dir);
  try {
    lock.exec('PRAGMA journal_mode = DELETE; BEGIN EXCLUSIVE;');
  } catch (error) {
    lock.close();
    if (error instanceof Error && /locked|busy/i.test(error.message)) throw new StoreInUseError();
    throw error;
  }
  return () => lock.close();
}
