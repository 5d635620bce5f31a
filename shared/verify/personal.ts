import { sha256 } from '@noble/hashes/sha2.js';
import { canonicalize, type Json } from '../canonical.ts';
import { bytesOf, fromHex, toHex } from './bytes.ts';

/**
 * Personal data in a record of version 2. Under the hash stands only a commitment: SHA-256 over 16 random bytes of
 * salt and the canonical JSON of [path, value]. Value and salt lie beside, and are erased together: what is left tells
 * nothing, not even to somebody who guesses the name, and the record's hash still holds.
 */

/** What stands in the hashed part in place of a value. */
export interface Commitment {
  commitment: string;
}

/** A value with its salt (16 bytes, hex). */
export interface PersonalValue {
  salt: string;
  value: Json;
}

/** By path (`/attendees/0/name`); null: erased. */
export type PersonalPart = Record<string, PersonalValue | null>;

export const saltLength = 16;

/**
 * Where personal data stand, `*` for every member of a list. Beside the names: what people asked to be corrected,
 * since free text about a paragraph often names somebody, and the register's Yjs state, which holds all of it.
 */
const patterns: readonly (readonly string[])[] = [
  ['attendees', '*', 'name'],
  ['attendees', '*', 'title'],
  ['attendees', '*', 'phone'],
  ['attendees', '*', 'category'],
  ['attendees', '*', 'birthYear'],
  ['petitions', '*', 'petitioner', 'name'],
  ['petitions', '*', 'petitioner', 'phone'],
  ['petitions', '*', 'petitioner', 'address'],
  ['petitions', '*', 'petitioner', 'birthYear'],
  ['speakers', '*', 'name'],
  ['corrections', '*', 'askedBy'],
  ['corrections', '*', 'asked'],
  ['corrections', '*', 'reason'],
  ['yjs', 'register'],
];

/** The register's state: it holds every person, so it goes when any of them is erased. */
export const registerPath = '/yjs/register';

type Mutable = { [key: string]: Mutable } | Mutable[] | string | number | boolean | null;

function memberOf(node: unknown, key: string): unknown {
  if (typeof node !== 'object' || node === null || !Object.hasOwn(node, key)) return undefined;
  return new Map<string, unknown>(Object.entries(node)).get(key);
}

function pathsUnder(node: unknown, pattern: readonly string[], at: string, found: string[]): void {
  const [key, ...rest] = pattern;
  if (key === undefined) {
    found.push(at);
    return;
  }
  const keys = key !== '*' ? [key] : Array.isArray(node) ? node.map((_, index) => String(index)) : [];
  for (const each of keys) {
    const member = memberOf(node, each);
    if (member !== undefined && member !== null) pathsUnder(member, rest, `${at}/${each}`, found);
  }
}

/** The paths of everything personal that is in `record`, hashed or open. */
export function personalPaths(record: unknown): string[] {
  const found: string[] = [];
  for (const pattern of patterns) pathsUnder(record, pattern, '', found);
  return found;
}

/** What stands at a path (`/attendees/0/name`), or undefined. */
export function valueAt(record: unknown, path: string): unknown {
  return path.split('/').slice(1).reduce<unknown>(memberOf, record);
}

/** A copy of `record` with the values at these paths replaced. */
function withValues(record: unknown, values: ReadonlyMap<string, unknown>): unknown {
  const copy: Mutable = JSON.parse(JSON.stringify(record));
  for (const [path, value] of values) {
    const keys = path.split('/').slice(1);
    const last = keys.pop();
    const holder = keys.reduce<unknown>(memberOf, copy);
    if (last !== undefined && typeof holder === 'object' && holder !== null) {
      Object.defineProperty(holder, last, { value, enumerable: true, configurable: true, writable: true });
    }
  }
  return copy;
}

/** SHA-256 (hex) over salt and [path, value]. */
export function commitTo(salt: Uint8Array, path: string, value: Json): string {
  return toHex(
    sha256
      .create()
      .update(salt)
      .update(bytesOf(canonicalize([path, value])))
      .digest(),
  );
}

export function isCommitment(value: unknown): value is Commitment {
  return typeof value === 'object' && value !== null && fromHex(memberOf(value, 'commitment'), 32) !== null;
}

/** Splits an open record into what is hashed and what is kept beside. `newSalt` gives 16 random bytes. */
export function separate(
  record: unknown,
  newSalt: () => Uint8Array,
): { hashed: unknown; personal: PersonalPart } {
  const personal: PersonalPart = {};
  const commitments = new Map<string, Commitment>();
  for (const path of personalPaths(record)) {
    const value: Json = JSON.parse(JSON.stringify(valueAt(record, path)));
    const salt = newSalt();
    personal[path] = { salt: toHex(salt), value };
    commitments.set(path, { commitment: commitTo(salt, path, value) });
  }
  return { hashed: withValues(record, commitments), personal };
}

/** What an erased or withheld value reads as: the record's readers meet an empty text, an unknown category. */
function emptyAt(path: string): string {
  return path.endsWith('/category') ? 'other' : '';
}

/** The open record of a hashed part and what is kept beside it; values that are gone read as empty. */
export function rejoin(hashed: unknown, personal: PersonalPart): unknown {
  const values = personalPaths(hashed)
    .filter((path) => isCommitment(valueAt(hashed, path)))
    .map((path): [string, unknown] => [path, personal[path]?.value ?? emptyAt(path)]);
  return withValues(hashed, new Map(values));
}
