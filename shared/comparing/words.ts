import { type Change, diff } from './diff.ts';

/** Words added and removed in a text. */

export interface WordPart {
  kind: Change;
  text: string;
}

/** Words, spaces and signs, each by itself. */
function tokens(text: string): string[] {
  return text.normalize('NFC').match(/[\p{L}\p{N}\p{M}]+|\s+|[^\s\p{L}\p{N}\p{M}]/gu) ?? [];
}

/**
 * The parts of two texts, word by word: all `same` and `removed` parts together are the text before, all `same` and
 * `added` ones the text after. What was replaced stands once as removed, then once as added.
 */
export function compareWords(before: string, after: string): WordPart[] {
  const parts: WordPart[] = [];
  let removed = '';
  let added = '';
  const endChange = () => {
    if (removed) parts.push({ kind: 'removed', text: removed });
    if (added) parts.push({ kind: 'added', text: added });
    removed = '';
    added = '';
  };
  const runs = diff(tokens(before), tokens(after));
  for (const [index, { kind, items }] of runs.entries()) {
    const text = items.join('');
    if (kind === 'removed') removed += text;
    else if (kind === 'added') added += text;
    else if (text.trim() === '' && (removed || added) && index < runs.length - 1) {
      // A space between two words that were replaced belongs to both.
      removed += text;
      added += text;
    } else {
      endChange();
      parts.push({ kind, text });
    }
  }
  endChange();
  return parts;
}

/** How much of two texts is the same, 0 to 1, by their words. */
export function likeness(before: string, after: string): number {
  const words = (text: string) => tokens(text).filter((token) => token.trim() !== '');
  const [a, b] = [words(before), words(after)];
  const counts = new Map<string, number>();
  for (const word of a) counts.set(word, (counts.get(word) ?? 0) + 1);
  let common = 0;
  for (const word of b) {
    const left = counts.get(word) ?? 0;
    if (left === 0) continue;
    counts.set(word, left - 1);
    common++;
  }
  return a.length + b.length === 0 ? 1 : (2 * common) / (a.length + b.length);
}
