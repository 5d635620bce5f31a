import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Shipped, ShippedFile } from '../client/offline/files.ts';

/** The worker's script; in the root, so that it answers for every address. */
export const worker = 'worker.js';

/** The script of the page on which citizens look up a petition: it needs the server anyway. */
export const receiptScript = 'receipt.js';

/**
 * Not for offline: fonts that no browser of today asks for, those that stand in for a font which offices have, and what
 * is compressed for the way.
 */
const isLeftOut = (path: string) =>
  /\.(ttf|woff|br|gz)$/.test(path) || path === `/${worker}` || path === `/${receiptScript}`;

/** The files of a built page in `dir` that are kept on devices, and their hashes. */
export function shippedFiles(dir: string): ShippedFile[] {
  return readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => ({ path: `/${path.slice(dir.length + 1).replaceAll('\\', '/')}`, full: path }))
    .filter(({ path }) => !isLeftOut(path))
    .sort((a, b) => (a.path < b.path ? -1 : 1))
    .map(({ path, full }) => ({
      path,
      hash: createHash('sha256').update(readFileSync(full)).digest('hex'),
    }));
}

/** Stands in the worker's script for the list. */
export const place = '__SHIPPED__';

const list = /\/\*files\*\/.*\/\*end\*\//s;

/** Puts the list of what lies in `dir` into the worker's script there, in place of the one it has. */
export function writeShipped(dir: string, build: string): void {
  const path = join(dir, worker);
  const shipped: Shipped = { build, files: shippedFiles(dir) };
  const text = `/*files*/${JSON.stringify(shipped)}/*end*/`;
  const script = readFileSync(path, 'utf8');
  writeFileSync(
    path,
    list.test(script) ? script.replace(list, () => text) : script.replace(place, () => text),
  );
}
