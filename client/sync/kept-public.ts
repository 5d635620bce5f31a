import { fromBase64, toBase64 } from 'lib0/buffer';
import * as Y from 'yjs';
import { readKept, writeKept } from '../kept.ts';

/*
 * The hall's screen on the device that shows it: what it showed last, so that a projector whose laptop was started
 * anew without a network does not stay dark. The public document holds nothing of anybody that the hall has not shown.
 */

interface Kept {
  /** The document, base64. */
  state: string;
  /** When this device was last in step with the hall, ISO 8601. */
  at: string;
}

/** A larger document is not kept, characters: the room on a device is not the screen's alone. */
const mostKept = 1_000_000;
/** Changes of so long are written together, ms. */
const settle = 2_000;

const keyOf = (room: string) => `screen.state.${room}`;

/** Puts what is kept of a room into `doc`; since when it may be old (ISO 8601), or empty when nothing is kept. */
export function takeKeptPublic(room: string, doc: Y.Doc): string {
  const kept = readKept<Kept>(keyOf(room));
  if (!kept) return '';
  try {
    Y.applyUpdate(doc, fromBase64(kept.state));
    return kept.at;
  } catch {
    writeKept(keyOf(room), null);
    return '';
  }
}

/** Keeps a room from now on, as often as `isInStep` with the hall. The returned function ends it. */
export function keepPublic(room: string, doc: Y.Doc, isInStep: () => boolean): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const keep = () => {
    clearTimeout(timer);
    timer = undefined;
    if (!isInStep()) return;
    const state = toBase64(Y.encodeStateAsUpdate(doc));
    if (state.length <= mostKept) writeKept(keyOf(room), { state, at: new Date().toISOString() });
  };
  const changed = () => {
    timer ??= setTimeout(keep, settle);
  };
  doc.on('update', changed);
  addEventListener('pagehide', keep);
  return () => {
    keep();
    doc.off('update', changed);
    removeEventListener('pagehide', keep);
  };
}
