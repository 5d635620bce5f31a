import { Show } from 'solid-js';
import type { Speaker } from '../../shared/docs/speakers.ts';
import type { SpeakingTime } from '../../shared/speaking-time.ts';
import { t } from '../i18n/speakers.ts';
import { Button } from '../ui/controls.tsx';
import { nameOf, type SpeakersModel } from './model.ts';
import { aboutSpeaker } from './queue.tsx';
import styles from './speakers.module.css';
import { SpeechTimer } from './timer.tsx';

function Person(props: { speaker: Speaker }) {
  return (
    <div class={styles.person}>
      <strong class={styles.onFloor}>{nameOf(props.speaker)}</strong>
      <span>{aboutSpeaker(props.speaker)}</span>
    </div>
  );
}

/** Who speaks with the time left, who is called, and what may be done with both. */
export function Floor(props: { model: SpeakersModel; time: SpeakingTime | null; large?: boolean }) {
  const { model } = props;
  return (
    <div class={styles.floor} classList={{ [styles.largeFloor ?? '']: props.large }}>
      <div class={styles.cards}>
        <Show
          when={model.speaking()}
          fallback={
            <Show when={!model.called()}>
              <p class={styles.nobody}>{t().nobody}</p>
            </Show>
          }
        >
          {(speaker) => (
            <section class={styles.speaking} aria-label={t().now}>
              <h3 class={styles.label}>{t().now}</h3>
              <Person speaker={speaker()} />
              <SpeechTimer time={props.time} large={props.large} />
              <Show when={!model.readOnly()}>
                <div class={styles.actions}>
                  <Button kind="primary" icon="check" onClick={() => model.move(speaker().id, 'done')}>
                    {t().finish}
                  </Button>
                  <Button icon="undo" title={t().back} onClick={() => model.move(speaker().id, 'waiting')}>
                    {t().backShort}
                  </Button>
                </div>
              </Show>
            </section>
          )}
        </Show>
        <Show when={model.called()}>
          {(speaker) => (
            <section class={styles.called} aria-label={t().called}>
              <h3 class={styles.label}>
                {t().called} <small>{t().calledHint}</small>
              </h3>
              <Person speaker={speaker()} />
              <Show when={!model.readOnly()}>
                <div class={styles.actions}>
                  <Button kind="primary" icon="speech" onClick={() => model.move(speaker().id, 'speaking')}>
                    {t().start}
                  </Button>
                  <Button icon="minus" onClick={() => model.move(speaker().id, 'absent')}>
                    {t().absent}
                  </Button>
                  <Button icon="undo" title={t().back} onClick={() => model.move(speaker().id, 'waiting')}>
                    {t().backShort}
                  </Button>
                </div>
              </Show>
            </section>
          )}
        </Show>
      </div>
      <Show when={!model.readOnly()}>
        <Button
          class={styles.next}
          icon="chevron"
          disabled={model.waiting().length === 0}
          aria-keyshortcuts="C"
          onClick={() => model.callNext()}
        >
          {t().callNext}
        </Button>
      </Show>
    </div>
  );
}

/** What was done at this device last, and taking it back; announced. */
export function LastDone(props: { model: SpeakersModel }) {
  return (
    <p class={styles.done} role="status">
      <Show when={props.model.done()}>
        {(done) => (
          <>
            <span>{done().text}</span>
            <Show when={done().undo}>
              <Button icon="undo" onClick={() => props.model.undo()}>
                {t().undo}
              </Button>
            </Show>
          </>
        )}
      </Show>
    </p>
  );
}
