import type { DialogueRecord } from '../record.ts';
import { localDay, officialDate } from '../vietnamese/dates.ts';
import { cleanLine } from './plain.ts';
import { blank, placeName } from './wording.ts';

/** When and where a dialogue was held and who led it, as documents say it. */

/** The parts of a record that the minutes are made from: a frozen one has them, and a living one can be given them. */
export type MinutesSource = Pick<
  DialogueRecord,
  'dialogue' | 'office' | 'frozenAt' | 'minutes' | 'petitions' | 'attendees' | 'speakers' | 'corrections'
>;

/** `ngày 05 tháng 02 năm 2023`, or with room for day and month while the date is not given. */
export function dateOrBlank(day: string, year: number): string {
  return officialDate(day) || `ngày${blank}tháng${blank}năm ${year}`;
}

/** The year a document belongs to while its date is open. */
export function yearOf(record: MinutesSource): number {
  const year = Number(localDay(record.frozenAt).slice(0, 4));
  return year > 0 ? year : record.dialogue.year;
}

/** The day the dialogue was held: when it began, else the day planned for it; empty when neither is known. */
export function heldOn(record: MinutesSource): string {
  return localDay(record.minutes.facts.startedAt) || record.dialogue.heldOn;
}

/** Where it was held, as it stands after `tại`. */
export function placeOf(record: MinutesSource): string {
  return placeName(record.minutes.facts.place || record.dialogue.place);
}

/** `Nguyễn Hữu Bảng – Chủ tịch UBND xã`. */
export function chairText(record: MinutesSource): string {
  const { chairName, chairTitle } = record.dialogue;
  const planned = [cleanLine(chairName), cleanLine(chairTitle)].filter((part) => part !== '').join(' – ');
  return cleanLine(record.minutes.facts.chair) || planned;
}
