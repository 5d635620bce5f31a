import type { ResolvedPos } from '@tiptap/pm/model';
import { absolutePositionToRelativePosition, type ProsemirrorBinding } from '@tiptap/y-tiptap';
import * as Y from 'yjs';

/**
 * A place of the editor's text as a Yjs position. y-tiptap looks for it from the beginning of the text; here it
 * is looked for in its own block, unless text and document are out of step in their blocks for a moment. A letter
 * that the document does not have yet changes nothing in that.
 */
export function relativePosition(
  $pos: ResolvedPos,
  body: Y.XmlFragment,
  mapping: ProsemirrorBinding['mapping'],
) {
  const isInStep = $pos.depth > 0 && body.length === $pos.node(0).childCount;
  const block: unknown = isInStep ? body.get($pos.index(0)) : undefined;
  return block instanceof Y.XmlElement
    ? absolutePositionToRelativePosition($pos.pos - $pos.start(1), block, mapping)
    : absolutePositionToRelativePosition($pos.pos, body, mapping);
}
