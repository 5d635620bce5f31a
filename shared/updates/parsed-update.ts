import { ByteReader, MalformedError } from './bytes.ts';
import { DeleteSet } from './delete-set.ts';
import { clockLimit, StructReader } from './struct-reader.ts';
import type { StructTable } from './struct-table.ts';

/** The consecutive structs of one client inside an update; `next` moves as they are taken. */
export interface Block {
  client: number;
  /** Row of the next struct in the table. */
  next: number;
  /** Row after the last struct. */
  end: number;
}

/** An update whose form is right: every struct and range decodes. Whether it may be taken is another question. */
export interface ParsedUpdate {
  bytes: Uint8Array;
  blocks: Block[];
  deletes: DeleteSet;
}

const struct = new StructReader();

/**
 * Reads a whole update (format version 1) into `table`, which is emptied first.
 * Throws MalformedError for whatever Yjs could not decode, and for trailing bytes.
 */
export function parseUpdate(bytes: Uint8Array, table: StructTable): ParsedUpdate {
  const reader = new ByteReader(bytes);
  table.clear();
  const blocks: Block[] = [];
  const blockCount = reader.varUint();
  const seen = blockCount > 1 ? new Set<number>() : null;
  for (let i = 0; i < blockCount; i++) {
    const block = parseBlock(reader, table);
    if (seen?.has(block.client)) throw new MalformedError('a client twice');
    seen?.add(block.client);
    if (block.end > block.next) blocks.push(block);
  }
  const deletes = parseDeletes(reader);
  if (!reader.done) throw new MalformedError('bytes after the update');
  return { bytes, blocks, deletes };
}

function parseBlock(reader: ByteReader, table: StructTable): Block {
  const count = reader.varUint();
  const client = reader.varUint();
  let clock = reader.varUint();
  const first = table.length;
  for (let i = 0; i < count; i++) {
    const from = reader.position;
    struct.read(reader);
    table.push(struct, clock, from, reader.position);
    clock += struct.length;
    if (clock > clockLimit) throw new MalformedError('a clock too high');
  }
  return { client, next: first, end: table.length };
}

function parseDeletes(reader: ByteReader): DeleteSet {
  const deletes = new DeleteSet();
  const clientCount = reader.varUint();
  for (let i = 0; i < clientCount; i++) {
    const client = reader.varUint();
    if (deletes.has(client)) throw new MalformedError('a client twice');
    const ranges: number[] = [];
    const rangeCount = reader.varUint();
    for (let k = 0; k < rangeCount; k++) {
      const clock = reader.varUint();
      const length = reader.varUint();
      if (length === 0 || clock + length > clockLimit) throw new MalformedError('a deletion out of bounds');
      ranges.push(clock, clock + length);
    }
    deletes.addRanges(client, ranges);
  }
  return deletes;
}
