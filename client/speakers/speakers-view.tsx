import { createSignal, Show } from 'solid-js';
import { speakingBounds } from '../../shared/docs/speakers.ts';
import type { SpeakingTime } from '../../shared/speaking-time.ts';
import { t } from '../i18n/speakers.ts';
import { Notice, TextField } from '../ui/controls.tsx';
import { AddSpeaker, type Places } from './add-speaker.tsx';
import { Floor, LastDone } from './floor.tsx';
import type { SpeakersModel } from './model.ts';
import { PastSpeakers, Queue } from './queue.tsx';
import styles from './speakers.module.css';

const minute = 60;

/** How long each may speak, for all devices. */
function SpeakingTimeField(props: { model: SpeakersModel }) {
  const [wrong, setWrong] = createSignal(false);
  const set = (input: HTMLInputElement) => {
    const minutes = Number(input.value.replace(',', '.'));
    const seconds = Math.round(minutes * minute);
    const fits = minutes >= 1 && seconds <= speakingBounds.most;
    setWrong(!fits);
    if (fits) props.model.setSeconds(seconds);
  };
  return (
    <div class={styles.time}>
      <TextField
        label={t().time}
        error={wrong() ? t().timeBounds : undefined}
        inputmode="decimal"
        autocomplete="off"
        data-field="speakingTime"
        value={String(props.model.seconds() / minute).replace('.', ',')}
        readOnly={props.model.readOnly()}
        onChange={(event) => set(event.currentTarget)}
      />
    </div>
  );
}

interface PartProps {
  model: SpeakersModel;
  places: Places;
}

/** Those who wait, adding somebody, those who have spoken, and the time that each has. */
export function SpeakersQueue(props: PartProps) {
  const { model } = props;
  return (
    <div class={styles.view}>
      <section class={styles.part} aria-label={t().queue}>
        <h3>{t().queue}</h3>
        <Show when={model.waiting().length > 0} fallback={<p class={styles.empty}>{t().queueEmpty}</p>}>
          <Queue model={model} />
        </Show>
      </section>
      <Show when={!model.readOnly()}>
        <AddSpeaker model={model} places={props.places} />
      </Show>
      <PastSpeakers model={model} />
      <SpeakingTimeField model={model} />
    </div>
  );
}

/** The queue of speakers with all that is done with it, in one column. */
export function SpeakersView(props: PartProps & { time: SpeakingTime | null }) {
  const { model } = props;
  return (
    <Show when={model.register.ready()} fallback={<Notice>{t().loading}</Notice>}>
      <div class={styles.view}>
        <Floor model={model} time={props.time} />
        <LastDone model={model} />
        <SpeakersQueue model={model} places={props.places} />
      </div>
    </Show>
  );
}
