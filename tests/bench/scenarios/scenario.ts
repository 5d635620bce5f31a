import type { Contestant } from '../relays.ts';

/** What one run of one relay gave, by the name of the measure. */
export type Measures = Record<string, number>;

export interface Column {
  key: string;
  title: string;
  /** Digits after the point. */
  digits: number;
}

/** A piece of work that every relay is given. */
export interface Scenario {
  id: string;
  title: string;
  /** What is done, in a sentence. */
  work: string;
  columns: readonly Column[];
  /** The measure that the plot shows, and whether more of it is better. */
  plot: { key: string; more: boolean };
  /** Which relays it makes sense for; all if not given. */
  suits?(contestant: Contestant): boolean;
  /** Does the work once with a relay of its own; `size` scales it, 1 for the figures that are published. */
  run(contestant: Contestant, size: number): Promise<Measures>;
}
