import { clean, cleanLine, linesOf } from './plain.ts';
import type { Heading, Inline, Paragraph, TextRun } from './tree.ts';

/** Small makers of tree parts; every text passes `clean` here. */

export type Style = Pick<TextRun, 'bold' | 'italic' | 'underline' | 'strike'>;

/** One run of text. */
export function text(value: string, style: Style = {}): TextRun {
  return { type: 'text', text: clean(value), ...style };
}

/** A body paragraph: justified, first line indented. */
export function paragraph(
  runs: Inline[],
  options: Partial<Omit<Paragraph, 'type' | 'runs'>> = {},
): Paragraph {
  return { type: 'paragraph', runs, align: 'justify', firstLine: true, keepWithNext: false, ...options };
}

/** A body paragraph of plain text. */
export function plainParagraph(
  value: string,
  options: Partial<Omit<Paragraph, 'type' | 'runs'>> = {},
): Paragraph {
  return paragraph([text(value)], options);
}

/** A heading with its number; level 1 is set in capitals. */
export function heading(level: Heading['level'], number: string, value: string): Heading {
  const line = [number, cleanLine(value)].filter((part) => part !== '').join(' ');
  return { type: 'heading', level, runs: [text(level === 1 ? line.toLocaleUpperCase('vi') : line)] };
}

/**
 * A lead followed by a text of any number of lines: the first line goes on after the lead, the others
 * are paragraphs of their own. With no text, the lead stands alone.
 */
export function ledText(lead: Inline[], value: string): Paragraph[] {
  const [first = '', ...others] = linesOf(value);
  return [paragraph(first ? [...lead, text(first)] : lead), ...others.map((line) => plainParagraph(line))];
}

const romanDigits: [number, string][] = [
  [10, 'X'],
  [9, 'IX'],
  [5, 'V'],
  [4, 'IV'],
  [1, 'I'],
];

/** `I`, `II`, … for n from 1. */
export function roman(n: number): string {
  let rest = n;
  let result = '';
  for (const [value, digit] of romanDigits) {
    while (rest >= value) {
      result += digit;
      rest -= value;
    }
  }
  return result;
}

const letters = [...'abcdđeghiklmnopqrstuvxy'];

/** `a`, `b`, `c`, `d`, `đ`, `e`, `g` … for n from 1: points are lettered by the Vietnamese alphabet. */
export function letter(n: number): string {
  const index = n - 1;
  const last = letters[index % letters.length] ?? '';
  return index < letters.length ? last : letter(Math.floor(index / letters.length)) + last;
}
