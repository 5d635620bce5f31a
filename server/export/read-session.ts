import * as v from 'valibot';
import * as Y from 'yjs';
import { canonicalize } from '../../shared/canonical.ts';
import { frozenKinds } from '../../shared/dialogue.ts';
import type { DialogueRecord } from '../../shared/record.ts';
import type { ProvenSignOff } from '../../shared/review.ts';
import { sessionFileSchema } from '../../shared/session-file.ts';
import { bytesOf, sha256Hex } from '../../shared/verify/bytes.ts';
import { isNewerRecord, type KeptRecord, keptRecordOf } from '../../shared/verify/record-file.ts';
import { verifyFile } from '../../shared/verify/verify.ts';
import { openRecord } from '../freeze/record.ts';
import { ImportError } from './import-error.ts';
import { isProven } from './sign-offs.ts';

/** A record that was read and proved. */
export interface ReadRecord extends KeptRecord {
  hash: string;
  /** Of the key that signed it, for people to compare; empty in version 1. */
  fingerprint: string;
  record: DialogueRecord;
}

/** A session that was read and proved. */
export interface ReadSession {
  /** As the newest record has it. */
  record: DialogueRecord;
  /** Oldest first. */
  freezes: ReadRecord[];
  /** Who signed them. */
  signOffs: ProvenSignOff[];
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\ufeff/, ''));
  } catch {
    throw new ImportError('notJson');
  }
}

const headSchema = v.object({ format: v.literal('doi-thoai/session'), version: v.number() });
const recordsSchema = v.object({ records: v.array(v.unknown()) });

/** Whoever signed it: whether the key is to be trusted, the person at the terminal decides by its fingerprint. */
const anybody = { trusts: () => true, hasRecord: async () => true };

/** The bytes of a record's file; members that this version does not know are a part of them. */
function fileOf(json: unknown): Uint8Array {
  try {
    return bytesOf(canonicalize(json));
  } catch {
    throw new ImportError('changed');
  }
}

async function readRecord(json: unknown): Promise<ReadRecord> {
  const bytes = fileOf(json);
  const kept = keptRecordOf(bytes);
  const report = await verifyFile(bytes, anybody);
  if (!kept || !report.facts || report.verdict !== 'whole') throw new ImportError('changed');
  const hash = sha256Hex(kept.canonical);
  return { ...kept, hash, fingerprint: report.facts.fingerprint, record: openRecord(kept) };
}

/** Each is under one of the records, by its installation's key, and the only one in its capacity. */
function checkSignOffs(signOffs: readonly ProvenSignOff[], freezes: readonly ReadRecord[]): void {
  const places = new Set(signOffs.map(({ hash, capacity }) => `${hash} ${capacity}`));
  const ids = new Set(signOffs.map(({ id }) => id));
  const areSound = signOffs.every((signOff) => {
    const freeze = freezes.find(({ hash }) => hash === signOff.hash);
    if (freeze?.record.id !== signOff.recordId || freeze.record.dialogue.id !== signOff.dialogueId)
      return false;
    // A record of version 1 names no key.
    const key = freeze.signature?.publicKey ?? signOff.proof.publicKey;
    return signOff.proof.publicKey === key && isProven(signOff);
  });
  if (!areSound || places.size !== signOffs.length || ids.size !== signOffs.length)
    throw new ImportError('changed');
}

/** Reads the states; the register's is empty once a name was erased. */
function checkStates(record: DialogueRecord): void {
  for (const kind of frozenKinds) {
    const state = Buffer.from(record.yjs[kind], 'base64');
    try {
      if (state.length > 0) Y.applyUpdate(new Y.Doc(), state);
    } catch {
      throw new ImportError('brokenState', kind);
    }
  }
}

function checkPetitions({ petitions }: DialogueRecord): void {
  const ids = new Set(petitions.map(({ id }) => id));
  const numbers = petitions.map(({ number }) => number).filter((number) => number !== '');
  const isSound = ids.size === petitions.length && new Set(numbers).size === numbers.length;
  if (!isSound) throw new ImportError('wrongShape', 'petitions');
}

/**
 * Reads a session's JSON file and proves it: shape, hashes, signatures, one dialogue, readable states.
 * @throws ImportError with a sentence; its place is a path of members, never a value.
 */
export async function readSession(text: string): Promise<ReadSession> {
  const json = parse(text);
  const head = v.safeParse(headSchema, json);
  if (!head.success) throw new ImportError('notSession');
  if (head.output.version > 1) throw new ImportError('newer');
  const all = v.safeParse(recordsSchema, json);
  if (all.success && all.output.records.some(isNewerRecord)) throw new ImportError('newer');
  const read = v.safeParse(sessionFileSchema, json);
  if (!read.success) throw new ImportError('wrongShape', placeOf(read.issues[0]));
  // The schema's own answer leaves out members that it does not know.
  const { records } = v.parse(recordsSchema, json);
  const freezes: ReadRecord[] = [];
  for (const record of records) freezes.push(await readRecord(record));
  const dialogueIds = new Set(freezes.map(({ record }) => record.dialogue.id));
  const recordIds = new Set(freezes.map(({ record }) => record.id));
  const newest = freezes.at(-1)?.record;
  if (!newest || dialogueIds.size !== 1 || recordIds.size !== freezes.length) throw new ImportError('mixed');
  checkStates(newest);
  checkPetitions(newest);
  const signOffs = read.output.signOffs ?? [];
  checkSignOffs(signOffs, freezes);
  return { record: newest, freezes, signOffs };
}

/** Where an issue is, as a path of members; of several readings that were tried, the one that got deepest. */
function placeOf(issue: v.BaseIssue<unknown>): string {
  const own = v.getDotPath(issue) ?? '';
  const inner = (issue.issues ?? []).map(placeOf).toSorted((a, b) => b.length - a.length)[0] ?? '';
  return [own, inner].filter((part) => part !== '').join('.');
}
