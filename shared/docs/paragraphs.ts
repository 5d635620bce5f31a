import * as Y from 'yjs';
import { bodyOf } from './minutes.ts';

/** The paragraphs of the minutes, each with a key that stays while the text around it changes. */

/** Nesting that is followed; the editor makes at most table, row, cell, list, item, paragraph. */
const deepest = 24;

export interface Paragraph {
  /** Made of the place of its birth in Yjs; the same on every device. */
  key: string;
  /** Plain text, NFC; mentions of petitions and formats are left out. */
  text: string;
}

/** All blocks that hold text, in the order of the minutes, empty ones included: the n-th is the editor's n-th textblock. */
export function paragraphsOf(doc: Y.Doc): Paragraph[] {
  const result: Paragraph[] = [];
  try {
    collect(bodyOf(doc).toArray(), result, 1);
  } catch {
    // A peer made the root another type: there are no minutes to read.
  }
  return result;
}

function collect(items: readonly unknown[], result: Paragraph[], depth: number): void {
  if (depth > deepest) return;
  for (const item of items) {
    if (!(item instanceof Y.XmlElement)) continue;
    if (isTextblock(item)) result.push({ key: keyOf(item), text: textIn(item) });
    else collect(item.toArray(), result, depth + 1);
  }
}

function isTextblock(element: Y.XmlElement): boolean {
  return element.nodeName === 'paragraph' || element.nodeName === 'heading';
}

function keyOf(element: Y.XmlElement): string {
  const id = element._item?.id;
  return id ? `${id.client}-${id.clock}` : '';
}

function textIn(element: Y.XmlElement): string {
  const parts = element.toArray().map((child: unknown) => {
    if (child instanceof Y.XmlText)
      return child
        .toDelta()
        .map((part: { insert?: unknown }) => (typeof part.insert === 'string' ? part.insert : ' '))
        .join('');
    return ' ';
  });
  return parts.join('').normalize('NFC').trim();
}
