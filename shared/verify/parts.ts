import { canonicalize } from '../canonical.ts';
import { sha256Hex } from './bytes.ts';

/**
 * Short digests of a record's parts: they only tell where a changed record differs; that it differs, its hash tells.
 * They travel beside the hashed part, outside of it.
 */

export type PartDigests = Record<string, string>;

const digestLength = 16;

function membersOf(node: unknown, at: string): [string, unknown][] {
  return typeof node === 'object' && node !== null
    ? Object.entries(node).map(([key, member]) => [`${at}/${key}`, member])
    : [[at, node]];
}

/** Lists part by part, the minutes paragraph by paragraph, all else whole. */
function partsOf(record: unknown): [string, unknown][] {
  return membersOf(record, '').flatMap(([path, part]): [string, unknown][] => {
    if (path === '/minutes') return membersOf(part, path).flatMap(minutesParts);
    return Array.isArray(part) || path === '/yjs' ? membersOf(part, path) : [[path, part]];
  });
}

function minutesParts([path, part]: [string, unknown]): [string, unknown][] {
  if (path !== '/minutes/body') return [[path, part]];
  return membersOf(part, path).flatMap(([inner, content]) =>
    inner === '/minutes/body/content' ? membersOf(content, inner) : [[inner, content]],
  );
}

/** The digests of a record's hashed part, by path. Throws TypeError on what has no canonical form. */
export function digestsOf(record: unknown): PartDigests {
  return Object.fromEntries(
    partsOf(record).map(([path, part]) => [path, sha256Hex(canonicalize(part)).slice(0, digestLength)]),
  );
}

/** Paths whose digests differ, or that only one side has; in the order of the first. */
export function differingParts(now: PartDigests, then: PartDigests): string[] {
  const paths = new Set([...Object.keys(now), ...Object.keys(then)]);
  return [...paths].filter((path) => now[path] !== then[path]);
}
