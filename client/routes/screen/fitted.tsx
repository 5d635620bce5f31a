import type { ParentProps } from 'solid-js';
import { fitText } from './fit.ts';
import styles from './screen.module.css';

interface FittedProps {
  /** What the texts say: a change of it is measured anew. */
  shown: unknown;
  sizes: readonly number[];
  class?: string;
}

/** Texts as large as their place allows. */
export function Fitted(props: ParentProps<FittedProps>) {
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
