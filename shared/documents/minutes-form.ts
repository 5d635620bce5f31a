import type { Correction } from '../docs/corrections.ts';
import { localDay, officialDate, officialTime } from '../vietnamese/dates.ts';
import { paragraph, plainParagraph, text } from './build.ts';
import { chairText, dateOrBlank, heldOn, type MinutesSource, placeOf, yearOf } from './held.ts';
import { cleanLine } from './plain.ts';
import type { Paragraph } from './tree.ts';
import { eventName, inSentence, runningBody, twoDigits, villageName } from './wording.ts';

/** The form around the text of the minutes: printed by the documents, and read out before the signing. */

const openTime = '…… giờ …… phút';

/** The lines before the text: when, where, who held what; topic, chair, secretaries, how many were present. */
export function opening(record: MinutesSource): Paragraph[] {
  const { dialogue, minutes, office } = record;
  const time = officialTime(minutes.facts.startedAt) || openTime;
  const date = dateOrBlank(heldOn(record), yearOf(record));
  const place = placeOf(record);
  const where = place ? `, tại ${place}` : '';
  const secretaries = secretaryNames(record).join(', ');
  const line = (label: string, value: string): Paragraph[] =>
    value ? [paragraph([text(`- ${label}: `), text(value)])] : [];
  return [
    plainParagraph(
      `Vào hồi ${time}, ${date}${where}, ${runningBody(office)} tổ chức ${inSentence(eventName(dialogue))}.`,
    ),
    ...line('Chủ đề', cleanLine(dialogue.topic)),
    ...line('Chủ trì', chairText(record)),
    ...line('Thư ký', secretaries),
    ...attendance(record),
  ];
}

function attendance(record: MinutesSource): Paragraph[] {
  const present = record.attendees.filter((attendee) => attendee.present).length;
  const invited = record.attendees.filter((attendee) => !attendee.walkIn).length;
  if (record.attendees.length === 0) return [];
  return [
    plainParagraph(
      `- Số người có mặt theo điểm danh: ${twoDigits(present)} người (được mời: ${twoDigits(invited)} người).`,
    ),
  ];
}

/** Those who sign as THƯ KÝ: what the form says, else those planned. */
export function secretaryNames(record: MinutesSource): string[] {
  const written = record.minutes.facts.secretaries
    .split(/[,;\n]/u)
    .map(cleanLine)
    .filter((name) => name !== '');
  return written.length > 0
    ? written
    : record.dialogue.secretaries.map(cleanLine).filter((name) => name !== '');
}

/** The name alone of `Nguyễn Hữu Bảng – Chủ tịch UBND xã`. */
export function nameOnly(person: string): string {
  return cleanLine(person).split(/\s+[–—-]\s+|,\s*/u)[0] ?? '';
}

/** The lines after the text: when it ended, how many copies, what was corrected when it was read out. */
export function closing(record: MinutesSource): Paragraph[] {
  const { facts } = record.minutes;
  const ended = officialTime(facts.endedAt) || openTime;
  const endDay = localDay(facts.endedAt);
  const sameDay = endDay === '' || endDay === heldOn(record);
  const copies = cleanLine(facts.copies) || cleanLine(record.office.copies ?? '');
  const copiesText = /^\d+$/.test(copies) ? twoDigits(Number(copies)) : copies || '……';
  return [
    plainParagraph(`Hội nghị kết thúc vào hồi ${ended}, ${sameDay ? 'cùng ngày' : officialDate(endDay)}.`),
    paragraph(
      [
        text(`Biên bản được lập thành ${copiesText} bản có giá trị như nhau, mỗi bản gồm `),
        { type: 'pageCount' },
        text(' trang.'),
      ],
      { keepWithNext: true },
    ),
    ...corrections(record),
    plainParagraph('Biên bản đã được đọc lại cho mọi người cùng nghe, nhất trí thông qua./.', {
      keepWithNext: true,
    }),
  ];
}

/** `Y Hương, thôn Đăk Vang`: who asked for a correction. */
function askedBy(correction: Correction): string {
  return (
    [cleanLine(correction.askedBy), villageName(correction.village)].filter(Boolean).join(', ') ||
    'Người dự hội nghị'
  );
}

/** What was asked for when the minutes were read out, and what became of it; open ones are not printed. */
function corrections(record: MinutesSource): Paragraph[] {
  const settled = (record.corrections ?? []).filter(({ state }) => state !== 'open');
  if (settled.length === 0) return [];
  const line = (correction: Correction) => {
    const { state, reason } = correction;
    const result =
      state === 'done' ? 'đã sửa' : ['không sửa', cleanLine(reason)].filter(Boolean).join(', lý do: ');
    const asked = cleanLine(correction.asked).replace(/[\s.;]+$/u, '');
    return plainParagraph(`- ${askedBy(correction)}: ${asked} (${result}).`);
  };
  return [
    plainParagraph('Khi đọc lại biên bản, hội nghị đề nghị sửa:', { keepWithNext: true }),
    ...settled.map(line),
  ];
}
