import type { Plan, PlannedDialogue } from '../plan/plan.ts';
import { officialDate } from '../vietnamese/dates.ts';
import { fold } from '../vietnamese/fold.ts';
import { heading, ledText, paragraph, plainParagraph, roman, text } from './build.ts';
import { bodyLines, head, signing } from './frame.ts';
import { dateOrBlank } from './held.ts';
import { measures } from './measures.ts';
import { ended } from './occasion.ts';
import { cleanLine, linesOf } from './plain.ts';
import { recipientsOf, signingTitles } from './signs.ts';
import type { SourceOf } from './source.ts';
import type { Block, OfficialDocument } from './tree.ts';
import { blank, fieldName, inSentence, runningBody } from './wording.ts';

/**
 * Kế hoạch (KH): the plan of a year's dialogues, from its own data. The fixed words, with their full stops, are those
 * of the plan that the product began with: the document made from its data holds every line of it.
 */

const subPoint = /^\+\s*/u;
const capital = (value: string) => value.charAt(0).toLocaleUpperCase('vi') + value.slice(1);

/** Entries as `-` and `+` points; a list of one entry is a paragraph without a sign. */
function points(entries: readonly string[], first = '- '): Block[] {
  const single = entries.length === 1;
  return entries.flatMap((entry) => {
    if (subPoint.test(entry)) return plainParagraph(`+ ${entry.replace(subPoint, '')}`);
    return ledText(single ? [] : [text(first)], entry);
  });
}

const allPoints = (entries: readonly string[], sign: string): Block[] =>
  entries.map((entry) => plainParagraph(`${sign} ${cleanLine(entry).replace(subPoint, '')}`));

/** A part of the plan: its roman number is given when the parts that are there are known. */
interface Part {
  name: string;
  blocks: Block[];
}

function aims(plan: Plan): Part {
  return {
    name: 'Mục đích, yêu cầu',
    blocks: [
      heading(2, '1.', 'Mục đích.'),
      ...points(plan.purposes),
      heading(2, '2.', 'Yêu cầu.'),
      ...points(plan.requirements),
    ],
  };
}

/** `Quý II/2023.`, or the dialogue's own name when it has no quarter. */
function periodOf(dialogue: PlannedDialogue): string {
  return dialogue.quarter ? `Quý ${dialogue.quarter}/${dialogue.year}.` : `${cleanLine(dialogue.title)}.`;
}

const marked = (value: string) => paragraph([text(`* ${value}`, { bold: true })], { keepWithNext: true });

function participants(dialogue: PlannedDialogue): Block[] {
  const { chair, communeLevel, villageLevel } = dialogue;
  return [
    ...(chair || communeLevel.length > 0 ? [marked('Cấp xã:')] : []),
    ...(chair ? [plainParagraph(`- ${cleanLine(chair)}`)] : []),
    ...(communeLevel.length > 0 ? [plainParagraph('- Thành phần mời:', { keepWithNext: true })] : []),
    ...allPoints(communeLevel, '+'),
    ...(villageLevel.length > 0 ? [marked('Các thôn:')] : []),
    ...allPoints(villageLevel, '+'),
  ];
}

function contentOf(dialogue: PlannedDialogue, number: string): Block[] {
  const { audience, topic, contents } = dialogue;
  const fields = dialogue.fields.filter((field) => !field.derived);
  const inFields = fields.flatMap((field) => [
    marked(capital(fieldName(field.name))),
    ...allPoints(field.contents, '-'),
  ]);
  const lead = audience ? `Nội dung đối thoại: Với ${cleanLine(audience)}` : 'Nội dung đối thoại:';
  if (!topic) return [heading(3, `${number}.`, lead), ...inFields, ...points(contents)];
  return [
    heading(3, `${number}.`, lead),
    paragraph([text(`${number}.1. Chủ đề: `), text(`“${cleanLine(topic)}”`, { bold: true, italic: true })]),
    heading(3, `${number}.2.`, 'Nội dung:'),
    ...inFields,
    ...points(contents),
  ];
}

function dialogues(plan: Plan): Part {
  return {
    name: 'Thành phần, số lượng và nội dung đối thoại.',
    blocks: plan.dialogues.flatMap((dialogue, index) => [
      heading(2, `${index + 1}.`, periodOf(dialogue)),
      heading(3, `${index + 1}.1.`, 'Thành phần và số lượng tham gia đối thoại:'),
      ...participants(dialogue),
      ...contentOf(dialogue, `${index + 1}.2`),
    ]),
  };
}

const labelled = (label: string, value: string): Block =>
  paragraph([text(`- ${label}: `, { bold: true }), text(value)]);

/** When a dialogue is held, unless its heading says so itself. */
function timeLine(dialogue: PlannedDialogue): Block[] {
  const time = cleanLine(dialogue.time);
  const day = officialDate(dialogue.heldOn);
  const said = time !== '' && fold(dialogue.scheduleHeading).includes(fold(time));
  const told = [said ? '' : time, day ? (time && !said ? `(${day})` : capital(day)) : '']
    .filter(Boolean)
    .join(' ');
  return told ? [labelled('Thời gian', told)] : [];
}

/** Time and place of each dialogue; a place that all share is said once, at the end. */
function schedule(plan: Plan): Block[] {
  const places = new Set(plan.dialogues.map((dialogue) => cleanLine(dialogue.place)));
  const [shared = ''] = places.size === 1 ? places : [];
  const placeLine = (place: string) => (place ? [labelled('Địa điểm', ended(place))] : []);
  return [
    heading(2, '3.', 'Thời gian, địa điểm tổ chức đối thoại.'),
    ...plan.dialogues.flatMap((dialogue, index) => [
      heading(3, `3.${index + 1}.`, cleanLine(dialogue.scheduleHeading || dialogue.title)),
      ...timeLine(dialogue),
      ...(shared ? [] : placeLine(dialogue.place)),
    ]),
    ...placeLine(shared),
  ];
}

function method(plan: Plan): Part {
  return {
    name: 'Phương pháp, hình thức, thời gian, địa điểm',
    blocks: [
      heading(2, '1.', 'Phương pháp đối thoại'),
      ...points(plan.methods),
      heading(2, '2.', 'Hình thức đối thoại'),
      ...points(plan.forms),
      ...schedule(plan),
    ],
  };
}

/** The tasks: a unit with one duty in one paragraph, one with several as a heading and points. */
function tasks(plan: Plan): Part {
  return {
    name: 'Tổ chức thực hiện',
    blocks: plan.tasks.flatMap(({ unit, duties }, index): Block[] => {
      const number = `${index + 1}.`;
      const [only = ''] = duties;
      if (duties.length > 1)
        return [heading(2, number, `${cleanLine(unit).replace(/\.$/u, '')}.`), ...points(duties)];
      return ledText([text(`${number} ${cleanLine(unit)}: `, { bold: true })], only);
    }),
  };
}

function parts(plan: Plan): Part[] {
  const funding: Part = { name: 'Kinh phí', blocks: points(plan.funding) };
  return [
    aims(plan),
    dialogues(plan),
    method(plan),
    ...(plan.funding.length > 0 ? [funding] : []),
    tasks(plan),
  ];
}

/** The head's left half as the plan has it, one body a line, the superior first; else the office's own. */
function bodies(plan: Plan): Partial<OfficialDocument['head']> {
  const lines = linesOf(plan.issuingBody);
  const body = lines.pop();
  if (!body) return {};
  return {
    superior: lines.flatMap((line) => bodyLines(line, 'regular', measures.head.superior)),
    body: bodyLines(body, 'bold', measures.head.body),
  };
}

/** `05/KH-UBND` as the plan has it; room for the number while it is open. */
function numberLine(plan: Plan, usual: string): string {
  const number = cleanLine(plan.number);
  if (number === '') return usual;
  return number.startsWith('/') ? `Số:${blank}${number}` : `Số: ${number}`;
}

/** The plan as a content tree. Lines that nobody has placed in a part yet are not printed; the plan's page says so. */
export function planTree({ plan, office, madeAt }: SourceOf<'plan'>): OfficialDocument {
  const usual = head({ office }, 'plan', '');
  const { authority, title, name } = plan.signature;
  const place = cleanLine(plan.place || office.place);
  const date = dateOrBlank(plan.date, plan.year);
  return {
    info: {
      title: `Kế hoạch ${inSentence(cleanLine(plan.title))}`,
      author: runningBody(office),
      createdAt: madeAt,
    },
    head: {
      ...usual,
      ...bodies(plan),
      number: numberLine(plan, usual.number),
      placeDate: place ? `${place}, ${date}` : date,
    },
    title: { kind: 'KẾ HOẠCH', subject: cleanLine(plan.title) },
    bases: plan.bases.map((basis) => cleanLine(basis).replace(/[\s;.]+$/u, '')),
    body: [
      ...linesOf(plan.intro).map((line) => plainParagraph(line)),
      ...parts(plan).flatMap((part, index) => [
        heading(1, `${roman(index + 1)}.`, part.name),
        ...part.blocks,
      ]),
      ...linesOf(plan.closing).map((line) => plainParagraph(line, { keepWithNext: true })),
    ],
    signing: signing(
      { type: 'recipients', lines: recipientsOf(office, plan.recipients) },
      {
        type: 'signature',
        titles: signingTitles({
          authority: authority || office.authority,
          signerTitle: title || office.signerTitle,
        }),
        names: [cleanLine(name || office.signerName)].filter(Boolean),
      },
    ),
    annexes: [],
  };
}
