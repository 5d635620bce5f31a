import type { Dialogue, Office } from './dialogue.ts';
import { cleanLine } from './documents/plain.ts';
import { eventName, inSentence, placeName, runningBody, villageName } from './documents/wording.ts';
import type { Preparation } from './preparation.ts';
import { officialDate } from './vietnamese/dates.ts';

/**
 * Messages that remind of a dialogue, to be pasted into whatever people read. In Vietnamese whatever the page's language, and
 * with numbers only: a message goes on from hand to hand.
 */

export interface Reminded {
  dialogue: Pick<Dialogue, 'title' | 'heldOn' | 'place'>;
  office: Pick<Office, 'body' | 'place'>;
  preparation: Pick<Preparation, 'startsAt' | 'notes'>;
}

/** What a village's head has still to do. */
export interface VillageNumbers {
  invited: number;
  told: number;
  coming: number;
}

function whenAndWhere({ dialogue, preparation }: Reminded): string[] {
  const [, hour = '', minute = ''] = /^(\d{2}):(\d{2})$/.exec(preparation.startsAt) ?? [];
  const time = hour ? `${hour} giờ ${minute}` : '';
  const when = [time, officialDate(dialogue.heldOn)].filter(Boolean).join(', ');
  const where = placeName(dialogue.place);
  return [when ? `Thời gian: ${when}.` : '', where ? `Địa điểm: ${where}.` : ''].filter(Boolean);
}

const event = ({ dialogue }: Reminded) => inSentence(eventName(dialogue));

function stillToTell({ invited, told, coming }: VillageNumbers): string {
  if (invited === 0) return 'Danh sách người được mời của thôn sẽ gửi sau.';
  const left = invited - told;
  const said = [
    left > 0 ? `còn ${left} người chưa báo` : 'đã báo đủ',
    coming > 0 ? `${coming} người nói sẽ đến` : '',
  ].filter(Boolean);
  return `Thôn có ${invited} người được mời: ${said.join(', ')}.`;
}

/** To the head of a village. */
export function villageReminder(about: Reminded, village: string, numbers: VillageNumbers): string {
  const name = villageName(village);
  return [
    `Kính gửi: Trưởng ${name}`,
    `${runningBody(about.office)} nhắc ${event(about)}.`,
    ...whenAndWhere(about),
    stillToTell(numbers),
    ...(numbers.invited > numbers.told
      ? ['Nhờ đồng chí báo đến từng người, rồi đánh dấu trên trang của thôn.']
      : []),
    'Ai có kiến nghị muốn gửi trước, nhờ đồng chí ghi giúp trên trang của thôn. Nhắc bà con mang theo giấy mời.',
    'Trân trọng cảm ơn.',
  ].join('\n');
}

/** To the people of a group, by way of their union or their village. */
export function groupReminder(about: Reminded, group: string): string {
  const notes = about.preparation.notes
    .map(cleanLine)
    .filter(Boolean)
    .map((note) => (/[.!?…]$/u.test(note) ? note : `${note}.`));
  return [
    `${runningBody(about.office)} trân trọng mời ông (bà) thuộc thành phần “${cleanLine(group)}” dự ${event(about)}.`,
    ...whenAndWhere(about),
    'Khi đi xin mang theo giấy mời để điểm danh nhanh.',
    ...notes,
    'Ông (bà) có kiến nghị muốn gửi trước, xin gửi qua Trưởng thôn hoặc Văn phòng UBND xã.',
    'Rất mong ông (bà) có mặt đúng giờ.',
  ].join('\n');
}

/** From the head of a village to its people who have an invitation. */
export function neighbourReminder(about: Reminded, village: string): string {
  return [
    `Kính mời bà con ${villageName(village)} có giấy mời dự ${event(about)}.`,
    ...whenAndWhere(about),
    'Bà con nhớ mang theo giấy mời và đến đúng giờ.',
    'Ai không đi được, hoặc có kiến nghị muốn gửi trước, xin báo lại Trưởng thôn.',
  ].join('\n');
}
