import type * as Y from 'yjs';
import { readString } from './read.ts';

/** The minutes document: `body` (Tiptap's XmlFragment) and `facts` (what the form around the text needs). */

/** Root type that holds the text. */
export const minutesBody = 'body';

export interface MinutesFacts {
  /** ISO 8601 instants, or empty. */
  startedAt: string;
  endedAt: string;
  place: string;
  /** `Nguyễn Hữu Bảng – Chủ tịch UBND xã`. */
  chair: string;
  /** Names of those who sign as THƯ KÝ, comma-separated. */
  secretaries: string;
  /** Number of copies made of the minutes. */
  copies: string;
}

/**
 * Whether a block of this name is typed into. Such a block has its text from the start, an empty one too: of two devices
 * that type into a block without one at the same time each would make a text of its own, and one would be lost.
 */
export function isTextBlock(name: string): boolean {
  return name === 'paragraph' || name === 'heading';
}

export function bodyOf(doc: Y.Doc): Y.XmlFragment {
  return doc.getXmlFragment(minutesBody);
}

export function factsOf(doc: Y.Doc): Y.Map<string> {
  return doc.getMap<string>('facts');
}

export function readFacts(doc: Y.Doc): MinutesFacts {
  const map = factsOf(doc);
  return {
    startedAt: readString(map, 'startedAt'),
    endedAt: readString(map, 'endedAt'),
    place: readString(map, 'place'),
    chair: readString(map, 'chair'),
    secretaries: readString(map, 'secretaries'),
    copies: readString(map, 'copies'),
  };
}
