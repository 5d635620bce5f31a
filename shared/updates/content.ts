import { type ByteReader, MalformedError } from './bytes.ts';

/**
 * How deep values may be nested. Yjs decodes, re-encodes and deletes by recursion; a document nested deeper than
 * the stack is tall would throw in every client that opens it.
 */
export const maxValueDepth = 64;

/** The reference numbers of Yjs 13 for what an item holds. */
export const contentRefs = {
  deleted: 1,
  json: 2,
  binary: 3,
  string: 4,
  embed: 5,
  format: 6,
  type: 7,
  any: 8,
  doc: 9,
} as const;

const xmlElement = 3;
const xmlHook = 5;
const lastTypeRef = 6;

/**
 * Passes the content of an item and returns its length in clock ticks (at least 1).
 * Accepts exactly what every Yjs 13 can decode, split and encode again; throws MalformedError for all else.
 */
export function skipContent(reader: ByteReader, ref: number): number {
  switch (ref) {
    case contentRefs.string:
      return positive(reader.skipString());
    case contentRefs.deleted:
      return positive(reader.varUint());
    case contentRefs.any:
      return skipSeveral(reader, skipAnyAtTop);
    case contentRefs.json:
      return skipSeveral(reader, skipJsonOrUndefined);
    case contentRefs.type:
      skipType(reader);
      return 1;
    case contentRefs.format:
      reader.skipString();
      checkJson(reader.string());
      return 1;
    case contentRefs.embed:
      checkJson(reader.string());
      return 1;
    case contentRefs.binary:
      reader.skip(reader.varUint());
      return 1;
    case contentRefs.doc:
      reader.skipString();
      skipSubdocumentOptions(reader);
      return 1;
    default:
      throw new MalformedError('unknown content');
  }
}

/** A struct of no length would stand at the same clock as its successor. */
function positive(length: number): number {
  if (length === 0) throw new MalformedError('empty content');
  return length;
}

function skipSeveral(reader: ByteReader, skipOne: (reader: ByteReader) => void): number {
  const count = positive(reader.varUint());
  for (let i = 0; i < count; i++) skipOne(reader);
  return count;
}

function skipType(reader: ByteReader): void {
  const ref = reader.varUint();
  if (ref > lastTypeRef) throw new MalformedError('unknown type');
  if (ref === xmlElement || ref === xmlHook) reader.skipString();
}

function skipAnyAtTop(reader: ByteReader): void {
  skipAny(reader, 0);
}

/** lib0's encoding of any value, types 127 down to 116. */
function skipAny(reader: ByteReader, depth: number): void {
  if (depth > maxValueDepth) throw new MalformedError('values nested too deep');
  switch (reader.byte()) {
    case 127: // undefined
    case 126: // null
    case 121: // false
    case 120: // true
      return;
    case 125:
      reader.skipVarInt();
      return;
    case 124:
      reader.skip(4);
      return;
    case 123:
    case 122:
      reader.skip(8);
      return;
    case 119:
      reader.skipString();
      return;
    case 118: {
      const count = reader.varUint();
      for (let i = 0; i < count; i++) {
        reader.skipString();
        skipAny(reader, depth + 1);
      }
      return;
    }
    case 117: {
      const count = reader.varUint();
      for (let i = 0; i < count; i++) skipAny(reader, depth + 1);
      return;
    }
    case 116:
      reader.skip(reader.varUint());
      return;
    default:
      throw new MalformedError('unknown value');
  }
}

function skipJsonOrUndefined(reader: ByteReader): void {
  const text = reader.string();
  if (text !== 'undefined') checkJson(text);
}

/** Refuses text that is no JSON, or JSON nested deeper than `maxValueDepth`. Returns the value. */
export function checkJson(text: string): unknown {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new MalformedError('not JSON');
  }
  // A value nested n deep needs 2n brackets, so short text need not be walked.
  if (text.length > 2 * maxValueDepth && isNestedDeeper(value, maxValueDepth)) {
    throw new MalformedError('values nested too deep');
  }
  return value;
}

function isNestedDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (levels === 0) return true;
  return Object.values(value).some((inner) => isNestedDeeper(inner, levels - 1));
}

/**
 * Yjs spreads these options into the constructor of a Doc; only the three that Yjs itself writes may pass,
 * with the types it gives them. A `gcFilter` that is no function would throw in whoever opens the subdocument.
 */
function skipSubdocumentOptions(reader: ByteReader): void {
  if (reader.byte() !== 118) throw new MalformedError('subdocument options are no object');
  const count = reader.varUint();
  for (let i = 0; i < count; i++) {
    const key = reader.string();
    if (key === 'meta') skipAny(reader, 1);
    else if (key === 'gc' || key === 'autoLoad') skipBoolean(reader);
    else throw new MalformedError('unknown subdocument option');
  }
}

function skipBoolean(reader: ByteReader): void {
  const type = reader.byte();
  if (type !== 120 && type !== 121) throw new MalformedError('a subdocument option is no boolean');
}
