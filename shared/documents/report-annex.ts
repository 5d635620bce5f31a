import type { DialogueRecord, RecordPetition } from '../record.ts';
import { dateOrBlank, yearOf } from './held.ts';
import { landscapeWidth, measures } from './measures.ts';
import { dueText, numberOf, petitionBook, stateText } from './petition-text.ts';
import { cleanLine } from './plain.ts';
import { numberSign } from './signs.ts';
import { cell, table } from './table.ts';
import type { Annex } from './tree.ts';
import { blank, channelWords, runningBody } from './wording.ts';

/** STT, người kiến nghị, thôn, nội dung, lĩnh vực, hình thức, trả lời, đơn vị, thời hạn, trạng thái. */
const annexColumns = [17, 23, 19, 55, 21, 16, 51, 22, 24, 18];

/** The annex: one row for each petition, with all that its columns ask for in full. */
export function annex(record: DialogueRecord): Annex {
  const book = petitionBook(record.petitions);
  const center = { align: 'center' } as const;
  /** A line for the petition itself, one for each that was merged into it. */
  const all = (petition: RecordPetition, value: (one: RecordPetition) => string) =>
    [
      value(petition),
      ...book
        .mergedInto(petition)
        .map((other) => [value(other), `(${numberOf(other)})`].filter(Boolean).join(' ')),
    ].join('\n');
  const rows = record.petitions.map((petition, index) => [
    cell(`${index + 1}\n${numberOf(petition)}`, center),
    cell(all(petition, (one) => one.petitioner?.name ?? '')),
    cell(all(petition, (one) => one.village)),
    cell(petition.content),
    cell(petition.field),
    cell(channelWords[petition.channel]),
    cell([petition.answer, petition.answeredBy ? `(${cleanLine(petition.answeredBy)})` : ''].join('\n')),
    cell(petition.unit),
    cell(dueText(petition), center),
    cell(stateText(petition, book)),
  ]);
  const body = runningBody(record.office);
  return {
    label: 'Phụ lục',
    name: 'BẢNG TỔNG HỢP Ý KIẾN, KIẾN NGHỊ CỦA CÔNG DÂN',
    reference: `(Kèm theo Báo cáo số${blank}/${numberSign(record.office, 'report')} ${dateOrBlank('', yearOf(record))} của ${body})`,
    landscape: true,
    body: [
      table(
        [
          'STT',
          'Người kiến nghị',
          'Thôn',
          'Nội dung',
          'Lĩnh vực',
          'Hình thức',
          'Trả lời',
          'Đơn vị giải quyết',
          'Thời hạn',
          'Trạng thái',
        ],
        rows,
        { columns: annexColumns, width: landscapeWidth, size: measures.table.annexSize, whole: false },
      ),
    ],
  };
}
