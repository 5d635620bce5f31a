import { type Accessor, createEffect, createMemo, createSignal, on, onCleanup, untrack } from 'solid-js';
import { bodyOf } from '../../shared/docs/minutes.ts';
import type { Hall } from '../hall/hall-context.ts';
import { revealBlock } from '../minutes/far-blocks.ts';
import { blockAtCaret, type PersonHere } from './people.ts';

/** The petition that following opened; it takes no focus from whatever has it. */
let opened = '';

/** Whether a petition was opened because somebody who is followed opened it. */
export function openedByFollowing(petition: string): boolean {
  return petition !== '' && opened === petition;
}

export interface Follow {
  /** Name of whom this device follows, or empty. */
  following: Accessor<string>;
  follow(name: string): void;
  stop(): void;
  /** Name of somebody who was followed and left, until the next thing is done. */
  left: Accessor<string>;
}

/** Keys that do nothing of their own. */
const silent = ['Shift', 'Control', 'Alt', 'Meta', 'CapsLock', 'Tab'];

/** Brings the block of the minutes where a caret stands into sight. */
function scrollToCaret(hall: Hall, caret: string): void {
  const editor = hall.editor();
  const block = editor && blockAtCaret(hall.minutes.doc, caret);
  if (!editor || !block) return;
  const blocks: unknown[] = bodyOf(hall.minutes.doc).toArray();
  const index = blocks.indexOf(block);
  let position = 0;
  for (let at = 0; at < Math.min(index, editor.state.doc.childCount); at++)
    position += editor.state.doc.child(at).nodeSize;
  revealBlock(editor.view, position)?.scrollIntoView({ block: 'center' });
}

/**
 * Following: this device shows what one person has open, without taking the focus from anything; whatever is done
 * here ends it. To be called inside a Solid owner.
 */
export function createFollow(hall: Hall, people: Accessor<readonly PersonHere[]>): Follow {
  const [following, setFollowing] = createSignal('');
  const [left, setLeft] = createSignal('');
  const { awareness } = hall.board;
  const target = createMemo(() => people().find(({ name }) => name === following()) ?? null);
  const stop = () => {
    opened = '';
    setFollowing('');
  };

  createEffect(() => awareness.setLocalStateField('follows', following()));
  createEffect(() => {
    if (!following() || target()) return;
    setLeft(following());
    stop();
  });
  const petition = createMemo(() => target()?.petition ?? '');
  const caret = createMemo(() => target()?.caret ?? '');
  createEffect(
    on([following, petition], ([name, id]) => {
      if (!name || !id || id === untrack(hall.selected)) return;
      opened = id;
      hall.openPetition(id);
    }),
  );
  createEffect(
    on([following, caret], ([name, at]) => {
      if (!name || !at) return;
      if (untrack(hall.view) === 'board') hall.setView('minutes');
      requestAnimationFrame(() => scrollToCaret(hall, at));
    }),
  );

  /** What is done inside the panes, or typed anywhere, is one's own way. */
  const own = (event: Event) => {
    if (!untrack(following)) return;
    if (event instanceof KeyboardEvent && silent.includes(event.key)) return;
    const place = event.target instanceof Element ? event.target : null;
    if (place?.closest('[data-together]')) {
      if (event instanceof KeyboardEvent && event.key === 'Escape') stop();
      return;
    }
    stop();
  };
  const events = ['keydown', 'pointerdown', 'wheel', 'input'] as const;
  for (const name of events) document.addEventListener(name, own, { capture: true, passive: true });
  onCleanup(() => {
    opened = '';
    for (const name of events) document.removeEventListener(name, own, { capture: true });
    awareness.setLocalStateField('follows', '');
  });

  return {
    following,
    left,
    stop,
    follow(name) {
      setLeft('');
      opened = '';
      setFollowing(name);
    },
  };
}
