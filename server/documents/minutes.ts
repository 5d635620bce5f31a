import type { DialogueRecord, RecordPetition } from '../../shared/record.ts';
import { speakerLine } from '../../shared/speaker-words.ts';
import { localDay, officialDate, officialTime } from '../../shared/vietnamese/dates.ts';
import { heading, paragraph, plainParagraph, text } from './build.ts';
import { chairText, dateOrBlank, head, heldOn, placeOf, signing, yearOf } from './frame.ts';
import { textWidth } from './measures.ts';
import { numberOf, type PetitionBook, petitionBook, petitionParagraphs } from './petition-text.ts';
import { cleanLine } from './plain.ts';
import { fromRichText, type RichTextOptions } from './rich-text.ts';
import type { Block, OfficialDocument, Paragraph } from './tree.ts';
import { eventName, inSentence, runningBody, twoDigits } from './wording.ts';

/** Biên bản (BB): the minutes, from the frozen record. */

const openTime = '…… giờ …… phút';

function opening(record: DialogueRecord): Block[] {
  const { dialogue, minutes, office } = record;
  const time = officialTime(minutes.facts.startedAt) || openTime;
  const date = dateOrBlank(heldOn(record), yearOf(record));
  const place = placeOf(record);
  const where = place ? `, tại ${place}` : '';
  const secretaries = secretaryNames(record).join(', ');
  const line = (label: string, value: string): Block[] =>
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

function attendance(record: DialogueRecord): Block[] {
  const present = record.attendees.filter((attendee) => attendee.present).length;
  const invited = record.attendees.filter((attendee) => !attendee.walkIn).length;
  if (record.attendees.length === 0) return [];
  return [
    plainParagraph(
      `- Số người có mặt theo điểm danh: ${twoDigits(present)} người (được mời: ${twoDigits(invited)} người).`,
    ),
  ];
}

function secretaryNames(record: DialogueRecord): string[] {
  const written = record.minutes.facts.secretaries
    .split(/[,;\n]/u)
    .map(cleanLine)
    .filter((name) => name !== '');
  return written.length > 0
    ? written
    : record.dialogue.secretaries.map(cleanLine).filter((name) => name !== '');
}

/** The name alone of `Nguyễn Hữu Bảng – Chủ tịch UBND xã`. */
function nameOnly(person: string): string {
  return cleanLine(person).split(/\s+[–—-]\s+|,\s*/u)[0] ?? '';
}

function closing(record: DialogueRecord): Block[] {
  const { facts } = record.minutes;
  const ended = officialTime(facts.endedAt) || openTime;
  const endDay = localDay(facts.endedAt);
  const sameDay = endDay === '' || endDay === heldOn(record);
  const copies = cleanLine(facts.copies);
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
    plainParagraph('Biên bản đã được đọc lại cho mọi người cùng nghe, nhất trí thông qua./.', {
      keepWithNext: true,
    }),
  ];
}

/** Prints each petition in full where it is mentioned first, and by its number after that. */
class Mentions {
  private readonly petitions: readonly RecordPetition[];
  private readonly book: PetitionBook;
  private readonly printed = new Set<string>();

  constructor(petitions: readonly RecordPetition[]) {
    this.petitions = petitions;
    this.book = petitionBook(petitions);
  }

  readonly mention: RichTextOptions['petition'] = (id) => {
    const petition = this.book.find(id);
    if (!petition) return { words: '', paragraphs: [plainParagraph('(Kiến nghị không có trên bảng.)')] };
    return { words: numberOf(petition), paragraphs: this.print(petition) };
  };

  /** The petitions that the text did not mention. */
  rest(): RecordPetition[] {
    return this.petitions.filter((petition) => !this.printed.has(petition.id));
  }

  /** The petition in full, or nothing when it was printed before. */
  print(petition: RecordPetition): Paragraph[] {
    if (this.printed.has(petition.id)) return [];
    this.printed.add(petition.id);
    return petitionParagraphs(petition, this.book, { withField: true });
  }
}

/** `Nguyễn Văn A, thôn Giang Lố 1 (Hội viên Hội Nông dân)`, for a mention of a speaker of the record. */
function speakerWords(record: DialogueRecord): RichTextOptions['speaker'] {
  const byId = new Map(record.speakers?.map((speaker) => [speaker.id, speaker]));
  return (id) => speakerLine(byId.get(id));
}

/** The minutes as a content tree. Every petition of the record is in it, mentioned in the text or not. */
export function minutesTree(record: DialogueRecord): OfficialDocument {
  const { dialogue, minutes, office } = record;
  const mentions = new Mentions(record.petitions);
  const body = fromRichText(minutes.body, {
    petition: mentions.mention,
    speaker: speakerWords(record),
    width: textWidth,
  });
  const rest = mentions.rest();
  const all = record.petitions.length;
  const others: Block[] =
    rest.length === 0
      ? []
      : [
          heading(1, body.nextNumber(), `Các kiến nghị ${rest.length < all ? 'khác ' : ''}đã ghi nhận`),
          ...rest.flatMap((petition) => mentions.print(petition)),
        ];
  const chair = nameOnly(minutes.facts.chair) || cleanLine(dialogue.chairName);
  return {
    info: {
      title: `Biên bản ${inSentence(eventName(dialogue))}`,
      author: runningBody(office),
      createdAt: record.frozenAt,
    },
    head: head(record, 'minutes', dateOrBlank(heldOn(record), yearOf(record))),
    title: { kind: 'BIÊN BẢN', subject: eventName(dialogue) },
    bases: [],
    body: [...opening(record), ...body.blocks, ...others, ...closing(record)],
    signing: signing(
      { type: 'signature', titles: ['THƯ KÝ'], names: secretaryNames(record).map(nameOnly) },
      { type: 'signature', titles: ['CHỦ TRÌ'], names: chair ? [chair] : [] },
    ),
    annexes: [],
  };
}
