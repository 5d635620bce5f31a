import { Extension } from '@tiptap/core';
import { type Command, Plugin, type Selection, TextSelection } from '@tiptap/pm/state';
import type { EditorView } from '@tiptap/pm/view';
import { changedBlocks, touchesHeading } from './changed-blocks.ts';
import { DrawnBlocks } from './drawn-blocks.ts';

/**
 * Draws only the blocks near the window and near the caret: in a text of 300 pages a key then costs Chromium
 * what it costs in a text of three. The rest stays in the editor, without a box: see `drawn-blocks.ts`.
 */

const drawnOf = new WeakMap<EditorView, DrawnBlocks>();

/** Draws the block at a position of the text if it is not; its element, to be scrolled to. */
export function revealBlock(view: EditorView, position: number): HTMLElement | null {
  if (view.isDestroyed) return null;
  const index = view.state.doc.resolve(Math.min(position, view.state.doc.content.size)).index(0);
  drawnOf.get(view)?.draw({ from: index, to: index + 1 });
  const node = view.nodeDOM(position);
  return node instanceof HTMLElement ? node : null;
}

export const FarBlocks = Extension.create({
  name: 'farBlocks',

  // The browser's own look for the end of what is drawn.
  addKeyboardShortcuts() {
    const run = (command: Command) => () => command(this.editor.state, this.editor.view.dispatch);
    return {
      'Mod-Home': run(toEdge('start', false)),
      'Mod-End': run(toEdge('end', false)),
      'Mod-Shift-Home': run(toEdge('start', true)),
      'Mod-Shift-End': run(toEdge('end', true)),
    };
  },

  addProseMirrorPlugins() {
    return [
      new Plugin({
        props: {
          handleDOMEvents: {
            // What an input method replaces is the browser's to delete, and it deletes only what it drew.
            compositionstart: (view) => {
              const { $from, $to } = view.state.selection;
              drawnOf.get(view)?.draw({ from: $from.index(0), to: $to.index(0) + 1 });
              return false;
            },
          },
        },
        view: (view) => {
          const drawn = new DrawnBlocks(view, () => kept(view.state.selection));
          drawnOf.set(view, drawn);
          return {
            update: (_view, before) => {
              const { doc, selection } = view.state;
              const moved = !selection.eq(before.selection) && !drawn.holds(kept(selection));
              const changed = changedBlocks(before.doc, doc);
              if (changed?.isStructural || moved) drawn.refresh();
              else if (changed && touchesHeading(changed, before.doc, doc)) drawn.countAgain();
            },
            destroy: () => drawn.destroy(),
          };
        },
      }),
    ];
  },
});

/** The blocks at the two ends of the selection, and their neighbours. */
function kept({ $anchor, $head }: Selection) {
  const around = (index: number) => ({ from: index - 2, to: index + 3 });
  return [around($anchor.index(0)), around($head.index(0))];
}

function toEdge(edge: 'start' | 'end', extend: boolean): Command {
  return (state, dispatch) => {
    const { doc } = state;
    const { head } = edge === 'start' ? TextSelection.atStart(doc) : TextSelection.atEnd(doc);
    const { anchor } = state.selection;
    const selection = TextSelection.between(doc.resolve(extend ? anchor : head), doc.resolve(head));
    dispatch?.(state.tr.setSelection(selection).scrollIntoView());
    return true;
  };
}
