import type { Dialogue, Office } from '../dialogue.ts';
import type { Plan } from '../plan/plan.ts';
import type { Preparation } from '../preparation.ts';
import { numericDate, officialDate } from '../vietnamese/dates.ts';
import { signing } from './frame.ts';
import { dateOrBlank } from './held.ts';
import { cleanLine } from './plain.ts';
import { recipientsOf, signingTitles } from './signs.ts';
import type { PassCode, Signature, Signing } from './tree.ts';
import { fieldName, inSentence, placeName } from './wording.ts';

/** When, where and about what a dialogue will be, as the papers before it say. */

export interface Occasion {
  dialogue: Dialogue;
  preparation: Preparation;
  plan: Plan | null;
}

/** `07 giờ 30 phút, ngày 14 tháng 6 năm 2023`, with room for what is not known yet. */
export function timeOf({ dialogue, preparation }: Occasion): string {
  const [, hour, minute] = /^(\d{2}):(\d{2})$/.exec(preparation.startsAt) ?? [];
  const time = hour && minute ? `${hour} giờ ${minute} phút` : '…… giờ …… phút';
  return `${time}, ${dateOrBlank(dialogue.heldOn, dialogue.year)}`;
}

/** `tại hội trường …` as it stands after `Địa điểm:`; dots while it is open. */
export function placeLine({ dialogue }: Occasion): string {
  const place = placeName(dialogue.place);
  return place ? `tại ${place}` : '………………………………';
}

/** What is talked about: as it was prepared, else the topic and the fields. */
export function contentsOf({ dialogue, preparation }: Occasion): string[] {
  if (preparation.contents.length > 0) return preparation.contents;
  const topic = cleanLine(dialogue.topic);
  const fields = dialogue.fields.map((field) => inSentence(fieldName(field).replace(/^lĩnh vực\s+/u, '')));
  return [
    ...(topic ? [`Chủ đề: “${topic}”`] : []),
    ...(fields.length > 0 ? [`Các lĩnh vực: ${fields.join('; ')}`] : []),
  ];
}

/** `Nguyễn Hữu Bảng – Chủ tịch UBND xã`, or empty. */
export function chairOf({ dialogue }: Occasion): string {
  return [cleanLine(dialogue.chairName), cleanLine(dialogue.chairTitle)].filter(Boolean).join(' – ');
}

/** `Kế hoạch số 05/KH-UBND ngày 05/02/2023`, as far as it is known; empty without a plan. */
export function planReference({ plan }: Occasion): string {
  if (!plan) return '';
  const number = cleanLine(plan.number);
  const day = numericDate(plan.date);
  const parts = [number && !number.startsWith('/') ? `số ${number}` : '', day ? `ngày ${day}` : ''];
  return ['Kế hoạch', ...parts.filter(Boolean)].join(' ');
}

/** The day of a paper written before the dialogue. */
export function paperDate({ dialogue, preparation }: Occasion): string {
  return officialDate(preparation.date) || dateOrBlank('', dialogue.year);
}

/** A sentence's end where there is none. */
export function ended(value: string): string {
  const line = cleanLine(value);
  return /[.;:!?…]$/u.test(line) ? line : `${line}.`;
}

/** The office's signature: authority and title in capitals, the signer's name. */
export function officeSignature(office: Office): Signature {
  return {
    type: 'signature',
    titles: signingTitles(office),
    names: [cleanLine(office.signerName)].filter((name) => name !== ''),
  };
}

/** The foot of a paper that the office signs: its own recipients, else the office's usual ones; `code` under them. */
export function officeSigning(office: Office, recipients: readonly string[], code?: PassCode): Signing {
  const lines = recipientsOf(office, recipients);
  return signing({ type: 'recipients', lines, ...(code ? { code } : {}) }, officeSignature(office));
}
