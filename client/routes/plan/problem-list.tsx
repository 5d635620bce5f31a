import { For } from 'solid-js';
import type { Link } from './link.ts';
import styles from './plan.module.css';
import type { Problem } from './problems.ts';

/** What a plan still lacks; each leads to the box to mend it in. */
export function ProblemList(props: { title: string; problems: readonly Problem[]; link: Link }) {
  return (
    <>
      {props.title}
      <ul class={styles.notes}>
        <For each={props.problems}>
          {(problem) => (
            <li>
              <button type="button" class={styles.problem} onClick={() => props.link.toBlock(problem.block)}>
                {problem.sentence}
              </button>
            </li>
          )}
        </For>
      </ul>
    </>
  );
}
