import { isDay } from '../../shared/working-days.ts';
import { language } from '../i18n/index.ts';

// Made once: making one costs more than a hundred times what using it does.
const dayAndTime = {
  timeZone: 'Asia/Ho_Chi_Minh',
  day: '2-digit',
  month: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
} as const;
const instants = {
  vi: new Intl.DateTimeFormat('vi-VN', dayAndTime),
  en: new Intl.DateTimeFormat('en-GB', dayAndTime),
};
const weekdays = {
  vi: new Intl.DateTimeFormat('vi-VN', { timeZone: 'UTC', weekday: 'long' }),
  en: new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', weekday: 'long' }),
};
const times = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Asia/Ho_Chi_Minh',
  hour: '2-digit',
  minute: '2-digit',
});

/** `YYYY-MM-DD` as it is written here: `20/03/2026`; what is no day stays as it is. */
export function shortDay(day: string): string {
  if (!isDay(day)) return day;
  const [year, month, date] = day.split('-');
  return `${date}/${month}/${year}`;
}

/** `YYYY-MM-DD` with its weekday, to be read beside a date field that follows the browser's own order. */
export function longDay(day: string): string | undefined {
  if (!isDay(day)) return undefined;
  return `${weekdays[language()].format(Date.parse(day))}, ${shortDay(day)}`;
}

/** An instant (ISO 8601) as day and time in Vietnam: `09:12 20/03`; empty when it is none. */
export function shortInstant(instant: string): string {
  const time = new Date(instant);
  if (Number.isNaN(time.getTime())) return '';
  return instants[language()].format(time);
}

/** The time of an instant (ISO 8601) in Vietnam: `09:12`; empty when it is none. */
export function shortTime(instant: string): string {
  const time = new Date(instant);
  if (Number.isNaN(time.getTime())) return '';
  return times.format(time);
}
