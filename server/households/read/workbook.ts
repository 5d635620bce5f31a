import { attribute, xmlPieces } from './xml.ts';

/** What the cells of a workbook refer to. */
export interface Styles {
  /** By the number of a cell's format: the name of its font, and whether its numbers are days. */
  formats: { font: string; isDay: boolean }[];
}

/** Formats that Excel knows without their being written down, and that show a day. */
const builtInDays = new Set([14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 55, 56, 57, 58]);

/** Whether a number's format shows a day: it has a letter for a day or a year outside of quotes. */
function showsDay(code: string): boolean {
  return /[dy]/iu.test(code.replace(/"[^"]*"|\\.|\[[^\]]*\]/gu, ''));
}

/** Fonts and kinds of numbers by a cell's format. */
export function readStyles(xml: string): Styles {
  const fonts: string[] = [];
  const codes = new Map<number, boolean>();
  const formats: Styles['formats'] = [];
  let within = '';
  for (const piece of xmlPieces(xml)) {
    if (piece.kind !== 'open') continue;
    const { name, attributes } = piece;
    const number = (of: string) => Number(attribute(attributes, of) ?? 0);
    if (name === 'fonts' || name === 'cellXfs' || name === 'cellStyleXfs' || name === 'dxfs') within = name;
    else if (name === 'font' && within === 'fonts') fonts.push('');
    else if (name === 'name' && within === 'fonts' && fonts.length > 0)
      fonts[fonts.length - 1] = attribute(attributes, 'val') ?? '';
    else if (name === 'numFmt' && within !== 'dxfs')
      codes.set(number('numFmtId'), showsDay(attribute(attributes, 'formatCode') ?? ''));
    else if (name === 'xf' && within === 'cellXfs') {
      const id = number('numFmtId');
      formats.push({ font: fonts[number('fontId')] ?? '', isDay: codes.get(id) ?? builtInDays.has(id) });
    }
  }
  return { formats };
}

/** A text with the font of its first run, where it has runs of its own. */
export interface RunText {
  text: string;
  font: string;
}

/** The texts that cells share, in their order. How it is pronounced (`rPh`) is no text. */
export function readSharedTexts(xml: string): RunText[] {
  const texts: RunText[] = [];
  let takes = false;
  let aside = false;
  for (const piece of xmlPieces(xml)) {
    const last = texts.at(-1);
    if (piece.kind === 'text') {
      if (takes && !aside && last) last.text += piece.text;
    } else if (piece.name === 'si') {
      if (piece.kind === 'open') texts.push({ text: '', font: '' });
    } else if (piece.name === 't') takes = piece.kind === 'open' && !piece.empty;
    else if (piece.name === 'rPh') aside = piece.kind === 'open' && !piece.empty;
    else if (piece.name === 'rFont' && piece.kind === 'open' && last && last.font === '')
      last.font = attribute(piece.attributes, 'val') ?? '';
  }
  return texts;
}

/** The sheets that a workbook shows, with the ids of their parts, and whether its days count from 1904. */
export function readBook(xml: string): { sheets: { name: string; part: string }[]; from1904: boolean } {
  const sheets: { name: string; part: string }[] = [];
  let from1904 = false;
  for (const piece of xmlPieces(xml)) {
    if (piece.kind !== 'open') continue;
    if (piece.name === 'workbookPr')
      from1904 = /^(?:1|true)$/iu.test(attribute(piece.attributes, 'date1904') ?? '');
    if (piece.name !== 'sheet' || /hidden/iu.test(attribute(piece.attributes, 'state') ?? '')) continue;
    sheets.push({
      name: attribute(piece.attributes, 'name') ?? '',
      part: /\br?:?id\s*=\s*["']([^"']*)["']\s*\/?$/u.exec(piece.attributes)?.[1] ?? '',
    });
  }
  return { sheets, from1904 };
}

/** Parts by the ids that a workbook names them with. */
export function readRelations(xml: string): Map<string, string> {
  const parts = new Map<string, string>();
  for (const piece of xmlPieces(xml)) {
    if (piece.kind !== 'open' || piece.name !== 'Relationship') continue;
    const target = attribute(piece.attributes, 'Target') ?? '';
    const path = target.startsWith('/') ? target.slice(1) : `xl/${target}`;
    parts.set(attribute(piece.attributes, 'Id') ?? '', path);
  }
  return parts;
}
