import * as Y from 'yjs';
import { MalformedError } from './bytes.ts';
import { DeleteSet } from './delete-set.ts';
import { encodeClocks, encodeUpdate, type History, type Part } from './history.ts';
import { Lineage } from './lineage.ts';
import { type Block, type ParsedUpdate, parseUpdate } from './parsed-update.ts';
import { needs } from './struct-reader.ts';
import { column, StructTable } from './struct-table.ts';
import { WaitList } from './wait-list.ts';

/** Types nested deeper would overflow the stack of a client that deletes the outermost. */
export const maxTypeDepth = 200;

/** Structs are handed on in runs of this many, so that a segment can mark its clocks. */
const runLength = 64;

const table = new StructTable();

interface Author {
  /** Clock after the last struct taken. */
  clock: number;
  lineage: Lineage;
}

/** The deletions known before, and those that come with the update. */
interface Deleted {
  before: DeleteSet;
  now: DeleteSet;
}

interface MissingId {
  client: number;
  clock: number;
}

/** What became of an update. */
export interface Taken {
  /** Yjs client ids of which structs were taken. */
  authors: number[];
  /** True if ranges were deleted that were not known as deleted. */
  deleted: boolean;
  /** What refers to ids not yet known, as an update of its own; null if all was taken or known already. */
  rest: Uint8Array | null;
  /** For `rest`: per client the lowest clock that must come first. */
  missing: Map<number, number>;
}

/**
 * The proof of updates: takes from an update what every Yjs document that holds the same history can integrate,
 * so that what was taken is always causally complete, without overlap and in reach of every decoder.
 * docs/decisions/0006-proof-of-updates.md says why these checks suffice.
 */
export class Intake {
  private readonly authors = new Map<number, Author>();

  /** Clock after the last struct taken of `client`. */
  clockOf(client: number): number {
    return this.authors.get(client)?.clock ?? 0;
  }

  /** True if an update holds structs that were not taken yet. Throws MalformedError. */
  holdsNews(update: Uint8Array): boolean {
    return parseUpdate(update, table).blocks.some((block) => {
      const last = block.end - 1;
      return endOf(last) > this.clockOf(block.client);
    });
  }

  /** True if an update holds structs of a client for which `test` is true. Throws MalformedError. */
  holdsOf(update: Uint8Array, test: (client: number) => boolean): boolean {
    return parseUpdate(update, table).blocks.some(({ client }) => test(client));
  }

  /** True if an update deletes what `stored` does not know as deleted. Throws MalformedError. */
  holdsDeletions(update: Uint8Array, stored: DeleteSet): boolean {
    let found = false;
    parseUpdate(update, table).deletes.each((client, from, to) => {
      stored.eachMissing(client, from, to, () => {
        found = true;
      });
    });
    return found;
  }

  /**
   * Takes what can be taken of an update into `batch`. `stored` are the deletions known so far.
   * Throws MalformedError for an update that no honest client sends; its leading, good structs may be taken by then.
   */
  take(update: Uint8Array, stored: DeleteSet, batch: History): Taken {
    let parsed = parseUpdate(update, table);
    if (this.cutsStruct(parsed)) parsed = parseUpdate(this.trim(update, parsed), table);
    const missing = new Map<number, number>();
    const authors: number[] = [];
    const first = parsed.blocks.map((block) => this.clockOf(block.client));
    this.takeBlocks(parsed, { before: stored, now: parsed.deletes }, batch, missing);
    parsed.blocks.forEach((block, i) => {
      if (this.clockOf(block.client) > (first[i] as number)) authors.push(block.client);
    });
    const late = new DeleteSet();
    const deleted = this.takeDeletes(parsed.deletes, stored, batch.deletes, late, missing);
    return { authors, deleted, rest: restOf(parsed, late), missing };
  }

  private takeBlocks(
    parsed: ParsedUpdate,
    deleted: Deleted,
    batch: History,
    missing: Map<number, number>,
  ): void {
    const only = parsed.blocks[0];
    if (only !== undefined && parsed.blocks.length === 1) {
      const id = this.advance(only, parsed.bytes, deleted, batch);
      if (id !== null) noteMissing(missing, id.client, id.clock);
      return;
    }
    this.takeSeveral(parsed, deleted, batch, missing);
  }

  /** Takes of each block what can be taken, and more of it whenever another has given what it waited for. */
  private takeSeveral(
    { blocks, bytes }: ParsedUpdate,
    deleted: Deleted,
    batch: History,
    missing: Map<number, number>,
  ): void {
    const sources = new Set(blocks.map(({ client }) => client));
    const waiting = new WaitList<Block>();
    const ready = blocks.toReversed();
    for (let block = ready.pop(); block !== undefined; block = ready.pop()) {
      const { client, next } = block;
      const id = this.advance(block, bytes, deleted, batch);
      if (id !== null && id.client !== client && sources.has(id.client))
        waiting.add(id.client, id.clock, block);
      else if (id !== null) noteMissing(missing, id.client, id.clock);
      if (block.next === next) continue;
      const clock = this.clockOf(client);
      for (
        let woken = waiting.take(client, clock);
        woken !== undefined;
        woken = waiting.take(client, clock)
      ) {
        ready.push(woken);
      }
    }
    waiting.each((client, clock) => noteMissing(missing, client, clock));
  }

  /** Takes structs from the front of a block as long as all they need is there; returns what is missing, if anything. */
  private advance(block: Block, bytes: Uint8Array, deleted: Deleted, batch: History): MissingId | null {
    let author = this.authors.get(block.client);
    let run = block.next;
    let missing: MissingId | null = null;
    while (block.next < block.end) {
      const row = block.next;
      const end = endOf(row);
      const clock = author?.clock ?? 0;
      if (end <= clock) {
        run = ++block.next;
        continue;
      }
      missing = this.missingFor(row, block.client, clock);
      if (missing !== null) break;
      const depth = this.depthOf(row);
      const keyed = this.isKeyed(row);
      const fault = faultOf(row, block.client, depth, keyed, deleted);
      if (fault !== null) {
        // What counts as known must be in the batch.
        if (block.next > run) appendRun(batch, block.client, bytes, run, block.next);
        throw new MalformedError(fault);
      }
      author ??= this.newAuthor(block.client);
      author.lineage.note(clock, depth, keyed);
      author.clock = end;
      block.next++;
      if (block.next - run === runLength) {
        appendRun(batch, block.client, bytes, run, block.next);
        run = block.next;
      }
    }
    if (block.next > run) appendRun(batch, block.client, bytes, run, block.next);
    return missing;
  }

  private newAuthor(client: number): Author {
    const author = { clock: 0, lineage: new Lineage() };
    this.authors.set(client, author);
    return author;
  }

  private missingFor(row: number, client: number, clock: number): MissingId | null {
    const bits = table.get(row, column.needs);
    if (bits & needs.skip || table.get(row, column.clock) !== clock) return { client, clock };
    if (bits & needs.origin) {
      const id = this.unknown(table.get(row, column.originClient), table.get(row, column.originClock));
      if (id !== null) return id;
    }
    if (bits & needs.rightOrigin) {
      const id = this.unknown(table.get(row, column.rightClient), table.get(row, column.rightClock));
      if (id !== null) return id;
    }
    if (bits & needs.parentItem) {
      return this.unknown(table.get(row, column.parentClient), table.get(row, column.parentClock));
    }
    return null;
  }

  private unknown(client: number, clock: number): MissingId | null {
    return clock < this.clockOf(client) ? null : { client, clock };
  }

  private depthOf(row: number): number {
    const bits = table.get(row, column.needs);
    if (bits & needs.rootParent) return 1;
    if (bits & needs.parentItem) {
      return 1 + this.depthAt(table.get(row, column.parentClient), table.get(row, column.parentClock));
    }
    let depth = 0;
    if (bits & needs.origin) {
      depth = this.depthAt(table.get(row, column.originClient), table.get(row, column.originClock));
    }
    if (bits & needs.rightOrigin) {
      const right = this.depthAt(table.get(row, column.rightClient), table.get(row, column.rightClock));
      depth = Math.max(depth, right);
    }
    return depth;
  }

  /** Yjs takes the key from the left neighbour, without one from the right. */
  private isKeyed(row: number): boolean {
    const bits = table.get(row, column.needs);
    if (bits & needs.origin) {
      return this.isKeyedAt(table.get(row, column.originClient), table.get(row, column.originClock));
    }
    if (bits & needs.rightOrigin) {
      return this.isKeyedAt(table.get(row, column.rightClient), table.get(row, column.rightClock));
    }
    return (bits & needs.key) !== 0;
  }

  private isKeyedAt(client: number, clock: number): boolean {
    return this.authors.get(client)?.lineage.isKeyedAt(clock) ?? false;
  }

  private depthAt(client: number, clock: number): number {
    return this.authors.get(client)?.lineage.depthAt(clock) ?? 0;
  }

  /** True if what is known ends inside a struct of the update. */
  private cutsStruct(parsed: ParsedUpdate): boolean {
    return parsed.blocks.some((block) => {
      const clock = this.clockOf(block.client);
      if (clock <= table.get(block.next, column.clock) || clock >= endOf(block.end - 1)) return false;
      let row = block.next;
      while (endOf(row) <= clock) row++;
      return table.get(row, column.clock) < clock && (table.get(row, column.needs) & needs.skip) === 0;
    });
  }

  private trim(update: Uint8Array, parsed: ParsedUpdate): Uint8Array {
    const known = new Map(parsed.blocks.map((block) => [block.client, this.clockOf(block.client)]));
    return Y.diffUpdate(update, encodeClocks(known));
  }

  private takeDeletes(
    deletes: DeleteSet,
    stored: DeleteSet,
    into: DeleteSet,
    late: DeleteSet,
    missing: Map<number, number>,
  ): boolean {
    let found = false;
    deletes.each((client, from, to) => {
      const clock = this.clockOf(client);
      if (to > clock) {
        late.add(client, Math.max(from, clock), to);
        noteMissing(missing, client, Math.max(from, clock));
      }
      stored.eachMissing(client, from, Math.min(to, clock), (start, end) => {
        into.add(client, start, end);
        found = true;
      });
    });
    return found;
  }
}

/**
 * Under a key only the last value lives, and Yjs relies on it: of a value of several clocks that lives, whoever splits
 * it makes two, and deleting the map around it then throws. Old values that Yjs has joined are deleted, all of them.
 */
function livesTwice(row: number, client: number, deleted: Deleted): boolean {
  const isLong = table.get(row, column.length) > 1 && (table.get(row, column.needs) & needs.content) !== 0;
  if (!isLong) return false;
  let found = false;
  deleted.now.eachMissing(client, table.get(row, column.clock), endOf(row), (from, to) => {
    deleted.before.eachMissing(client, from, to, () => {
      found = true;
    });
  });
  return found;
}

/** Why no honest client sends this struct; null if one may. */
function faultOf(
  row: number,
  client: number,
  depth: number,
  keyed: boolean,
  deleted: Deleted,
): string | null {
  if (depth > maxTypeDepth) return 'types nested too deep';
  return keyed && livesTwice(row, client, deleted) ? 'several values under one key' : null;
}

function endOf(row: number): number {
  return table.get(row, column.clock) + table.get(row, column.length);
}

function appendRun(batch: History, client: number, bytes: Uint8Array, first: number, end: number): void {
  const last = end - 1;
  batch
    .segment(client, table.get(first, column.clock))
    .append(bytes, table.get(first, column.from), table.get(last, column.to), end - first, endOf(last));
}

function noteMissing(missing: Map<number, number>, client: number, clock: number): void {
  const known = missing.get(client);
  if (known === undefined || clock < known) missing.set(client, clock);
}

function restOf(parsed: ParsedUpdate, deletes: DeleteSet): Uint8Array | null {
  const parts: Part[] = [];
  for (const block of parsed.blocks) {
    if (block.next === block.end) continue;
    parts.push({
      client: block.client,
      clock: table.get(block.next, column.clock),
      count: block.end - block.next,
      bytes: parsed.bytes,
      from: table.get(block.next, column.from),
      to: table.get(block.end - 1, column.to),
    });
  }
  return parts.length === 0 && deletes.isEmpty ? null : encodeUpdate(parts, deletes);
}
