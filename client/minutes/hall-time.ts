import { clockTime, localDay } from '../../shared/vietnamese/dates.ts';

/** The hall's clock. Viet Nam has kept UTC+7 without summer time since 1975. */
const offset = '+07:00';

/** `[09 giờ 42] `: how the time of an event stands in the minutes. */
export function timeStamp(now: Date): string {
  const [hour, minute] = clockTime(now.toISOString()).split(':');
  return `[${hour} giờ ${minute}] `;
}

/** An instant as the value of an `<input type="datetime-local">` in the hall's time; empty for no instant. */
export function toLocalInput(instant: string): string {
  const day = localDay(instant);
  return day ? `${day}T${clockTime(instant)}` : '';
}

/** The instant (ISO 8601, UTC) that a value of an `<input type="datetime-local">` means in the hall; empty for none. */
export function fromLocalInput(value: string): string {
  const time = Date.parse(`${value.slice(0, 16)}:00${offset}`);
  return Number.isNaN(time) ? '' : new Date(time).toISOString();
}
