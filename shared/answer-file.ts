import type { AnswerFileType } from './follow-up.ts';
import { cleanPaper } from './papers/paper-file.ts';

/** What the file of an answer is, by its bytes. A signed PDF and a Word file stay as they are; a picture loses its metadata. */

export const answerExtensions: Record<AnswerFileType, string> = {
  'application/pdf': 'pdf',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'docx',
  'image/jpeg': 'jpg',
  'image/png': 'png',
};

export interface ReadAnswer {
  type: AnswerFileType;
  bytes: Uint8Array<ArrayBuffer>;
}

const latin = (bytes: Uint8Array) => new TextDecoder('latin1').decode(bytes);

function isPdf(bytes: Uint8Array): boolean {
  return latin(bytes.subarray(0, 5)) === '%PDF-' && latin(bytes.subarray(-2048)).includes('%%EOF');
}

/** Most parts that a Word file may have. */
const mostParts = 5_000;

/** The names of the parts of a ZIP file, from its directory; null when it has none that can be read. */
function partNames(bytes: Uint8Array): string[] | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let end = bytes.length - 22;
  const first = Math.max(0, end - 65_535);
  while (end >= first && view.getUint32(end, true) !== 0x06054b50) end -= 1;
  if (end < first || end < 0) return null;
  const count = view.getUint16(end + 10, true);
  let at = view.getUint32(end + 16, true);
  if (count > mostParts) return null;
  const names: string[] = [];
  for (let part = 0; part < count; part += 1) {
    if (at + 46 > end || view.getUint32(at, true) !== 0x02014b50) return null;
    const length = view.getUint16(at + 28, true);
    names.push(latin(bytes.subarray(at + 46, at + 46 + length)));
    at += 46 + length + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return names;
}

/** A Word file without programs in it. */
function isWord(bytes: Uint8Array): boolean {
  if (bytes.length < 22 || latin(bytes.subarray(0, 4)) !== 'PK\u0003\u0004') return false;
  const names = partNames(bytes) ?? [];
  const hasProgram = names.some((name) => /vbaproject|\.(?:bin|exe|js|vbs)$/i.test(name));
  return names.includes('[Content_Types].xml') && names.includes('word/document.xml') && !hasProgram;
}

/** Reads what a file is, whatever its name says. Null: nothing that an answer may be. Never throws. */
export function readAnswerFile(bytes: Uint8Array<ArrayBuffer>): ReadAnswer | null {
  if (isPdf(bytes)) return { type: 'application/pdf', bytes };
  if (isWord(bytes))
    return { type: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', bytes };
  const picture = cleanPaper(bytes);
  if (picture?.type !== 'image/jpeg' && picture?.type !== 'image/png') return null;
  return { type: picture.type, bytes: picture.bytes };
}
