import type { ParentProps } from 'solid-js';
import { fitText } from './fit.ts';
import styles from './parts.module.css';

interface FittedProps {
  /** What the texts say: a change of it is measured anew. */
  shown: unknown;
  sizes: readonly number[];
  class?: string;
  /** How much the type grows at most when the organizer chose a larger one. */
  mostScale?: number;
}

/** Texts as large as their place allows. */
export function Fitted(props: ParentProps<FittedProps>) {
  let frame: HTMLDivElement | undefined;
  fitText(
    () => frame,
    () => props.shown,
    props.sizes,
    props.mostScale ?? Number.POSITIVE_INFINITY,
  );
  return (
    <div class={`${styles.room} ${props.class ?? ''}`} ref={frame}>
      <div>{props.children}</div>
    </div>
  );
}
