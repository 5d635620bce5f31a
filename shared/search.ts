import type { Outcome, Petition, PetitionState } from './petition.ts';
import { fold } from './vietnamese/fold.ts';

/** What a search is, for the server's index and for the documents on a device alike. */

export const searchKinds = ['petition', 'minutes'] as const;
export type SearchKind = (typeof searchKinds)[number];

/** A part of a text with the places of the hits in it: `[from, to)` in UTF-16 units, in order, never overlapping. */
export interface MarkedText {
  text: string;
  marks: [from: number, to: number][];
}

/** A petition or a paragraph as the index, or a device's own documents, gave it. */
export interface Found {
  kind: SearchKind;
  dialogueId: string;
  /** The petition's id or the paragraph's key. */
  id: string;
  petition: Petition | null;
  /** The paragraph's text. */
  text: string;
  /** The citizen, when found by name. */
  citizen: string;
}

/** Something that was found, as a page shows it. */
export interface SearchHit {
  kind: SearchKind;
  dialogueId: string;
  /** A petition's id, or the key of a paragraph (`paragraphsOf`). */
  id: string;
  /** Of a petition: number, content, answer, where it belongs, what became of it. Of a paragraph: its text as `matter`. */
  number: string;
  matter: MarkedText;
  answer: MarkedText | null;
  place: MarkedText | null;
  /** The citizen, when the search was for the name and the role may open the register. */
  citizen: MarkedText | null;
  state: PetitionState | '';
  outcome: Outcome | '';
}

/** The dialogue that a hit is of. */
export interface FoundDialogue {
  id: string;
  title: string;
  year: number;
  quarter: string;
  frozen: boolean;
}

/** One page of an answer. */
export interface SearchPage {
  /** Best first. */
  hits: SearchHit[];
  /** Those that the hits are of. */
  dialogues: FoundDialogue[];
  /** Where the next page begins, or null at the end. */
  next: number | null;
}

/** A petition of an earlier dialogue that is like one being typed. */
export interface EarlierPetition {
  dialogue: FoundDialogue;
  /** Where it is; empty for a role that may not open it. */
  dialogueId: string;
  petitionId: string;
  number: string;
  field: string;
  village: string;
  outcome: Outcome | '';
  matter: string;
}

/** Hits on one page. */
export const pageLength = 20;
/** Longest query that is looked at; what is beyond is left out. */
export const queryLength = 200;
const mostGroups = 12;

/** Words that must stand side by side; `open`: the last one may go on. */
export interface WordGroup {
  words: string[];
  open: boolean;
}

/** A query, read. Without groups it asks for nothing. */
export interface Query {
  /** Each must occur. */
  groups: WordGroup[];
  /** The petition number that was asked for (`KN-12`, `kn 12`, `12`), or 0. */
  number: number;
}

interface Token {
  word: string;
  from: number;
  to: number;
}

/** The folded words (letters and digits) of a text. */
export function wordsIn(text: string): string[] {
  return fold(text).match(/[\p{L}\p{N}]+/gu) ?? [];
}

/**
 * Reads what a person typed: words in any order, the last one perhaps unfinished; words between quotation marks (or
 * joined by a sign, as in `KN-12`) side by side. Takes anything, never fails.
 */
export function readQuery(typed: string): Query {
  const text = typed.slice(0, queryLength).toWellFormed().normalize('NFC');
  const groups: WordGroup[] = [];
  for (const [chunk, quoted] of text.matchAll(/"([^"]*)"?|[^\s"]+/g)) {
    const words = wordsIn(quoted ?? chunk);
    if (words.length > 0) groups.push({ words, open: false });
  }
  const last = groups.at(-1);
  if (last && /[\p{L}\p{N}\p{M}]$/u.test(text) && quotesIn(text) % 2 === 0) last.open = true;
  const number = /^\s*(?:kn)?[\s.–-]*0*(\d{1,6})\s*$/.exec(fold(text))?.[1];
  return { groups: groups.slice(0, mostGroups), number: Number(number ?? 0) };
}

function quotesIn(text: string): number {
  return text.split('"').length - 1;
}

/**
 * Folds a text and remembers where each unit of the result came from, so that places found in folded text can be
 * marked in the original, whatever form its marks are in. `at` has one entry more than `folded` has units.
 */
export function foldMapped(text: string): { folded: string; at: number[] } {
  let folded = '';
  const at: number[] = [];
  let from = 0;
  for (const point of text) {
    const plain = point < '\u0080' ? point.toLowerCase() : fold(point);
    for (let i = 0; i < plain.length; i += 1) at.push(from);
    folded += plain;
    from += point.length;
  }
  at.push(text.length);
  return { folded, at };
}

function tokensOf(text: string): Token[] {
  const { folded, at } = foldMapped(text);
  return Array.from(folded.matchAll(/[\p{L}\p{N}]+/gu), ({ 0: word, index }) => ({
    word,
    from: at[index] ?? 0,
    to: at[index + word.length] ?? text.length,
  }));
}

function groupAt(tokens: readonly Token[], start: number, { words, open }: WordGroup): boolean {
  return words.every((word, n) => {
    const found = tokens[start + n]?.word;
    const mayGoOn = open && n === words.length - 1;
    return found !== undefined && (mayGoOn ? found.startsWith(word) : found === word);
  });
}

/** Where the query's words stand in a text. */
export function findMarks(text: string, { groups }: Query): MarkedText['marks'] {
  const tokens = tokensOf(text);
  const marks: MarkedText['marks'] = [];
  tokens.forEach(({ from }, start) => {
    for (const group of groups) {
      if (!groupAt(tokens, start, group)) continue;
      const to = tokens[start + group.words.length - 1]?.to ?? from;
      const last = marks.at(-1);
      if (last && last[1] >= from) last[1] = Math.max(last[1], to);
      else marks.push([from, to]);
    }
  });
  return marks;
}

/** True when every group of the query occurs in one of the texts. */
export function holdsAll(texts: readonly string[], { groups }: Query): boolean {
  const all = texts.map(tokensOf);
  return (
    groups.length > 0 &&
    groups.every((group) => all.some((tokens) => tokens.some((_, start) => groupAt(tokens, start, group))))
  );
}

/** True when all words of the query stand in the text side by side, in the order in which they were typed. */
export function holdsInOrder(text: string, { groups }: Query): boolean {
  const tokens = tokensOf(text);
  const words = groups.flatMap((group) => group.words);
  return tokens.some((_, start) => groupAt(tokens, start, { words, open: groups.at(-1)?.open ?? false }));
}

/** Letters that stand before the first hit of an excerpt. */
const before = 60;

/** The part of a text around its first hit, about `length` units long, cut between words, with its marks. */
export function excerpt(text: string, marks: MarkedText['marks'], length: number): MarkedText {
  if (text.length <= length) return { text, marks };
  const first = marks[0]?.[0] ?? 0;
  const start = first <= before ? 0 : cutAfter(text, first - before, first);
  const end = text.length - start <= length ? text.length : cutBefore(text, start + length, start);
  const lead = start > 0 ? '… ' : '';
  const shown = marks
    .filter(([from, to]) => from >= start && to <= end)
    .map(([from, to]): [number, number] => [from - start + lead.length, to - start + lead.length]);
  return { text: `${lead}${text.slice(start, end)}${end < text.length ? ' …' : ''}`, marks: shown };
}

/** The first place from `at` on where a word begins, at most `limit`. */
function cutAfter(text: string, at: number, limit: number): number {
  const space = text.slice(at, limit).search(/\s/);
  return space < 0 ? limit : at + space + 1;
}

/** The last place up to `at` where a word ends, or `at` moved back to where no letter is torn from its marks. */
function cutBefore(text: string, at: number, start: number): number {
  const piece = text.slice(start, at);
  const space = piece.search(/\s\S*$/);
  if (space > 0) return start + space;
  return start + piece.replace(/[\uD800-\uDBFF]$/, '').length;
}
