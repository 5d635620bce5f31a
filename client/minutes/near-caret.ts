import { Extension } from '@tiptap/core';
import type { Node } from '@tiptap/pm/model';
import { type EditorState, Plugin, PluginKey, type Selection } from '@tiptap/pm/state';
import { Decoration, DecorationSet } from '@tiptap/pm/view';

/**
 * Marks the blocks around the caret with the class `near`. The style sheet leaves blocks that are far from
 * the window without layout (`content-visibility: auto`); a block that was just made counts as far until the
 * next frame, and Chromium then puts the first letter typed into it behind the caret. So blocks near the
 * caret are always laid out.
 */

/**
 * Blocks on each side. What is in sight has its layout anyway; only what a key just made has not. Each marked
 * block costs a comparison with every block of the text at each change, so they are few.
 */
const reach = 4;
/** A selection over the whole text needs no more. */
const most = 40;

interface Near {
  /** Indexes of the first block and of the one after the last. */
  from: number;
  to: number;
  set: DecorationSet;
}

const key = new PluginKey<Near>('nearCaret');

export const NearCaret = Extension.create({
  name: 'nearCaret',
  addProseMirrorPlugins() {
    return [
      new Plugin<Near>({
        key,
        state: {
          init: (_config, state) => mark(state.doc, rangeOf(state.selection)),
          apply: (tr, near, _before, state) => {
            if (!tr.docChanged && !tr.selectionSet) return near;
            const range = rangeOf(state.selection);
            const same = !tr.docChanged && range.from === near.from && range.to === near.to;
            return same ? near : mark(state.doc, range);
          },
        },
        props: { decorations: (state: EditorState) => key.getState(state)?.set },
      }),
    ];
  },
});

function rangeOf({ $from, $to }: Selection): { from: number; to: number } {
  const from = Math.max(0, $from.index(0) - reach);
  return { from, to: Math.min($to.index(0) + reach + 1, from + most) };
}

function mark(doc: Node, { from, to }: { from: number; to: number }): Near {
  const decorations: Decoration[] = [];
  let at = 0;
  const end = Math.min(to, doc.childCount);
  for (let index = 0; index < end; index++) {
    const size = doc.child(index).nodeSize;
    if (index >= from) decorations.push(Decoration.node(at, at + size, { class: 'near' }));
    at += size;
  }
  return { from, to, set: DecorationSet.create(doc, decorations) };
}
