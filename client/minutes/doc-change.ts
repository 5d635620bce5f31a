import type { Node } from '@tiptap/pm/model';
import type { Transaction } from '@tiptap/pm/state';
import { type Mappable, StepMap } from '@tiptap/pm/transform';
import { ySyncPluginKey } from '@tiptap/y-tiptap';

/** Whether a transaction was made at this device, undo included or not; else it brings what others wrote. */
export function isOwn(tr: Transaction): boolean {
  return tr.getMeta(ySyncPluginKey)?.isChangeOrigin !== true;
}

/**
 * How positions move with a transaction. The binding brings a change of others in by replacing the whole
 * text, which would move every position to its end; here it is the part that really differs.
 */
export function movesOf(tr: Transaction, before: Node, after: Node): Mappable {
  if (isOwn(tr)) return tr.mapping;
  const start = before.content.findDiffStart(after.content);
  const end = before.content.findDiffEnd(after.content);
  if (start === null || end === null) return StepMap.empty;
  // In `aa` both ends may claim the same letter.
  const overlap = Math.max(0, start - Math.min(end.a, end.b));
  return new StepMap([start, end.a + overlap - start, end.b + overlap - start]);
}
