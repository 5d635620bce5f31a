import { canonicalize } from '../canonical.ts';
import { fromHex, sha256Hex } from './bytes.ts';
import { digestsOf, type PartDigests } from './parts.ts';
import type { PersonalPart, PersonalValue } from './personal.ts';

/**
 * The exported record (`.json`). Version 2 is one object in canonical JSON (RFC 8785): the hashed part and, beside
 * it, hash, signature, digests and personal values. Version 1 is the hashed part alone.
 */

export const recordFormat = 'doi-thoai/record';
/** The newest version of the format that this program reads. */
export const newestRecord = 2;

/** Ed25519 over `recordMessage(hash)`. */
export interface RecordSignature {
  algorithm: 'Ed25519';
  /** 32 bytes, hex. */
  publicKey: string;
  /** 64 bytes, hex. */
  value: string;
}

/** What an installation keeps of a record. */
export interface KeptRecord {
  /** The hashed part: the very canonical JSON whose UTF-8 bytes were hashed. */
  canonical: string;
  /** null in version 1. */
  signature: RecordSignature | null;
  /** Empty in version 1, whose personal values stand in the hashed part. */
  personal: PersonalPart;
}

/** A file of version 2, read and of the right shape; whether it is whole is another question. */
export interface SignedFile {
  version: 2;
  record: unknown;
  hash: string;
  parts: PartDigests;
  signature: RecordSignature;
  /** null: this copy was made without personal values. */
  personal: PersonalPart | null;
}

export interface PlainFile {
  version: 1;
  record: unknown;
}

export type RecordFile = (SignedFile | PlainFile) & {
  /** The file's bytes are the canonical form of what it says. */
  isCanonical: boolean;
};

/** Larger files are no records: 64 MiB. */
export const largestFile = 64 * 1024 * 1024;

const recordMember = '"record":null';

/** The file of a record as canonical JSON; without personal values on demand, which verifies just as well. */
export function writeRecordFile(kept: KeptRecord, withPersonal: boolean): string {
  if (!kept.signature) return kept.canonical;
  const around = canonicalize({
    format: recordFormat,
    version: 2,
    record: null,
    hash: sha256Hex(kept.canonical),
    parts: digestsOf(JSON.parse(kept.canonical)),
    signature: kept.signature,
    personal: withPersonal ? kept.personal : undefined,
  });
  // The record is megabytes and canonical already: it is put in as it is. Nothing behind it can look like its member.
  const at = around.lastIndexOf(recordMember);
  return `${around.slice(0, at)}"record":${kept.canonical}${around.slice(at + recordMember.length)}`;
}

type Members = ReadonlyMap<string, unknown>;

function membersOf(value: unknown): Members | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? new Map(Object.entries(value))
    : null;
}

function readSignature(value: unknown): RecordSignature | null {
  const members = membersOf(value);
  const publicKey = members?.get('publicKey');
  const signed = members?.get('value');
  if (members?.size !== 3 || members.get('algorithm') !== 'Ed25519') return null;
  return typeof publicKey === 'string' && typeof signed === 'string'
    ? { algorithm: 'Ed25519', publicKey, value: signed }
    : null;
}

function readDigests(value: unknown): PartDigests | null {
  const entries = [...(membersOf(value) ?? [])];
  const texts = entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  return membersOf(value) && texts.length === entries.length ? Object.fromEntries(texts) : null;
}

function readPersonal(value: unknown): PersonalPart | null {
  const members = membersOf(value);
  if (!members) return null;
  const personal: [string, PersonalValue | null][] = [];
  for (const [path, entry] of members) {
    const inner = membersOf(entry);
    const salt = inner?.get('salt');
    if (entry === null) personal.push([path, null]);
    else if (inner?.size === 2 && typeof salt === 'string' && inner.has('value')) {
      personal.push([path, { salt, value: JSON.parse(JSON.stringify(inner.get('value'))) }]);
    } else return null;
  }
  // Not set one by one: a member named `__proto__` would vanish.
  return Object.fromEntries(personal);
}

function readSigned(members: Members): SignedFile | null {
  const record = members.get('record');
  const hash = members.get('hash');
  const parts = readDigests(members.get('parts'));
  const signature = readSignature(members.get('signature'));
  const personal = members.has('personal') ? readPersonal(members.get('personal')) : null;
  const expected = members.has('personal') ? 7 : 6;
  if (!parts || !signature || typeof hash !== 'string' || members.size !== expected) return null;
  if (members.has('personal') && !personal) return null;
  return { version: 2, record, hash, parts, signature, personal };
}

/**
 * Whether a value is a record, or a record's file, of a version that a newer program wrote. A file that says so around
 * a record of a known version was made by none: it was changed.
 */
export function isNewerRecord(value: unknown): boolean {
  const members = membersOf(value);
  const version = members?.get('version');
  const isNewer = members?.get('format') === recordFormat && Number.isInteger(version);
  if (!members || !isNewer || Number(version) <= newestRecord) return false;
  return !members.has('record') || isNewerRecord(members.get('record'));
}

/**
 * Why a file could not be read: it is no record at all, one whose parts are not where they should be, or says that it
 * is of a version that this program does not know yet.
 */
export type Unreadable = 'none' | 'damaged' | 'newer';

/** Reads a record's file, whatever it is. Does not say whether it is whole. */
export function readRecordFile(bytes: Uint8Array): RecordFile | Unreadable {
  if (bytes.length > largestFile) return 'none';
  let text = '';
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    const value: unknown = JSON.parse(text);
    const members = membersOf(value);
    if (members?.get('format') !== recordFormat) return mentionsFormat(text);
    if (isNewerRecord(value)) return 'newer';
    const isCanonical = canonicalize(value) === text;
    if (members.get('version') === 1) return { version: 1, record: value, isCanonical };
    const signed = members.get('version') === 2 ? readSigned(members) : null;
    return signed ? { ...signed, isCanonical } : 'damaged';
  } catch {
    // Broken UTF-8 or JSON, a number without JSON form, or nesting deeper than the stack.
    return mentionsFormat(text || new TextDecoder('latin1').decode(bytes));
  }
}

/** A broken file that names our format was a record once. */
function mentionsFormat(text: string): Unreadable {
  return text.includes(recordFormat) ? 'damaged' : 'none';
}

/**
 * What an installation keeps of a file: for taking a record in again. null when it is unreadable, not in
 * canonical form or made without its personal values. Whether it is whole, `verifyFile` tells.
 */
export function keptRecordOf(bytes: Uint8Array): KeptRecord | null {
  const file = readRecordFile(bytes);
  if (typeof file === 'string' || !file.isCanonical) return null;
  const canonical = canonicalize(file.record);
  if (file.version === 1) return { canonical, signature: null, personal: {} };
  if (!file.personal || !fromHex(file.signature.publicKey, 32)) return null;
  return { canonical, signature: file.signature, personal: file.personal };
}
