import { mergedByKept, wayOf } from '../merging.ts';
import type { RecordPetition } from '../record.ts';
import { ledText, paragraph, text } from './build.ts';
import { cleanLine, linesOf } from './plain.ts';
import type { Inline, Paragraph } from './tree.ts';
import {
  channelWords,
  dateOrText,
  fieldName,
  inSentence,
  outcomeWords,
  stateWords,
  villageName,
} from './wording.ts';

/** A petition as documents tell it. */

/** The petitions of a record, as each needs to know of the others. */
export interface PetitionBook {
  find(id: string): RecordPetition | undefined;
  /** Those that were merged into this one, directly or through others. */
  mergedInto(petition: RecordPetition): readonly RecordPetition[];
}

export function petitionBook(petitions: readonly RecordPetition[]): PetitionBook {
  const byId = new Map(petitions.map((petition) => [petition.id, petition]));
  const byKept = mergedByKept(petitions);
  return { find: (id) => byId.get(id), mergedInto: ({ id }) => byKept.get(id) ?? [] };
}

/** `KN-01`, or a sign that no number was given before the freeze. */
export function numberOf(petition: Pick<RecordPetition, 'number'>): string {
  return cleanLine(petition.number) || 'KN chưa có số';
}

/** `Y Hương, thôn Đăk Vang`: who raised it, as far as it is known. */
export function citizenOf(petition: RecordPetition): string {
  const name = cleanLine(petition.petitioner?.name ?? '');
  const village = villageName(petition.village);
  return [name || 'Công dân', village].filter((part) => part !== '').join(name ? ', ' : ' ');
}

/** `Đã gộp vào KN-04`, `Đã gộp vào KN-04 (qua KN-02)`: where the petition is answered. */
function mergedText(petition: RecordPetition, book: PetitionBook): string {
  const way = wayOf(petition, book.find);
  if (!way) return stateWords.merged;
  const through = way.through.map(numberOf).join(', ');
  return `Đã gộp vào ${numberOf(way.kept)}${through ? ` (qua ${through})` : ''}`;
}

/** Names of all whose petition this is: its own citizen, then those of the merged ones, each with its number. */
export function citizensOf(petition: RecordPetition, book: PetitionBook): string {
  const others = book.mergedInto(petition).map((other) => `${citizenOf(other)} (${numberOf(other)})`);
  return [citizenOf(petition), ...others].join('; ');
}

/** The state in one phrase: `Ghi nhận, giải trình sau`, `Đã gộp vào KN-03`. */
export function stateText(petition: RecordPetition, book: PetitionBook): string {
  return petition.state === 'merged' ? mergedText(petition, book) : stateWords[petition.state];
}

/** Due date with its reason: `20/02/2023 (chờ kết quả đo đạc)`; empty for none. */
export function dueText(petition: RecordPetition): string {
  const date = dateOrText(petition.dueDate);
  const reason = cleanLine(petition.dueReason);
  return reason ? `${date} (${reason})`.trim() : date;
}

/** What became of the petition, every part that is known. */
function resultParts(petition: RecordPetition, book: PetitionBook): string[] {
  const state = stateText(petition, book);
  const outcome = petition.outcome ? outcomeWords[petition.outcome] : '';
  const part = (label: string, value: string) => (value ? `${label}${value}` : '');
  const reply = [cleanLine(petition.replyNumber), dateOrText(petition.replyDate)];
  const told = [cleanLine(petition.toldHow), dateOrText(petition.toldAt)].filter((value) => value !== '');
  return [
    outcome,
    outcome === state ? '' : outcome ? inSentence(state) : state,
    part('cơ quan có thẩm quyền: ', cleanLine(petition.authority)),
    part('đơn vị giải quyết: ', cleanLine(petition.unit)),
    part('thời hạn: ', dueText(petition)),
    part('văn bản trả lời số ', reply[0] ? [reply[0], reply[1]].filter(Boolean).join(' ngày ') : ''),
    part('ngày trả lời: ', reply[0] ? '' : (reply[1] ?? '')),
    part('đã thông báo cho công dân: ', told.join(', ')),
  ].filter((value) => value !== '');
}

const wishes = {
  none: '',
  inPerson: 'đề nghị trả lời trực tiếp',
  written: 'đề nghị trả lời bằng văn bản',
} as const;

/** `KN-01. Y Hương, thôn Đăk Vang (phát biểu; lĩnh vực giảm nghèo):` before the content. */
function lead(petition: RecordPetition, book: PetitionBook, withField: boolean): Inline[] {
  const notes = [
    channelWords[petition.channel].toLocaleLowerCase('vi'),
    withField && petition.field ? fieldName(petition.field) : '',
    wishes[petition.replyWish],
  ].filter((note) => note !== '');
  return [
    text(`${numberOf(petition)}. ${citizensOf(petition, book)}`, { bold: true }),
    text(` (${notes.join('; ')}): `),
  ];
}

/**
 * A petition in full: number, citizen, field, content; who answered and what; what became of it.
 * `withField` leaves the field out where a heading names it already.
 */
export function petitionParagraphs(
  petition: RecordPetition,
  book: PetitionBook,
  options: { withField: boolean },
): Paragraph[] {
  const content = ledText(lead(petition, book, options.withField), petition.content || '(chưa ghi nội dung)');
  const answeredBy = cleanLine(petition.answeredBy);
  const hasAnswer = linesOf(petition.answer).length > 0;
  const answer =
    hasAnswer || answeredBy
      ? ledText(
          [text(answeredBy ? `${answeredBy} trả lời: ` : 'Trả lời: ', { italic: true })],
          hasAnswer ? petition.answer : '(chưa ghi nội dung trả lời)',
        )
      : [];
  const result = paragraph([
    text('Kết quả: ', { italic: true }),
    text(`${resultParts(petition, book).join('; ')}.`),
  ]);
  return [...content, ...answer, result];
}
