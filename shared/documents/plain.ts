/** Text as it may stand in a document, whatever was typed or pasted. */

/** Bullets that Word writes in its Symbol font, outside Unicode's own letters. */
const symbolFont: Record<string, string> = { '\uf0b7': '•', '\uf02d': '-', '\uf0a7': '▪' };

/** Letters and signs of Latin scripts, composed, on lines parted by line feeds: text that is clean as it is. */
const usual = /^[\n\x20-\x7e\u00a0-\u00ac\u00ae-\u024f\u1e00-\u1eff\u2010-\u2027\u2030-\u205e]*$/;

/**
 * NFC, lines parted by `\n` alone, and without what has no look of its own: control and format characters
 * (among them those that turn the direction of writing), halves of surrogate pairs become U+FFFD.
 * Letters, digits and signs are all kept.
 */
export function clean(text: string): string {
  if (usual.test(text)) return text;
  return text
    .toWellFormed()
    .replace(/\r\n?|[\v\f\u0085\u2028\u2029]/gu, '\n')
    .replaceAll('\t', ' ')
    .replace(/(?!\n)[\p{Cc}\p{Cf}\p{Noncharacter_Code_Point}]/gu, '')
    .replace(/[\uf0b7\uf02d\uf0a7]/gu, (char) => symbolFont[char] ?? char)
    .normalize('NFC');
}

/** `clean`, on one line, without spaces at the ends. */
export function cleanLine(text: string): string {
  return clean(text).replace(/\s+/gu, ' ').trim();
}

/** The lines of a text that hold something. */
export function linesOf(text: string): string[] {
  return clean(text)
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

/** The beginning of a text on one line, whole words, with `…` when something was left out. */
export function shorten(text: string, letters: number): string {
  const line = cleanLine(text);
  const chars = [...line];
  if (chars.length <= letters) return line;
  const cut = chars.slice(0, letters).join('');
  const lastSpace = cut.lastIndexOf(' ');
  return `${(lastSpace > letters / 2 ? cut.slice(0, lastSpace) : cut).replace(/[\s,;:.–-]+$/u, '')}…`;
}
