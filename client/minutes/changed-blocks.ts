import type { Node } from '@tiptap/pm/model';

/** The blocks in which two states of the text differ: `from` to before `before` in the old, `after` in the new. */
export interface ChangedBlocks {
  from: number;
  before: number;
  after: number;
  /** Whether blocks came, went, or became of another kind (a paragraph a heading). */
  isStructural: boolean;
}

/** Whether a heading is among the blocks that differ. */
export function touchesHeading({ from, ...ends }: ChangedBlocks, before: Node, after: Node): boolean {
  const isHeading = (node: Node) => node.type.name === 'heading';
  return (
    before.content.content.slice(from, ends.before).some(isHeading) ||
    after.content.content.slice(from, ends.after).some(isHeading)
  );
}

/** Compares two texts block by block, by identity: what nobody touched is the same node. Null: the same text. */
export function changedBlocks(before: Node, after: Node): ChangedBlocks | null {
  if (before === after) return null;
  const old = before.content.content;
  const now = after.content.content;
  const shorter = Math.min(old.length, now.length);
  let from = 0;
  while (from < shorter && old[from] === now[from]) from += 1;
  let behind = 0;
  while (behind < shorter - from && old[old.length - 1 - behind] === now[now.length - 1 - behind])
    behind += 1;
  const ends = { before: old.length - behind, after: now.length - behind };
  if (ends.before === from && ends.after === from) return null;
  let isStructural = old.length !== now.length;
  for (let at = from; at < ends.before && !isStructural; at++)
    isStructural = old[at]?.hasMarkup(now[at]?.type ?? after.type, now[at]?.attrs) !== true;
  return { from, ...ends, isStructural };
}
