import { createMemo, For, Show } from 'solid-js';
import type { PublicNext, PublicSpeaker, PublicSpeech } from '../../../shared/docs/screen.ts';
import { t } from '../../i18n/screen.ts';
import { countFitting, sizesOf } from './fit.ts';
import { Fitted } from './fitted.tsx';
import { Header } from './header.tsx';
import parts from './parts.module.css';
import type { Picture } from './picture.ts';
import styles from './speakers.module.css';
import { speechTime } from './speech-time.ts';

/** Who speaks and how long still, and who comes next. */
export function SpeakersPicture(props: { picture: Picture }) {
  const { speech, queue, now } = props.picture;
  const called = () => queue().next.find((next) => next.called) ?? null;
  const others = () => (speech() ? queue().next : queue().next.filter((next) => next !== called()));
  return (
    <>
      <Header picture={props.picture} />
      <div class={styles.speakers}>
        <section class={styles.onFloor} aria-live="polite">
          <Fitted
            shown={[speech()?.name, speech()?.village, called()?.name, called()?.village]}
            sizes={sizesOf.floor}
            class={styles.middle}
          >
            <Show when={speech()} fallback={<Invited called={called()} />}>
              {(speaking) => (
                <>
                  <p class={styles.floorLabel}>{t().speaking}</p>
                  <Who speaker={speaking()} />
                  <Timer speech={speaking()} now={now()} />
                </>
              )}
            </Show>
          </Fitted>
        </section>
        <NextOnes next={others()} waiting={queue().waiting} />
      </div>
    </>
  );
}

/** Nobody speaks: who was called, or that it is a pause. */
function Invited(props: { called: PublicNext | null }) {
  return (
    <Show when={props.called} fallback={<p class={styles.floorName}>{t().nobodySpeaks}</p>}>
      {(called) => (
        <>
          <p class={styles.floorLabel}>{t().invited}</p>
          <Who speaker={called()} />
        </>
      )}
    </Show>
  );
}

function Who(props: { speaker: PublicSpeaker }) {
  const village = () => (props.speaker.village ? t().village(props.speaker.village) : '');
  return (
    <>
      <p class={styles.floorName}>{props.speaker.name || t().citizen}</p>
      <Show when={village()}>{(where) => <p class={styles.floorVillage}>{where()}</p>}</Show>
    </>
  );
}

/** What is left of the time: figures, a bar and words; the colour only repeats them. */
function Timer(props: { speech: PublicSpeech; now: number }) {
  const time = createMemo(() => speechTime(props.speech, props.now));
  const words = () => ({ running: t().timeLeft, ending: t().timeEnds, over: t().timeOver })[time().phase];
  return (
    <div class={styles.timer} data-phase={time().phase} role="timer" aria-live="off">
      <p class={styles.timerClock}>
        {time().phase === 'over' ? '+' : ''}
        {time().clock}
      </p>
      <p class={styles.timerWords}>{words()}</p>
      <svg class={styles.timerBar} viewBox="0 0 1000 10" preserveAspectRatio="none" aria-hidden="true">
        <rect class={parts.barGround} width="1000" height="10" />
        <rect class={parts.barFill} width={Math.round(time().left * 1000)} height="10" />
      </svg>
    </div>
  );
}

/** As many of the next ones as fit; how many more wait is said. */
function NextOnes(props: { next: PublicNext[]; waiting: number }) {
  let list: HTMLOListElement | undefined;
  const fitting = countFitting(
    () => list,
    () => props.next,
  );
  const more = () => props.waiting - Math.min(props.next.length, fitting());
  return (
    <section class={styles.nextOnes}>
      <h2>{t().next}</h2>
      <Show when={props.next.length > 0} fallback={<p class={parts.hint}>{t().nobodyWaits}</p>}>
        <ol ref={list}>
          <For each={props.next}>
            {(next, n) => (
              <li classList={{ [styles.beyond ?? '']: n() >= fitting() }}>
                <span>{next.name || t().citizen}</span>
                <Show when={next.village}>
                  {(village) => <span class={styles.nextVillage}>{t().village(village())}</span>}
                </Show>
                <Show when={next.called}>
                  <em data-secondary>{t().called}</em>
                </Show>
              </li>
            )}
          </For>
        </ol>
        <Show when={more() > 0}>
          <p class={styles.more}>{t().more(more())}</p>
        </Show>
      </Show>
    </section>
  );
}
