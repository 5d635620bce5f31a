/** A sentence in Vietnamese and in English. */
export type Both = readonly [vi: string, en: string];

/** What one check found. */
export interface Finding {
  /** What was looked at. */
  what: Both;
  /** `bad`: something is lost, damaged or wrong. `warn`: somebody should see to it. */
  level: 'good' | 'warn' | 'bad';
  said: Both;
  /** What is bad, by ids and rooms; never what stands in them. */
  items: string[];
}

/** The worst level of several findings. */
export function worstOf(findings: readonly Finding[]): Finding['level'] {
  const has = (level: Finding['level']) => findings.some((finding) => finding.level === level);
  return has('bad') ? 'bad' : has('warn') ? 'warn' : 'good';
}
