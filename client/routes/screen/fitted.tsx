import type { ParentProps } from 'solid-js';
import { fitText } from './fit.ts';
import styles from './screen.module.css';

/** Texts as large as their place allows. `shown` is what they say: a change of it is measured anew. */
export function Fitted(props: ParentProps<{ shown: unknown; sizes: readonly number[]; class?: string }>) {
  let frame: HTMLDivElement | undefined;
  fitText(
    () => frame,
    () => props.shown,
    props.sizes,
  );
  return (
    <div class={`${styles.room} ${props.class ?? ''}`} ref={frame}>
      <div>{props.children}</div>
    </div>
  );
}
