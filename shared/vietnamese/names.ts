/**
 * Vietnamese personal names are written family name first; people are sorted and addressed by the
 * given name, the last word.
 */

const collator = new Intl.Collator('vi', { numeric: true });

/** Splits a name into the given name (its last word) and what stands before it. */
export function splitName(name: string): { given: string; before: string } {
  const words = name.normalize('NFC').trim().split(/\s+/);
  const given = words.pop() ?? '';
  return { given, before: words.join(' ') };
}

/**
 * Order of people in a list: by given name, then by family and middle name, in Vietnamese alphabetical
 * order. A comparator for `Array.prototype.sort`; empty names come first.
 */
export function compareNames(a: string, b: string): number {
  const left = splitName(a);
  const right = splitName(b);
  return collator.compare(left.given, right.given) || collator.compare(left.before, right.before);
}
