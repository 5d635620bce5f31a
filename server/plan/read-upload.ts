import { longestPlanText } from '../../shared/plan/parse.ts';
import { askBounded } from '../bounded-worker.ts';
import type { DocxAnswer } from './docx-worker.ts';

/** Largest file that is taken, in bytes. */
export const largestUpload = 5 * 1024 * 1024;

/** Why a file gave no text; each is an ErrorCode with its sentence. */
export const uploadProblems = ['notDocx', 'tooLarge', 'empty', 'badEncoding'] as const;
export type UploadProblem = (typeof uploadProblems)[number];

export type UploadResult = { text: string } | { code: UploadProblem };

/** Memory (MB) and time (ms) within which a Word file must be read. */
const mostMemory = 256;
const longestReading = 10_000;

const signatures: { bytes: number[]; kind: 'zip' | 'other' }[] = [
  { bytes: [0x50, 0x4b, 0x03, 0x04], kind: 'zip' },
  { bytes: [0xd0, 0xcf, 0x11, 0xe0], kind: 'other' }, // Word before 2007
  { bytes: [0x25, 0x50, 0x44, 0x46], kind: 'other' }, // %PDF
  { bytes: [0x7b, 0x5c, 0x72, 0x74, 0x66], kind: 'other' }, // {\rtf
];

/**
 * The text of an uploaded plan: a Word file (.docx), or text in UTF-8 or in UTF-16 with a byte order mark;
 * NFC, lines in order. The kind is known by the file's first bytes; `name` only decides what a file that is
 * neither was meant to be. Never throws for what is in the file. `longest` bounds the reading of a Word file, in ms.
 */
export async function readUpload(
  name: string,
  file: Uint8Array,
  longest = longestReading,
): Promise<UploadResult> {
  if (file.length > largestUpload) return { code: 'tooLarge' };
  if (file.length === 0) return { code: 'empty' };
  const known = signatures.find(({ bytes }) => bytes.every((byte, index) => file[index] === byte));
  const meantAsWord = /\.docx?$/i.test(name);
  if (known?.kind === 'zip') return bounded(await readDocx(file, longest));
  if (known || meantAsWord) return { code: 'notDocx' };
  return bounded(decodeText(file));
}

function bounded(result: UploadResult): UploadResult {
  if ('code' in result) return result;
  const text = result.text.normalize('NFC');
  if (text.length > longestPlanText) return { code: 'tooLarge' };
  return text.trim() === '' ? { code: 'empty' } : { text };
}

function decodeText(file: Uint8Array): UploadResult {
  const [first, second] = file;
  const utf16 =
    first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : '';
  try {
    const text = new TextDecoder(utf16 || 'utf-8', { fatal: true }).decode(file);
    return text.includes('\0') ? { code: 'badEncoding' } : { text };
  } catch {
    return { code: 'badEncoding' };
  }
}

function readDocx(file: Uint8Array, longest: number): Promise<DocxAnswer> {
  return askBounded<DocxAnswer>(new URL('./docx-worker.ts', import.meta.url), file, {
    memory: mostMemory,
    time: longest,
    tooMuch: { code: 'tooLarge' },
    none: { code: 'notDocx' },
  });
}
