import type { PublicSpeech } from '../../../shared/docs/screen.ts';
import { warningSeconds } from '../../../shared/docs/speakers.ts';

/** Where a speech stands in its time. */
export interface SpeechTime {
  phase: 'running' | 'ending' | 'over';
  /** What is left, or, once over, what it is beyond: `04:12`. */
  clock: string;
  /** What is left of the time, 0 to 1. */
  left: number;
}

/** @param now the hall's time, ms since the epoch */
export function speechTime({ startedAt, seconds }: PublicSpeech, now: number): SpeechTime {
  // A device whose clock is ahead may have started it: no speech has more time than it was given.
  const spoken = Math.max(0, Math.floor((now - Date.parse(startedAt)) / 1000));
  const left = seconds - spoken;
  const phase = left <= 0 ? 'over' : left <= Math.min(warningSeconds, seconds / 2) ? 'ending' : 'running';
  return { phase, clock: minutes(Math.abs(left)), left: Math.max(0, left) / seconds };
}

function minutes(seconds: number): string {
  const two = (n: number) => String(n).padStart(2, '0');
  return `${two(Math.floor(seconds / 60))}:${two(seconds % 60)}`;
}
