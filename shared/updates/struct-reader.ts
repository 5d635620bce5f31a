import { type ByteReader, MalformedError } from './bytes.ts';
import { contentRefs, skipContent } from './content.ts';

const hasOrigin = 0x80;
const hasRightOrigin = 0x40;
const hasParentKey = 0x20;
const contentBits = 0x1f;
const gcInfo = 0;
const skipInfo = 10;

/** Clocks stay below this; Yjs does 32-bit arithmetic with them in places. */
export const clockLimit = 0x7fffffff;

/** What a struct says about its place; a set of bits. */
export const needs = {
  origin: 1,
  rightOrigin: 2,
  /** The parent is named by an item's id. */
  parentItem: 4,
  /** The parent is named by the key of a root type. */
  rootParent: 8,
  /** With a parent: the item stands under a key, as in a map. */
  key: 16,
  /** A gap: ids that the sender does not have itself. */
  skip: 32,
  /** The struct carries content that is not deleted by itself. */
  content: 64,
} as const;

/**
 * Reads one struct of an update (format version 1) after the other without building Yjs items: how many clock ticks
 * it spans and which ids it needs. Its fields hold the struct last read; an id's fields count only if `needs` names it.
 */
export class StructReader {
  /** Clock ticks, at least 1. */
  length = 0;
  /** Bits of `needs`; none for a garbage collected struct. */
  needs = 0;
  originClient = 0;
  originClock = 0;
  rightClient = 0;
  rightClock = 0;
  parentClient = 0;
  parentClock = 0;

  /** Reads the struct at the reader's position. Throws MalformedError. */
  read(reader: ByteReader): void {
    const info = reader.byte();
    if (info === gcInfo || info === skipInfo) {
      this.needs = info === skipInfo ? needs.skip : 0;
      this.length = reader.varUint();
      if (this.length === 0) throw new MalformedError('empty struct');
      return;
    }
    this.needs = 0;
    if (info & hasOrigin) {
      this.needs |= needs.origin;
      this.originClient = reader.varUint();
      this.originClock = reader.varUint();
    }
    if (info & hasRightOrigin) {
      this.needs |= needs.rightOrigin;
      this.rightClient = reader.varUint();
      this.rightClock = reader.varUint();
    }
    if (this.needs === 0) this.readParent(reader, (info & hasParentKey) !== 0);
    const content = info & contentBits;
    if (content !== contentRefs.deleted) this.needs |= needs.content;
    this.length = skipContent(reader, content);
  }

  private readParent(reader: ByteReader, keyed: boolean): void {
    const kind = reader.varUint();
    if (kind > 1) throw new MalformedError('unknown kind of parent');
    if (kind === 1) {
      this.needs = needs.rootParent;
      reader.skipString();
    } else {
      this.needs = needs.parentItem;
      this.parentClient = reader.varUint();
      this.parentClock = reader.varUint();
    }
    if (!keyed) return;
    this.needs |= needs.key;
    reader.skipString();
  }
}
