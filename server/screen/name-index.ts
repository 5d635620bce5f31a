import { fold } from '../../shared/vietnamese/fold.ts';

/** A word of a text with its place in it. */
export interface Word {
  start: number;
  end: number;
  text: string;
  /** Lower case, without marks. */
  folded: string;
}

/** The words of a text (letters, marks, digits), in order. Positions count UTF-16 units. */
export function wordsOf(text: string): Word[] {
  return Array.from(text.matchAll(/[\p{L}\p{M}\p{N}]+/gu), (match) => ({
    start: match.index,
    end: match.index + match[0].length,
    text: match[0],
    folded: fold(match[0]),
  }));
}

/** A name as one key: folded words with one space between. */
export function nameKey(name: string): string {
  return wordsOf(name)
    .map((word) => word.folded)
    .join(' ');
}

/** Names of people by their words, for finding them in a text. */
export class NameIndex {
  /** Full names of two words or more, by first word, longest first. */
  readonly #byFirst = new Map<string, string[][]>();
  /** Names written without spaces. */
  readonly #glued = new Map<string, string>();
  /** Keys of the names that end in these words; a full name is its own longest ending. */
  readonly #endings = new Map<string, Set<string>>();
  #longest = 0;

  constructor(names: Iterable<string>) {
    const keys = new Set([...names].map(nameKey));
    for (const key of keys) if (key) this.#add(key, key.split(' '));
    for (const list of this.#byFirst.values()) list.sort((a, b) => b.length - a.length);
  }

  #add(key: string, parts: string[]): void {
    this.#longest = Math.max(this.#longest, parts.length);
    for (let from = 0; from < parts.length; from += 1) {
      const ending = parts.slice(from).join(' ');
      if (/^[\d ]+$/.test(ending)) continue;
      const keys = this.#endings.get(ending) ?? new Set();
      this.#endings.set(ending, keys.add(key));
    }
    const [first] = parts;
    if (parts.length < 2 || first === undefined) return;
    this.#byFirst.set(first, [...(this.#byFirst.get(first) ?? []), parts]);
    const glued = parts.join('');
    if (glued.length >= 6) this.#glued.set(glued, key);
  }

  /** The longest full name that begins at word `at`: its key and how many words of the text it takes. */
  fullAt(words: readonly Word[], at: number, joined: (i: number) => boolean): Found | null {
    const word = words[at];
    if (!word) return null;
    const glued = this.#glued.get(word.folded);
    if (glued !== undefined) return { keys: [glued], words: 1 };
    for (const parts of this.#byFirst.get(word.folded) ?? []) {
      const fits = parts.every((part, n) => words[at + n]?.folded === part && (n === 0 || joined(at + n)));
      if (fits) return { keys: [parts.join(' ')], words: parts.length };
    }
    return null;
  }

  /** The longest ending of names (given name, middle and given name …) that begins at word `at`. */
  endingAt(words: readonly Word[], at: number, joined: (i: number) => boolean): Found | null {
    let best: Found | null = null;
    let ending = '';
    for (let n = 0; n < this.#longest; n += 1) {
      const word = words[at + n];
      if (!word || (n > 0 && !joined(at + n))) break;
      ending = n === 0 ? word.folded : `${ending} ${word.folded}`;
      const keys = this.#endings.get(ending);
      if (keys) best = { keys: [...keys], words: n + 1 };
    }
    return best;
  }

  /**
   * Keys of the full names that the words from `at` to the end are the beginning of, the last word perhaps
   * unfinished: a name being typed at the end of a text. At least two words.
   */
  begunAt(words: readonly Word[], at: number, joined: (i: number) => boolean): string[] {
    const count = words.length - at;
    if (count < 2) return [];
    const begun: string[] = [];
    for (const parts of this.#byFirst.get(words[at]?.folded ?? '') ?? []) {
      if (parts.length < count) continue;
      const fits = parts.slice(0, count).every((part, n) => {
        const folded = words[at + n]?.folded ?? '';
        const same = n === count - 1 ? part.startsWith(folded) : part === folded;
        return same && (n === 0 || joined(at + n));
      });
      if (fits) begun.push(parts.join(' '));
    }
    return begun;
  }
}

export interface Found {
  /** Keys of the names it may be. */
  keys: string[];
  /** Words of the text it takes. */
  words: number;
}
