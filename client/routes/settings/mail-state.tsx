import { For, Show } from 'solid-js';
import type { Letter, MailStatus } from '../../../shared/mail.ts';
import { numericDate } from '../../../shared/vietnamese/dates.ts';
import { reachTexts as t } from '../../i18n/reach.ts';
import { moment } from '../../operation/status.ts';
import { Notice } from '../../ui/controls.tsx';
import page from '../../ui/page.module.css';
import styles from './reach.module.css';

/** What became of the letters: the last that went, the last that did not, and each of the newest day. */
export function MailState(props: { mail: MailStatus }) {
  const day = () => props.mail.latest[0]?.day ?? '';
  /** A failure after which a letter went is over. */
  const failure = () => {
    const { lastFailure: failed, lastSent: sent } = props.mail;
    return failed && (!sent || failed.changedAt > sent.changedAt || failed.day === day()) ? failed : null;
  };
  return (
    <div class={styles.state} data-mail-state>
      <Show when={failure()}>
        {(letter) => (
          <Notice kind="warn">
            {t().lastFailure(moment(letter().changedAt), letter().name)} <Why letter={letter()} />
          </Notice>
        )}
      </Show>
      <p>
        {props.mail.lastSent
          ? t().lastSent(moment(props.mail.lastSent.changedAt), props.mail.lastSent.name)
          : t().noneSent}
      </p>
      <Show when={day()}>
        <h4>{t().letters(numericDate(day()))}</h4>
        <ul class={styles.letters}>
          <For each={props.mail.latest}>
            {(letter) => (
              <li>
                <strong>{letter.name}</strong> {t().counts(letter.overdue, letter.due)}.{' '}
                <span data-state={letter.state}>{t().state(letter.state)}.</span> <Why letter={letter} />
              </li>
            )}
          </For>
        </ul>
      </Show>
    </div>
  );
}

function Why(props: { letter: Letter }) {
  const why = () => (props.letter.failure ? t().failure(props.letter.failure) : '');
  return (
    <Show when={why()}>
      <span class={page.muted}>{why()}</span>
    </Show>
  );
}
