import * as Y from 'yjs';
import { ByteWriter, varUintSize } from './bytes.ts';
import { DeleteSet } from './delete-set.ts';
import { Segment, type Tail } from './segment.ts';

/** Clock after the last known struct of each client. */
export type Clocks = ReadonlyMap<number, number>;

/** The last structs of one client, to be encoded. */
export interface Part extends Tail {
  client: number;
}

/**
 * A causally complete piece of a document's history as bytes: a room's whole state, or what one tick adds to it.
 * Holds no items: encoding, merging and differences are copies of byte ranges.
 */
export class History {
  private readonly segments = new Map<number, Segment>();
  readonly deletes = new DeleteSet();

  get isEmpty(): boolean {
    return this.segments.size === 0 && this.deletes.isEmpty;
  }

  /** Clock after the last struct of `client`, 0 if it has none here. */
  clockOf(client: number): number {
    return this.segments.get(client)?.end ?? 0;
  }

  /** The segment of `client` to append to; made if there is none, beginning at `clock`. */
  segment(client: number, clock: number): Segment {
    let segment = this.segments.get(client);
    if (segment === undefined) {
      segment = new Segment(client, clock);
      this.segments.set(client, segment);
    }
    return segment;
  }

  /** Adds a later piece of the same history. */
  absorb(next: History): void {
    for (const [client, segment] of next.segments) {
      const own = this.segments.get(client);
      if (own === undefined) this.segments.set(client, segment);
      else own.absorb(segment);
    }
    this.deletes.addAll(next.deletes);
  }

  /** All of it as one update (format version 1). */
  encode(): Uint8Array {
    const parts: Part[] = [];
    for (const segment of this.segments.values()) parts.push({ client: segment.client, ...segment.all() });
    return encodeUpdate(parts, this.deletes);
  }

  /** What somebody who has `known` lacks, as one update: the structs after its clocks, and all deletions. */
  encodeSince(known: Clocks): Uint8Array {
    const parts: Part[] = [];
    let cutsStruct = false;
    for (const segment of this.segments.values()) {
      const clock = known.get(segment.client) ?? 0;
      if (clock >= segment.end) continue;
      const tail = segment.tail(Math.max(clock, segment.start));
      if (tail.clock < clock) cutsStruct = true;
      parts.push({ client: segment.client, ...tail });
    }
    const update = encodeUpdate(parts, this.deletes);
    return cutsStruct ? Y.diffUpdate(update, encodeClocks(known)) : update;
  }

  /** The clocks of all clients, a copy. */
  clocks(): Map<number, number> {
    const clocks = new Map<number, number>();
    for (const segment of this.segments.values()) clocks.set(segment.client, segment.end);
    return clocks;
  }

  /** The state vector as Yjs encodes it. */
  encodeStateVector(): Uint8Array {
    const writer = new ByteWriter(1 + this.segments.size * 10);
    writer.varUint(this.segments.size);
    for (const segment of this.segments.values()) writer.varUint(segment.client).varUint(segment.end);
    return writer.finish();
  }
}

/** A state vector as Yjs encodes it. */
export function encodeClocks(clocks: Clocks): Uint8Array {
  const writer = new ByteWriter(5 + clocks.size * 10);
  writer.varUint(clocks.size);
  for (const [client, clock] of clocks) writer.varUint(client).varUint(clock);
  return writer.finish();
}

/** Writes parts of different clients and deletions as one update (format version 1). */
export function encodeUpdate(parts: Part[], deletes: DeleteSet): Uint8Array {
  // As Yjs writes it: with higher ids first its integration meets fewer conflicts.
  parts.sort((a, b) => b.client - a.client);
  let size = varUintSize(parts.length) + deletes.size();
  for (const part of parts) {
    size +=
      varUintSize(part.count) + varUintSize(part.client) + varUintSize(part.clock) + part.to - part.from;
  }
  const writer = new ByteWriter(size + 5);
  writer.varUint(parts.length);
  for (const part of parts) {
    writer.varUint(part.count).varUint(part.client).varUint(part.clock).raw(part.bytes, part.from, part.to);
  }
  deletes.write(writer);
  return writer.finish();
}
