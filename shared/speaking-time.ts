import { warningSeconds } from './docs/speakers.ts';

/** How far a speech is in its time. */
export type SpeakingPhase = 'running' | 'warning' | 'over';

export interface SpeakingTime {
  /** Whole seconds left, rounded up; negative once the time is over. */
  left: number;
  /** The warning comes a minute before the end, for short speeches at half of the time. */
  phase: SpeakingPhase;
}

/**
 * Where a speech stands. Counted from its start alone, so a reload or a restart changes nothing.
 * @param startedAt ISO 8601 instant by the hall's clock
 * @param seconds how long it may last
 * @param now ms since the epoch, by the hall's clock
 * @returns null when `startedAt` is no instant
 */
export function speakingTime(startedAt: string, seconds: number, now: number): SpeakingTime | null {
  const start = Date.parse(startedAt);
  if (Number.isNaN(start)) return null;
  // A clock a little behind the one that started the speech must not show more than the whole time.
  const left = Math.min(seconds, Math.ceil((start + seconds * 1000 - now) / 1000));
  return {
    left,
    phase: left <= 0 ? 'over' : left <= Math.min(warningSeconds, seconds / 2) ? 'warning' : 'running',
  };
}

/** Seconds as a clock shows them: `4:05`, `1:02:00`; over time with a sign: `+0:12`. */
export function clockText(left: number): string {
  const seconds = Math.abs(left);
  const two = (value: number) => String(value).padStart(2, '0');
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  const text = hours > 0 ? `${hours}:${two(minutes)}` : String(minutes);
  return `${left < 0 ? '+' : ''}${text}:${two(seconds % 60)}`;
}
