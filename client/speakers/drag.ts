import { createSignal, onCleanup } from 'solid-js';

/** What is being dragged in a list, and before which of its entries it would be put (empty: at the end). */
export interface Drag {
  id: string;
  beforeId: string;
}

/**
 * Dragging the entries of a list by a handle, with a mouse, a pen or a finger (pointer events; the browser's own
 * drag and drop knows no touch). Entries carry their id as `data-speaker`. To be called inside a Solid owner.
 */
export function createDrag(
  list: () => HTMLElement | undefined,
  drop: (id: string, beforeId: string) => void,
) {
  const [drag, setDrag] = createSignal<Drag | null>(null);
  let leave: AbortController | undefined;
  onCleanup(() => leave?.abort());

  const beforeAt = (y: number): string => {
    for (const entry of list()?.querySelectorAll<HTMLElement>('[data-speaker]') ?? []) {
      const { top, height } = entry.getBoundingClientRect();
      if (y < top + height / 2) return entry.dataset.speaker ?? '';
    }
    return '';
  };
  const end = () => {
    leave?.abort();
    setDrag(null);
  };
  /** For the handle's pointerdown. */
  const start = (event: PointerEvent, id: string) => {
    if (event.button !== 0 || !(event.currentTarget instanceof HTMLElement)) return;
    const handle = event.currentTarget;
    handle.setPointerCapture(event.pointerId);
    leave?.abort();
    leave = new AbortController();
    const { signal } = leave;
    const from = event.clientY;
    handle.addEventListener(
      'pointermove',
      (move) => {
        // A tap is no drag.
        if (drag() || Math.abs(move.clientY - from) > 6) setDrag({ id, beforeId: beforeAt(move.clientY) });
      },
      { signal },
    );
    handle.addEventListener(
      'pointerup',
      () => {
        const dropped = drag();
        end();
        if (dropped) drop(dropped.id, dropped.beforeId);
      },
      { signal },
    );
    handle.addEventListener('pointercancel', end, { signal });
    handle.addEventListener('lostpointercapture', end, { signal });
  };
  return { drag, start };
}
