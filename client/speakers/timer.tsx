import { Show } from 'solid-js';
import { clockText, type SpeakingTime } from '../../shared/speaking-time.ts';
import { t } from '../i18n/speakers.ts';
import { Icon } from '../ui/icon.tsx';
import styles from './timer.module.css';

/** The time that the speaker has left; colour and word say when it is nearly over and when it is. */
export function SpeechTimer(props: { time: SpeakingTime | null; large?: boolean }) {
  const word = (time: SpeakingTime) =>
    time.phase === 'over' ? t().over : time.phase === 'warning' ? t().warning : t().left;
  return (
    <Show when={props.time}>
      {(time) => (
        <span
          class={styles.timer}
          classList={{ [styles.large ?? '']: props.large }}
          data-phase={time().phase}
          role="timer"
        >
          <span class={styles.word}>
            <Show when={time().phase !== 'running'}>
              <Icon name="alarm" />
            </Show>
            {word(time())}
          </span>
          <span class={styles.clock}>{clockText(time().left)}</span>
        </span>
      )}
    </Show>
  );
}
