import { For, Show } from 'solid-js';
import { commandTexts as t } from '../i18n/commands.ts';
import { shownKeys } from './key-words.ts';
import styles from './palette.module.css';

/** Keys as they stand on the keyboard; several ways are joined by “or”. */
export function KeySigns(props: {
  keys: readonly string[] | undefined;
  /** The keys do not do the same but belong together: arrows. */
  together?: boolean;
}) {
  return (
    <Show when={shownKeys(props.keys).length > 0}>
      <span class={styles.keys}>
        <For each={shownKeys(props.keys)}>
          {(words, at) => (
            <>
              <Show when={at() > 0 && !props.together}>
                <span class={styles.or}>{t().or}</span>
              </Show>
              <span class={styles.press}>
                <For each={words}>{(word) => <kbd>{word}</kbd>}</For>
              </span>
            </>
          )}
        </For>
      </span>
    </Show>
  );
}
