/** A measured card of the list: heights in CSS pixels. */
export interface MeasuredCard {
  id: string;
  field: string;
  height: number;
}

/** The cards of one field on one page. */
export interface PageGroup {
  field: string;
  /** The field began on an earlier page. */
  continued: boolean;
  ids: string[];
}

export type Page = PageGroup[];

export interface Room {
  /** Height of a page. */
  height: number;
  /** Height of a field's heading. */
  heading: number;
  /** Space between neighbours. */
  gap: number;
}

/**
 * Divides cards into pages that fit, in their order; cards of one field follow each other. Each page repeats
 * the heading of a field that goes on. A card that is higher than a page gets a page of its own.
 */
export function paginate(cards: readonly MeasuredCard[], room: Room): Page[] {
  const pages: Page[] = [];
  const begun = new Set<string>();
  let page: Page = [];
  let used = 0;
  for (const { id, field, height } of cards) {
    const cost = () => {
      const before = used > 0 ? room.gap : 0;
      const headed = page.at(-1)?.field === field;
      return before + (headed ? 0 : room.heading + room.gap) + height;
    };
    if (used > 0 && used + cost() > room.height) {
      page = [];
      used = 0;
    }
    used += cost();
    if (page.length === 0) pages.push(page);
    const group = page.at(-1);
    if (group?.field === field) group.ids.push(id);
    else page.push({ field, continued: begun.has(field), ids: [id] });
    begun.add(field);
  }
  return pages;
}

/**
 * How many lines more than laid out each card of a page may show, so that the page's room is used.
 * @param heights of the cards by id, as laid out
 * @param line height of a line
 */
export function spareLines(
  page: Page,
  heights: ReadonlyMap<string, number>,
  room: Room,
  line: number,
): number {
  const ids = page.flatMap((group) => group.ids);
  const cards = ids.reduce((sum, id) => sum + (heights.get(id) ?? 0), 0);
  const gaps = (ids.length + page.length - 1) * room.gap;
  const left = room.height - cards - page.length * room.heading - gaps;
  return line > 0 && ids.length > 0 ? Math.max(0, Math.floor(left / ids.length / line)) : 0;
}

/** Index of the page that shows the card, or -1. */
export function pageOf(pages: readonly Page[], id: string): number {
  return pages.findIndex((page) => page.some((group) => group.ids.includes(id)));
}
