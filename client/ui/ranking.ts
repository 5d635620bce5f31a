import { fold } from '../../shared/vietnamese/fold.ts';

/**
 * Finding what a person means from a few letters: without marks and case, every word must match, the start of
 * a word counts more than its middle, and first letters do too (`xdntm` is Xây dựng nông thôn mới, `gl1`
 * Giang Lố 1).
 */

/** A text made ready once, so that thousands can be asked at each letter. */
export interface Searchable {
  /** Folded words of the text itself, and all of them with one space between. */
  readonly words: readonly string[];
  readonly phrase: string;
  /** Folded words of what stands beside it (a village, a title). */
  readonly beside: readonly string[];
  /** The text is a person's name: the given name, its last word, comes first. */
  readonly person: boolean;
}

export interface Rank {
  /** 0 is the best; comparable for the same question only. */
  score: number;
  /** Some word was found in the middle of a word only. */
  weak: boolean;
}

/** Texts with more words are sentences, which nobody asks for by first letters. */
const mostInitials = 14;
const cost = { given: 0, start: 1, initials: 2, beside: 3, besideInitials: 4, inside: 5, besideInside: 6 };
const exact = Number.NEGATIVE_INFINITY;
/** A word's cost outweighs whether the text begins with what was asked, and that whether words are whole. */
const step = 100;
const notAtStart = 50;

/** The folded words of a text: `KN-12, Giang Lố` is `kn`, `12`, `giang`, `lo`. */
export function foldWords(text: string): string[] {
  return fold(text)
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);
}

export function searchable(text: string, { beside = '', person = false } = {}): Searchable {
  const words = foldWords(text);
  return { words, phrase: words.join(' '), beside: foldWords(beside), person };
}

/** True when `letters` are beginnings of words that follow each other: `gl1`, `xdntm`, `gianglo`. */
function isRunOfStarts(letters: string, words: readonly string[]): boolean {
  if (letters.length < 2 || words.length > mostInitials) return false;
  // How many letters may be used up before the word at hand; a run may begin at any word.
  let reached = new Set<number>();
  for (const word of words) {
    const next = new Set<number>();
    for (const from of [0, ...reached]) {
      for (let length = 1; length <= word.length; length++) {
        if (letters[from + length - 1] !== word[length - 1]) break;
        if (from + length === letters.length) return true;
        next.add(from + length);
      }
    }
    reached = next;
  }
  return false;
}

/** True when `word` stands inside another; the end of a number is no part of it (2 in 12). */
function isInside(word: string, each: string): boolean {
  const at = each.indexOf(word);
  const numbers = /\d/;
  return at >= 0 && !(numbers.test(word[0] ?? '') && numbers.test(each[at - 1] ?? ''));
}

function costOf(word: string, { words, beside, person }: Searchable): number | null {
  if (person && words.at(-1)?.startsWith(word)) return cost.given;
  if (words.some((each) => each.startsWith(word))) return cost.start;
  if (isRunOfStarts(word, words)) return cost.initials;
  if (beside.some((each) => each.startsWith(word))) return cost.beside;
  if (isRunOfStarts(word, beside)) return cost.besideInitials;
  if (words.some((each) => isInside(word, each))) return cost.inside;
  if (beside.some((each) => isInside(word, each))) return cost.besideInside;
  return null;
}

/** How well a text answers a question (its folded words), or null when some word is not in it. */
export function rank(question: readonly string[], text: Searchable): Rank | null {
  const asked = question.join(' ');
  if (asked === text.phrase) return { score: exact, weak: false };
  let sum = 0;
  let weak = false;
  for (const word of question) {
    const each = costOf(word, text);
    if (each === null) return null;
    sum += each * step - (text.words.includes(word) ? 1 : 0);
    weak ||= each >= cost.inside;
  }
  return { score: sum + (text.phrase.startsWith(asked) ? 0 : notAtStart), weak };
}

export interface Found<T> extends Rank {
  item: T;
  /** What was asked is the whole text. */
  exact: boolean;
}

/**
 * The items that a question finds, best first, at most `limit`; equals keep their order. A question without
 * a letter or digit finds the first ones as they are.
 */
export function find<T>(
  question: string,
  items: readonly T[],
  textOf: (item: T) => Searchable,
  limit: number,
): Found<T>[] {
  const words = foldWords(question);
  const found: Found<T>[] = [];
  for (const item of items) {
    const ranked = rank(words, textOf(item));
    if (ranked) found.push({ item, exact: ranked.score === exact && words.length > 0, ...ranked });
    if (words.length === 0 && found.length === limit) break;
  }
  if (words.length > 0) found.sort((a, b) => a.score - b.score);
  return found.slice(0, limit);
}

/**
 * Whether `typed` may be short for `text`: a word that was typed with its marks must begin a word of the text
 * with the same marks (`Hà` is not short for `Hoàng Anh`, `ha` is).
 */
export function isShortFor(typed: string, text: string): boolean {
  const plain = (value: string) => value.normalize('NFC').toLowerCase().split(/\s+/).filter(Boolean);
  const words = plain(text);
  return plain(typed).every((word) => fold(word) === word || words.some((each) => each.startsWith(word)));
}

/**
 * Whether `typed` reads as a finished phrase of its own although it also begins `text`: several words, the last
 * one whole (`Y Lan` beside `Y Lan Anh`). Such a text must not be replaced without being asked to.
 */
export function isFinished(typed: string, text: string): boolean {
  const words = foldWords(typed);
  const last = words.at(-1);
  return words.length > 1 && last !== undefined && foldWords(text).includes(last);
}
