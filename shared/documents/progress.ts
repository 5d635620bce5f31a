import { localDay, numericDate, officialDate } from '../vietnamese/dates.ts';
import { heading, plainParagraph } from './build.ts';
import { standingChart } from './charts.ts';
import { head } from './frame.ts';
import { dateOrBlank } from './held.ts';
import { measures, textWidth } from './measures.ts';
import { officeSigning } from './occasion.ts';
import { numberOf } from './petition-text.ts';
import { cleanLine, shorten } from './plain.ts';
import {
  countByField,
  countByUnit,
  countedTo,
  countStandings,
  type Followed,
  followedStandings,
  progressOf,
  type StandingCount,
} from './progress-counts.ts';
import type { SourceOf } from './source.ts';
import { cell, table } from './table.ts';
import type { Block, Cell, OfficialDocument } from './tree.ts';
import { dateOrText, eventName, inSentence, percent, runningBody, twoDigits } from './wording.ts';

/** Báo cáo kết quả giải quyết (BC): what became of the petitions of a year's dialogues. It names no citizen. */

const summaryLength = 160;

const number = (value: number, bold = false): Cell => cell(String(value), { align: 'center', bold });

function standingTable(label: string, rows: StandingCount[], all: StandingCount): Block {
  const numbers = (count: StandingCount, bold: boolean) => [
    number(count.total, bold),
    ...followedStandings.map((standing) => number(count[standing], bold)),
  ];
  return table(
    [
      label,
      'Phải giải quyết',
      'Giải quyết tại hội nghị',
      'Trả lời đúng hạn',
      'Trả lời trễ hạn',
      'Đang giải quyết trong hạn',
      'Đang giải quyết quá hạn',
    ],
    [
      ...rows.map((count) => [cell(count.label), ...numbers(count, false)]),
      [cell('Tổng cộng', { bold: true }), ...numbers(all, true)],
    ],
    { columns: [46, 18, 20, 18, 18, 20, 20], width: textWidth, size: measures.table.size, whole: true },
  );
}

/** `quý II năm 2023`, `năm 2023`. */
function periodOf({ quarter, year }: SourceOf<'year'>): string {
  return quarter ? `quý ${quarter} năm ${year}` : `năm ${year}`;
}

/** `Hội nghị … (20/05/2023)`. */
function dialogueLabel(dialogue: Followed['dialogue']): string {
  const day = numericDate(dialogue.heldOn) || (dialogue.quarter ? `quý ${dialogue.quarter}` : '');
  return day ? `${eventName(dialogue)} (${day})` : eventName(dialogue);
}

function general(source: SourceOf<'year'>, to: string): Block[] {
  const { received, withdrawn, merged, followed } = progressOf(source.dialogues, to, source.office);
  const all = countStandings('', followed);
  const solved = all.hall + all.inTime + all.late;
  const open = all.open + all.overdue;
  const untold = followed.filter((one) => one.solvedOn !== '' && !one.told).length;
  const gone = [
    withdrawn > 0 ? `công dân rút ${twoDigits(withdrawn)}` : '',
    merged > 0 ? `gộp vào kiến nghị khác ${twoDigits(merged)}` : '',
  ].filter(Boolean);
  const goneText =
    gone.length > 0 ? ` (${gone.join('; ')}; còn ${twoDigits(all.total)} phải giải quyết)` : '';
  const item = (value: string) => plainParagraph(`- ${value}`);
  const held = source.dialogues.filter(({ petitions }) => petitions.length > 0);
  return [
    heading(1, 'I.', 'Kết quả chung'),
    item(`Số hội nghị đối thoại có ý kiến, kiến nghị: ${twoDigits(held.length)}.`),
    item(`Tiếp nhận: ${twoDigits(received)} ý kiến, kiến nghị${goneText}.`),
    item(
      `Đã giải quyết: ${twoDigits(solved)} (${percent(solved, all.total)}), trong đó giải quyết ngay tại hội nghị ${twoDigits(all.hall)}, trả lời sau hội nghị đúng hạn ${twoDigits(all.inTime)}, trễ hạn ${twoDigits(all.late)}.`,
    ),
    item(
      `Đang giải quyết: ${twoDigits(open)} (${percent(open, all.total)}), trong đó trong hạn ${twoDigits(all.open)}, quá hạn ${twoDigits(all.overdue)}.`,
    ),
    ...(untold > 0
      ? [item(`Đã có văn bản trả lời, chưa thông báo cho công dân: ${twoDigits(untold)} kiến nghị.`)]
      : []),
    ...(all.total > 0
      ? [
          standingTable(
            'Hội nghị đối thoại',
            held.map(({ dialogue }) =>
              countStandings(
                dialogueLabel(dialogue),
                followed.filter((one) => one.dialogue.id === dialogue.id),
              ),
            ),
            all,
          ),
        ]
      : []),
  ];
}

/** Bars of a chart; the tables hold every row. */
const mostBars = 12;

/** The rows with the most petitions as a chart under their table; one row alone says no more than the table does. */
function chartOf(caption: string, rows: StandingCount[]): Block[] {
  if (rows.length < 2) return [];
  const most = rows.toSorted((a, b) => b.total - a.total).slice(0, mostBars);
  const shown = rows.filter((row) => most.includes(row));
  const cut = rows.length > mostBars ? ` (${mostBars} dòng nhiều nhất)` : '';
  return [
    standingChart(
      `${caption}${cut}`,
      shown.map((counts) => ({ label: counts.label, counts })),
    ),
  ];
}

function tables(followed: Followed[]): Block[] {
  const all = countStandings('', followed);
  const none = [plainParagraph('Không có kiến nghị phải giải quyết.')];
  const [units, fields] = [countByUnit(followed), countByField(followed)];
  return [
    heading(1, 'II.', 'Kết quả theo đơn vị giải quyết'),
    ...(all.total > 0 ? [standingTable('Đơn vị giải quyết', units, all)] : none),
    ...chartOf('Biểu đồ 1. Tình trạng kiến nghị theo đơn vị giải quyết', units),
    heading(1, 'III.', 'Kết quả theo lĩnh vực'),
    ...(all.total > 0 ? [standingTable('Lĩnh vực', fields, all)] : none),
    ...chartOf(`Biểu đồ ${units.length < 2 ? 1 : 2}. Tình trạng kiến nghị theo lĩnh vực`, fields),
  ];
}

function lateText({ solvedOn, daysLate }: Followed): string {
  return solvedOn
    ? `Giải quyết ngày ${numericDate(solvedOn)}, trễ ${daysLate} ngày`
    : `Chưa giải quyết, quá hạn ${daysLate} ngày`;
}

/** The late ones, the longest overdue first, those that are still open before those that were solved. */
function late(followed: Followed[]): Block[] {
  const ones = followed
    .filter(({ daysLate }) => daysLate > 0)
    .sort((a, b) => Number(a.solvedOn !== '') - Number(b.solvedOn !== '') || b.daysLate - a.daysLate);
  const title = heading(1, 'IV.', 'Kiến nghị giải quyết trễ hạn, quá hạn');
  if (ones.length === 0) return [title, plainParagraph('Không có.')];
  return [
    title,
    table(
      ['STT', 'Số, hội nghị', 'Nội dung tóm tắt', 'Đơn vị giải quyết', 'Thời hạn', 'Tình trạng'],
      ones.map((one, index) => [
        number(index + 1),
        cell(
          `${numberOf(one.petition)}\n${numericDate(one.dialogue.heldOn) || [one.dialogue.quarter && `Quý ${one.dialogue.quarter}`, one.dialogue.year].filter(Boolean).join('/')}`,
          { align: 'center' },
        ),
        cell(shorten(one.petition.content, summaryLength)),
        cell(cleanLine(one.petition.unit) || cleanLine(one.petition.authority) || 'Chưa giao'),
        cell(dateOrText(one.petition.dueDate), { align: 'center' }),
        cell(lateText(one)),
      ]),
      { columns: [12, 24, 46, 28, 24, 26], width: textWidth, size: measures.table.size, whole: false },
    ),
  ];
}

/** Who is asked to solve what is overdue. */
function requests(followed: Followed[]): Block[] {
  const overdue = followed.filter(({ standing }) => standing === 'overdue');
  const groups = Map.groupBy(overdue, ({ petition }) => cleanLine(petition.unit));
  const lines = [...groups].map(
    ([unit, ones]) =>
      `- Đề nghị ${unit || 'Văn phòng phân công đơn vị'} giải quyết dứt điểm ${twoDigits(ones.length)} kiến nghị đã quá hạn (${ones.map(({ petition }) => numberOf(petition)).join(', ')}) và trả lời công dân.`,
  );
  return [
    heading(1, 'V.', 'Đề nghị'),
    ...(lines.length > 0 ? lines.map((line) => plainParagraph(line)) : [plainParagraph('Không có.')]),
  ];
}

/** The report as a content tree. */
export function progressTree(source: SourceOf<'year'>): OfficialDocument {
  const { office, year, madeAt } = source;
  const to = countedTo(year, source.quarter, localDay(madeAt));
  const { followed } = progressOf(source.dialogues, to, source.office);
  const body = runningBody(office);
  const period = periodOf(source);
  const subject = `Kết quả giải quyết ý kiến, kiến nghị của công dân qua đối thoại ${period}`;
  return {
    info: { title: `Báo cáo ${inSentence(subject)}`, author: body, createdAt: madeAt },
    head: head(source, 'report', dateOrBlank('', Number(localDay(madeAt).slice(0, 4)) || year)),
    title: { kind: 'BÁO CÁO', subject },
    bases: [],
    body: [
      plainParagraph(
        `${body} báo cáo ${inSentence(subject)} (số liệu của các hội nghị trong năm, tính đến ${officialDate(to)}) như sau:`,
      ),
      ...general(source, to),
      ...tables(followed),
      ...late(followed),
      ...requests(followed),
      plainParagraph(`Trên đây là báo cáo ${inSentence(subject)}./.`, { keepWithNext: true }),
    ],
    signing: officeSigning(office, []),
    annexes: [],
  };
}
