import type { ActivityEntry } from '../../shared/docs/activity.ts';
import { speakerStates } from '../../shared/docs/speakers.ts';
import { fieldLabel, valueWords } from '../board/conflicts.ts';
import { shortInstant } from '../board/days.ts';
import { together as t, togetherWords } from '../i18n/together.ts';

/** What was done, without who and where: `sửa Thôn`. */
export function doneWords(entry: ActivityEntry): string {
  const field = fieldLabel(entry.field);
  switch (entry.kind) {
    case 'raised':
      return t().didRaise;
    case 'field':
      return t().didField(field);
    case 'state':
      return t().didState;
    case 'text':
      return entry.field === 'answer' ? t().didAnswer : t().didContent;
    case 'citizen':
      return t().didCitizen(field);
    case 'conflict':
      return t().didConflict(field, entry.to || t().somebody);
    case 'settled':
      return t().didSettle(field);
    case 'speaker': {
      const state = speakerStates.find((known) => known === entry.to) ?? 'waiting';
      return togetherWords().didSpeaker[state];
    }
    case 'attendance':
      return t().didAttendance(entry.count);
    case 'paper':
      return t().didPaper(entry.count);
    case 'minutes':
      return t().didMinutes(entry.field);
  }
}

/** `Giang Lố 1 → Hào Lý`, or empty when no value may be named. */
export function changeWords({ kind, field, from, to }: ActivityEntry): string {
  if (kind !== 'field' && kind !== 'state') return '';
  const words = (value: string) => valueWords(kind === 'state' ? 'state' : field, value);
  if (!from && !to) return '';
  return from ? `${words(from)} → ${words(to) || t().empty}` : words(to);
}

/** How long ago an instant is, in words; the day and time when it is long ago. */
export function agoWords(at: string, now: number): string {
  const minutes = Math.floor((now - Date.parse(at)) / 60_000);
  if (minutes < 1) return t().justNow;
  if (minutes < 60) return t().minutesAgo(minutes);
  return minutes < 240 ? t().hoursAgo(Math.floor(minutes / 60)) : shortInstant(at);
}
