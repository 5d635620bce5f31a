import { createHash } from 'node:crypto';
import { cleanLine, shorten } from '../../shared/documents/plain.ts';
import type { LetterKind } from '../../shared/mail.ts';
import { numericDate } from '../../shared/vietnamese/dates.ts';
import { soonDays } from '../../shared/worklists.ts';
import type { Mail } from './send.ts';

/** A petition as a letter tells it; names and numbers of people are taken out of its texts. */
export interface LetterPetition {
  number: string;
  dialogue: string;
  field: string;
  matter: string;
  /** Where it is, when a higher authority has it; else empty. */
  authority: string;
  /** Who of the commune follows it. */
  unit: string;
  /** `YYYY-MM-DD`. */
  dueDate: string;
  /** Working days from today to the due date; negative when it is over. */
  daysLeft: number;
}

export interface LetterContent {
  /** `YYYY-MM-DD`. */
  day: string;
  kind: LetterKind;
  /** The unit's or authority's name. */
  name: string;
  /** The issuing body in running text. */
  body: string;
  overdue: readonly LetterPetition[];
  due: readonly LetterPetition[];
  /** Where the work is done; empty: nowhere is said. */
  link: string;
}

/** Petitions of each kind that are told one by one: the rest is counted. */
const mostTold = 100;
const matterLength = 200;

function when({ dueDate, daysLeft }: LetterPetition): string {
  const day = numericDate(dueDate);
  if (daysLeft < 0) return `quá hạn ${-daysLeft} ngày làm việc (hạn ${day})`;
  return daysLeft === 0 ? `đến hạn (${day})` : `còn ${daysLeft} ngày làm việc (hạn ${day})`;
}

function toldOne(kind: LetterKind, petition: LetterPetition, n: number): string {
  const { number, dialogue, field, matter, authority, unit } = petition;
  const lines = [
    `${n}. ${number}: ${when(petition)}`,
    dialogue,
    field && `Lĩnh vực: ${field}`,
    matter && `Nội dung: ${shorten(matter, matterLength)}`,
    kind === 'unit' && authority && `Đã trình: ${authority}`,
    kind === 'authority' && unit && `Đơn vị theo dõi của xã: ${unit}`,
  ];
  return lines.filter(Boolean).join('\n   ');
}

function section(kind: LetterKind, title: string, petitions: readonly LetterPetition[]): string[] {
  if (petitions.length === 0) return [];
  const told = petitions.slice(0, mostTold).map((each, n) => toldOne(kind, each, n + 1));
  const rest = petitions.length - told.length;
  return [title, ...told, ...(rest > 0 ? [`… và ${rest} kiến nghị nữa.`] : [])];
}

/** The letter of a day to a unit or an authority. Its id is the same each time it is made. */
export function letterOf(content: LetterContent): Omit<Mail, 'to'> {
  const { day, kind, name, body, overdue, due, link } = content;
  const counts = [
    overdue.length > 0 ? `${overdue.length} kiến nghị quá hạn` : '',
    due.length > 0 ? `${due.length} kiến nghị sắp đến hạn` : '',
  ].filter(Boolean);
  const often = kind === 'unit' ? 'mỗi ngày làm việc' : 'đầu mỗi tuần';
  const lead =
    kind === 'unit'
      ? `Tính đến ngày ${numericDate(day)}, ${name} có ${counts.join(', ')} cần trả lời người dân.`
      : `Tính đến ngày ${numericDate(day)}, ${body} có ${counts.join(', ')} đã trình ${name} và đang chờ văn bản trả lời.`;
  const parts = [
    `Kính gửi: ${name}`,
    lead,
    ...section(kind, 'QUÁ HẠN', overdue),
    ...section(kind, `ĐẾN HẠN TRONG ${soonDays} NGÀY LÀM VIỆC`, due),
    ...(kind === 'unit' && link ? [`Ghi kết quả tại: ${link}`] : []),
    `Thư tự động của ${body}, gửi ${often} khi còn việc; không ghi tên người dân. Đề nghị không trả lời vào địa chỉ này.`,
  ];
  return {
    senderName: cleanLine(body),
    subject: cleanLine(`Đối thoại: ${counts.join(', ')} (${numericDate(day)})`),
    text: `${parts.join('\n\n')}\n`,
    id: `${day}.${createHash('sha256').update(`${day}\n${kind}\n${name}`).digest('hex').slice(0, 20)}`,
  };
}
