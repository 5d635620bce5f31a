import { createEffect, createMemo, createSignal, For, type JSX, onCleanup, Show } from 'solid-js';

/** Items drawn at first and with each step of scrolling. */
const step = 40;

/**
 * The items of a long list, drawn as far as they were scrolled to, so that two thousand cost no more than forty.
 * The item `keep` (the one in focus) is always drawn. `end` is the element whose coming into sight draws more.
 */
export function GrowingList(props: {
  ids: readonly string[];
  keep: string;
  children: (id: string) => JSX.Element;
  end: (ref: (element: Element) => void) => JSX.Element;
}) {
  const [limit, setLimit] = createSignal(step);
  const drawn = createMemo(() => props.ids.slice(0, limit()));
  const observer = new IntersectionObserver(
    (entries) => {
      if (entries.some((entry) => entry.isIntersecting)) setLimit((count) => count + step);
    },
    { rootMargin: '600px' },
  );
  onCleanup(() => observer.disconnect());
  createEffect(() => {
    const at = props.ids.indexOf(props.keep);
    if (at >= limit()) setLimit(at + step);
  });
  return (
    <>
      <For each={drawn()}>{props.children}</For>
      <Show when={drawn().length < props.ids.length ? drawn().length : 0} keyed>
        {/* Made anew after each step: an observer tells of a change only, and the end may stay in sight. */}
        {(_count) => props.end((element) => observer.observe(element))}
      </Show>
    </>
  );
}
