import { isBeyondAuthority, isOpen } from '../petition.ts';
import type { DialogueRecord, RecordPetition } from '../record.ts';
import { localDay, officialDate, officialTime } from '../vietnamese/dates.ts';
import { heading, plainParagraph } from './build.ts';
import { byAuthority, byField } from './counts.ts';
import { head } from './frame.ts';
import { chairText, dateOrBlank, heldOn, placeOf, yearOf } from './held.ts';
import { measures, textWidth } from './measures.ts';
import { officeSigning } from './occasion.ts';
import { dueText, numberOf, petitionBook, petitionParagraphs, stateText } from './petition-text.ts';
import { cleanLine, shorten } from './plain.ts';
import { annex } from './report-annex.ts';
import { attendance, results } from './report-counts.ts';
import { recipientsWith } from './signs.ts';
import { cell, table } from './table.ts';
import type { Block, OfficialDocument } from './tree.ts';
import { dateOrText, eventName, fieldName, inSentence, runningBody, twoDigits } from './wording.ts';

/** Báo cáo tổng hợp ý kiến, kiến nghị (BC): the report, from the frozen record. */

/** Letters of a petition's content in the lists that refer back to part III. */
const summaryLength = 180;

const item = (value: string): Block => plainParagraph(`- ${value}`);

function timeSpan(record: DialogueRecord): string {
  const { startedAt, endedAt } = record.minutes.facts;
  const [from, to] = [officialTime(startedAt), officialTime(endedAt)];
  const startDay = heldOn(record);
  const endDay = localDay(endedAt);
  const hours = [from ? `từ ${from}` : '', to ? `đến ${to}` : ''].filter(Boolean).join(' ');
  const day = officialDate(startDay);
  if (endDay && endDay !== startDay) {
    return `từ ${from}, ${day} đến ${to}, ${officialDate(endDay)}`;
  }
  return [hours, day].filter(Boolean).join(', ') || 'chưa ghi';
}

function course(record: DialogueRecord): Block[] {
  const topic = cleanLine(record.dialogue.topic);
  const chair = chairText(record);
  const place = placeOf(record);
  return [
    heading(1, 'I.', 'Diễn biến chung'),
    heading(2, '1.', 'Thời gian, địa điểm'),
    item(`Thời gian: ${timeSpan(record)}.`),
    ...(place ? [item(`Địa điểm: tại ${place}.`)] : []),
    ...(topic ? [item(`Chủ đề: ${topic}.`)] : []),
    ...(chair ? [item(`Chủ trì: ${chair}.`)] : []),
    heading(2, '2.', 'Thành phần, số lượng tham dự'),
    ...attendance(record),
  ];
}

function content(record: DialogueRecord): Block[] {
  const book = petitionBook(record.petitions);
  const groups = byField(record).filter((group) => group.petitions.length > 0);
  return [
    heading(1, 'III.', 'Nội dung ý kiến, kiến nghị và trả lời'),
    ...(groups.length === 0 ? [plainParagraph('Không có.')] : []),
    ...groups.flatMap(({ field, petitions }, index): Block[] => [
      heading(
        2,
        `${index + 1}.`,
        `${petitions[0]?.field ? capital(fieldName(field)) : field} (${twoDigits(petitions.length)} kiến nghị)`,
      ),
      ...petitions.flatMap((petition) => petitionParagraphs(petition, book, { withField: false })),
    ]),
  ];
}

const capital = (value: string) => value.charAt(0).toLocaleUpperCase('vi') + value.slice(1);

/** Petitions grouped by a text of theirs, in the order of the first of each group. */
function groupBy(petitions: RecordPetition[], key: (petition: RecordPetition) => string) {
  return [...Map.groupBy(petitions, key)];
}

function beyondAuthority(record: DialogueRecord): Block[] {
  const groups = byAuthority(record.petitions);
  return [
    heading(1, 'IV.', 'Kiến nghị vượt thẩm quyền'),
    ...(groups.length === 0 ? [plainParagraph('Không có kiến nghị vượt thẩm quyền.')] : []),
    ...groups.flatMap(({ authority, petitions }, index): Block[] => [
      heading(
        2,
        `${index + 1}.`,
        `${authority ? `Chuyển ${authority}` : 'Chưa xác định cơ quan có thẩm quyền'} (${twoDigits(petitions.length)} kiến nghị)`,
      ),
      ...petitions.map((petition) =>
        item(
          `${numberOf(petition)}: ${shorten(petition.content, summaryLength)} Thời hạn: ${dueText(petition) || 'chưa định'}.`,
        ),
      ),
    ]),
  ];
}

function openOnes(record: DialogueRecord): Block[] {
  const book = petitionBook(record.petitions);
  const open = record.petitions.filter((petition) => isOpen(petition.state));
  const title = heading(1, 'V.', 'Kiến nghị đang tiếp tục giải quyết');
  if (open.length === 0) return [title, plainParagraph('Không còn kiến nghị nào đang giải quyết.')];
  return [
    title,
    table(
      ['Số', 'Nội dung tóm tắt', 'Đơn vị giải quyết', 'Thời hạn', 'Trạng thái'],
      open.map((petition) => [
        cell(numberOf(petition), { align: 'center' }),
        cell(shorten(petition.content, summaryLength)),
        cell(cleanLine(petition.unit) || 'Chưa giao'),
        cell(dateOrText(petition.dueDate) || 'Chưa định', { align: 'center' }),
        cell(stateText(petition, book)),
      ]),
      { columns: [18, 61, 32, 24, 25], width: textWidth, size: measures.table.size, whole: false },
    ),
  ];
}

function proposals(record: DialogueRecord): Block[] {
  const numbers = (petitions: RecordPetition[]) => petitions.map(numberOf).join(', ');
  const escalated = record.petitions.filter(
    (petition) => petition.state === 'escalated' && cleanLine(petition.authority) !== '',
  );
  const assigned = record.petitions.filter(
    (petition) => isOpen(petition.state) && petition.state !== 'escalated' && cleanLine(petition.unit) !== '',
  );
  const lines = [
    ...groupBy(escalated, (petition) => cleanLine(petition.authority)).map(
      ([authority, petitions]) =>
        `Đề nghị ${authority} xem xét, giải quyết ${twoDigits(petitions.length)} kiến nghị (${numbers(petitions)}) và thông báo kết quả để trả lời công dân.`,
    ),
    ...groupBy(assigned, (petition) => cleanLine(petition.unit)).map(
      ([unit, petitions]) =>
        `Đề nghị ${unit} giải quyết đúng thời hạn ${twoDigits(petitions.length)} kiến nghị (${numbers(petitions)}) và trả lời công dân.`,
    ),
  ];
  return [
    heading(1, 'VI.', 'Đề xuất, kiến nghị'),
    ...(lines.length === 0 ? [plainParagraph('Không có.')] : lines.map(item)),
  ];
}

/** The plan's recipients or the office's usual ones, and those who have something to do with the open petitions. */
function recipients(record: DialogueRecord): string[] {
  const open = record.petitions.filter((petition) => isOpen(petition.state));
  const named = (values: string[]) => values.map(cleanLine).filter((value) => value !== '');
  return recipientsWith(record.office, record.recipients, [
    ...named(open.filter(isBeyondAuthority).map((petition) => petition.authority)).map(
      (name) => `${name} (b/c)`,
    ),
    ...named(open.map((petition) => petition.unit)).map((name) => `${name} (t/h)`),
  ]);
}

/** The report as a content tree. Parts I–VI and the annex hold every petition of the record. */
export function reportTree(record: DialogueRecord): OfficialDocument {
  const { office, dialogue } = record;
  const event = inSentence(eventName(dialogue));
  const body = runningBody(office);
  const annexes = record.petitions.length > 0 ? [annex(record)] : [];
  return {
    info: {
      title: `Báo cáo tổng hợp ý kiến, kiến nghị tại ${event}`,
      author: body,
      createdAt: record.frozenAt,
    },
    head: head(record, 'report', dateOrBlank('', yearOf(record))),
    title: { kind: 'BÁO CÁO', subject: `Tổng hợp ý kiến, kiến nghị tại ${event}` },
    bases: [],
    body: [
      plainParagraph(`${body} báo cáo tổng hợp ý kiến, kiến nghị của công dân tại ${event} như sau:`),
      ...course(record),
      ...results(record),
      ...content(record),
      ...beyondAuthority(record),
      ...openOnes(record),
      ...proposals(record),
      plainParagraph(
        `Trên đây là báo cáo tổng hợp ý kiến, kiến nghị tại ${event}${annexes.length > 0 ? ' (chi tiết tại Phụ lục kèm theo)' : ''}./.`,
        { keepWithNext: true },
      ),
    ],
    signing: officeSigning(office, recipients(record)),
    annexes,
  };
}
