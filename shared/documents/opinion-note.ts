import { categories } from '../petition.ts';
import type { DialogueRecord, RecordPetition } from '../record.ts';
import { localDay } from '../vietnamese/dates.ts';
import { paragraph, text } from './build.ts';
import { bodyLines, signing } from './frame.ts';
import { dateOrBlank, yearOf } from './held.ts';
import { measures } from './measures.ts';
import { numberOf } from './petition-text.ts';
import { cleanLine, linesOf } from './plain.ts';
import type { SourceOf } from './source.ts';
import type { Inline, OfficialDocument, Paragraph, Signature } from './tree.ts';
import { categoryWords, eventName, inSentence, runningBody } from './wording.ts';

/** Phiếu ghi ý kiến: the paper note, to be written on by hand or filled from a petition on the board. */

/** Lines to write on: as many as leave the note on one page. */
const openLines = 8;

const dots: Inline = { type: 'leader' };

/** A line of the form: its label, then what was written or dots. */
function line(label: string, value: Inline[]): Paragraph {
  return paragraph([text(`${label}: `, { bold: true }), ...value], { align: 'left', firstLine: false });
}

/** A box with its words, which stay on one line: a space that does not break ties each to the next. */
function option(words: string, ticked: boolean): Inline[] {
  return [{ type: 'box', ticked }, text(`\u00a0${words.replaceAll(' ', '\u00a0')}\u00a0\u00a0 `)];
}

/** The citizen's category: one of five boxes. */
function categoryLine(petition: RecordPetition | null): Paragraph {
  return line(
    'Đối tượng',
    categories.flatMap((category) => option(categoryWords[category], petition?.category === category)),
  );
}

/** The dialogue's fields as boxes; a field of the petition's own is one more. */
function fieldLine(record: DialogueRecord, petition: RecordPetition | null): Paragraph {
  const chosen = cleanLine(petition?.field ?? '');
  const fields = record.dialogue.fields.map(cleanLine).filter((field) => field !== '');
  if (fields.length === 0) return line('Lĩnh vực', [chosen ? text(chosen) : dots]);
  const own = chosen && !fields.includes(chosen) ? [chosen] : [];
  const other: Inline[] = petition ? [] : [{ type: 'box', ticked: false }, text('\u00a0Khác:\u00a0'), dots];
  return line('Lĩnh vực', [
    ...[...fields, ...own].flatMap((field) => option(field, field === chosen)),
    ...other,
  ]);
}

function contentLines(petition: RecordPetition | null): Paragraph[] {
  const label = text('Nội dung ý kiến, kiến nghị: ', { bold: true });
  const options = { align: 'left', firstLine: false } as const;
  if (!petition) {
    const open = Array.from({ length: openLines - 1 }, () => paragraph([dots], options));
    return [paragraph([label, dots], options), ...open];
  }
  const [first = '(chưa ghi nội dung)', ...others] = linesOf(petition.content);
  const justified = { firstLine: false } as const;
  return [
    paragraph([label, text(first)], justified),
    ...others.map((each) => paragraph([text(each)], justified)),
  ];
}

/** How the answer is wanted, and whether the name may be shown. Only a consent is recorded: no refusal is ticked for anybody. */
function wishLines(petition: RecordPetition | null): Paragraph[] {
  const citizen = petition?.petitioner ?? null;
  return [
    line('Đề nghị trả lời', [
      ...option('Bằng văn bản', petition?.replyWish === 'written'),
      ...option('Trực tiếp', petition?.replyWish === 'inPerson'),
    ]),
    line('Đồng ý nêu tên khi công khai ý kiến', [
      ...option('Đồng ý', citizen?.showName === true),
      ...option('Không đồng ý', false),
    ]),
  ];
}

function noteTree(record: DialogueRecord, petition: RecordPetition | null): OfficialDocument {
  const { office, dialogue } = record;
  const body = runningBody(office);
  const name = cleanLine(petition?.petitioner?.name ?? '');
  const village = cleanLine(petition?.village ?? '');
  const day = petition ? localDay(petition.raisedAt) : '';
  const place = cleanLine(office.place);
  const date = dateOrBlank(day, petition ? yearOf(record) : dialogue.year || yearOf(record));
  const sign = (title: string, names: string[], above: string): Signature => ({
    type: 'signature',
    titles: [title],
    names,
    above,
    note: '(Ký, ghi rõ họ tên)',
  });
  const title = petition ? `Phiếu ghi ý kiến ${numberOf(petition)}` : 'Phiếu ghi ý kiến';
  return {
    info: { title, author: body, createdAt: record.frozenAt },
    head: {
      superior: bodyLines(office.superior, 'regular', measures.head.superior),
      body: bodyLines(office.body, 'bold', measures.head.body),
      number: petition ? `Kiến nghị số: ${numberOf(petition)}` : '',
      placeDate: '',
    },
    title: { kind: 'PHIẾU GHI Ý KIẾN', subject: `Tại ${inSentence(eventName(dialogue))}` },
    bases: [],
    body: [
      line('Họ và tên', [name ? text(name) : dots]),
      line('Thôn', [village ? text(village) : dots]),
      categoryLine(petition),
      fieldLine(record, petition),
      ...contentLines(petition),
      ...wishLines(petition),
    ],
    signing: signing(
      sign('NGƯỜI TIẾP NHẬN', [], '\u00a0'),
      sign('NGƯỜI GHI Ý KIẾN', name ? [name] : [], [place, date].filter(Boolean).join(', ')),
    ),
    annexes: [],
  };
}

/** The note as it is handed out: nothing in it but the dialogue's name and fields. */
export function blankNoteTree({ record }: SourceOf<'held'>): OfficialDocument {
  return noteTree(record, null);
}

/**
 * The note filled from a petition with its citizen.
 * @throws RangeError when the dialogue has no such petition.
 */
export function filledNoteTree(source: SourceOf<'held'>): OfficialDocument {
  return noteTree(source.record, petitionOf(source));
}

/** The petition that a paper is about; throws RangeError when the dialogue has none of that id. */
export function petitionOf({ record, petitionId }: SourceOf<'held'>): RecordPetition {
  const petition = record.petitions.find(({ id }) => id === petitionId);
  if (!petition) throw new RangeError('no such petition');
  return petition;
}
