import type { InboxEntry, InboxState } from '../../../shared/inbox.ts';
import { fold } from '../../../shared/vietnamese/fold.ts';

/** What the organizer wants to see; empty: all. */
export interface InboxFilter {
  state: InboxState | '';
  village: string;
  field: string;
  text: string;
}

/** Whether an item says every word that was typed, in matter, place, sender or name. */
function says(item: InboxEntry, text: string): boolean {
  const words = fold(text).split(/\s+/).filter(Boolean);
  const where = fold([item.content, item.village, item.senderName, item.name, item.number].join(' '));
  return words.every((word) => where.includes(word));
}

/** The items that fit, in the order they come in. `field` and `village` compare as they are written. */
export function fitting(items: readonly InboxEntry[], filter: InboxFilter): InboxEntry[] {
  return items.filter(
    (item) =>
      (filter.state === '' || item.state === filter.state) &&
      (filter.village === '' || item.village === filter.village) &&
      (filter.field === '' || item.field === filter.field) &&
      says(item, filter.text),
  );
}

/** The values that items have, sorted as people read them. */
export function valuesOf(items: readonly InboxEntry[], key: 'village' | 'field'): string[] {
  const values = new Set(items.map((item) => item[key]).filter((value) => value !== ''));
  return [...values].sort((a, b) => a.localeCompare(b, 'vi'));
}

const shortest = 70;

/** The first words of a matter, to name it by. */
export function briefly(content: string): string {
  const line = content.split('\n')[0] ?? '';
  return line.length > shortest ? `${line.slice(0, shortest).trimEnd()}…` : line;
}
