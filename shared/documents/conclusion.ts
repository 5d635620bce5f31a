import { isBeyondAuthority, isOpen } from '../petition.ts';
import type { DialogueRecord, RecordPetition } from '../record.ts';
import type { RichNode } from '../rich-text.ts';
import { officialDate } from '../vietnamese/dates.ts';
import { fold } from '../vietnamese/fold.ts';
import { heading, paragraph, plainParagraph, text } from './build.ts';
import { byAuthority } from './counts.ts';
import { head } from './frame.ts';
import { chairText, dateOrBlank, heldOn, placeOf, yearOf } from './held.ts';
import { measures, textWidth } from './measures.ts';
import { speakerWords } from './mentions.ts';
import { nameOnly } from './minutes-form.ts';
import { officeSigning } from './occasion.ts';
import { dueText, numberOf } from './petition-text.ts';
import { cleanLine, linesOf, shorten } from './plain.ts';
import { fromRichText } from './rich-text.ts';
import { recipientsWith } from './signs.ts';
import type { SourceOf } from './source.ts';
import { cell, editorTable, table } from './table.ts';
import type { Block, OfficialDocument } from './tree.ts';
import { eventName, inSentence, outcomeWords, runningBody, twoDigits } from './wording.ts';

/** Thông báo kết luận (TB): the chair's conclusions, and what was answered to which petition. It names no citizen. */

/** Letters of a petition's content beside its answer. */
const summaryLength = 220;

function wordsOf(node: RichNode): string {
  return (node.text ?? '') + (node.content ?? []).map(wordsOf).join(' ');
}

const levelOf = (node: RichNode) => (typeof node.attrs?.level === 'number' ? node.attrs.level : 1);

/** What the minutes hold under their conclusion's heading: of several, the last one on the highest level. */
export function conclusionOf(body: RichNode): RichNode[] {
  const nodes = body.content ?? [];
  const isConclusion = (node: RichNode) =>
    node.type === 'heading' && /\bket luan\b/.test(fold(wordsOf(node)));
  const level = Math.min(...nodes.filter(isConclusion).map(levelOf));
  const at = nodes.findLastIndex((node) => isConclusion(node) && levelOf(node) === level);
  if (at < 0) return [];
  const rest = nodes.slice(at + 1);
  const end = rest.findIndex((node) => node.type === 'heading' && levelOf(node) <= level);
  return end < 0 ? rest : rest.slice(0, end);
}

/** The chair's own words. A petition mentioned there is told in a line, for the minutes are not at hand. */
function chairsWords(record: DialogueRecord): Block[] {
  const told = new Set<string>();
  const { blocks } = fromRichText(
    { type: 'doc', content: conclusionOf(record.minutes.body) },
    {
      petition: (id) => {
        const petition = record.petitions.find((one) => one.id === id);
        if (!petition) return { words: '', paragraphs: [] };
        const number = numberOf(petition);
        if (told.has(id)) return { words: number, paragraphs: [] };
        told.add(id);
        const lead = text(`${number}: `, { bold: true });
        return {
          words: number,
          paragraphs: [paragraph([lead, text(shorten(petition.content, summaryLength))])],
        };
      },
      speaker: speakerWords(record),
      table: (rows, weights) => editorTable(rows, weights, textWidth),
    },
  );
  return blocks.length > 0 ? blocks : [plainParagraph('(Biên bản chưa ghi kết luận của chủ trì.)')];
}

/** What was said to a petition: the answer, or how it was dealt with. */
function answerOf(petition: RecordPetition): string {
  const answer = linesOf(petition.answer).join('\n');
  if (answer) return answer;
  return petition.outcome ? outcomeWords[petition.outcome] : 'Chưa có kết luận';
}

function answered(petitions: RecordPetition[]): Block {
  return table(
    ['Số', 'Nội dung kiến nghị', 'Nội dung trả lời', 'Người trả lời'],
    petitions.map((petition) => [
      cell(numberOf(petition), { align: 'center' }),
      cell(shorten(petition.content, summaryLength)),
      cell(answerOf(petition)),
      cell(cleanLine(petition.answeredBy)),
    ]),
    { columns: [18, 54, 60, 28], width: textWidth, size: measures.table.size, whole: false },
  );
}

function given(petitions: RecordPetition[]): Block {
  return table(
    ['Số', 'Nội dung kiến nghị', 'Kết luận', 'Đơn vị giải quyết', 'Thời hạn'],
    petitions.map((petition) => [
      cell(numberOf(petition), { align: 'center' }),
      cell(shorten(petition.content, summaryLength)),
      cell(answerOf(petition)),
      cell(cleanLine(petition.unit) || 'Chưa giao'),
      cell(dueText(petition) || 'Chưa định', { align: 'center' }),
    ]),
    { columns: [18, 47, 43, 27, 25], width: textWidth, size: measures.table.size, whole: false },
  );
}

function beyondAuthority(petitions: RecordPetition[]): Block[] {
  return byAuthority(petitions).map(({ authority, petitions: group }) => {
    const where = authority ? `Trình ${authority}` : 'Trình cấp có thẩm quyền';
    const each = group.map((petition) => {
      const due = dueText(petition);
      const unit = cleanLine(petition.unit);
      const notes = [unit ? `${unit} theo dõi` : '', due ? `thời hạn ${due}` : ''].filter(Boolean);
      const tail = notes.length > 0 ? ` (${notes.join('; ')})` : '';
      return `${numberOf(petition)}: ${shorten(petition.content, summaryLength).replace(/[\s.;]+$/u, '')}${tail}`;
    });
    return plainParagraph(`- ${where}: ${each.join('; ')}.`);
  });
}

/** The parts after the chair's words; those without a petition are left out. */
function parts(record: DialogueRecord): { name: string; blocks: Block[] }[] {
  const live = record.petitions.filter(({ state }) => state !== 'withdrawn' && state !== 'merged');
  const beyond = live.filter(isBeyondAuthority);
  const own = live.filter((petition) => !isBeyondAuthority(petition));
  const done = own.filter(({ state }) => !isOpen(state));
  const open = own.filter(({ state }) => isOpen(state));
  const count = (group: RecordPetition[]) => `(${twoDigits(group.length)} kiến nghị)`;
  return [
    { name: `Kiến nghị đã trả lời tại hội nghị ${count(done)}`, group: done, blocks: () => [answered(done)] },
    { name: `Kiến nghị giao đơn vị giải quyết ${count(open)}`, group: open, blocks: () => [given(open)] },
    {
      name: `Kiến nghị vượt thẩm quyền ${count(beyond)}`,
      group: beyond,
      blocks: () => beyondAuthority(beyond),
    },
  ].flatMap(({ name, group, blocks }) => (group.length > 0 ? [{ name, blocks: blocks() }] : []));
}

/** The plan's recipients or the office's usual ones, and the units that have something to do. */
function recipients(record: DialogueRecord): string[] {
  const units = record.petitions
    .filter(({ state }) => isOpen(state))
    .map(({ unit }) => cleanLine(unit))
    .filter((unit) => unit !== '');
  return recipientsWith(
    record.office,
    record.recipients,
    units.map((unit) => `${unit} (t/h)`),
  );
}

/** `Chủ tịch UBND xã`: what the chair is, as the minutes' form says, else as it was planned. */
function chairTitle(record: DialogueRecord): string {
  const chair = chairText(record);
  const title = chair.slice(nameOnly(chair).length).replace(/^\s*[–—,-]\s*/u, '');
  return title || cleanLine(record.dialogue.chairTitle) || 'chủ trì';
}

/** The notice of the conclusions as a content tree. */
export function conclusionTree({ record }: SourceOf<'held'>): OfficialDocument {
  const { office, dialogue } = record;
  const event = inSentence(eventName(dialogue));
  const body = runningBody(office);
  const title = chairTitle(record);
  const place = placeOf(record);
  const day = officialDate(heldOn(record));
  const chair = chairText(record);
  const opening = [
    [day ? `Ngày${day.slice('ngày'.length)}` : '', place ? `tại ${place}` : ''].filter(Boolean).join(', '),
    `${body} tổ chức ${event}${chair ? ` do ${chair} chủ trì` : ''}.`,
  ].filter(Boolean);
  const received = record.petitions.length;
  return {
    info: { title: `Thông báo kết luận tại ${event}`, author: body, createdAt: record.frozenAt },
    head: head(record, 'notice', dateOrBlank('', yearOf(record))),
    title: { kind: 'THÔNG BÁO', subject: `Kết luận của ${title} tại ${event}` },
    bases: [],
    body: [
      plainParagraph(
        `${opening.join(', ')} Hội nghị đã tiếp nhận ${twoDigits(received)} ý kiến, kiến nghị. Sau khi nghe ý kiến của công dân và ý kiến trả lời của các bộ phận, đơn vị, ${title} kết luận như sau:`,
      ),
      heading(1, 'I.', 'Kết luận của chủ trì'),
      ...chairsWords(record),
      ...parts(record).flatMap(({ name, blocks }, index) => [
        heading(1, `${['II', 'III', 'IV'][index]}.`, name),
        ...blocks,
      ]),
      plainParagraph(
        `Trên đây là kết luận của ${title} tại ${event}; đề nghị các bộ phận, đơn vị, thôn có liên quan tổ chức thực hiện./.`,
        { keepWithNext: true },
      ),
    ],
    signing: officeSigning(office, recipients(record)),
    annexes: [],
  };
}
