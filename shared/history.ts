/** The minutes as they were at earlier times, and who wrote them. */

export interface Moment {
  /** ISO 8601 instant, UTC. */
  at: string;
  /** Yjs snapshot (V2 encoding) of the minutes then, base64. */
  snapshot: string;
}

export interface MinutesHistory {
  /** Oldest first. */
  moments: Moment[];
  /** Display names by Yjs client id, as the server saw them write. */
  writers: Record<string, string>;
}

/** Most moments that a page is sent; of more, they are taken evenly. */
export const mostMoments = 400;

/** At most `most` of a list, evenly, the last one among them. */
export function evenly<T>(list: readonly T[], most: number): T[] {
  if (list.length <= most) return [...list];
  return Array.from({ length: most }, (_, index) => {
    const at = Math.round(((index + 1) * list.length) / most) - 1;
    return list[at];
  }).filter((item): item is T => item !== undefined);
}
