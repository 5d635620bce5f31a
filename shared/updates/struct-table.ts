import { MalformedError } from './bytes.ts';
import type { StructReader } from './struct-reader.ts';

/** Columns of a row, all unsigned 32 bit. */
export const column = {
  clock: 0,
  length: 1,
  /** Where the struct lies in the update. */
  from: 2,
  to: 3,
  needs: 4,
  originClient: 5,
  originClock: 6,
  rightClient: 7,
  rightClock: 8,
  parentClient: 9,
  parentClock: 10,
} as const;
const width = 11;

const usualRows = 1024;
/** No honest update of the largest message has as many. */
const maxRows = 2 ** 21;

/**
 * The structs of one update, a row each, in memory that is used again for every update: a keystroke then costs
 * no object a struct.
 */
export class StructTable {
  length = 0;
  private cells = new Uint32Array(usualRows * width);

  /** Empties the table and gives back the memory of an unusually large update. */
  clear(): void {
    this.length = 0;
    if (this.cells.length > 64 * usualRows * width) this.cells = new Uint32Array(usualRows * width);
  }

  get(row: number, at: number): number {
    return this.cells[row * width + at] as number;
  }

  push(struct: StructReader, clock: number, from: number, to: number): void {
    const base = this.length * width;
    if (base === this.cells.length) this.grow();
    const cells = this.cells;
    cells[base + column.clock] = clock;
    cells[base + column.length] = struct.length;
    cells[base + column.from] = from;
    cells[base + column.to] = to;
    cells[base + column.needs] = struct.needs;
    cells[base + column.originClient] = struct.originClient;
    cells[base + column.originClock] = struct.originClock;
    cells[base + column.rightClient] = struct.rightClient;
    cells[base + column.rightClock] = struct.rightClock;
    cells[base + column.parentClient] = struct.parentClient;
    cells[base + column.parentClock] = struct.parentClock;
    this.length++;
  }

  private grow(): void {
    if (this.length >= maxRows) throw new MalformedError('too many structs in one update');
    const larger = new Uint32Array(this.cells.length * 4);
    larger.set(this.cells);
    this.cells = larger;
  }
}
