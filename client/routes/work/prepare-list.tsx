import { For, Show } from 'solid-js';
import { api } from '../../api.ts';
import { sentTexts as t } from '../../i18n/inbox.ts';
import type { OwnInboxDesk } from './own-inbox.ts';
import { LostPrepared, openPreparing, Preparing } from './prepare-form.tsx';
import styles from './work.module.css';

const shortest = 60;
/** The first words of a matter, to name a button by. */
const briefly = (content: string) =>
  content.length > shortest ? `${content.slice(0, shortest).trimEnd()}…` : content;

/** What the office gave to the unit before it came into a dialogue: an answer is prepared for the chair. */
export function PrepareItems(props: {
  dialogueId: string;
  unit: string;
  inbox: OwnInboxDesk;
  say: (what: string) => void;
}) {
  const desk = openPreparing(
    props.dialogueId,
    `${props.unit}.prepare`,
    async (id, { text, seen }) => {
      await api.inbox.own[':id'].prepared.$post({ param: { id }, json: { text, seen } });
    },
    (what) => props.say(what),
    () => void props.inbox.refresh(),
  );
  return (
    <>
      <LostPrepared desk={desk} has={(id) => props.inbox.prepare().some((item) => item.id === id)} />
      <Show when={props.inbox.prepare().length > 0}>
        <section class={styles.group} data-group="prepare">
          <h3>{t().toPrepare(props.inbox.prepare().length)}</h3>
          <p class={styles.facts}>{t().toPrepareLead}</p>
          <div class={styles.cards}>
            <For each={props.inbox.prepare()}>
              {(item) => (
                <article class={styles.card} data-item={item.id}>
                  <p class={styles.facts}>
                    {[item.field, item.village, item.wishTitle && t().sentFor(item.wishTitle)]
                      .filter(Boolean)
                      .join(' · ')}
                  </p>
                  <p class={styles.text}>{item.content}</p>
                  <Preparing
                    id={item.id}
                    about={briefly(item.content)}
                    prepared={item.prepared}
                    desk={desk}
                    mayWrite
                  />
                </article>
              )}
            </For>
          </div>
        </section>
      </Show>
    </>
  );
}
