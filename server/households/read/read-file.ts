import { readCsv } from '../../../shared/import/csv-read.ts';
import {
  codeOfFont,
  decodeText,
  detectLetters,
  detectText,
  type LetterCode,
  letterCodes,
  lettersOf,
  readLetters,
  type TextCode,
  textCodes,
} from '../../../shared/import/decode.ts';
import { findHead } from '../../../shared/import/header.ts';
import type { ListChoices, ReadList } from '../../../shared/import/preview.ts';
import { BadList, cellText, type Sheet } from '../../../shared/import/sheet.ts';
import { readXlsx } from './xlsx.ts';

const begins = (file: Uint8Array, ...bytes: number[]) => bytes.every((byte, index) => file[index] === byte);

/** The letters of a sheet read: by its font where a cell's says the code, else in the code of the whole. */
function readSheet({ rows, spans }: Sheet, code: LetterCode, byFont: boolean) {
  const read = ({ text, font }: Sheet['rows'][number][number]) =>
    cellText(readLetters(text, (byFont ? codeOfFont(font) : null) ?? code, font));
  return { rows: rows.map((row) => row.map(read)), spans };
}

function readWorkbook(file: Uint8Array, choices: ListChoices): ReadList {
  const sheets = readXlsx(Buffer.from(file.buffer, file.byteOffset, file.byteLength));
  const cells = sheets.flatMap(({ rows }) => rows.flat());
  const silent = cells.filter(({ font }) => codeOfFont(font) === null);
  const ofSilent = detectLetters((silent.length > 0 ? silent : cells).map(({ text }) => text));
  // What fonts say counts for their cells; a list that is all in one old font is called by it.
  const ofFonts =
    silent.length < cells.length / 2 ? cells.map(({ font }) => codeOfFont(font)).find(Boolean) : null;
  const detected = ofSilent === 'unicode' ? (ofFonts ?? ofSilent) : ofSilent;
  const chosen = letterCodes.find((code) => code === choices.code);
  const lists = sheets.map((sheet) => readSheet(sheet, chosen ?? ofSilent, chosen === undefined));
  const withHead = lists.findIndex((list) => findHead(list) >= 0);
  const sheet = Math.min(choices.sheet ?? Math.max(withHead, 0), lists.length - 1);
  const list = lists[sheet];
  if (!list || list.rows.length === 0) throw new BadList('empty');
  return {
    ...list,
    detected,
    code: chosen ?? detected,
    codes: letterCodes,
    sheets: sheets.map(({ name, rows }) => ({ name, rows: rows.length })),
    sheet,
    cut: sheets[sheet]?.cut ?? false,
  };
}

function readTextFile(file: Uint8Array, choices: ListChoices): ReadList {
  const detected = detectText(file);
  const code: TextCode = textCodes.find((one) => one === choices.code) ?? detected;
  const text = decodeText(file, code);
  if (text.includes('\0')) throw new BadList('notList');
  const sheet = readCsv(text);
  if (sheet.rows.length === 0) throw new BadList('empty');
  const { rows, spans } = readSheet(sheet, lettersOf(code), false);
  return { rows, spans, detected, code, codes: textCodes, sheets: [], sheet: 0, cut: sheet.cut };
}

/**
 * A list from a file: .xlsx, or text with commas, semicolons or tabs in any code that offices have. The kind is known by
 * the file's first bytes.
 * @throws BadList with the reason, an ErrorCode.
 */
export function readListFile(file: Uint8Array, choices: ListChoices): ReadList {
  if (file.length === 0) throw new BadList('empty');
  if (begins(file, 0x50, 0x4b, 0x03, 0x04)) return readWorkbook(file, choices);
  if (begins(file, 0xd0, 0xcf, 0x11, 0xe0)) throw new BadList('oldExcel');
  const isOther =
    begins(file, 0x25, 0x50, 0x44, 0x46) || begins(file, 0x7b, 0x5c, 0x72, 0x74) || begins(file, 0x3c);
  if (isOther) throw new BadList('notList');
  return readTextFile(file, choices);
}
