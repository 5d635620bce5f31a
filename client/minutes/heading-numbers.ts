import { Extension } from '@tiptap/core';
import { Plugin } from '@tiptap/pm/state';
import { changedBlocks, touchesHeading } from './changed-blocks.ts';

/**
 * The numbers that the printed minutes will bear (`I.`, `1.`, `a)`), so that nobody types them. The style
 * sheet counts them, which costs nothing while typing; here it is told where people number by hand.
 */

/** Text that begins with a number of its level; then the whole level is numbered by hand. */
const typed = [/^[IVXLC]+[.)]/u, /^\d+(\.\d+)*[.)]/u, /^[a-zđ][.)]/u] as const;

/** The levels (1 to 3) that are numbered by hand: the printed document then adds no numbers to them either. */
export function levelsByHand(headings: Iterable<{ level: number; text: string }>): number[] {
  const levels = new Set<number>();
  for (const { level, text } of headings) {
    const at = Math.min(Math.max(level, 1), typed.length);
    if (typed[at - 1]?.test(text.trim())) levels.add(at);
  }
  return [...levels].sort();
}

export const HeadingNumbers = Extension.create({
  name: 'headingNumbers',
  addProseMirrorPlugins() {
    return [
      new Plugin({
        view: (view) => {
          const show = () => {
            const headings: { level: number; text: string }[] = [];
            view.state.doc.forEach((node) => {
              if (node.type.name !== 'heading') return;
              headings.push({ level: Number(node.attrs.level), text: node.textContent });
            });
            view.dom.dataset.byHand = levelsByHand(headings).join(' ');
          };
          show();
          return {
            update: (_view, before) => {
              const changed = changedBlocks(before.doc, view.state.doc);
              if (changed && touchesHeading(changed, before.doc, view.state.doc)) show();
            },
          };
        },
      }),
    ];
  },
});
