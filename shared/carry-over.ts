import { diff } from './comparing/diff.ts';

/** One change of a text: at `index` (UTF-16 units) take out `remove` units, then put in `insert`. */
export interface TextChange {
  index: number;
  remove: number;
  insert: string;
}

/** Words, spaces and signs, each by itself; together they are the text. */
function tokensOf(text: string): string[] {
  return text.match(/[\p{L}\p{N}\p{M}]+|\s|[^\s\p{L}\p{N}\p{M}]/gu) ?? [];
}

const keysOf = (tokens: readonly string[]) => tokens.map((token) => token.normalize('NFC'));

/** Tokens `[from, to)` of the other text. */
type Range = readonly [from: number, to: number];

/** For each token of `shown`, and for the place behind the last, what stands there in `stored`. */
function placesIn(shown: readonly string[], stored: readonly string[]): Range[] {
  const places: Range[] = [];
  let at = 0;
  let hidden: number[] = [];
  const endRegion = (from: number) => {
    for (const token of hidden) places[token] = [from, at];
    hidden = [];
  };
  let regionFrom = 0;
  for (const { kind, items } of diff(shown, stored)) {
    if (kind === 'added') at += items.length;
    else if (kind === 'removed') for (const _ of items) hidden.push(places.push([at, at]) - 1);
    else {
      endRegion(regionFrom);
      for (const _ of items) places.push([at, ++at]);
      regionFrom = at;
    }
  }
  endRegion(regionFrom);
  places.push([at, at]);
  return places;
}

/** What was changed between two texts, in tokens of the first. */
function changesOf(before: readonly string[], after: readonly string[]) {
  const changes: { from: number; to: number; insert: string }[] = [];
  let at = 0;
  let open: { from: number; to: number; insert: string } | null = null;
  for (const { kind, items } of diff(before, after)) {
    if (kind === 'same') {
      open = null;
      at += items.length;
      continue;
    }
    if (!open) {
      open = { from: at, to: at, insert: '' };
      changes.push(open);
    }
    if (kind === 'added') open.insert += items.join('');
    else {
      at += items.length;
      open.to = at;
    }
  }
  return changes;
}

/**
 * Carries what somebody changed in a text as it was shown over to the text as it is stored, word by word: words that
 * were left alone stay the very letters they are, also where a name was hidden from whoever wrote. Returned from the
 * last change to the first, so that each may be made without moving the next.
 * @param stored the text as it stands
 * @param shown the same text as it was shown
 * @param written what became of `shown`
 */
export function carryOver(stored: string, shown: string, written: string): TextChange[] {
  const storedTokens = tokensOf(stored);
  const shownKeys = keysOf(tokensOf(shown));
  const places = placesIn(shownKeys, keysOf(storedTokens));
  const starts = [0];
  for (const token of storedTokens) starts.push((starts.at(-1) ?? 0) + token.length);
  const result: TextChange[] = [];
  let done = 0;
  for (const { from, to, insert } of changesOf(shownKeys, keysOf(tokensOf(written)))) {
    const [first, last] = [places[from], places[Math.max(from, to - 1)]];
    if (!first || !last) continue;
    // Something put in before a word, or behind the last one, takes nothing away.
    const start = Math.max(done, starts[first[0]] ?? 0);
    const end = to > from ? Math.max(start, starts[last[1]] ?? start) : start;
    done = end;
    result.push({ index: start, remove: end - start, insert });
  }
  return result.reverse();
}

/** The text after such changes. */
export function applyChanges(text: string, changes: readonly TextChange[]): string {
  return changes.reduce(
    (now, { index, remove, insert }) => now.slice(0, index) + insert + now.slice(index + remove),
    text,
  );
}
