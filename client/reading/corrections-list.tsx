import { A } from '@solidjs/router';
import { For, Show } from 'solid-js';
import type { Correction } from '../../shared/docs/corrections.ts';
import { clockTime } from '../../shared/vietnamese/dates.ts';
import { readingTexts as t } from '../i18n/reading.ts';
import type { OpenDocument } from '../sync/open-document.ts';
import { Button } from '../ui/controls.tsx';
import { Icon } from '../ui/icon.tsx';
import page from '../ui/page.module.css';
import { CorrectionActions } from './correction-actions.tsx';
import styles from './reading.module.css';

/** The corrections asked for, beside the text; each leads to its paragraph, here and in the minutes. */
export function CorrectionsList(props: {
  corrections: readonly Correction[];
  dialogueId: string;
  register: OpenDocument;
  person: string;
  /** False: read only. */
  mayWrite: boolean;
  /** The text may be changed at this device. */
  mayEdit: boolean;
  onShow: (correction: Correction) => void;
}) {
  const states = () => ({ open: t().openState, done: t().doneState, declined: t().declinedState });
  return (
    <section class={styles.corrections} aria-labelledby="corrections-title">
      <h2 id="corrections-title">{t().corrections}</h2>
      <ul>
        <For each={props.corrections} fallback={<li class={page.muted}>{t().noCorrections}</li>}>
          {(correction) => (
            <li data-correction={correction.id} data-state={correction.state}>
              <p class={styles.asked} lang="vi">
                {correction.asked}
              </p>
              <p class={styles.who}>
                <strong>{correction.askedBy || t().somebody}</strong>
                <Show when={correction.village}>, {correction.village}</Show>
                {' · '}
                <span class={styles.state}>{states()[correction.state]}</span>
                <Show when={correction.reason}>: {correction.reason}</Show>
              </p>
              <p class={page.muted}>{t().noted(correction.notedBy, clockTime(correction.notedAt))}</p>
              <blockquote class={styles.excerpt} lang="vi">
                {correction.excerpt}
              </blockquote>
              <div class={styles.actions}>
                <Button kind="quiet" icon="move" onClick={() => props.onShow(correction)}>
                  {t().toPlace}
                </Button>
                <Show when={props.mayEdit && correction.state === 'open'}>
                  <A class={page.link} href={correctionHref(props.dialogueId, correction)}>
                    <Icon name="pen" /> {t().toText}
                  </A>
                </Show>
                <Show when={props.mayWrite}>
                  <CorrectionActions
                    correction={correction}
                    register={props.register}
                    person={props.person}
                  />
                </Show>
              </div>
            </li>
          )}
        </For>
      </ul>
    </section>
  );
}

/** The hall's address that opens at the paragraph of a correction. */
export function correctionHref(dialogueId: string, correction: Pick<Correction, 'id'>): string {
  return `/dialogues/${dialogueId}?correction=${correction.id}`;
}
