import type { Office } from '../dialogue.ts';
import { cleanLine, linesOf } from './plain.ts';

/** Short signs of the kinds of documents in their numbers: Decree 30/2020/NĐ-CP, Annex III, unless the office has its own. */

export const signedForms = [
  'plan',
  'invitation',
  'notice',
  'minutes',
  'report',
  'transfer',
  'estimate',
  'letter',
] as const;
export type SignedForm = (typeof signedForms)[number];

/** `estimate` has no sign in the decree; offices write DT. A letter bears the unit that drafted it. */
export const usualSigns: Record<SignedForm, string> = {
  plan: 'KH',
  invitation: 'GM',
  notice: 'TB',
  minutes: 'BB',
  report: 'BC',
  transfer: 'PC',
  estimate: 'DT',
  letter: 'VP',
};

/** `BB-UBND`, of a letter `UBND-VP`: what follows the number. Records from before the office could choose have the usual signs. */
export function numberSign(office: Pick<Office, 'bodySign' | 'kindSigns'>, form: SignedForm): string {
  const sign = cleanLine(office.kindSigns?.[form] ?? '') || usualSigns[form];
  const body = cleanLine(office.bodySign);
  if (body === '') return sign;
  return form === 'letter' ? `${body}-${sign}` : `${sign}-${body}`;
}

/** Nơi nhận of a document: its own, else the office's usual ones, else the archive alone. */
export function recipientsOf(office: Pick<Office, 'recipients'>, own: readonly string[]): string[] {
  const [first, second] = [own, office.recipients ?? []].map((lines) =>
    lines.map((line) => cleanLine(line).replace(/[\s;.]+$/u, '')).filter((line) => line !== ''),
  );
  if (first && first.length > 0) return first;
  return second && second.length > 0 ? second : ['Lưu: VT'];
}

/**
 * The lines over a signature, in capitals: the authority (`TM. ỦY BAN NHÂN DÂN`, for a deputy with a further line
 * `KT. CHỦ TỊCH`), then the signer's title.
 */
export function signingTitles(office: Pick<Office, 'authority' | 'signerTitle'>): string[] {
  return [office.authority, office.signerTitle].flatMap(linesOf).map((line) => line.toLocaleUpperCase('vi'));
}

/** The recipients of a document with further ones put before the archive (`Lưu: …`), which is always last. */
export function recipientsWith(
  office: Pick<Office, 'recipients'>,
  own: readonly string[],
  further: readonly string[],
): string[] {
  const usual = recipientsOf(office, own);
  const isArchive = (line: string) => /^lưu(?!\p{L})/iu.test(line);
  const others = [...usual.filter((line) => !isArchive(line)), ...further.map(cleanLine)];
  return [...new Set(others), usual.find(isArchive) ?? 'Lưu: VT'];
}
