import { wordsIn } from './search.ts';

/**
 * How much two petitions are alike: trigrams over the folded text, across words, without the words that every petition
 * has. The measure is the geometric mean of Dice's coefficient and the overlap coefficient: Dice alone misses a short
 * wording of a long petition, overlap alone takes any short text for a copy. On the labelled set of
 * `tests/shared/similarity.test.ts` wordings of one matter reach 0.65 and more, petitions of different matters at most
 * 0.5; `alike` stands between them. No weights from a corpus, so that two devices always agree.
 */

/** From this measure on a petition is offered as alike. */
export const alike = 0.56;
/** A text with fewer trigrams says too little to be compared. */
export const fewest = 14;
/** Longest text that is compared, in UTF-16 units. */
const longest = 2000;

/** Phrases first, so that their words do not go one by one. */
const commonPhrases = [
  'uy ban nhan dan xa',
  'uy ban nhan dan',
  'ubnd xa',
  'ubnd',
  'kinh de nghi',
  'de nghi',
  'kien nghi',
  'kinh mong',
  'mong muon',
  'xin hoi',
  'xin cho hoi',
  'gia dinh toi',
  'nha toi',
  'ba con',
  'nhu the nao',
  'the nao',
];
const commonWords = new Set(
  (
    'xin toi ho xa thon duoc khong co bi va la thi de cho cac nhung mot so nay phai lam gi hay con cua trong o vi ma ' +
    'se da voi den ra ve'
  ).split(' '),
);
const phrasePattern = new RegExp(` (?:${commonPhrases.join('|')})(?= )`, 'g');

/** The folded words of a text that tell what it is about, in their order. */
export function tellingWords(text: string): string[] {
  const all = ` ${wordsIn(text.slice(0, longest)).join(' ')} `;
  return all
    .replace(phrasePattern, ' ')
    .split(' ')
    .filter((word) => word !== '' && !commonWords.has(word));
}

/** The trigrams that two texts are compared by. */
export function trigramsOf(text: string): ReadonlySet<string> {
  const words = tellingWords(text);
  const plain = ` ${words.join(' ')} `;
  const trigrams = new Set<string>();
  if (words.length > 0) for (let i = 0; i + 3 <= plain.length; i += 1) trigrams.add(plain.slice(i, i + 3));
  return trigrams;
}

/** `similarity` of two texts by the trigrams that they have in common, and how many each has. */
export function likeness(common: number, a: number, b: number): number {
  if (common === 0) return 0;
  const dice = (2 * common) / (a + b);
  return Math.sqrt(dice * (common / Math.min(a, b)));
}

/** From 0 (nothing in common) to 1 (the same trigrams); 0 when one of the texts says too little. Symmetric. */
export function similarity(a: string, b: string): number {
  const [left, right] = [trigramsOf(a), trigramsOf(b)];
  if (Math.min(left.size, right.size) < fewest) return 0;
  let common = 0;
  for (const trigram of left) if (right.has(trigram)) common += 1;
  return likeness(common, left.size, right.size);
}

/** Whether a text says enough to be compared. */
export function isTelling(text: string): boolean {
  return trigramsOf(text).size >= fewest;
}

export interface Alike {
  id: string;
  /** `similarity` of the two texts. */
  score: number;
}

/** Texts by id, so arranged that the ones like another text are found without comparing with each. */
export class SimilarityIndex {
  readonly #slots = new Map<string, number>();
  readonly #ids: string[] = [];
  /** Trigrams of each slot. */
  readonly #trigrams: ReadonlySet<string>[] = [];
  /** Slots that hold a trigram. */
  readonly #holders = new Map<string, Set<number>>();

  get size(): number {
    return this.#slots.size;
  }

  /** Adds a text or replaces it; only trigrams that came or went are touched. */
  set(id: string, text: string): void {
    let slot = this.#slots.get(id);
    if (slot === undefined) {
      slot = this.#ids.length;
      this.#slots.set(id, slot);
      this.#ids.push(id);
    }
    this.#change(slot, trigramsOf(text));
  }

  /** Takes a text out; its id may come again. */
  delete(id: string): void {
    const slot = this.#slots.get(id);
    if (slot !== undefined) this.#change(slot, new Set());
  }

  #change(slot: number, after: ReadonlySet<string>): void {
    const before = this.#trigrams[slot] ?? new Set<string>();
    for (const trigram of before) if (!after.has(trigram)) this.#holders.get(trigram)?.delete(slot);
    for (const trigram of after) {
      if (before.has(trigram)) continue;
      const holders = this.#holders.get(trigram);
      if (holders) holders.add(slot);
      else this.#holders.set(trigram, new Set([slot]));
    }
    this.#trigrams[slot] = after;
  }

  /** The texts alike to `text`, most alike first; `wanted` says which ids count. */
  find(text: string, wanted: (id: string) => boolean, most: number): Alike[] {
    const asked = trigramsOf(text);
    if (asked.size < fewest) return [];
    const common = new Uint16Array(this.#ids.length);
    for (const trigram of asked) {
      for (const slot of this.#holders.get(trigram) ?? []) common[slot] = (common[slot] ?? 0) + 1;
    }
    const found: Alike[] = [];
    common.forEach((count, slot) => {
      const size = this.#trigrams[slot]?.size ?? 0;
      const id = this.#ids[slot] ?? '';
      if (size < fewest || count === 0) return;
      const score = likeness(count, asked.size, size);
      if (score >= alike && wanted(id)) found.push({ id, score });
    });
    return found.sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1)).slice(0, most);
  }
}
