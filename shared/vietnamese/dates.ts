/**
 * Dates and times as Vietnamese official documents write them. Instants are ISO 8601 (`2023-02-05T01:30:00Z`)
 * and are read in the time zone Asia/Ho_Chi_Minh; days are `YYYY-MM-DD` and belong to no zone.
 * Every function answers an empty string for a value that is empty or no date: a document or a page must
 * come out even when somebody wrote nonsense into a field.
 */

/** The time zone of all dates that people read. */
export const timeZone = 'Asia/Ho_Chi_Minh';

interface LocalParts {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
}

const localFormat = new Intl.DateTimeFormat('en-US', {
  timeZone,
  calendar: 'gregory',
  numberingSystem: 'latn',
  hourCycle: 'h23',
  year: 'numeric',
  month: 'numeric',
  day: 'numeric',
  hour: 'numeric',
  minute: 'numeric',
});

const dayPattern = /^(\d{4})-(\d{2})-(\d{2})$/;

function readInstant(value: string): LocalParts | null {
  const time = Date.parse(value);
  if (!/^\d{4}-\d{2}-\d{2}T/.test(value) || Number.isNaN(time)) return null;
  const parts = new Map(localFormat.formatToParts(time).map((part) => [part.type, Number(part.value)]));
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? 0;
  return {
    year: part('year'),
    month: part('month'),
    day: part('day'),
    hour: part('hour'),
    minute: part('minute'),
  };
}

function readDay(value: string): Pick<LocalParts, 'year' | 'month' | 'day'> | null {
  const match = dayPattern.exec(value);
  if (!match) return readInstant(value);
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  const date = new Date(Date.UTC(year, month - 1, day));
  const exists = date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return exists ? { year, month, day } : null;
}

const two = (n: number) => String(n).padStart(2, '0');

/** The day `YYYY-MM-DD` on which an instant falls in Viet Nam. */
export function localDay(instant: string): string {
  const local = readInstant(instant);
  return local ? `${String(local.year).padStart(4, '0')}-${two(local.month)}-${two(local.day)}` : '';
}

/**
 * `ngày 05 tháng 02 năm 2023`, from a day or an instant. Decree 30/2020/NĐ-CP: a leading zero for days
 * under 10 and for months 1 and 2, none for the other months.
 */
export function officialDate(value: string): string {
  const local = readDay(value);
  if (!local) return '';
  const month = local.month <= 2 ? two(local.month) : String(local.month);
  return `ngày ${two(local.day)} tháng ${month} năm ${local.year}`;
}

/** `05/02/2023`, from a day or an instant: for tables and screens. */
export function numericDate(value: string): string {
  const local = readDay(value);
  return local ? `${two(local.day)}/${two(local.month)}/${local.year}` : '';
}

/** `08 giờ 30 phút`, from an instant. */
export function officialTime(instant: string): string {
  const local = readInstant(instant);
  return local ? `${two(local.hour)} giờ ${two(local.minute)} phút` : '';
}

/** `08:30`, from an instant: for screens and boards. */
export function clockTime(instant: string): string {
  const local = readInstant(instant);
  return local ? `${two(local.hour)}:${two(local.minute)}` : '';
}
