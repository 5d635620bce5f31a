import { createEffect, createMemo, createSignal, For, type JSX, on, onCleanup } from 'solid-js';
import styles from './screen.module.css';

/** How long one picture takes to become another, ms; the stylesheet has the same. */
export const fadeTime = 350;

interface Layer {
  key: string;
}

/**
 * Shows one thing and lets it become the next calmly: the new one appears over the old one, which then goes.
 * Both have a ground, so that nothing flashes in between. At once for those who asked for less motion.
 * What changes under the same key is simply drawn.
 */
export function Crossfade<T>(props: {
  of: T;
  keyOf: (of: T) => string;
  children: (of: () => T) => JSX.Element;
}) {
  const key = createMemo(() => props.keyOf(props.of));
  const [layers, setLayers] = createSignal<Layer[]>([{ key: key() }]);
  let ending: ReturnType<typeof setTimeout> | undefined;
  createEffect(
    on(
      key,
      (next) => {
        clearTimeout(ending);
        const layer = { key: next };
        const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
        setLayers((before) => (calm ? [layer] : [...before.slice(-1), layer]));
        ending = setTimeout(() => setLayers([layer]), fadeTime);
      },
      { defer: true },
    ),
  );
  onCleanup(() => clearTimeout(ending));
  const isTop = (layer: Layer) => layer === layers().at(-1);
  return (
    <For each={layers()}>
      {(layer, n) => {
        const shown = createMemo<T>((before) => (layer.key === key() ? props.of : before), props.of);
        return (
          <div class={styles.layer} classList={{ [styles.entering ?? '']: n() > 0 }} inert={!isTop(layer)}>
            {props.children(shown)}
          </div>
        );
      }}
    </For>
  );
}
