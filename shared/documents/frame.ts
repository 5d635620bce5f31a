import type { DialogueRecord } from '../record.ts';
import { linesNeeded, widthOf } from './letters.ts';
import { measures, mmPerPoint, textWidth } from './measures.ts';
import { cleanLine } from './plain.ts';
import { numberSign, type SignedForm } from './signs.ts';
import type { OfficialDocument, Recipients, Signature, Signing } from './tree.ts';
import { blank, bodyParts } from './wording.ts';

/** What all kinds of documents have alike: head, number, place and date, who held the dialogue when and where. */

/**
 * The lines that a body takes in the left half of the head: one when it fits, else broken before the kind of
 * unit, as offices do (`ỦY BAN NHÂN DÂN` / `XÃ SA LOONG`).
 */
export function bodyLines(body: string, face: 'regular' | 'bold', size: number): string[] {
  const line = cleanLine(body).toLocaleUpperCase('vi');
  if (line === '') return [];
  if (widthOf(line, face, size) <= measures.head.leftColumn) return [line];
  const { organ, unit, name } = bodyParts(line);
  return unit === '' ? [line] : [organ, `${unit} ${name}`];
}

/** The head. The number is given by the registry later, so it stays blank. */
export function head(
  { office }: Pick<DialogueRecord, 'office'>,
  form: SignedForm,
  date: string,
): OfficialDocument['head'] {
  return {
    superior: bodyLines(office.superior, 'regular', measures.head.superior),
    body: bodyLines(office.body, 'bold', measures.head.body),
    number: `Số:${blank}/${numberSign(office, form)}`,
    placeDate: [cleanLine(office.place), date].filter((part) => part !== '').join(', '),
  };
}

/** Height that the foot of a document may have and still be kept on one page, mm. */
const keptHeight = 180;

/** Height of a column of the foot, mm, or a little more. */
function columnHeight(one: Recipients | Signature, width: number): number {
  const lines = (text: string, size: number) =>
    linesNeeded(text, width, 'bold', size) * size * measures.font.line * mmPerPoint;
  const total = (heights: number[]) => heights.reduce((sum, height) => sum + height, 0);
  if (one.type === 'recipients') {
    const code = one.code ? measures.passCode.side + measures.passCode.above * mmPerPoint : 0;
    return code + total(one.lines.map((line) => lines(line, measures.recipients.lines)));
  }
  const { size, room } = measures.signature;
  const titles = [...one.titles, one.above ?? '', one.note ?? ''].map((title) => lines(title, size));
  return total([...titles, ...one.names.map((name) => room + lines(name, size))]);
}

/** The foot of a document: recipients or a signature on the left, the signature on the right. */
export function signing(left: Recipients | Signature, right: Signature): Signing {
  const { leftColumn } = measures.signature;
  const height = Math.max(columnHeight(left, leftColumn), columnHeight(right, textWidth - leftColumn));
  return { left, right, keepTogether: height < keptHeight };
}
