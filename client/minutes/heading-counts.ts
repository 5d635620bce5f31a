import type { Node } from '@tiptap/pm/model';
import type { EditorView } from '@tiptap/pm/view';

/**
 * Headings are numbered by the style sheet's counters (`part`, `section`, `point`), which pass over what is not
 * drawn. The box that stands for undrawn blocks sets the counters to what they would be behind those blocks.
 */
export class HeadingCounts {
  readonly #view: EditorView;

  constructor(view: EditorView) {
    this.#view = view;
  }

  /** The value for `counter-set` behind the blocks before each of these indexes, which ascend. */
  at(indexes: readonly number[]): string[] {
    const blocks = this.#view.state.doc.content.content;
    const counts = [0, 0, 0];
    const values: string[] = [];
    let next = 0;
    for (const index of indexes) {
      for (; next < Math.min(index, blocks.length); next++) {
        const level = levelOf(blocks[next]);
        if (level === 0) continue;
        counts[level - 1] = (counts[level - 1] ?? 0) + 1;
        counts.fill(0, level);
      }
      values.push(`part ${counts[0]} section ${counts[1]} point ${counts[2]}`);
    }
    return values;
  }
}

/** Level of a heading that bears a number, 1 to 3; 0 for anything else. */
function levelOf(node: Node | undefined): number {
  if (node?.type.name !== 'heading' || node.content.size === 0) return 0;
  return Math.min(3, Math.max(1, Number(node.attrs.level)));
}
