import { sha256 } from '@noble/hashes/sha2.js';
import { canonicalize } from '../canonical.ts';
import { type Dialogue, type DocumentKind, documentKinds, type Office } from '../dialogue.ts';
import { isSame, joinBytes } from '../papers/byte-parts.ts';
import { maxPaperBytes } from '../papers/paper-kind.ts';
import type { Preparation } from '../preparation.ts';
import { ByteReader, ByteWriter, MalformedError } from '../updates/bytes.ts';
import { fromHex, toHex } from '../verify/bytes.ts';
import { pack, packings, unpack } from './packing.ts';
import { ExchangeError } from './problems.ts';

/**
 * What one device hands to another without a network, version 1.
 *
 *     "DTXG"            4 bytes
 *     version           1 byte: 1
 *     packing           1 byte: 0 plain, 1 zlib
 *     length            4 bytes, big-endian: of all that follows the checksum
 *     checksum          32 bytes: SHA-256 of version, packing and all that follows
 *     documents         varBytes, packed: varBytes head (canonical JSON, RFC 8785), varUint count, then by the order of
 *                       `documentKinds` each: varUint kind, varBytes Yjs update, varBytes the sender's state vector
 *     papers            varUint count, then by their hash each: 32 bytes SHA-256, varBytes the file
 *
 * varUint and varBytes are lib0's. Every part has one spelling only, so equal contents give equal bytes (but for what
 * zlib makes of them, which is a browser's own affair).
 */
const magic = Uint8Array.of(0x44, 0x54, 0x58, 0x47);
const version = 1;
const headLength = 4 + 1 + 1 + 4 + 32;

/** Largest file, bytes, and largest documents in it, unpacked: a session of a day is a hundredth of that. */
export const maxExchangeBytes = 512 * 1024 * 1024;
const maxDocumentBytes = 64 * 1024 * 1024;
/** Ending of the files' names. */
export const exchangeEnding = 'doithoai';

/** The documents that are handed over; the server alone writes the others. */
export const exchangedKinds = [
  'minutes',
  'board',
  'register',
  'stage',
] as const satisfies readonly DocumentKind[];
export type ExchangedKind = (typeof exchangedKinds)[number];

/** `waiting`: what the hall has not got; `lacking`: what one other device has not; `whole`: all. */
export const exchangeScopes = ['waiting', 'lacking', 'whole'] as const;
export type ExchangeScope = (typeof exchangeScopes)[number];

/** What a server is made of besides the documents. */
export interface WholeSession {
  dialogue: Dialogue;
  office: Office;
  /** What was prepared for it; null where the device does not know. */
  preparation: Preparation | null;
}

export interface ExchangeHead {
  dialogue: { id: string; title: string };
  /** The device that wrote it: an id of its own, and what people call it (may be empty). */
  device: { id: string; name: string };
  /** Display name of the person at that device. */
  person: string;
  /** ISO 8601 instant. */
  madeAt: string;
  scope: ExchangeScope;
  /** Only with `whole`, and only where the device has it. */
  session: WholeSession | null;
}

export interface ExchangedDocument {
  kind: ExchangedKind;
  update: Uint8Array;
  /** The state vector of the sender's document: what it need not be sent the next time. */
  clocks: Uint8Array;
}

export interface ExchangedPaper {
  /** SHA-256 of its bytes, hex. */
  hash: string;
  bytes: Uint8Array;
}

export interface Exchange extends ExchangeHead {
  documents: readonly ExchangedDocument[];
  papers: readonly ExchangedPaper[];
}

function writeDocuments({ documents, papers: _papers, ...head }: Exchange): Uint8Array {
  const writer = new ByteWriter();
  const { dialogue, device, person, madeAt, scope, session } = head;
  writer.varBytes(
    new TextEncoder().encode(canonicalize({ dialogue, device, person, madeAt, scope, session })),
  );
  const sorted = documentKinds.flatMap((kind) => documents.filter((one) => one.kind === kind));
  writer.varUint(sorted.length);
  for (const { kind, update, clocks } of sorted) {
    writer.varUint(documentKinds.indexOf(kind));
    writer.varBytes(update);
    writer.varBytes(clocks);
  }
  return writer.finish();
}

function writePapers(papers: readonly ExchangedPaper[]): Uint8Array[] {
  const sorted = [...papers].sort((a, b) => (a.hash < b.hash ? -1 : 1));
  const count = new ByteWriter();
  count.varUint(sorted.length);
  const parts = [count.finish()];
  for (const { hash, bytes } of sorted) {
    const length = new ByteWriter();
    length.varUint(bytes.length);
    parts.push(fromHex(hash, 32) ?? new Uint8Array(32), length.finish(), bytes);
  }
  return parts;
}

function checksum(kinds: Uint8Array, rest: readonly Uint8Array[]): Uint8Array {
  const sum = sha256.create().update(kinds);
  for (const part of rest) sum.update(part);
  return sum.digest();
}

/** Writes what is handed over as bytes. */
export async function writeExchange(exchange: Exchange): Promise<Uint8Array<ArrayBuffer>> {
  const packed = await pack(writeDocuments(exchange));
  const length = new ByteWriter();
  length.varUint(packed.bytes.length);
  const rest = [length.finish(), packed.bytes, ...writePapers(exchange.papers)];
  const kinds = Uint8Array.of(version, packings.indexOf(packed.packing));
  const size = new Uint8Array(4);
  new DataView(size.buffer).setUint32(
    0,
    rest.reduce((sum, part) => sum + part.length, 0),
  );
  return joinBytes([magic, kinds, size, checksum(kinds, rest), ...rest]);
}

/** The part behind the checksum, proved. */
function proved(bytes: Uint8Array): { packing: (typeof packings)[number]; rest: Uint8Array } {
  const known = Math.min(bytes.length, magic.length);
  if (known === 0 || !isSame(bytes.subarray(0, known), magic.subarray(0, known)))
    throw new ExchangeError('notExchange');
  if (bytes.length > 4 && (bytes[4] ?? 0) > version) throw new ExchangeError('newer');
  if (bytes.length < headLength) throw new ExchangeError('cut');
  if (bytes.length > maxExchangeBytes) throw new ExchangeError('tooLarge');
  const packing = packings[bytes[5] ?? packings.length];
  const length = new DataView(bytes.buffer, bytes.byteOffset + 6, 4).getUint32(0);
  const rest = bytes.subarray(headLength);
  if (rest.length < length) throw new ExchangeError('cut');
  const isRight =
    rest.length === length && isSame(checksum(bytes.subarray(4, 6), [rest]), bytes.subarray(10, headLength));
  if (bytes[4] !== version || !packing || !isRight) throw new ExchangeError('broken');
  return { packing, rest };
}

const isText = (value: unknown, longest: number): value is string =>
  typeof value === 'string' && value.length <= longest;

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What the server proves by its own schemas is only looked at for being of this dialogue. */
function readWhole(value: unknown, dialogueId: string): WholeSession | null {
  if (!isRecord(value) || !isRecord(value.dialogue) || !isRecord(value.office)) return null;
  if (value.dialogue.id !== dialogueId) return null;
  const preparation = isRecord(value.preparation) ? (value.preparation as unknown as Preparation) : null;
  return {
    dialogue: value.dialogue as unknown as Dialogue,
    office: value.office as unknown as Office,
    preparation,
  };
}

/** The head of a file; throws MalformedError or SyntaxError on anything else. */
function readHead(bytes: Uint8Array): ExchangeHead {
  const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  const head: unknown = JSON.parse(text);
  if (!isRecord(head) || !isRecord(head.dialogue) || !isRecord(head.device))
    throw new MalformedError('no head');
  const { dialogue, device, person, madeAt } = head;
  const scope = exchangeScopes.find((known) => known === head.scope);
  const fits =
    isText(dialogue.id, 40) &&
    /^[a-z0-9]{6,40}$/.test(dialogue.id) &&
    isText(dialogue.title, 500) &&
    isText(device.id, 40) &&
    isText(device.name, 120) &&
    isText(person, 200) &&
    isText(madeAt, 40) &&
    Number.isFinite(Date.parse(madeAt));
  if (!fits || !scope || canonicalize(head) !== text) throw new MalformedError('a head of another shape');
  return {
    dialogue: { id: dialogue.id as string, title: dialogue.title as string },
    device: { id: device.id as string, name: device.name as string },
    person: person as string,
    madeAt: madeAt as string,
    scope,
    session: readWhole(head.session, dialogue.id as string),
  };
}

function readDocuments(bytes: Uint8Array): { head: ExchangeHead; documents: ExchangedDocument[] } {
  const reader = new ByteReader(bytes);
  const head = readHead(reader.varBytes());
  const documents: ExchangedDocument[] = [];
  let last = -1;
  for (let left = reader.varUint(); left > 0; left -= 1) {
    const place = reader.varUint();
    const kind = exchangedKinds.find((known) => known === documentKinds[place]);
    if (!kind || place <= last) throw new MalformedError('a document that is not handed over');
    last = place;
    documents.push({ kind, update: reader.varBytes().slice(), clocks: reader.varBytes().slice() });
  }
  if (!reader.done) throw new MalformedError('more than the documents');
  return { head, documents };
}

function readPapers(reader: ByteReader): ExchangedPaper[] {
  const papers: ExchangedPaper[] = [];
  let last = '';
  for (let left = reader.varUint(); left > 0; left -= 1) {
    const at = reader.skip(32);
    const name = reader.bytes.subarray(at, at + 32);
    const bytes = reader.varBytes();
    const hash = toHex(name);
    const isRight = hash > last && bytes.length <= maxPaperBytes && isSame(sha256(bytes), name);
    if (!isRight) throw new MalformedError('a paper of another name');
    last = hash;
    papers.push({ hash, bytes: bytes.slice() });
  }
  if (!reader.done) throw new MalformedError('more than the papers');
  return papers;
}

/**
 * Reads what another device wrote; all of it is proved but the Yjs updates (`proveUpdate`).
 * @throws ExchangeError
 */
export async function readExchange(bytes: Uint8Array): Promise<Exchange> {
  const { packing, rest } = proved(bytes);
  try {
    const reader = new ByteReader(rest);
    const packed = reader.varBytes();
    const { head, documents } = readDocuments(await unpack(packed, packing, maxDocumentBytes));
    return { ...head, documents, papers: readPapers(reader) };
  } catch (error) {
    throw error instanceof ExchangeError ? error : new ExchangeError('broken');
  }
}
