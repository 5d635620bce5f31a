import type { DialogueRecord } from '../../shared/record.ts';
import { localDay, officialDate } from '../../shared/vietnamese/dates.ts';
import { linesNeeded } from './fonts.ts';
import { measures, mmPerPoint, textWidth } from './measures.ts';
import { cleanLine } from './plain.ts';
import type { OfficialDocument, Recipients, Signature, Signing } from './tree.ts';
import { blank, bodyLines, placeName } from './wording.ts';

/** What all kinds of documents have alike: head, number, place and date, who held the dialogue when and where. */

/** Short signs of the kinds in a document's number. */
export const kindSigns = { minutes: 'BB', report: 'BC' } as const;

/** `BB-UBND`: what follows the number. */
export function numberSign(record: DialogueRecord, kind: keyof typeof kindSigns): string {
  const body = cleanLine(record.office.bodySign);
  return body ? `${kindSigns[kind]}-${body}` : kindSigns[kind];
}

/** `ngày 05 tháng 02 năm 2023`, or with room for day and month while the date is not given. */
export function dateOrBlank(day: string, year: number): string {
  return officialDate(day) || `ngày${blank}tháng${blank}năm ${year}`;
}

/** The year a document belongs to while its date is open. */
export function yearOf(record: DialogueRecord): number {
  const year = Number(localDay(record.frozenAt).slice(0, 4));
  return year > 0 ? year : record.dialogue.year;
}

/** The head. The number is given by the registry later, so it stays blank. */
export function head(
  record: DialogueRecord,
  kind: keyof typeof kindSigns,
  date: string,
): OfficialDocument['head'] {
  const { office } = record;
  return {
    superior: bodyLines(office.superior, 'regular', measures.head.superior),
    body: bodyLines(office.body, 'bold', measures.head.body),
    number: `Số:${blank}/${numberSign(record, kind)}`,
    placeDate: [cleanLine(office.place), date].filter((part) => part !== '').join(', '),
  };
}

/** The day the dialogue was held: when it began, else the day planned for it; empty when neither is known. */
export function heldOn(record: DialogueRecord): string {
  return localDay(record.minutes.facts.startedAt) || record.dialogue.heldOn;
}

/** Where it was held, as it stands after `tại`. */
export function placeOf(record: DialogueRecord): string {
  return placeName(record.minutes.facts.place || record.dialogue.place);
}

/** `Nguyễn Hữu Bảng – Chủ tịch UBND xã`. */
export function chairText(record: DialogueRecord): string {
  const { chairName, chairTitle } = record.dialogue;
  const planned = [cleanLine(chairName), cleanLine(chairTitle)].filter((part) => part !== '').join(' – ');
  return cleanLine(record.minutes.facts.chair) || planned;
}

/** Height that the foot of a document may have and still be kept on one page, mm. */
const keptHeight = 180;

/** Height of a column of the foot, mm, or a little more. */
function columnHeight(one: Recipients | Signature, width: number): number {
  const lines = (text: string, size: number) =>
    linesNeeded(text, width, 'bold', size) * size * measures.font.line * mmPerPoint;
  const total = (heights: number[]) => heights.reduce((sum, height) => sum + height, 0);
  if (one.type === 'recipients')
    return total(one.lines.map((line) => lines(line, measures.recipients.lines)));
  const { size, room } = measures.signature;
  const titles = one.titles.map((title) => lines(title, size));
  return total([...titles, ...one.names.map((name) => room + lines(name, size))]);
}

/** The foot of a document: recipients or a signature on the left, the signature on the right. */
export function signing(left: Recipients | Signature, right: Signature): Signing {
  const { leftColumn } = measures.signature;
  const height = Math.max(columnHeight(left, leftColumn), columnHeight(right, textWidth - leftColumn));
  return { left, right, keepTogether: height < keptHeight };
}
