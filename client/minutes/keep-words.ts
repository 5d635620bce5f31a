import type { Node } from '@tiptap/pm/model';
import { TextSelection } from '@tiptap/pm/state';
import type { EditorView } from '@tiptap/pm/view';
import * as Y from 'yjs';
import type { OpenDocument } from '../sync/open-document.ts';

/**
 * Splitting a paragraph and joining two are, in Yjs, deletions and copies of what the other device knew. Letters
 * typed here meanwhile would go under with a joined paragraph, or stay behind when their neighbours move to a
 * new one. So what only this device knows is looked for after each change of others, and put back between
 * its neighbours.
 */

/** A run of letters in one text that nobody else knows yet, and the known text around it. */
interface Unseen {
  text: Y.XmlText;
  letters: string;
  left: string;
  right: string;
  /** The known letter that the run leans on. */
  neighbour: Y.ID | null;
}

/** So much of the known text on each side tells a place, characters; less where the cut lies close by. */
const contexts = [16, 8, 4];
/** Nobody's paragraph is split or joined farther away than so many blocks. */
const reach = 3;

/** To be called before a change of others goes in; what it returns, afterwards. */
export function keepWords(
  view: EditorView,
  document: Pick<OpenDocument, 'doc' | 'storedClock'>,
): (() => void) | undefined {
  const { doc } = document;
  const from = document.storedClock();
  if (view.isDestroyed || Y.getState(doc.store, doc.clientID) === from) return undefined;
  const isUnseen = (item: Y.Item) => item.id.client === doc.clientID && item.id.clock >= from;
  const before = textsOf(doc, from).flatMap((text) => readUnseen(text, isUnseen) ?? []);
  if (before.length === 0) return undefined;
  const block = view.state.selection.$from.index(0);
  return () => {
    for (const unseen of before) if (!view.isDestroyed) putBack(view, unseen, isUnseen, block);
  };
}

/** The texts that hold letters which this device wrote since a clock. */
function textsOf(doc: Y.Doc, from: number): Y.XmlText[] {
  const structs = doc.store.clients.get(doc.clientID) ?? [];
  const texts = new Set<Y.XmlText>();
  for (let at = structs.length - 1; at >= 0; at--) {
    const struct = structs[at];
    if (!struct || struct.id.clock + struct.length <= from) break;
    if (struct instanceof Y.Item && !struct.deleted && struct.parent instanceof Y.XmlText)
      texts.add(struct.parent);
  }
  return [...texts];
}

function readUnseen(text: Y.XmlText, isUnseen: (item: Y.Item) => boolean): Unseen | null {
  let [left, letters, right] = ['', '', ''];
  let before: Y.ID | null = null;
  let after: Y.ID | null = null;
  for (let item = text._start; item; item = item.right) {
    if (item.deleted || !(item.content instanceof Y.ContentString)) continue;
    const { str } = item.content;
    if (isUnseen(item)) {
      letters += right + str;
      right = '';
      after = null;
    } else if (letters) {
      right += str;
      after ??= item.id;
    } else {
      left += str;
      before = Y.createID(item.id.client, item.id.clock + item.length - 1);
    }
  }
  return letters ? { text, letters, left, right, neighbour: before ?? after } : null;
}

function putBack(view: EditorView, before: Unseen, isUnseen: (item: Y.Item) => boolean, block: number): void {
  const { text, letters, neighbour } = before;
  const isGone = text._item?.deleted === true;
  if (!isGone && !(neighbour && text.doc && Y.getItem(text.doc.store, neighbour).deleted)) return;
  if (!isGone) {
    // What was written here must not be taken for its neighbour: an `n` behind an `n` that another deleted.
    const known = (shown: string) => shown.replace(plainText(text), () => plainText(text, isUnseen));
    if (findPlace(view.state.doc, before, block, known) === null) return;
    removeUnseen(text, isUnseen);
  }
  const { doc, schema } = view.state;
  const place = findPlace(doc, before, block);
  const tr = view.state.tr;
  if (place !== null) {
    tr.insertText(letters, place).setSelection(TextSelection.create(tr.doc, place + letters.length));
  } else {
    const { $head } = view.state.selection;
    const paragraph = schema.nodes.paragraph?.create(null, schema.text(letters));
    if (!paragraph) return;
    const at = $head.depth > 0 ? $head.after(1) : doc.content.size;
    tr.insert(at, paragraph).setSelection(TextSelection.create(tr.doc, at + 1 + letters.length));
  }
  view.dispatch(tr.scrollIntoView());
}

/** The letters of a text, without those of `leftOut`. */
function plainText(text: Y.XmlText, leftOut: (item: Y.Item) => boolean = () => false): string {
  let plain = '';
  for (let item = text._start; item; item = item.right)
    if (!item.deleted && item.content instanceof Y.ContentString && !leftOut(item)) plain += item.content.str;
  return plain;
}

/**
 * Between the known text on the left and on the right, in the block nearest to where it was; null: nowhere.
 * `read` makes of a block's text the one that is searched.
 */
function findPlace(
  doc: Node,
  { left, right }: Unseen,
  block: number,
  read = (shown: string) => shown,
): number | null {
  for (const length of contexts) {
    const [before, behind] = [left.slice(-length), right.slice(0, length)];
    if (before + behind === '') return null;
    let found: { place: number; far: number } | null = null;
    doc.forEach((node, at, index) => {
      const far = Math.abs(index - block);
      if (far > reach || (found && found.far <= far)) return;
      const place = placeIn(node, at, before, behind, read);
      if (place !== null) found = { place, far };
    });
    const { place } = (found ?? { place: null }) as { place: number | null };
    if (place !== null) return place;
  }
  return null;
}

function placeIn(
  block: Node,
  start: number,
  before: string,
  behind: string,
  read: (shown: string) => string,
): number | null {
  let place: number | null = null;
  const look = (node: Node, at: number) => {
    if (!node.isTextblock) return;
    const text = read(node.textBetween(0, node.content.size, undefined, '\uFFFC'));
    const index = text.indexOf(before + behind);
    if (index >= 0) place ??= at + 1 + index + before.length;
  };
  look(block, start);
  block.descendants((node, at) => look(node, start + 1 + at));
  return place;
}

function removeUnseen(text: Y.XmlText, isUnseen: (item: Y.Item) => boolean): void {
  text.doc?.transact(() => {
    let index = 0;
    for (let item = text._start; item; item = item.right) {
      if (item.deleted || !item.countable) continue;
      if (isUnseen(item)) text.delete(index, item.length);
      else index += item.length;
    }
  });
}
