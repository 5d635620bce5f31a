import { isOpen } from '../petition.ts';
import type { DialogueRecord } from '../record.ts';
import { heading, plainParagraph } from './build.ts';
import { barChart } from './charts.ts';
import {
  attendanceByGroup,
  type Count,
  categoryCounts,
  channelCounts,
  fieldCounts,
  outcomeCounts,
} from './counts.ts';
import { measures, textWidth } from './measures.ts';
import { cell, table } from './table.ts';
import type { Block } from './tree.ts';
import { percent, twoDigits } from './wording.ts';

/** The parts of the report that count. */

/** Numbers invited and present, by group. */
export function attendance(record: DialogueRecord): Block[] {
  const groups = attendanceByGroup(record);
  if (groups.length === 0) return [plainParagraph('Không có số liệu điểm danh.')];
  const sum = (key: 'invited' | 'present' | 'walkIns') =>
    groups.reduce((total, group) => total + group[key], 0);
  const walkIns = sum('walkIns');
  const outside = walkIns > 0 ? `, trong đó ${twoDigits(walkIns)} người ngoài danh sách mời` : '';
  const number = (value: number, bold = false) => cell(String(value), { align: 'center', bold });
  return [
    plainParagraph(
      `Số người được mời: ${twoDigits(sum('invited'))} người; có mặt: ${twoDigits(sum('present'))} người${outside}.`,
    ),
    table(
      ['STT', 'Thành phần', 'Được mời', 'Có mặt', 'Ngoài danh sách'],
      [
        ...groups.map((group, index) => [
          number(index + 1),
          cell(group.group),
          number(group.invited),
          number(group.present),
          number(group.walkIns),
        ]),
        [
          cell(''),
          cell('Tổng cộng', { bold: true }),
          number(sum('invited'), true),
          number(sum('present'), true),
          number(walkIns, true),
        ],
      ],
      { columns: [12, 79, 22, 22, 25], width: textWidth, size: measures.table.size, whole: true },
    ),
  ];
}

function countTable(label: string, counts: Count[], total: number): Block {
  return table(
    [label, 'Số kiến nghị', 'Tỷ lệ'],
    [
      ...counts.map((count) => [
        cell(count.label),
        cell(String(count.value), { align: 'center' }),
        cell(percent(count.value, total), { align: 'center' }),
      ]),
      [
        cell('Tổng cộng', { bold: true }),
        cell(String(total), { align: 'center', bold: true }),
        cell(percent(total, total), { align: 'center', bold: true }),
      ],
    ],
    { columns: [3, 1, 1], width: textWidth, size: measures.table.size, whole: true },
  );
}

/** Part II: counts by field, category, channel and outcome. */
export function results(record: DialogueRecord): Block[] {
  const { petitions } = record;
  const total = petitions.length;
  const title = heading(1, 'II.', 'Kết quả tiếp nhận, trả lời');
  if (total === 0) return [title, plainParagraph('Hội nghị không tiếp nhận ý kiến, kiến nghị nào.')];
  const open = petitions.filter((petition) => isOpen(petition.state)).length;
  const fields = fieldCounts(record);
  const outcomes = outcomeCounts(petitions);
  return [
    title,
    plainParagraph(
      `Hội nghị đã tiếp nhận ${twoDigits(total)} ý kiến, kiến nghị; ${twoDigits(open)} kiến nghị đang được tiếp tục giải quyết.`,
    ),
    heading(2, '1.', 'Theo lĩnh vực'),
    countTable('Lĩnh vực', fields, total),
    barChart('Biểu đồ 1. Số kiến nghị theo lĩnh vực', fields),
    heading(2, '2.', 'Theo đối tượng'),
    countTable('Đối tượng', categoryCounts(petitions), total),
    heading(2, '3.', 'Theo hình thức tiếp nhận'),
    countTable('Hình thức', channelCounts(petitions), total),
    heading(2, '4.', 'Theo kết quả'),
    countTable('Kết quả', outcomes, total),
    barChart('Biểu đồ 2. Số kiến nghị theo kết quả', outcomes),
  ];
}
