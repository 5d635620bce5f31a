import { alike, fewest, likeness, trigramsOf } from './similarity.ts';

/**
 * Groups of petitions that are about one matter: each group has a first one, and every other is alike to it
 * (`shared/similarity.ts`). A text joins the group whose first one it is most alike to, or begins one of its own. So
 * nothing is drawn into a group over a chain of texts that are each a little like the next, and one text is placed
 * without looking at the others again. Which text begins a group depends on the order in which they come: the oldest
 * petitions are to come first.
 */
export class MatterGroups {
  readonly #numbers = new Map<string, number>();
  /** Texts by id, as the numbers of their trigrams. */
  readonly #texts = new Map<string, Uint32Array>();
  readonly #firstOf = new Map<string, string>();
  readonly #members = new Map<string, Set<string>>();
  /** The first ones: their ids (empty: gone), numbers of trigrams, and which of them hold a trigram. */
  readonly #ids: string[] = [];
  readonly #sizes: number[] = [];
  readonly #places = new Map<string, number>();
  readonly #holders: number[][] = [];
  #common = new Uint16Array(1024);

  get size(): number {
    return this.#texts.size;
  }

  /** The id of the group that a text is in: that of its first one. Empty for an id that was never set. */
  groupOf(id: string): string {
    return this.#firstOf.get(id) ?? '';
  }

  /** Adds a text or replaces it. When it was the first of its group, the others of the group are placed anew. */
  set(id: string, text: string): void {
    const trigrams = this.#numbered(trigramsOf(text));
    const before = this.#texts.get(id);
    if (before && before.length === trigrams.length && before.every((one, n) => one === trigrams[n])) return;
    const others = before ? this.#take(id) : [];
    this.#texts.set(id, trigrams);
    this.#place(id);
    for (const other of others) this.#place(other);
  }

  #numbered(trigrams: ReadonlySet<string>): Uint32Array {
    const result = new Uint32Array(trigrams.size);
    let n = 0;
    for (const trigram of trigrams) {
      let number = this.#numbers.get(trigram);
      if (number === undefined) {
        number = this.#numbers.size;
        this.#numbers.set(trigram, number);
        this.#holders.push([]);
      }
      result[n] = number;
      n += 1;
    }
    return result;
  }

  /** Takes a text out of its group; returns those that have no group any more. */
  #take(id: string): string[] {
    const first = this.groupOf(id);
    const members = this.#members.get(first);
    members?.delete(id);
    if (first !== id) return [];
    this.#members.delete(id);
    const place = this.#places.get(id);
    if (place !== undefined) this.#ids[place] = '';
    this.#places.delete(id);
    return [...(members ?? [])];
  }

  #place(id: string): void {
    const trigrams = this.#texts.get(id) ?? new Uint32Array();
    const first = this.#nearest(trigrams);
    if (first !== '') {
      this.#firstOf.set(id, first);
      this.#members.get(first)?.add(id);
      return;
    }
    this.#firstOf.set(id, id);
    this.#members.set(id, new Set([id]));
    // A text that says too little is nobody's likeness.
    if (trigrams.length < fewest) return;
    const place = this.#ids.length;
    this.#ids.push(id);
    this.#sizes.push(trigrams.length);
    this.#places.set(id, place);
    for (const number of trigrams) this.#holders[number]?.push(place);
  }

  #nearest(trigrams: Uint32Array): string {
    if (trigrams.length < fewest) return '';
    if (this.#common.length < this.#ids.length) this.#common = new Uint16Array(this.#ids.length * 2);
    const common = this.#common;
    common.fill(0, 0, this.#ids.length);
    for (const number of trigrams) {
      for (const place of this.#holders[number] ?? []) common[place] = (common[place] ?? 0) + 1;
    }
    let [best, found] = [alike, ''];
    for (let place = 0; place < this.#ids.length; place += 1) {
      const id = this.#ids[place] ?? '';
      const count = common[place] ?? 0;
      // Below this no size of the other can reach the bar.
      if (id === '' || count * 6 < trigrams.length) continue;
      const score = likeness(count, trigrams.length, this.#sizes[place] ?? 0);
      if (score > best || (score === best && found === '')) [best, found] = [score, id];
    }
    return found;
  }
}
