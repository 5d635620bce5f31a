import { localDay } from '../vietnamese/dates.ts';
import type { Worklist } from '../worklists.ts';
import { measures, textWidth } from './measures.ts';
import { numberOf } from './petition-text.ts';
import { cleanLine, shorten } from './plain.ts';
import type { SourceOf, WorklistRow } from './source.ts';
import { cell, table } from './table.ts';
import type { OfficialDocument } from './tree.ts';
import { dateOrText, stateWords, twoDigits } from './wording.ts';
import { dialogueDay, listTree, replyText } from './worklist-parts.ts';

/** Danh sách kiến nghị cần giải quyết: what a unit has to answer by when. It names no citizen. */

const matterLength = 240;
const day = 86_400_000;

const said: Record<Worklist, string> = {
  overdue: 'Quá hạn',
  unruled: 'Chưa có kết quả',
  soon: 'Sắp đến hạn',
  next: 'Trong hạn',
  authority: 'Đang ở cơ quan có thẩm quyền',
  untold: 'Đã có văn bản, chờ báo công dân',
  answered: 'Đã trả lời tại hội nghị',
};

function standing({ petition, place }: WorklistRow, today: string): string {
  const late = Math.round((Date.parse(today) - Date.parse(petition.dueDate)) / day);
  const lines = [
    place === 'overdue' ? `Quá hạn ${late} ngày` : said[place],
    petition.state === 'escalated' ? cleanLine(petition.authority) : '',
    place === 'untold' ? replyText(petition) : '',
    place === 'overdue' ? stateWords[petition.state] : '',
  ];
  return lines.filter(Boolean).join('\n');
}

/** The list as a content tree. */
export function dueListTree(source: SourceOf<'worklist'>): OfficialDocument {
  const { rows, of, madeAt } = source;
  const today = localDay(madeAt);
  const unit = cleanLine(of);
  const overdue = rows.filter(({ place }) => place === 'overdue').length;
  const cells = rows.map((row, index) => [
    cell(String(index + 1), { align: 'center' }),
    cell(`${numberOf(row.petition)}\n${dialogueDay(row.dialogue)}`, { align: 'center' }),
    cell(shorten(row.petition.content, matterLength)),
    cell(row.petition.village),
    cell(dateOrText(row.petition.dueDate), { align: 'center' }),
    cell(standing(row, today)),
  ]);
  return listTree(
    source,
    `Kiến nghị cần giải quyết${unit ? ` của ${unit}` : ''}`,
    [
      table(['STT', 'Số, ngày đối thoại', 'Nội dung tóm tắt', 'Thôn', 'Thời hạn', 'Tình trạng'], cells, {
        columns: [11, 24, 50, 22, 24, 29],
        width: textWidth,
        size: measures.table.size,
        whole: false,
      }),
    ],
    `Danh sách có ${twoDigits(rows.length)} kiến nghị, trong đó quá hạn ${twoDigits(overdue)}. Đề nghị giải quyết, trả lời bằng văn bản và ghi vào sổ theo dõi đúng hạn./.`,
  );
}
