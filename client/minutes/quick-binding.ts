import type { Node } from '@tiptap/pm/model';
import { type EditorState, TextSelection, type Transaction } from '@tiptap/pm/state';
import type { EditorView } from '@tiptap/pm/view';
import {
  getRelativeSelection,
  initProseMirrorDoc,
  type ProsemirrorBinding,
  updateYFragment,
  ySyncPluginKey,
} from '@tiptap/y-tiptap';
import * as Y from 'yjs';
import { BlockOrder } from './block-order.ts';
import { changedBlocks } from './changed-blocks.ts';
import { fillEmptyBlocks } from './empty-blocks.ts';
import { relativePosition } from './relative-position.ts';

/**
 * The binding's memory of which Yjs type is which node. y-tiptap 3.0.9 empties it at every change of another
 * person and builds the whole document anew: in a text of 200 pages that took 29 ms (p50) to 90 ms, against
 * 5 ms when the nodes that nobody touched are kept. Those that were touched it forgets one by one before.
 */
export class LastingMapping extends Map<Y.AbstractType<unknown>, Node | Node[]> {
  override clear(): void {}
}

/**
 * The path of a letter between the editor and Yjs. y-tiptap 3.0.9 compares all blocks of the text with all of the
 * document at each key, and builds the whole text anew at each change of another person. Here a change inside
 * blocks touches those blocks and nothing else; whatever else happens (blocks that come, go or become another
 * kind, undo, others at work in the paragraph of this caret) takes y-tiptap's own way.
 */
export function quicken(binding: ProsemirrorBinding): void {
  const order = BlockOrder.of(binding.type);
  const whole = {
    toYjs: binding._prosemirrorChanged.bind(binding),
    toEditor: binding._typeChanged.bind(binding),
  };
  const view = (): EditorView | null => binding.prosemirrorView;
  /** The editor's text as the document has it, where that is known. */
  let synced: Node | null = null;

  binding._prosemirrorChanged = (doc: Node) => {
    if (doc === synced) return;
    const before = Y.getState(binding.doc.store, binding.doc.clientID);
    if (!synced || !writeBlock(binding, synced, doc)) whole.toYjs(doc);
    binding.doc.transact(() => fillEmptyBlocks(binding.doc, before), ySyncPluginKey);
    synced = doc;
  };

  /**
   * The selection to come back to. y-tiptap keeps the one of before several changes that follow each other (Yjs
   * tidies formats in a second one), and that of an undo until the next change: places of a text that is no more,
   * at which it throws.
   */
  const selectionBefore = () => {
    const state = view()?.state;
    if (state) binding.beforeTransactionSelection = relativeSelection(binding, state);
  };
  binding.doc.off('beforeAllTransactions', binding.beforeAllTransactions);
  binding.beforeAllTransactions = selectionBefore;
  binding.doc.on('beforeAllTransactions', selectionBefore);

  const onChange = (events: Y.YEvent<Y.AbstractType<unknown>>[], transaction: Y.Transaction) => {
    let tr: Transaction | null = null;
    const editor = view();
    binding.mux(() => {
      tr = editor && readBlocks(binding, order, editor, events, transaction);
      if (!tr || !editor) return;
      const isSynced = editor.state.doc === synced;
      const { doc } = tr;
      editor.dispatch(tr);
      synced = isSynced && editor.state.doc === doc ? doc : null;
    });
    if (!tr) {
      whole.toEditor(events, transaction);
      // Only what came from outside the editor has changed its text; its own changes are in step with it.
      if (transaction.origin !== ySyncPluginKey) synced = null;
    }
    selectionBefore();
  };
  binding.type.unobserveDeep(binding._observeFunction);
  binding._observeFunction = onChange;
  binding.type.observeDeep(onChange);
}

/** Writes the one block in which two texts differ; false, with nothing written, when they differ in more than its content. */
function writeBlock(binding: ProsemirrorBinding, before: Node, after: Node): boolean {
  const changed = changedBlocks(before, after);
  if (!changed || changed.isStructural || changed.after !== changed.from + 1) return false;
  const block: unknown = binding.type.get(changed.from);
  if (!(block instanceof Y.XmlElement)) return false;
  if (binding.mapping.get(block) !== before.child(changed.from)) return false;
  binding.doc.transact(() => {
    updateYFragment(binding.doc, block, after.child(changed.from), binding);
    const state: EditorState | undefined = binding.prosemirrorView?.state;
    if (state) binding.beforeTransactionSelection = relativeSelection(binding, state);
  }, ySyncPluginKey);
  return true;
}

/** What changed inside blocks, as a change of those blocks in the editor; null when it is more than that. */
function readBlocks(
  binding: ProsemirrorBinding,
  order: BlockOrder,
  view: EditorView,
  events: readonly Y.YEvent<Y.AbstractType<unknown>>[],
  transaction: Y.Transaction,
): Transaction | null {
  if (transaction.origin instanceof Y.UndoManager || events.length === 0) return null;
  const { state } = view;
  const touched = touchedBlocks(order, events);
  const { ranges } = state.selection;
  const isHere = (index: number) =>
    ranges.some(({ $from, $to }) => index >= $from.index(0) && index <= $to.index(0));
  if (!touched || [...touched.keys()].some(isHere)) return null;
  for (const [index, block] of touched)
    if (binding.mapping.get(block) !== state.doc.maybeChild(index)) return null;

  const blocks = [...touched].sort(([one], [other]) => other - one);
  const made = initProseMirrorDoc(listOf(blocks.map(([, block]) => block)), state.schema);
  // A block that the editor does not know is taken out of the document: y-tiptap's own way says what then.
  if (made.doc.childCount !== blocks.length) return null;
  forget(binding, transaction);
  for (const [type, node] of made.mapping) binding.mapping.set(type, node);
  const tr = state.tr.setMeta('addToHistory', false);
  // From the end of the text, so that the places before stay true.
  blocks.forEach(([index], at) => {
    const start = order.startOf(state.doc, index);
    tr.replaceWith(start, start + state.doc.child(index).nodeSize, made.doc.child(at));
  });
  return tr.setMeta(ySyncPluginKey, { isChangeOrigin: true });
}

function touchedBlocks(
  order: BlockOrder,
  events: readonly Y.YEvent<Y.AbstractType<unknown>>[],
): Map<number, Y.XmlElement> | null {
  const touched = new Map<number, Y.XmlElement>();
  for (const { target } of events) {
    const block = order.blockOf(target);
    const index = order.indexOf(block);
    if (!block || index === undefined) return null;
    touched.set(index, block);
  }
  return touched;
}

/** y-tiptap makes the blocks of a fragment; it asks it for nothing but the list. */
function listOf(blocks: Y.XmlElement[]): Y.XmlFragment {
  return { toArray: () => blocks } as unknown as Y.XmlFragment;
}

/** What was deleted or changed is no longer the node that it was. */
function forget({ mapping }: ProsemirrorBinding, transaction: Y.Transaction): void {
  Y.iterateDeletedStructs(transaction, transaction.deleteSet, (struct) => {
    if (struct instanceof Y.Item && struct.content instanceof Y.ContentType)
      mapping.delete(struct.content.type);
  });
  for (const type of transaction.changed.keys()) mapping.delete(type);
  for (const type of transaction.changedParentTypes.keys()) mapping.delete(type);
}

type RelativeSelection = ProsemirrorBinding['beforeTransactionSelection'];

/** The selection as Yjs positions, looked for in its own blocks alone. */
function relativeSelection(binding: ProsemirrorBinding, state: EditorState): RelativeSelection {
  const { selection } = state;
  if (!(selection instanceof TextSelection)) return getRelativeSelection(binding, state);
  const { $anchor, $head, anchor: absAnchor, head: absHead } = selection;
  return {
    type: 'text',
    depth: undefined,
    anchor: relativePosition($anchor, binding.type, binding.mapping),
    head: relativePosition($head, binding.type, binding.mapping),
    absAnchor,
    absHead,
  };
}
