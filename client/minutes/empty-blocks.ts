import * as Y from 'yjs';
import { isTextBlock } from '../../shared/docs/minutes.ts';

/**
 * Gives the blocks that were made here since `clock` of this device's Yjs client, and are empty, the text that whoever
 * types first in them will share with all others (see `isTextBlock`). y-tiptap makes a text with the first letter only.
 */
export function fillEmptyBlocks(doc: Y.Doc, clock: number): void {
  const made = doc.store.clients.get(doc.clientID) ?? [];
  const empty: Y.XmlElement[] = [];
  for (let at = made.length - 1; at >= 0; at--) {
    const struct = made[at];
    if (!struct || struct.id.clock < clock) break;
    if (!(struct instanceof Y.Item) || struct.deleted || !(struct.content instanceof Y.ContentType)) continue;
    const { type } = struct.content;
    if (type instanceof Y.XmlElement && type.length === 0 && isTextBlock(type.nodeName)) empty.push(type);
  }
  for (const block of empty) block.insert(0, [new Y.XmlText()]);
}
