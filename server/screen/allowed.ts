/** Forms that a value must have before it goes to the public screen. */

/** `value` if it is one of `known`, else empty. */
export function among(known: readonly string[], value: string): string {
  const wanted = value.normalize('NFC').trim();
  const found = known.find((one) => one.normalize('NFC').trim() === wanted);
  return found?.normalize('NFC').trim() ?? '';
}

/** An ISO 8601 instant in the one form, or empty. */
export function instant(value: string): string {
  const ms = Date.parse(value);
  return Number.isFinite(ms) ? new Date(ms).toISOString() : '';
}

/** Lines that an official typed for the screen: as typed, NFC, without control and invisible characters, bounded. */
export function typedLines(text: string, length: number): string {
  const lines = text.normalize('NFC').replace(/\r\n?/g, '\n').split('\n');
  const clean = lines.map((line) =>
    line
      .replace(/[\p{Cc}\p{Cf}]/gu, ' ')
      .replace(/\s+/g, ' ')
      .trim(),
  );
  return Array.from(clean.join('\n').trim()).slice(0, length).join('');
}

/** The same in one line. */
export function typedLine(text: string, length: number): string {
  return typedLines(text.replace(/\s+/g, ' '), length);
}
