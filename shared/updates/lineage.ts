/**
 * Where the items of one client stand, as runs: text typed in one go stands in one place, so a run covers many clocks.
 * `[clock, place, clock, place, …]`, each run up to the next one's clock; a place is twice the depth, plus 1 if keyed.
 */
export class Lineage {
  private readonly runs: number[] = [];

  /** Notes where the items from `clock` on stand; clocks rise from call to call. */
  note(clock: number, depth: number, keyed: boolean): void {
    const place = depth * 2 + (keyed ? 1 : 0);
    if (this.runs[this.runs.length - 1] !== place) this.runs.push(clock, place);
  }

  depthAt(clock: number): number {
    return this.placeAt(clock) >> 1;
  }

  isKeyedAt(clock: number): boolean {
    return (this.placeAt(clock) & 1) === 1;
  }

  private placeAt(clock: number): number {
    const runs = this.runs;
    const last = runs.length - 2;
    if (last < 0) return 0;
    if (clock >= (runs[last] as number)) return runs[last + 1] as number;
    let low = 0;
    let high = last / 2;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((runs[middle * 2] as number) <= clock) low = middle;
      else high = middle - 1;
    }
    return runs[low * 2 + 1] as number;
  }
}
