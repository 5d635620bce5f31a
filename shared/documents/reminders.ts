import { measures, textWidth } from './measures.ts';
import { numberOf } from './petition-text.ts';
import { cleanLine, shorten } from './plain.ts';
import type { SourceOf, WorklistRow } from './source.ts';
import { cell, table } from './table.ts';
import type { OfficialDocument } from './tree.ts';
import { outcomeWords, twoDigits, villageName } from './wording.ts';
import { dialogueDay, listTree, replyText } from './worklist-parts.ts';

/** Danh sách báo kết quả: whom of a village to tell what, with room to write down when and how, and to sign. */

const matterLength = 200;
const answerLength = 400;

function answerOf({ petition }: WorklistRow): string {
  const words = shorten(petition.answer, answerLength);
  const outcome = petition.outcome ? outcomeWords[petition.outcome] : '';
  const lines = [replyText(petition) || outcome, words].filter(Boolean);
  return lines.join('\n') || '(chưa ghi nội dung trả lời)';
}

/** The list as a content tree. */
export function remindersTree(source: SourceOf<'worklist'>): OfficialDocument {
  const { rows, of } = source;
  const where = villageName(of);
  const cells = rows.map((row, index) => [
    cell(String(index + 1), { align: 'center' }),
    cell(`${numberOf(row.petition)}\n${dialogueDay(row.dialogue)}`, { align: 'center' }),
    cell(row.citizens || 'Công dân (chưa ghi tên)'),
    cell(shorten(row.petition.content, matterLength)),
    cell(answerOf(row)),
    cell(''),
  ]);
  return listTree(
    source,
    `Kiến nghị đã có kết quả, cần báo cho công dân${where ? ` ${where}` : ''}`,
    [
      table(
        [
          'STT',
          'Số, ngày đối thoại',
          'Họ tên, điện thoại',
          'Nội dung kiến nghị',
          'Kết quả',
          'Ngày báo, cách báo',
        ],
        cells,
        { columns: [11, 23, 30, 36, 38, 22], width: textWidth, size: measures.table.size, whole: false },
      ),
    ],
    `Danh sách có ${twoDigits(rows.length)} kiến nghị. Đề nghị ${cleanLine(of) ? 'trưởng thôn' : 'các thôn'} báo từng công dân, ghi ngày và cách báo, gửi lại Văn phòng./.`,
  );
}
