/** What a verification found, before any language. */

/**
 * `form`: the file is laid out as it was exported. `record`: the text under the hash. `hash`: the SHA-256 written in
 * the file. `personal`: names and the like beside the record. `signature`, `key`: of the installation. `chain`: the
 * record before this one. `embedded`: the record inside a PDF. `pages`: the PDF's own bytes. `appended`: what
 * another tool wrote behind them.
 */
export const parts = [
  'form',
  'record',
  'hash',
  'personal',
  'signature',
  'key',
  'chain',
  'embedded',
  'pages',
  'appended',
] as const;
export type Part = (typeof parts)[number];

/**
 * `erased`: taken out by the office, the rest is whole. `withheld`: this copy was made without it. `unchecked`: not
 * looked at, and why is told; `unknown`: could not be decided with what was at hand.
 */
export const findings = ['whole', 'changed', 'erased', 'withheld', 'unchecked', 'unknown'] as const;
export type Finding = (typeof findings)[number];

export interface Check {
  part: Part;
  finding: Finding;
  /** Where, as paths in the record (`/petitions/3`); empty when it is the whole part. */
  paths: string[];
}

/** `extended`: whole as made, but something was written behind it that nobody can vouch for. */
export type Verdict = 'whole' | 'changed' | 'unknown' | 'extended';

/** What a file says of its record, once it was read; to be shown as text only. */
export interface RecordFacts {
  version: number;
  /** Computed, not taken from the file. */
  hash: string;
  previous: string | null;
  title: string;
  frozenAt: string;
  frozenBy: string;
  /** Of the key in the file; empty in version 1. */
  fingerprint: string;
}

export interface Report {
  kind: 'record' | 'pdf' | 'none';
  verdict: Verdict;
  checks: Check[];
  facts: RecordFacts | null;
  /** Length of the PDF as it was made, when more was written behind it; else 0. */
  originalLength: number;
}

/** What the one who verifies knows beforehand. */
export interface Known {
  /** Whether a public key (hex) is the installation's. */
  trusts(publicKey: string): boolean;
  /** Whether the installation has a record of this hash; null: nobody could be asked. */
  hasRecord(hash: string): Promise<boolean | null>;
}

export function check(part: Part, finding: Finding, paths: string[] = []): Check {
  return { part, finding, paths };
}

/** One word for all: what is changed outweighs what is not known, and that outweighs what was written behind. */
export function verdictOf(checks: readonly Check[]): Verdict {
  const has = (finding: Finding) => checks.some((one) => one.finding === finding);
  if (checks.length === 0) return 'unknown';
  if (has('changed')) return 'changed';
  if (has('unknown')) return 'unknown';
  return checks.some(({ part, finding }) => part === 'appended' && finding === 'unchecked')
    ? 'extended'
    : 'whole';
}
