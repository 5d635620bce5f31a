import type { Channel, Outcome, Petition } from '../../shared/petition.ts';
import { fold } from '../../shared/vietnamese/fold.ts';

/** What the board shows; an empty value lets everything through. */
export interface Filter {
  text: string;
  field: string;
  village: string;
  channel: Channel | '';
  /** `none`: no outcome yet. */
  outcome: Outcome | 'none' | '';
}

export const noFilter: Filter = { text: '', field: '', village: '', channel: '', outcome: '' };

/** Number of filters that hold something back. */
export function activeFilters(filter: Filter): number {
  return Object.values(filter).filter((value) => value.trim() !== '').length;
}

/** Petitions are values that never change, so their folded text is made once. */
const folded = new WeakMap<Petition, string>();

function textOf(petition: Petition): string {
  let text = folded.get(petition);
  if (text === undefined) {
    const { number, content, answer, village, field, unit, authority } = petition;
    text = fold([number, content, answer, village, field, unit, authority].join('\n'));
    folded.set(petition, text);
  }
  return text;
}

/**
 * A test for petitions. Each word of the search must occur, without regard to case and marks, in the number,
 * content, answer, places, units or in the citizen's name, which `nameOf` gives for a petition's id.
 */
export function matcher(filter: Filter, nameOf: (id: string) => string): (petition: Petition) => boolean {
  const words = fold(filter.text).split(/\s+/).filter(Boolean);
  return (petition) => {
    if (filter.field && petition.field !== filter.field) return false;
    if (filter.village && petition.village !== filter.village) return false;
    if (filter.channel && petition.channel !== filter.channel) return false;
    if (filter.outcome && (petition.outcome || 'none') !== filter.outcome) return false;
    if (words.length === 0) return true;
    const text = textOf(petition);
    const rest = words.filter((word) => !text.includes(word));
    if (rest.length === 0) return true;
    const name = fold(nameOf(petition.id));
    return rest.every((word) => name.includes(word));
  };
}
