import { fromBase64, toBase64 } from 'lib0/buffer';
import * as Y from 'yjs';
import { bodyOf } from '../docs/minutes.ts';

/** Anchors name elements of the minutes' text on every device; edits elsewhere do not move them. */

/** The name of an element of the minutes' text. Undefined for one that is in no document. */
export function anchorOf(element: Y.XmlElement): string | undefined {
  const item = element._item;
  if (!item) return undefined;
  return toBase64(Y.encodeRelativePosition(new Y.RelativePosition(null, null, item.id, 0)));
}

/** Where an anchor is now: its element, or what stands at its place once it is gone. Null when there is nothing. */
export function elementAt(doc: Y.Doc, anchor: string): Y.XmlElement | null {
  let place: Y.AbsolutePosition | null;
  try {
    const relative = Y.decodeRelativePosition(fromBase64(anchor));
    place = Y.createAbsolutePositionFromRelativePosition(relative, doc);
  } catch {
    return null; // not an anchor: a peer may write anything
  }
  const type: unknown = place?.type;
  if (!place || !(type instanceof Y.XmlFragment)) return null;
  const found: unknown = type.get(place.index) ?? type.get(place.index - 1);
  return found instanceof Y.XmlElement && isInside(found, bodyOf(doc)) ? found : null;
}

function isInside(element: Y.XmlElement, root: Y.XmlFragment): boolean {
  let at: unknown = element;
  while (at instanceof Y.XmlElement) at = at.parent;
  return at === root;
}

/** The way from the text's root to an anchor's element, as indexes of children; null when it is gone. */
export function pathOf(doc: Y.Doc, anchor: string): number[] | null {
  const path: number[] = [];
  let at: unknown = elementAt(doc, anchor);
  while (at instanceof Y.XmlElement) {
    const { parent } = at;
    if (!(parent instanceof Y.XmlFragment)) return null;
    path.unshift(parent.toArray().indexOf(at));
    at = parent;
  }
  return path.length > 0 ? path : null;
}
