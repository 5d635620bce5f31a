import { createMemo, For, Show } from 'solid-js';
import { shortInstant } from '../board/days.ts';
import { together as t } from '../i18n/together.ts';
import { togetherAround } from '../together/together.ts';
import styles from './activity-panel.module.css';
import { changeWords, doneWords } from './entry-words.ts';

/** So many are shown beneath a petition. */
const most = 8;

/** The last changes of one petition, small; nothing outside of a hall. */
export function PetitionActivity(props: { petitionId: string }) {
  const together = togetherAround();
  const entries = createMemo(() =>
    (together?.activity() ?? []).filter(({ petitionId }) => petitionId === props.petitionId).slice(0, most),
  );
  return (
    <Show when={entries().length > 0}>
      <section class={styles.own} aria-label={t().activityOf}>
        <h3>{t().activityOf}</h3>
        <ol>
          <For each={entries()}>
            {(entry) => (
              <li>
                <time dateTime={entry.at}>{shortInstant(entry.at)}</time> {entry.by || t().somebody}{' '}
                {doneWords(entry)}
                <Show when={changeWords(entry)}>{(change) => <>: {change()}</>}</Show>
              </li>
            )}
          </For>
        </ol>
      </section>
    </Show>
  );
}
