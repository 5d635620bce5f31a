import { For, Show } from 'solid-js';
import type { MarkedText } from '../../shared/search.ts';

/** A text with its hits marked. */
export function Marked(props: { value: MarkedText }) {
  const parts = () => {
    const { text, marks } = props.value;
    const result: { text: string; isHit: boolean }[] = [];
    let from = 0;
    for (const [start, end] of marks) {
      result.push(
        { text: text.slice(from, start), isHit: false },
        { text: text.slice(start, end), isHit: true },
      );
      from = end;
    }
    return [...result, { text: text.slice(from), isHit: false }].filter((part) => part.text !== '');
  };
  return (
    <For each={parts()}>
      {(part) => (
        <Show when={part.isHit} fallback={part.text}>
          <mark>{part.text}</mark>
        </Show>
      )}
    </For>
  );
}
