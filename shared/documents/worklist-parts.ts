import { localDay, numericDate, officialDate } from '../vietnamese/dates.ts';
import { paragraph, plainParagraph, text } from './build.ts';
import { head, signing } from './frame.ts';
import { officeSignature } from './occasion.ts';
import { cleanLine } from './plain.ts';
import type { SourceOf, WorklistRow } from './source.ts';
import type { Block, OfficialDocument } from './tree.ts';
import { runningBody } from './wording.ts';

/** What the lists over dialogues have alike. */

/** `12/06/2023`, or the quarter and year where a dialogue's day is not known. */
export function dialogueDay({ heldOn, quarter, year }: WorklistRow['dialogue']): string {
  return numericDate(heldOn) || [quarter && `quý ${quarter}`, year].filter(Boolean).join('/');
}

/** `12/UBND-NN ngày 20/06/2023`, or empty. */
export function replyText({ replyNumber, replyDate }: WorklistRow['petition']): string {
  const [number, day] = [cleanLine(replyNumber), numericDate(replyDate)];
  return [number && `Văn bản số ${number}`, number && day && `ngày ${day}`].filter(Boolean).join(' ');
}

/** A list is no document of its own in the registry: it bears no number. */
export function listTree(
  source: SourceOf<'worklist'>,
  subject: string,
  body: Block[],
  closing: string,
): OfficialDocument {
  const { office, madeAt } = source;
  const day = localDay(madeAt);
  const date = officialDate(day);
  return {
    info: { title: `Danh sách ${subject}`, author: runningBody(office), createdAt: madeAt },
    head: { ...head(source, 'notice', date), number: '' },
    title: { kind: 'DANH SÁCH', subject },
    bases: [],
    body: [
      paragraph([text(`(Tính đến ${date})`, { italic: true })], { align: 'center', firstLine: false }),
      ...body,
      plainParagraph(closing, { keepWithNext: true }),
    ],
    signing: signing(
      { type: 'signature', titles: ['NGƯỜI LẬP DANH SÁCH'], names: [] },
      officeSignature(office),
    ),
    annexes: [],
  };
}
