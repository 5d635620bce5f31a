import type { DialogueRecord, RecordPetition } from '../record.ts';
import { officialDate } from '../vietnamese/dates.ts';
import { paragraph, plainParagraph, text } from './build.ts';
import { byAuthority } from './counts.ts';
import { head } from './frame.ts';
import { dateOrBlank, heldOn, yearOf } from './held.ts';
import { measures, textWidth } from './measures.ts';
import { officeSigning } from './occasion.ts';
import { citizensOf, dueText, numberOf, petitionBook } from './petition-text.ts';
import { cleanLine } from './plain.ts';
import type { SourceOf } from './source.ts';
import { cell, table } from './table.ts';
import type { OfficialDocument } from './tree.ts';
import { eventName, inSentence, runningBody, twoDigits } from './wording.ts';

/** Phiếu chuyển kiến nghị (PC): one for each authority, with all petitions that go to it. */

/** Room for an authority that nobody has named yet. */
const openName = '……………………………………………………';

function sheet(record: DialogueRecord, authority: string, petitions: RecordPetition[]): OfficialDocument {
  const { office, dialogue } = record;
  const book = petitionBook(record.petitions);
  const body = runningBody(office);
  const event = inSentence(eventName(dialogue));
  const day = officialDate(heldOn(record));
  const whom = authority || 'quý cơ quan';
  const rows = petitions.map((petition, index) => [
    cell(String(index + 1), { align: 'center' }),
    cell(numberOf(petition), { align: 'center' }),
    cell(citizensOf(petition, book).replaceAll('; ', '\n')),
    cell(petition.content),
    cell(petition.answer),
    cell(dueText(petition), { align: 'center' }),
  ]);
  return {
    info: {
      title: `Phiếu chuyển kiến nghị đến ${authority || 'cơ quan có thẩm quyền'}`,
      author: body,
      createdAt: record.frozenAt,
    },
    head: head(record, 'transfer', dateOrBlank('', yearOf(record))),
    title: { kind: 'PHIẾU CHUYỂN', subject: 'Kiến nghị của công dân vượt thẩm quyền giải quyết' },
    bases: [],
    body: [
      paragraph([text(`Kính gửi: ${authority || openName}`)], { align: 'center', firstLine: false }),
      plainParagraph(
        `Tại ${event}${day ? `, ${day}` : ''}, ${body} tiếp nhận ${twoDigits(petitions.length)} kiến nghị của công dân thuộc thẩm quyền giải quyết của ${whom}. ${body} chuyển ${whom} xem xét, giải quyết các kiến nghị sau:`,
      ),
      table(['STT', 'Số', 'Người kiến nghị', 'Nội dung kiến nghị', 'Ý kiến xử lý', 'Thời hạn'], rows, {
        columns: [12, 19, 27, 45, 32, 25],
        width: textWidth,
        size: measures.table.size,
        whole: false,
      }),
      plainParagraph(
        `Đề nghị ${whom} thông báo kết quả giải quyết bằng văn bản về ${body} để trả lời công dân./.`,
        { keepWithNext: true },
      ),
    ],
    signing: officeSigning(office, ['Như trên', 'Công dân có kiến nghị (để biết)', 'Lưu: VT']),
    annexes: [],
  };
}

/**
 * The sheets as one document, one after another, or the sheet of one authority.
 * @throws RangeError when there is nothing to transfer.
 */
export function transfersTree({ record, authority }: SourceOf<'held'>): OfficialDocument {
  const wanted = authority === undefined ? null : cleanLine(authority);
  const groups = byAuthority(record.petitions).filter(
    (group) => wanted === null || group.authority === wanted,
  );
  const [first, ...others] = groups.map((group) => sheet(record, group.authority, group.petitions));
  if (!first) throw new RangeError('nothing to transfer');
  return others.length > 0 ? { ...first, following: others } : first;
}
