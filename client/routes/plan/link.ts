import { type Accessor, createSignal } from 'solid-js';
import type { PlacedLine } from '../../../shared/plan/proposal.ts';
import type { Visitor } from '../../board/presence.ts';
import { blockId } from './model.ts';

/** Ties the lines of the source to the blocks of the form, in both directions. */
export interface Link {
  /** The block that is pointed at, on either side. */
  active: Accessor<string>;
  point(block: string): void;
  /** Which side a narrow window shows. */
  side: Accessor<'source' | 'form'>;
  show(side: 'source' | 'form'): void;
  /** Shows the block, with the focus in its first control. */
  toBlock(block: string): void;
  /** Shows the first line that went to the block, with the focus on it. */
  toSource(block: string): void;
  /** Whether any line of the source went there. */
  hasSource(block: string): boolean;
  /** Who else is in the block. */
  others(block: string): readonly Visitor[];
  /** The caret of whoever sits here is in the block. */
  here(block: string): void;
}

/** Who is where in a plan that several edit. */
export type Presence = Pick<Link, 'others' | 'here'>;
const alone: Presence = { others: () => [], here: () => undefined };

/** The block that a line went to; empty for a line that went nowhere. */
export function blockOf(line: PlacedLine): string {
  if (line.unplaced) return blockId('unplaced');
  if (!line.place || line.place.part === 'layout' || line.place.part === 'letterhead') return '';
  const { part, dialogue } = line.place;
  return blockId(part, dialogue < 0 ? '' : `d${dialogue}`);
}

export function createLink(lines: Accessor<readonly PlacedLine[]>, presence: Presence = alone): Link {
  const [active, setActive] = createSignal('');
  const [side, setSide] = createSignal<'source' | 'form'>('form');
  const reveal = (element: HTMLElement | null | undefined) => {
    if (!element) return;
    element.scrollIntoView({ block: 'center' });
    element.focus({ preventScroll: true });
  };
  return {
    active,
    point: setActive,
    side,
    show: setSide,
    toBlock(block) {
      setSide('form');
      setActive(block);
      const element = document.getElementById(block);
      reveal(element?.querySelector<HTMLElement>('input, textarea, select') ?? element);
    },
    toSource(block) {
      setSide('source');
      setActive(block);
      reveal(document.querySelector<HTMLElement>(`[data-block="${CSS.escape(block)}"]`));
    },
    ...presence,
    hasSource: (block) => lines().some((line) => blockOf(line) === block),
  };
}
