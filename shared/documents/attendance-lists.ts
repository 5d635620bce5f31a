import type { Attendee } from '../docs/register.ts';
import { beginningOf, isLateArrival } from '../lateness.ts';
import { clockTime } from '../vietnamese/dates.ts';
import { fold } from '../vietnamese/fold.ts';
import { compareNames } from '../vietnamese/names.ts';
import { paragraph, plainParagraph, text } from './build.ts';
import { head, signing } from './frame.ts';
import { measures, textWidth } from './measures.ts';
import { officeSignature, paperDate, placeLine, timeOf } from './occasion.ts';
import { cleanLine } from './plain.ts';
import type { SourceOf } from './source.ts';
import { cell, table } from './table.ts';
import type { OfficialDocument } from './tree.ts';
import { eventName, inSentence, runningBody, twoDigits, villageName } from './wording.ts';

/** Danh sách đại biểu and điểm danh: the invited, or those present, each with room to sign. */

/** STT, họ và tên, chức vụ hoặc thôn, thành phần, ký tên; of those present also when they came. */
const forms = {
  invited: {
    columns: [12, 46, 42, 34, 26],
    header: ['STT', 'Họ và tên', 'Chức vụ hoặc thôn', 'Thành phần', 'Ký tên'],
  },
  present: {
    columns: [12, 42, 38, 28, 16, 24],
    header: ['STT', 'Họ và tên', 'Chức vụ hoặc thôn', 'Thành phần', 'Giờ đến', 'Ký tên'],
  },
} as const;
type Form = keyof typeof forms;

/** Empty lines at the end, for those who are written in by hand. */
const openRows = { none: 20, some: 5 };

/** A signature needs a hand's height: the row is as high as two lines of text. */
const signatureRoom = '\u00a0\n\u00a0';

function row(number: string, cells: readonly string[]) {
  const signature = {
    paragraphs: signatureRoom
      .split('\n')
      .map((line) => paragraph([text(line)], { align: 'left', firstLine: false })),
    colspan: 1,
    rowspan: 1,
  };
  return [cell(number, { align: 'center' }), ...cells.map((value) => cell(value)), signature];
}

/** Names that stand in the list more than once, folded. */
function sharedNames(people: readonly Attendee[]): Set<string> {
  const counts = Map.groupBy(people, ({ name }) => fold(cleanLine(name)));
  return new Set([...counts].filter(([, all]) => all.length > 1).map(([name]) => name));
}

/** When somebody came, and whether that was after the beginning. */
function arrival({ checkedInAt }: Attendee, source: SourceOf<'live'>): string {
  const begins = beginningOf(source.dialogue.heldOn, source.preparation.startsAt);
  return [clockTime(checkedInAt), isLateArrival(checkedInAt, begins) ? '(muộn)' : '']
    .filter(Boolean)
    .join(' ');
}

function listOf(people: readonly Attendee[], form: Form, source: SourceOf<'live'>) {
  const sorted = [...people].sort((a, b) => compareNames(a.name, b.name) || (a.id < b.id ? -1 : 1));
  const shared = sharedNames(sorted);
  const written = sorted.map((one, index) => {
    const name = cleanLine(one.name);
    // Two of the same name are told apart.
    const born = one.birthYear && shared.has(fold(name)) ? ` (sinh ${one.birthYear})` : '';
    return row(String(index + 1), [
      `${name}${born}`,
      [cleanLine(one.title), villageName(one.village)].filter(Boolean).join(', '),
      cleanLine(one.group),
      ...(form === 'present' ? [arrival(one, source)] : []),
    ]);
  });
  const { columns, header } = forms[form];
  const open = sorted.length > 0 ? openRows.some : openRows.none;
  const empty = header.slice(1, -1).map(() => '');
  const blank = Array.from({ length: open }, (_, index) => row(String(sorted.length + index + 1), empty));
  return table([...header], [...written, ...blank], {
    columns: [...columns],
    width: textWidth,
    size: measures.table.size,
    whole: false,
  });
}

function listTree(
  source: SourceOf<'live'>,
  kind: string,
  people: Attendee[],
  form: Form,
  said: string,
): OfficialDocument {
  const { dialogue, office, madeAt } = source;
  const event = inSentence(eventName(dialogue));
  return {
    info: { title: `${kind} ${event}`, author: runningBody(office), createdAt: madeAt },
    // A list is no document of its own in the registry: it bears no number.
    head: { ...head(source, 'notice', paperDate(source)), number: '' },
    title: { kind: 'DANH SÁCH', subject: `${kind} ${event}` },
    bases: [],
    body: [
      plainParagraph(`Thời gian: ${timeOf(source)}; địa điểm: ${placeLine(source)}.`),
      listOf(people, form, source),
      plainParagraph(said, { keepWithNext: true }),
    ],
    signing: signing(
      { type: 'signature', titles: ['NGƯỜI LẬP DANH SÁCH'], names: [] },
      officeSignature(office),
    ),
    annexes: [],
  };
}

/** Danh sách đại biểu: all who were invited, by given name. */
export function delegatesTree(source: SourceOf<'live'>): OfficialDocument {
  const invited = source.attendees.filter((one) => !one.walkIn);
  return listTree(
    source,
    'Đại biểu dự',
    invited,
    'invited',
    `Danh sách có ${twoDigits(invited.length)} người được mời.`,
  );
}

/** Điểm danh: all who are present, invited or not, by given name, with when they came. */
export function attendanceTree(source: SourceOf<'live'>): OfficialDocument {
  const present = source.attendees.filter((one) => one.present);
  const invited = present.filter((one) => !one.walkIn).length;
  return listTree(
    source,
    'Người có mặt tại',
    present,
    'present',
    `Danh sách có ${twoDigits(present.length)} người có mặt (được mời: ${twoDigits(invited)} người; đến thêm: ${twoDigits(present.length - invited)} người).`,
  );
}
