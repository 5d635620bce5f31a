import { Extension } from '@tiptap/core';
import type { Node } from '@tiptap/pm/model';
import { type EditorState, Plugin, PluginKey } from '@tiptap/pm/state';
import { Decoration, DecorationSet, type EditorView } from '@tiptap/pm/view';
import { type ProsemirrorBinding, ySyncPluginKey } from '@tiptap/y-tiptap';
import type { Awareness } from 'y-protocols/awareness';
import * as Y from 'yjs';
import { readPerson } from '../sync/people.ts';
import { BlockOrder } from './block-order.ts';
import { isOwn } from './doc-change.ts';
import { relativePosition } from './relative-position.ts';

type Mapping = ProsemirrorBinding['mapping'];

/**
 * The carets of the others, and this device's for them. y-tiptap's own plugin walks the whole text for each
 * caret at each change and at each key (in 300 pages with twelve recorders more than the key itself), and
 * draws at once, taking an arrow key back that the editor has not heard of yet. This one looks into one
 * block for each caret, draws all of them once for all that came together, and tells of its own after the paint.
 */

export interface CaretsOptions {
  body: Y.XmlFragment | null;
  awareness: Awareness | null;
  render: (person: { name: string; color: string }) => HTMLElement;
}

const key = new PluginKey<DecorationSet>('carets');
/** So long after the last move this device's caret is told to the others, ms. */
const tellAfter = 30;

export const Carets = Extension.create<CaretsOptions>({
  name: 'carets',
  priority: 999,
  addOptions() {
    return { body: null, awareness: null, render: () => document.createElement('span') };
  },
  addProseMirrorPlugins() {
    const { body, awareness, render } = this.options;
    if (!body || !awareness) return [];
    return [carets(body, awareness, render)];
  },
});

function carets(body: Y.XmlFragment, awareness: Awareness, render: CaretsOptions['render']): Plugin {
  const order = BlockOrder.of(body);
  return new Plugin<DecorationSet>({
    key,
    state: {
      init: (_config, state) => draw(order, awareness, render, state),
      apply: (tr, before, _old, state) => {
        if (tr.getMeta(key) || (tr.docChanged && !isOwn(tr))) return draw(order, awareness, render, state);
        return tr.docChanged ? before.map(tr.mapping, tr.doc) : before;
      },
    },
    props: { decorations: (state) => key.getState(state) },
    view: (view) => {
      const stopDrawing = drawOnChange(view, awareness);
      const teller = tellOwn(view, body, awareness);
      return {
        update: teller.later,
        destroy: () => {
          stopDrawing();
          teller.stop();
        },
      };
    },
  });
}

/** Draws the carets again when others moved, once for all that moved together. */
function drawOnChange(view: EditorView, awareness: Awareness): () => void {
  let asked = false;
  const changed = (change: Record<'added' | 'updated' | 'removed', number[]>) => {
    const ids = [...change.added, ...change.updated, ...change.removed];
    if (asked || ids.every((id) => id === awareness.clientID)) return;
    asked = true;
    queueMicrotask(() => {
      asked = false;
      if (!view.isDestroyed) view.dispatch(view.state.tr.setMeta(key, true));
    });
  };
  awareness.on('change', changed);
  return () => awareness.off('change', changed);
}

/** Tells the others where the caret of this device stands, as `cursor: { anchor, head }` (relative positions). */
function tellOwn(view: EditorView, body: Y.XmlFragment, awareness: Awareness) {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let told = '';
  const tell = () => {
    timer = undefined;
    if (view.isDestroyed) return;
    const cursor = view.hasFocus() ? cursorOf(view.state, body) : null;
    const now = JSON.stringify(cursor);
    if (now === told) return;
    told = now;
    awareness.setLocalStateField('cursor', cursor);
  };
  const later = () => {
    timer ??= setTimeout(tell, tellAfter);
  };
  const focusEvents = ['focusin', 'focusout'] as const;
  for (const type of focusEvents) view.dom.addEventListener(type, later);
  return {
    later,
    stop: () => {
      clearTimeout(timer);
      for (const type of focusEvents) view.dom.removeEventListener(type, later);
      awareness.setLocalStateField('cursor', null);
    },
  };
}

function cursorOf(state: EditorState, body: Y.XmlFragment) {
  const mapping = mappingOf(state);
  if (!mapping) return null;
  const { $anchor, $head } = state.selection;
  return {
    anchor: relativePosition($anchor, body, mapping),
    head: relativePosition($head, body, mapping),
  };
}

function mappingOf(state: EditorState): Mapping | null {
  return ySyncPluginKey.getState(state)?.binding?.mapping ?? null;
}

function draw(
  order: BlockOrder,
  awareness: Awareness,
  render: CaretsOptions['render'],
  state: EditorState,
): DecorationSet {
  const mapping = mappingOf(state);
  const decorations: Decoration[] = [];
  for (const [id, other] of awareness.getStates()) {
    const person = readPerson(other);
    const cursor: unknown = Reflect.get(other, 'cursor');
    if (id === awareness.clientID || !person || !mapping || !isCursor(cursor)) continue;
    const anchor = positionOf(cursor.anchor, order, state.doc, mapping);
    const head = positionOf(cursor.head, order, state.doc, mapping);
    const size = state.doc.content.size;
    if (anchor === null || head === null || anchor > size || head > size) continue;
    decorations.push(Decoration.widget(head, () => render(person), { key: `${id}${person.name}`, side: 10 }));
    if (anchor === head) continue;
    const style = `background-color: ${person.color}26`;
    decorations.push(
      Decoration.inline(Math.min(anchor, head), Math.max(anchor, head), { style }, { inclusiveEnd: true }),
    );
  }
  return DecorationSet.create(state.doc, decorations);
}

function isCursor(value: unknown): value is { anchor: object; head: object } {
  const isObject = (part: unknown) => typeof part === 'object' && part !== null;
  return (
    typeof value === 'object' &&
    value !== null &&
    'anchor' in value &&
    'head' in value &&
    isObject(value.anchor) &&
    isObject(value.head)
  );
}

/** A relative position as one of the editor's text; null when what it stood at is gone or not here yet. */
function positionOf(json: object, order: BlockOrder, doc: Node, mapping: Mapping): number | null {
  const place =
    order.doc &&
    Y.createAbsolutePositionFromRelativePosition(Y.createRelativePositionFromJSON(json), order.doc);
  const block = place && order.blockOf(place.type);
  const index = order.indexOf(block);
  if (!place || !block || index === undefined) return null;
  let type: Y.AbstractType<unknown> = place.type;
  let inside = type instanceof Y.XmlText ? place.index : 1 + sizeBefore(type, place.index, null, mapping);
  while (type !== block) {
    const parent: unknown = type._item?.parent;
    if (!(parent instanceof Y.AbstractType)) return null;
    inside += 1 + sizeBefore(parent, Number.POSITIVE_INFINITY, type, mapping);
    type = parent;
  }
  return order.startOf(doc, index) + inside;
}

/** Size of the first `count` children of a type, up to the child `until`. */
function sizeBefore(
  type: Y.AbstractType<unknown>,
  count: number,
  until: Y.AbstractType<unknown> | null,
  mapping: Mapping,
): number {
  let size = 0;
  let index = 0;
  for (let item = type._first; item && index < count; item = item.right) {
    if (item.deleted || !(item.content instanceof Y.ContentType)) continue;
    const child = item.content.type;
    if (child === until) break;
    const node = mapping.get(child);
    if (child instanceof Y.XmlText) size += child.length;
    else if (node && !Array.isArray(node)) size += node.nodeSize;
    index += 1;
  }
  return size;
}
