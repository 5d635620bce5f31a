import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

/**
 * Reads the rows of a SQLite database straight from its pages (sqlite.org/fileformat2.html), so that a damaged page
 * costs the rows on it and no others: SQLite itself stops at the first one. The database's log must have been merged
 * into the file before.
 */

export type Value = null | number | bigint | string | Uint8Array;

/** One row: its values as stored, and its row id (0n in a table without). */
export interface PageRow {
  rowid: bigint;
  values: Value[];
}

/** How reading a table went. */
export interface Loss {
  /** Numbers of pages that are no pages of the table, or could not be read. */
  pages: number[];
  /** Rows on good pages that could not be read. */
  rows: number;
}

/** Thrown when a file is no SQLite database, or its head is damaged. */
export class NoDatabaseError extends Error {
  override readonly name = 'NoDatabaseError';
}

class Unreadable extends Error {
  override readonly name = 'Unreadable';
}

const interiorIndex = 2;
const interiorTable = 5;
const leafIndex = 10;
const leafTable = 13;
const headBytes = 100;
const utf8 = new TextDecoder('utf-8', { fatal: true });

/** Reads numbers off a byte array, and throws Unreadable past its end. */
class Cursor {
  at: number;
  private readonly bytes: Uint8Array;
  private readonly view: DataView;

  constructor(bytes: Uint8Array, at: number) {
    this.bytes = bytes;
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.at = at;
  }

  take(length: number): Uint8Array {
    if (length < 0 || this.at + length > this.bytes.length) throw new Unreadable();
    this.at += length;
    return this.bytes.subarray(this.at - length, this.at);
  }

  uint(length: 1 | 2 | 4): number {
    const at = this.at;
    this.take(length);
    return length === 1
      ? this.view.getUint8(at)
      : length === 2
        ? this.view.getUint16(at)
        : this.view.getUint32(at);
  }

  /** A signed integer of so many bytes. */
  int(length: number): bigint {
    return BigInt.asIntN(
      length * 8,
      this.take(length).reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n),
    );
  }

  float(): number {
    const at = this.at;
    this.take(8);
    return this.view.getFloat64(at);
  }

  varint(): bigint {
    let value = 0n;
    for (let count = 0; count < 8; count++) {
      const byte = this.uint(1);
      value = (value << 7n) | BigInt(byte & 0x7f);
      if (byte < 0x80) return BigInt.asIntN(64, value);
    }
    return BigInt.asIntN(64, (value << 8n) | BigInt(this.uint(1)));
  }

  /** A varint that is a length. */
  length(most: number): number {
    const value = this.varint();
    if (value < 0n || value > BigInt(most)) throw new Unreadable();
    return Number(value);
  }
}

/** Lengths of the serial types 0 to 9. */
const fixedLengths = [0, 1, 2, 3, 4, 6, 8, 8, 0, 0] as const;

function readValue(type: number, cursor: Cursor): Value {
  if (type === 0) return null;
  if (type === 7) return cursor.float();
  if (type === 8 || type === 9) return BigInt(type - 8);
  const length = fixedLengths[type];
  if (length !== undefined) return cursor.int(length);
  if (type < 12) throw new Unreadable();
  const bytes = cursor.take(Math.floor((type - 12) / 2));
  return type % 2 === 0 ? new Uint8Array(bytes) : utf8.decode(bytes);
}

/** The values of a record; throws unless it is exactly as long as it says. */
function readRecord(payload: Uint8Array): Value[] {
  const head = new Cursor(payload, 0);
  const headEnd = head.length(payload.length);
  const body = new Cursor(payload, headEnd);
  const values: Value[] = [];
  while (head.at < headEnd) values.push(readValue(head.length(Number.MAX_SAFE_INTEGER), body));
  if (head.at !== headEnd || body.at !== payload.length) throw new Unreadable();
  return values;
}

/** An open database file. */
export class PageFile {
  readonly pageSize: number;
  readonly pageCount: number;
  /** `PRAGMA user_version`: the version of the schema. */
  readonly userVersion: number;
  private readonly file: number;
  private readonly usable: number;

  /** Throws NoDatabaseError, and the system's errors. */
  constructor(path: string) {
    this.file = openSync(path, 'r');
    const head = Buffer.alloc(headBytes);
    readSync(this.file, head, 0, headBytes, 0);
    const size = head.readUInt16BE(16);
    this.pageSize = size === 1 ? 65_536 : size;
    this.usable = this.pageSize - head.readUInt8(20);
    this.pageCount = Math.floor(fstatSync(this.file).size / this.pageSize) || 0;
    this.userVersion = head.readUInt32BE(60);
    const isPower = this.pageSize >= 512 && (this.pageSize & (this.pageSize - 1)) === 0;
    const isOne = head.toString('latin1', 0, 15) === 'SQLite format 3' && head.readUInt32BE(56) <= 1;
    if (!isOne || !isPower) {
      this.close();
      throw new NoDatabaseError('no SQLite database in UTF-8');
    }
  }

  close(): void {
    closeSync(this.file);
  }

  private page(number: number): Uint8Array {
    if (number < 1 || number > this.pageCount) throw new Unreadable();
    const bytes = Buffer.alloc(this.pageSize);
    readSync(this.file, bytes, 0, this.pageSize, (number - 1) * this.pageSize);
    return bytes.subarray(0, this.usable);
  }

  /**
   * The rows of the tree at page `root`, in order: of a table with row ids, or of one without (`isIndex`). What cannot
   * be read is counted in `loss` and left out. `seen` takes the pages that were read.
   */
  *rows(root: number, isIndex: boolean, loss: Loss, seen = new Set<number>()): Generator<PageRow> {
    yield* this.tree(root, isIndex, loss, seen);
  }

  /**
   * Pages of rows with row ids that no tree leads to any more, because a page above them is damaged: each with its
   * rows. `seen` are the pages that trees lead to; pages that are free are left out.
   */
  *strays(seen: ReadonlySet<number>): Generator<PageRow[]> {
    const free = this.freePages();
    for (let number = 2; number <= this.pageCount; number++) {
      if (seen.has(number) || free.has(number) || this.page(number)[0] !== leafTable) continue;
      const loss: Loss = { pages: [], rows: 0 };
      const rows = [...this.tree(number, false, loss, new Set())];
      if (rows.length > 0) yield rows;
    }
  }

  private freePages(): Set<number> {
    const free = new Set<number>();
    try {
      let trunk = new Cursor(this.page(1), 32).uint(4);
      while (trunk > 0 && !free.has(trunk)) {
        free.add(trunk);
        const cursor = new Cursor(this.page(trunk), 0);
        trunk = cursor.uint(4);
        for (let left = cursor.uint(4); left > 0; left--) free.add(cursor.uint(4));
      }
    } catch {
      // The rest of the list is lost; an old row more does less harm than a row less.
    }
    return free;
  }

  private *tree(number: number, isIndex: boolean, loss: Loss, seen: Set<number>): Generator<PageRow> {
    let bytes: Uint8Array;
    let start: number;
    let cells: number;
    let type: number;
    try {
      if (seen.has(number)) throw new Unreadable();
      bytes = this.page(number);
      start = number === 1 ? headBytes : 0;
      type = bytes[start] ?? 0;
      const expected = isIndex ? [interiorIndex, leafIndex] : [interiorTable, leafTable];
      if (!expected.includes(type)) throw new Unreadable();
      cells = new Cursor(bytes, start + 3).uint(2);
      if (cells * 2 > this.usable) throw new Unreadable();
    } catch {
      loss.pages.push(number);
      return;
    }
    seen.add(number);
    const isInterior = type === interiorIndex || type === interiorTable;
    const pointers = new Cursor(bytes, start + (isInterior ? 12 : 8));
    let isDamaged = false;
    for (let n = 0; n < cells; n++) {
      const cell = this.cell(bytes, pointers, type);
      if (cell === null) isDamaged = true;
      if (cell?.child) yield* this.tree(cell.child, isIndex, loss, seen);
      if (cell?.row) yield cell.row;
      else if (cell === null || type !== interiorTable) loss.rows++;
    }
    if (isDamaged) loss.pages.push(number);
    if (isInterior) yield* this.tree(new Cursor(bytes, start + 8).uint(4), isIndex, loss, seen);
  }

  /** One cell: its child page and its row, as the type of page has them; null when it cannot be read. */
  private cell(
    bytes: Uint8Array,
    pointers: Cursor,
    type: number,
  ): { child: number; row: PageRow | null } | null {
    try {
      const cursor = new Cursor(bytes, pointers.uint(2));
      const child = type === interiorIndex || type === interiorTable ? cursor.uint(4) : 0;
      if (type === interiorTable) return { child, row: null };
      return { child, row: this.row(cursor, type === leafTable) };
    } catch {
      return null;
    }
  }

  /** The row of a cell; null when its content is damaged, while the cell's child is still of use. */
  private row(cursor: Cursor, hasRowid: boolean): PageRow | null {
    try {
      const length = cursor.length(1_000_000_000);
      const rowid = hasRowid ? cursor.varint() : 0n;
      return { rowid, values: readRecord(this.payload(cursor, length, hasRowid)) };
    } catch {
      return null;
    }
  }

  /** A payload, of which what does not fit in the page lies in a chain of others. */
  private payload(cursor: Cursor, length: number, isTable: boolean): Uint8Array {
    const most = isTable ? this.usable - 35 : Math.floor(((this.usable - 12) * 64) / 255) - 23;
    if (length <= most) return cursor.take(length);
    const least = Math.floor(((this.usable - 12) * 32) / 255) - 23;
    const wanted = least + ((length - least) % (this.usable - 4));
    const parts = [cursor.take(wanted <= most ? wanted : least)];
    let left = length - (parts[0]?.length ?? 0);
    if (left > this.pageCount * this.usable) throw new Unreadable();
    let next = cursor.uint(4);
    while (left > 0) {
      const page = new Cursor(this.page(next), 0);
      next = page.uint(4);
      const part = page.take(Math.min(left, this.usable - 4));
      parts.push(part);
      left -= part.length;
    }
    return Buffer.concat(parts);
  }
}
