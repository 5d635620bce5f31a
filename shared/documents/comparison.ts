import {
  compareRecords,
  type EntryChange,
  type FieldChange,
  isSame,
  type PassageChange,
} from '../comparing/comparing.ts';
import { comparedFieldWords } from '../comparing/field-words.ts';
import type { WordPart } from '../comparing/words.ts';
import { localDay, numericDate, officialDate } from '../vietnamese/dates.ts';
import { heading, paragraph, plainParagraph, roman, text } from './build.ts';
import { head, signing } from './frame.ts';
import { cleanLine, linesOf } from './plain.ts';
import type { SourceOf, VersionSource } from './source.ts';
import { momentWords, signersOf } from './standing.ts';
import type { Block, Inline, OfficialDocument } from './tree.ts';
import {
  categoryWords,
  channelWords,
  eventName,
  inSentence,
  outcomeWords,
  runningBody,
  stateWords,
} from './wording.ts';

/** Bản so sánh: what differs between two versions of the minutes, for the file of an amendment. */

/** Told of, but not printed: a document goes further than the register. */
const private_ = new Set<string>(['citizenPhone', 'citizenAddress', 'phone']);

const replyWords: Record<string, string> = {
  none: 'không yêu cầu',
  inPerson: 'trực tiếp',
  written: 'bằng văn bản',
};
const codes: Record<string, Record<string, string>> = {
  channel: channelWords,
  category: categoryWords,
  state: stateWords,
  outcome: outcomeWords,
  replyWish: replyWords,
  present: { yes: 'có', no: 'không' },
};

function valueWords(field: string, value: string): string {
  const known = codes[field];
  if (known) return known[value] ?? value;
  if (field.endsWith('Date') || field === 'toldAt') return numericDate(value) || value;
  return cleanLine(value);
}

/** Removed words struck through, added ones bold and underlined: told apart on any printer. */
function runs(parts: readonly WordPart[]): Inline[] {
  const styles = { same: {}, removed: { strike: true }, added: { bold: true, underline: true } };
  return parts.flatMap(({ kind, text: value }, at) => {
    const follows = kind === 'added' && parts[at - 1]?.kind === 'removed';
    const lines = value
      .split('\n')
      .flatMap((line, index): Inline[] => [
        ...(index > 0 ? [{ type: 'break' as const }] : []),
        ...(line === '' ? [] : [text(line, styles[kind])]),
      ]);
    return follows ? [text(' '), ...lines] : lines;
  });
}

function passage({ kind, parts }: PassageChange): Block {
  const label = { added: '[Thêm] ', removed: '[Bỏ] ', changed: '[Sửa] ', same: '' };
  return paragraph([text(label[kind], { italic: true }), ...runs(parts)]);
}

/** Passages that differ, each run of them after the last one that is alike, so that a reader finds the place. */
function minutesPart(changes: readonly PassageChange[]): Block[] {
  const result: Block[] = [];
  let place = '';
  let told = '';
  for (const change of changes) {
    if (change.passage.kind === 'heading') place = change.passage.text;
    if (change.kind === 'same') continue;
    if (place !== told && change.passage.kind !== 'heading')
      result.push(
        paragraph([text(`Tại mục “${cleanLine(place)}”:`, { italic: true })], { keepWithNext: true }),
      );
    told = place;
    result.push(passage(change));
  }
  return result.length > 0 ? result : [plainParagraph('Không thay đổi.')];
}

function fieldLine<F extends string>(labels: Record<F, string>, change: FieldChange<F>): Block {
  const { field, from, to, parts } = change;
  const lead = text(`- ${labels[field]}: `);
  if (private_.has(field)) return paragraph([lead, text('đã thay đổi (không in ra).')]);
  if (!codes[field] && linesOf(`${from}${to}`).join('').length > 60) return paragraph([lead, ...runs(parts)]);
  const [before, after] = [valueWords(field, from), valueWords(field, to)];
  const values: Inline[] = [
    ...(before ? [text(before, { strike: true })] : []),
    ...(before && after ? [text(' ')] : []),
    ...(after ? [text(after, { bold: true, underline: true })] : []),
  ];
  return paragraph([lead, ...values]);
}

const entryWords = { added: 'thêm mới', removed: 'bỏ', changed: 'sửa' };

function entries<F extends string>(
  changes: readonly EntryChange<F>[],
  labels: Record<F, string>,
  shown: (change: EntryChange<F>) => FieldChange<F>[],
): Block[] {
  if (changes.length === 0) return [plainParagraph('Không thay đổi.')];
  return changes.flatMap((change): Block[] => [
    paragraph([text(cleanLine(change.name), { bold: true }), text(` (${entryWords[change.kind]}):`)], {
      keepWithNext: true,
    }),
    ...shown(change).map((field) => fieldLine(labels, field)),
  ]);
}

const stateNames = {
  draft: 'bản dự thảo',
  replaced: 'bản dự thảo',
  final: 'bản chính thức',
  amended: 'bản chính thức, đã được đính chính',
};

function versionLine({ record, standing }: VersionSource): string {
  return `bản ${standing.edition} (${stateNames[standing.state]}), chốt lúc ${momentWords(record.frozenAt)}`;
}

function lead(before: VersionSource, after: VersionSource): Block[] {
  const { amends } = after.standing;
  const reason = cleanLine(amends?.reason ?? '').replace(/[\s.;]+$/u, '');
  return [
    plainParagraph(`Bản trước: ${versionLine(before)}.`),
    plainParagraph(`Bản sau: ${versionLine(after)}.`),
    ...(amends
      ? [plainParagraph(`Lý do đính chính: ${reason} (${cleanLine(amends.by)}, ${momentWords(amends.at)}).`)]
      : []),
    paragraph([
      text('Cách đọc: '),
      text('chữ gạch ngang', { strike: true }),
      text(' là phần đã bỏ; '),
      text('chữ đậm gạch chân', { bold: true, underline: true }),
      text(' là phần đã thêm.'),
    ]),
  ];
}

/** The comparison as a content tree. */
export function comparisonTree({ before, after }: SourceOf<'comparison'>): OfficialDocument {
  const { record } = after;
  const made = compareRecords(before.record, record);
  const named = made.attendees.filter(({ kind }) => kind !== 'changed').length;
  const chair = signersOf(after.standing, 'chair');
  const secretaries = signersOf(after.standing, 'secretary');
  const part = (number: number, title: string, blocks: Block[]) => [
    heading(1, `${roman(number)}.`, title),
    ...blocks,
  ];
  return {
    info: {
      title: `So sánh hai bản biên bản ${inSentence(eventName(record.dialogue))}`,
      author: runningBody(record.office),
      createdAt: record.frozenAt,
    },
    head: { ...head(record, 'minutes', officialDate(localDay(record.frozenAt))), number: '' },
    title: {
      kind: 'BẢN SO SÁNH BIÊN BẢN',
      subject: `${eventName(record.dialogue)} – bản ${after.standing.edition} so với bản ${before.standing.edition}`,
    },
    bases: [],
    body: [
      ...lead(before, after),
      ...(isSame(made) ? [plainParagraph('Hai bản không khác nhau về nội dung.')] : []),
      ...part(1, 'Nội dung biên bản', minutesPart(made.minutes)),
      ...part(
        2,
        'Kiến nghị',
        entries(made.petitions, comparedFieldWords, ({ fields }) => fields),
      ),
      ...part(
        3,
        'Điểm danh',
        entries(made.attendees, comparedFieldWords, ({ kind, fields }) =>
          // A list of hundreds that came late: the name says it.
          kind === 'changed' || named <= 20
            ? fields.filter(({ field }) => field !== 'name' || kind === 'changed')
            : [],
        ),
      ),
    ],
    signing: signing(
      { type: 'signature', titles: ['THƯ KÝ'], names: secretaries },
      { type: 'signature', titles: ['CHỦ TRÌ'], names: chair },
    ),
    annexes: [],
  };
}
