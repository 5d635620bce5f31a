import { wayOf } from '../merging.ts';
import type { DialogueRecord, RecordPetition } from '../record.ts';
import { numericDate, officialDate } from '../vietnamese/dates.ts';
import { isDay } from '../working-days.ts';
import { paragraph, plainParagraph, text } from './build.ts';
import { head } from './frame.ts';
import { dateOrBlank, heldOn, yearOf } from './held.ts';
import { officeSigning } from './occasion.ts';
import { petitionOf } from './opinion-note.ts';
import { dueText, numberOf, petitionBook } from './petition-text.ts';
import { cleanLine, linesOf } from './plain.ts';
import type { SourceOf } from './source.ts';
import type { Block, OfficialDocument } from './tree.ts';
import { eventName, fieldName, inSentence, runningBody, villageName } from './wording.ts';

/** Văn bản trả lời: the official letter (công văn) that answers one citizen's petition. */

/** The petition whose answer this one shares: itself, or the one that it was merged into. */
function answeredWith(record: DialogueRecord, petition: RecordPetition): RecordPetition {
  const book = petitionBook(record.petitions);
  const kept = wayOf(petition, book.find)?.kept;
  return (kept && book.find(kept.id)) ?? petition;
}

/** What is still done about it, by whom and by when; nothing once the answer is final. */
function stillToDo(answered: RecordPetition, body: string): Block[] {
  const due = dueText(answered);
  const by = due ? ` trước ngày ${due}` : '';
  const unit = cleanLine(answered.unit);
  if (answered.state === 'escalated') {
    const authority = cleanLine(answered.authority) || 'cấp có thẩm quyền';
    return [
      plainParagraph(
        `Nội dung này vượt thẩm quyền giải quyết của ${body} và được chuyển đến ${authority}. Khi có kết quả, ${unit || body} thông báo đến Ông (bà)${by}.`,
      ),
    ];
  }
  if (answered.state !== 'deferred' && answered.state !== 'assigned') return [];
  return unit ? [plainParagraph(`Nội dung này được giao ${unit} giải quyết và trả lời Ông (bà)${by}.`)] : [];
}

function answer(answered: RecordPetition): Block[] {
  const lines = linesOf(answered.answer);
  return (lines.length > 0 ? lines : ['(chưa ghi nội dung trả lời)']).map((line) => plainParagraph(line));
}

/** By what the higher authority answered. */
function answerOf(answered: RecordPetition): Block[] {
  const who = cleanLine(answered.authority) || 'Cơ quan có thẩm quyền';
  const [number, day] = [cleanLine(answered.replyNumber), numericDate(answered.replyDate)];
  const paper = [number && ` tại Văn bản số ${number}`, number && day && ` ngày ${day}`].join('');
  return [plainParagraph(`${who} đã trả lời kiến nghị này${paper}.`)];
}

/** The number that the registry gave, or room for it; one that was typed with its sign stays as it is. */
function numbered(blank: string, given: string): string {
  const number = cleanLine(given);
  if (number === '') return blank;
  return `Số: ${number.includes('/') ? number : `${number}${blank.slice(blank.indexOf('/'))}`}`;
}

/**
 * The letter as a content tree.
 * @throws RangeError when the dialogue has no such petition.
 */
export function replyTree(source: SourceOf<'held'>): OfficialDocument {
  const { record } = source;
  const { office, dialogue } = record;
  const petition = petitionOf(source);
  const answered = answeredWith(record, petition);
  const body = runningBody(office);
  const name = cleanLine(petition.petitioner?.name ?? '');
  const where = cleanLine(petition.petitioner?.address ?? '') || villageName(petition.village);
  const citizen = [name || '……………………………', where].filter(Boolean).join(', ');
  const event = inSentence(eventName(dialogue));
  const day = officialDate(heldOn(record));
  const about = petition.field ? ` về ${fieldName(petition.field)}` : '';
  // The number and the day of another's answer are not those of this letter.
  const isElsewhere = source.returned?.includes(answered.id) === true;
  const date = !isElsewhere && isDay(answered.replyDate) ? answered.replyDate : '';
  const blankHead = head(record, 'letter', dateOrBlank(date, yearOf(record)));
  const unit = cleanLine(answered.unit);
  const content = linesOf(petition.content).join(' ') || '(chưa ghi nội dung)';
  return {
    info: {
      title: `Trả lời kiến nghị ${numberOf(petition)}`,
      author: body,
      createdAt: record.frozenAt,
    },
    head: {
      ...blankHead,
      number: numbered(blankHead.number, isElsewhere ? '' : answered.replyNumber),
      about: `V/v trả lời kiến nghị của công dân${about}`,
    },
    title: null,
    bases: [],
    body: [
      paragraph([text(`Kính gửi: Ông (bà) ${citizen}`)], { align: 'center', firstLine: false }),
      plainParagraph(
        `Tại ${event}${day ? `, ${day}` : ''}, ${body} đã tiếp nhận kiến nghị của Ông (bà) (số ${numberOf(petition)}) với nội dung: “${content.replace(/[\s.]+$/u, '')}”.`,
      ),
      plainParagraph(`Sau khi xem xét, ${body} trả lời như sau:`, { keepWithNext: true }),
      ...(isElsewhere ? answerOf(answered) : []),
      ...answer(answered),
      ...stillToDo(answered, body),
      plainParagraph(`${body} trả lời để Ông (bà) được biết./.`, { keepWithNext: true }),
    ],
    signing: officeSigning(office, ['Như trên', ...(unit ? [`${unit} (t/d)`] : []), 'Lưu: VT']),
    annexes: [],
  };
}
