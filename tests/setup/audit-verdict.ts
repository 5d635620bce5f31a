/** What is to be said of an answer, and whether CI fails for it. */
export interface Verdict {
  says: string;
  fails: boolean;
}

function recordIn(value: unknown): Record<string, unknown> | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : null;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

const serious: readonly unknown[] = ['high', 'critical'];

/** Reads what `npm audit --json` printed: fails on high and critical holes; no answer is said and fails nothing. */
export function auditOf(printed: string): Verdict {
  const answer = recordIn(parsed(printed));
  const counts = recordIn(recordIn(answer?.metadata)?.vulnerabilities);
  if (!answer || !counts) {
    const why = typeof answer?.message === 'string' ? answer.message : 'no answer that can be read';
    return { says: `Audit: the registry did not tell of known holes (${why.slice(0, 160)}).`, fails: false };
  }
  const found = Object.entries(recordIn(answer.vulnerabilities) ?? {}).map(
    ([name, entry]) => [name, recordIn(entry)?.severity] as const,
  );
  const bad = found.filter(([, severity]) => serious.includes(severity));
  const total = Object.values(counts).reduce<number>(
    (sum, count) => sum + (typeof count === 'number' ? count : 0),
    typeof counts.total === 'number' ? -counts.total : 0,
  );
  // The counts decide, should the list ever be left out.
  const fails = bad.length > 0 || serious.some((severity) => Number(counts[String(severity)] ?? 0) > 0);
  if (!fails) return { says: `Audit: no high or critical hole is known, ${total} lower ones.`, fails };
  const names = bad.map(([name, severity]) => `${name} (${severity})`).join(', ');
  return { says: `Audit: FAILED, known holes in what is installed: ${names || 'see npm audit'}.`, fails };
}

/** Licences that the product may be given away with. MPL-2.0 binds only who changes its own files. */
const kept = new Set([
  'MIT',
  // MIT without the duty to name its author.
  'MIT-0',
  'ISC',
  '0BSD',
  'BSD',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'Apache-2.0',
  'Zlib',
  'OFL-1.1',
  'CC-BY-4.0',
  'CC0-1.0',
  'BlueOak-1.0.0',
  'MPL-2.0',
  'Unlicense',
]);

/** Whether an SPDX expression can be kept: one of those joined by OR, all of those joined by AND. */
export function mayKeep(expression: string): boolean {
  const bare = expression.trim().replace(/^\(([^()]*)\)$/, '$1');
  if (bare.includes('(')) return false;
  return bare
    .split(/\s+OR\s+/)
    .some((choice) => choice.split(/\s+AND\s+/).every((licence) => kept.has(licence.trim())));
}

/** Reads what `npm query` printed: fails on a package without a licence, or with one that is not known to be kept. */
export function licencesOf(printed: string): Verdict {
  const packages = parsed(printed);
  if (!Array.isArray(packages) || packages.length === 0)
    return { says: 'Licences: the installed packages could not be listed.', fails: true };
  const bad = packages
    .map((entry) => recordIn(entry) ?? {})
    .filter(({ license }) => typeof license !== 'string' || !mayKeep(license))
    .map(
      ({ name, version, license }) =>
        `${name}@${version} (${typeof license === 'string' ? license : 'none'})`,
    );
  if (bad.length > 0) return { says: `Licences: FAILED, look at ${bad.join(', ')}.`, fails: true };
  return {
    says: `Licences: all ${packages.length} packages of the product can be kept.`,
    fails: false,
  };
}
