import { type Accessor, createEffect, createMemo, createSignal, on } from 'solid-js';
import type { Speaker } from '../../shared/docs/speakers.ts';
import { type SpeakingPhase, type SpeakingTime, speakingTime } from '../../shared/speaking-time.ts';
import { t } from '../i18n/speakers.ts';
import { nameOf } from './model.ts';

export interface SpeechClock {
  /** Null while nobody speaks. */
  time: Accessor<SpeakingTime | null>;
  /** A sentence when the warning comes and when the time is over, once for each speech; else empty. */
  said: Accessor<string>;
}

/**
 * Follows how far the present speech is. To be called inside a Solid owner.
 * @param now the hall's time, ms since the epoch
 * @param onPhase told when the warning comes and when the time is over
 */
export function createSpeechClock(
  speaking: Accessor<Speaker | null>,
  seconds: Accessor<number>,
  now: Accessor<number>,
  onPhase: (phase: SpeakingPhase) => void = () => undefined,
): SpeechClock {
  const same = (a: SpeakingTime | null, b: SpeakingTime | null) =>
    a?.left === b?.left && a?.phase === b?.phase;
  const time = createMemo(
    () => {
      const speaker = speaking();
      return speaker && speakingTime(speaker.startedAt, seconds(), now());
    },
    null,
    { equals: same },
  );
  const [said, setSaid] = createSignal('');
  const phase = createMemo(() => time()?.phase);
  const speech = createMemo(() => speaking()?.id ?? '');
  createEffect(
    on([speech, phase], ([, next]) => {
      const [speaker, left] = [speaking(), time()?.left ?? 0];
      if (next === 'warning') setSaid(t().saidWarning(nameOf(speaker), left));
      else setSaid(next === 'over' ? t().saidOver(nameOf(speaker)) : '');
      if (next === 'warning' || next === 'over') onPhase(next);
    }),
  );
  return { time, said };
}
