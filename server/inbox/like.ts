import type { LikeItem } from '../../shared/inbox.ts';
import { SimilarityIndex } from '../../shared/similarity.ts';

/** Shown of each; and looked at, so that whoever is like many is known to each of them. */
const mostLike = 5;
const mostFound = 200;

/**
 * Which items of the inbox are alike. Only for a text that came, changed or went something is computed: the inbox is
 * looked at every few seconds, also while the hall works.
 */
export function createLikeness() {
  const index = new SimilarityIndex();
  const texts = new Map<string, string>();
  const known = new Map<string, LikeItem[]>();

  /** Puts one among those that another is like. */
  function add(id: string, like: LikeItem): void {
    const all = [...(known.get(id) ?? []).filter((each) => each.id !== like.id), like];
    known.set(id, all.sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1)).slice(0, mostLike));
  }

  const find = (id: string) =>
    index.find(texts.get(id) ?? '', (other) => other !== id && texts.has(other), mostFound);

  /** Takes a text out of the lists of the others, each of which is filled up again. */
  function forget(id: string): void {
    known.delete(id);
    for (const [other, list] of known)
      if (list.some((each) => each.id === id)) known.set(other, find(other).slice(0, mostLike));
  }

  /** For each text the others that are like it, most alike first. */
  return (now: ReadonlyMap<string, string>): ReadonlyMap<string, readonly LikeItem[]> => {
    const gone = [...texts.keys()].filter((id) => !now.has(id));
    const changed = [...now].filter(([id, text]) => texts.get(id) !== text);
    for (const id of gone) {
      texts.delete(id);
      index.delete(id);
    }
    for (const [id, text] of changed) {
      texts.set(id, text);
      index.set(id, text);
    }
    for (const id of gone) forget(id);
    for (const [id] of changed) forget(id);
    for (const [id] of changed)
      for (const { id: other, score } of find(id)) {
        add(id, { id: other, score });
        add(other, { id, score });
      }
    return known;
  };
}
