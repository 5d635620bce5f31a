import { createMemo, Show } from 'solid-js';
import { t } from '../../i18n/screen.ts';
import { sizesOf } from './fit.ts';
import { Fitted } from './fitted.tsx';
import { Header } from './header.tsx';
import { whoOf } from './issue-words.ts';
import { Outcome } from './outcome.tsx';
import parts from './parts.module.css';
import styles from './petition.module.css';
import type { Picture } from './picture.ts';

/** One petition, as large as it fits: whose field and village, the matter, what was answered. */
export function PetitionPicture(props: { picture: Picture; petition: string }) {
  const issue = createMemo(
    () => props.picture.issues().find((candidate) => candidate.id === props.petition) ?? null,
  );
  return (
    <>
      <Header picture={props.picture} />
      <Show when={issue()} fallback={<p class={styles.waits}>{t().noPetition}</p>}>
        {(shown) => (
          <section class={styles.petition} aria-live="polite">
            <p class={styles.petitionHead}>
              <b class={parts.number}>{shown().number || '…'}</b>
              <span>{[shown().field, whoOf(shown())].filter(Boolean).join(' · ')}</span>
            </p>
            <Fitted shown={[shown().matter, shown().answer, shown().outcome]} sizes={sizesOf.petition}>
              <p class={parts.matter} data-fit>
                {shown().matter || t().noMatter}
              </p>
              <Show when={shown().outcome}>
                <div class={styles.answer}>
                  <p class={styles.answerHead}>
                    <span>{t().answer}</span>
                    <Outcome issue={shown()} />
                  </p>
                  <Show when={shown().answer}>
                    <p class={parts.matter} data-fit>
                      {shown().answer}
                    </p>
                  </Show>
                </div>
              </Show>
            </Fitted>
          </section>
        )}
      </Show>
    </>
  );
}
