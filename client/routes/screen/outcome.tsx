import { Show } from 'solid-js';
import type { PublicIssue } from '../../../shared/docs/screen.ts';
import { wordOf } from './issue-words.ts';
import styles from './parts.module.css';

/** What the chair decided, in its word and colour; nothing while nothing is decided. */
export function Outcome(props: { issue: PublicIssue }) {
  return (
    <Show when={props.issue.outcome || null}>
      {(outcome) => (
        <span class={styles.outcome} data-kind={outcome()}>
          {wordOf(outcome())}
        </span>
      )}
    </Show>
  );
}
