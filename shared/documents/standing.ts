import { type Capacity, isDraft, type RecordStanding } from '../review.ts';
import { localDay, officialDate, officialTime } from '../vietnamese/dates.ts';
import { paragraph, text } from './build.ts';
import { cleanLine } from './plain.ts';
import type { DocumentSource } from './source.ts';
import type { Block, OfficialDocument } from './tree.ts';

/** What a document says of the state of its record: draft or final, who signed, what it amends. */

/** Across every page of what was not signed by both. */
export const draftMark = 'BẢN DỰ THẢO';

/** Whether a source is not final: a year is not while one of its dialogues that count is not. */
function isOfDraft(source: DocumentSource): boolean {
  switch (source.from) {
    case 'record':
      return source.standing !== undefined && isDraft(source.standing.state);
    case 'held':
      return source.draft;
    case 'year':
      return source.dialogues.some(({ draft, petitions }) => draft && petitions.length > 0);
    default:
      return false;
  }
}

/** The tree with the mark of its state: every document of a draft says so on each page. */
export function marked(tree: OfficialDocument, source: DocumentSource): OfficialDocument {
  return isOfDraft(source) ? { ...tree, mark: draftMark } : tree;
}

/** `09 giờ 00 phút, ngày 05 tháng 6 năm 2023`. */
export function momentWords(at: string): string {
  return [officialTime(at), officialDate(localDay(at))].filter((part) => part !== '').join(', ');
}

/** Names of those who signed in a capacity, once the record is final; empty before. */
export function signersOf(standing: RecordStanding | undefined, capacity: Capacity): string[] {
  if (!standing || isDraft(standing.state)) return [];
  return standing.signOffs.filter((one) => one.capacity === capacity).map(({ name }) => cleanLine(name));
}

/** Says under the title that a version takes the place of an earlier one, and why. */
export function amendmentNote(standing: RecordStanding | undefined): Block[] {
  if (!standing?.amends) return [];
  const { reason, at } = standing.amends;
  const why = cleanLine(reason).replace(/[\s.;]+$/u, '');
  return [
    paragraph(
      [
        text(`(Bản đính chính, lập từ ${momentWords(at)}, thay cho bản đã ký trước đó. Lý do: ${why}.)`, {
          italic: true,
        }),
      ],
      { align: 'center', firstLine: false },
    ),
  ];
}
