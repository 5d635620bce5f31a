import * as v from 'valibot';
import { cleanLine } from './documents/plain.ts';

/**
 * What the office prepares for a dialogue before it is held: the particulars of invitations and of the notice to the
 * villages, and the estimate of its cost. No names of citizens: invited people stand in the register.
 */
export interface Preparation {
  /** Counts the savings: a page that edits an older one is refused instead of overwriting. */
  revision: number;
  /** Day of invitation and notice, `YYYY-MM-DD`, or empty while open. */
  date: string;
  /** `HH:MM` at which it begins, or empty while open. */
  startsAt: string;
  /** What is talked about, one point a line; empty: topic and fields of the dialogue. */
  contents: string[];
  /** What the invited are asked for, e.g. to bring papers; one sentence a line. */
  notes: string[];
  /** What the villages are asked to do. */
  duties: string[];
  /** Units and officials by their title that get an invitation; one a line. */
  guests: string[];
  /** Groups of the register whose people each get an invitation with their name. */
  groups: string[];
  estimate: EstimateLine[];
}

/** One line of the estimate; amounts in đồng. */
export interface EstimateLine {
  item: string;
  /** Unit of the quantity, e.g. `người`. */
  unit: string;
  /** At most two decimals. */
  quantity: number;
  unitPrice: number;
  note: string;
}

/** Bounds: lengths in UTF-16 units, sizes in their own. */
export const preparationBounds = {
  line: 500,
  lines: 300,
  estimateLines: 200,
  quantity: 1_000_000,
  unitPrice: 100_000_000_000,
} as const;

const line = v.pipe(v.string(), v.transform(cleanLine), v.maxLength(preparationBounds.line));
const lines = v.pipe(
  v.array(line),
  v.transform((all) => all.filter((entry) => entry !== '')),
  v.maxLength(preparationBounds.lines),
);
const day = v.union([v.literal(''), v.pipe(v.string(), v.isoDate())]);
const time = v.union([v.literal(''), v.pipe(v.string(), v.regex(/^([01]\d|2[0-3]):[0-5]\d$/))]);
const quantity = v.pipe(
  v.number(),
  v.minValue(0),
  v.maxValue(preparationBounds.quantity),
  v.check((value) => Number.isInteger(Math.round(value * 1e8) / 1e6), 'at most two decimals'),
);

/** What the API takes as a preparation: text in NFC, on one line each, lists without empty entries. */
export const preparationSchema = v.object({
  revision: v.pipe(v.number(), v.integer(), v.minValue(0)),
  date: day,
  startsAt: time,
  contents: lines,
  notes: lines,
  duties: lines,
  guests: lines,
  groups: lines,
  estimate: v.pipe(
    v.array(
      v.object({
        item: v.pipe(line, v.minLength(1)),
        unit: line,
        quantity,
        unitPrice: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(preparationBounds.unitPrice)),
        note: line,
      }),
    ),
    v.maxLength(preparationBounds.estimateLines),
  ),
}) satisfies v.GenericSchema<Preparation>;

/** A dialogue for which nothing was prepared yet. */
export const emptyPreparation: Preparation = {
  revision: 0,
  date: '',
  startsAt: '',
  contents: [],
  notes: [],
  duties: [],
  guests: [],
  groups: [],
  estimate: [],
};

/** Quantity times price in đồng, rounded to the whole đồng. Exact: 1.000.000 × 100.000.000.000 is beyond a number. */
export function amountOf({
  quantity: count,
  unitPrice,
}: Pick<EstimateLine, 'quantity' | 'unitPrice'>): bigint {
  return (BigInt(Math.round(count * 100)) * BigInt(unitPrice) + 50n) / 100n;
}

/** The sum of an estimate's lines, đồng. */
export function totalOf(estimate: readonly EstimateLine[]): bigint {
  return estimate.reduce((sum, one) => sum + amountOf(one), 0n);
}
