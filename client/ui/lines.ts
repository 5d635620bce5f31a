/** A list as the text of a box with one entry a line. */
export function toLines(entries: readonly string[]): string {
  return entries.join('\n');
}

/** The entries of such a text: trimmed, NFC, without empty lines. */
export function fromLines(text: string): string[] {
  return text
    .normalize('NFC')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

const instant = new Intl.DateTimeFormat('vi-VN', {
  timeZone: 'Asia/Ho_Chi_Minh',
  day: '2-digit',
  month: '2-digit',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
});

/** An ISO instant in the hall's time: `08:30 05/02/2023`. */
export function hallTime(iso: string): string {
  const part = (type: string) => parts.find((entry) => entry.type === type)?.value ?? '';
  const parts = instant.formatToParts(new Date(iso));
  return `${part('hour')}:${part('minute')} ${part('day')}/${part('month')}/${part('year')}`;
}

/** A `YYYY-MM-DD` day as it is written: `14/06/2023`; empty stays empty. */
export function writtenDay(day: string): string {
  return day.split('-').reverse().join('/');
}
