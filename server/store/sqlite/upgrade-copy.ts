import {
  chmodSync,
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  statfsSync,
} from 'node:fs';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';

/** Beside the database: what it was before each of the last upgrades. */
export const copyFolder = 'before-upgrade';
/** Copies that are kept. */
const mostCopies = 2;
/** What the upgrade itself may need beyond the copy, bytes. */
const margin = 16 * 1024 * 1024;

/** Thrown when the data could not be copied before an upgrade; nothing was changed. */
export class UpgradeCopyError extends Error {
  /** Bytes that must be free; 0: something else than room stood in the way. */
  readonly needed: number;
  constructor(needed: number, cause?: unknown) {
    super(needed > 0 ? `a copy needs ${needed} free bytes` : 'the copy could not be written', { cause });
    this.name = 'UpgradeCopyError';
    this.needed = needed;
  }
}

const copyName = /^doithoai\.schema-\d+\.(\d{8}T\d{6}Z)\.sqlite$/;

/** Paths of the copies, oldest first. Where there is no such folder: none. */
export function upgradeCopies(dir: string): string[] {
  const folder = join(dir, copyFolder);
  const timeOf = (name: string) => copyName.exec(name)?.[1] ?? '';
  let names: string[] = [];
  try {
    names = readdirSync(folder);
  } catch {
    return [];
  }
  return names
    .filter((name) => copyName.test(name))
    .sort((a, b) => (timeOf(a) < timeOf(b) ? -1 : 1))
    .map((name) => join(folder, name));
}

/** Removes all copies: what an office erases from its data must not live on in them. */
export function removeUpgradeCopies(dir: string): void {
  for (const path of upgradeCopies(dir)) rmSync(path, { force: true });
}

function sizeOf(database: DatabaseSync): number {
  const read = (name: string) => Number(database.prepare(`PRAGMA ${name}`).get()?.[name] ?? 0);
  return read('page_count') * read('page_size');
}

function freeBytes(dir: string): number {
  const { bavail, bsize } = statfsSync(dir);
  return bavail * bsize;
}

function isFull(error: unknown): boolean {
  return error instanceof Error && /disk is full|ENOSPC/i.test(error.message);
}

function removeQuietly(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // The folder is none, or may not be written: nothing of ours is there.
  }
}

function syncFile(path: string): void {
  const file = openSync(path, 'r');
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/**
 * Keeps a whole copy of the database under its schema and the time, on disk when this returns, and removes all but the
 * last two. Returns its path. Throws UpgradeCopyError when there is no room or no right; then no half copy is left.
 */
export function copyBeforeUpgrade(
  database: DatabaseSync,
  dir: string,
  schema: number,
  { now = new Date(), free = freeBytes }: { now?: Date; free?: (dir: string) => number } = {},
): string {
  const needed = sizeOf(database) + margin;
  if (free(dir) < needed) throw new UpgradeCopyError(needed);
  const folder = join(dir, copyFolder);
  const time = now.toISOString().replace(/[-:]|\.\d+/g, '');
  const path = join(folder, `doithoai.schema-${schema}.${time}.sqlite`);
  const part = `${path}.part`;
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    for (const name of readdirSync(folder)) if (name.endsWith('.part')) rmSync(join(folder, name));
    database.prepare('VACUUM INTO ?').run(part);
    chmodSync(part, 0o600);
    syncFile(part);
    renameSync(part, path);
    syncFile(folder);
  } catch (error) {
    removeQuietly(part);
    throw new UpgradeCopyError(isFull(error) ? needed : 0, error);
  }
  for (const old of upgradeCopies(dir).slice(0, -mostCopies)) rmSync(old, { force: true });
  return path;
}
