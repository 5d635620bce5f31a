import { createEffect, For, onCleanup, onMount, Show } from 'solid-js';
import type { Suggestion, SuggestionsList } from './suggest.ts';
import styles from './suggest-field.module.css';

/** The id of an option, for `aria-activedescendant`. */
export function optionId(list: string, at: number): string {
  return `${list}-${at}`;
}

/** Least room, CSS pixels: below it the list stands above its field; and the gap between the two. */
const leastRoom = 180;
const widest = 416;
const gap = 4;

/** Puts the list under the field, or over it where the window ends, inside the window at both sides. */
function place(list: HTMLElement, field: HTMLElement): void {
  const box = field.getBoundingClientRect();
  const height = window.visualViewport?.height ?? innerHeight;
  const below = height - box.bottom;
  const under = below >= leastRoom || below >= box.top;
  const width = Math.min(Math.max(box.width, Math.min(widest, innerWidth - 2 * gap)), innerWidth - 2 * gap);
  const { style } = list;
  style.width = `${width}px`;
  style.left = `${Math.max(gap, Math.min(box.left, innerWidth - width - gap))}px`;
  style.top = under ? `${box.bottom + gap}px` : 'auto';
  style.bottom = under ? 'auto' : `${innerHeight - box.top + gap}px`;
  style.maxHeight = `${Math.max(96, Math.min(304, (under ? below : box.top) - 2 * gap))}px`;
}

/** The suggestions under their field, over everything else; the focus stays in the field. */
export function SuggestList(props: {
  id: string;
  label: string;
  list: SuggestionsList;
  field: () => HTMLElement | undefined;
  onTake: (suggestion: Suggestion) => void;
}) {
  let root: HTMLDivElement | undefined;
  const replace = () => {
    const field = props.field();
    if (root && field) place(root, field);
  };
  onMount(() => {
    // In the browser's top layer no scrolling ancestor cuts it off; older browsers show it fixed.
    root?.showPopover?.();
    replace();
    window.addEventListener('scroll', replace, { capture: true, passive: true });
    window.addEventListener('resize', replace);
    window.visualViewport?.addEventListener('resize', replace);
    onCleanup(() => {
      window.removeEventListener('scroll', replace, { capture: true });
      window.removeEventListener('resize', replace);
      window.visualViewport?.removeEventListener('resize', replace);
    });
  });
  createEffect(() => {
    root
      ?.querySelector(`#${CSS.escape(optionId(props.id, props.list.markedAt()))}`)
      ?.scrollIntoView({ block: 'nearest' });
  });
  return (
    <div
      ref={root}
      id={props.id}
      class={styles.list}
      popover="manual"
      role="listbox"
      // A box that scrolls would be a stop of its own on the way by Tab.
      tabIndex={-1}
      aria-label={props.label}
      // The focus stays in the field, so that leaving it means leaving.
      onMouseDown={(event) => event.preventDefault()}
    >
      <For each={props.list.found()}>
        {({ item }, at) => (
          <div
            id={optionId(props.id, at())}
            class={styles.option}
            role="option"
            tabIndex={-1}
            aria-selected={at() === props.list.markedAt()}
            on:click={() => props.onTake(item)}
          >
            <span class={styles.value}>{item.label ?? item.value}</span>
            <Show when={item.note ?? item.detail}>
              {(words) => <small class={styles.detail}>{words()}</small>}
            </Show>
          </div>
        )}
      </For>
    </div>
  );
}
