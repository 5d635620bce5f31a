import type { Attendee } from '../../shared/docs/register.ts';
import { paragraph, plainParagraph, text } from '../../shared/documents/build.ts';
import { cleanLine } from '../../shared/documents/plain.ts';
import type { OfficialDocument } from '../../shared/documents/tree.ts';
import {
  eventName,
  inSentence,
  runningBody,
  twoDigits,
  villageName,
} from '../../shared/documents/wording.ts';
import { compareNames } from '../../shared/vietnamese/names.ts';
import { head, signing } from './frame.ts';
import { measures, textWidth } from './measures.ts';
import { officeSignature, paperDate, placeLine, timeOf } from './occasion.ts';
import type { SourceOf } from './source.ts';
import { cell, table } from './table.ts';

/** Danh sách đại biểu and điểm danh: the invited, or those present, each with room to sign. */

/** STT, họ và tên, chức vụ hoặc thôn, thành phần, ký tên. */
const columns = [12, 46, 42, 34, 26];
const header = ['STT', 'Họ và tên', 'Chức vụ hoặc thôn', 'Thành phần', 'Ký tên'];

/** Empty lines at the end, for those who are written in by hand. */
const openRows = { none: 20, some: 5 };

/** A signature needs a hand's height: the row is as high as two lines of text. */
const signatureRoom = '\u00a0\n\u00a0';

function row(number: string, name: string, office: string, group: string) {
  const signature = {
    paragraphs: signatureRoom
      .split('\n')
      .map((line) => paragraph([text(line)], { align: 'left', firstLine: false })),
    colspan: 1,
    rowspan: 1,
  };
  return [cell(number, { align: 'center' }), cell(name), cell(office), cell(group), signature];
}

function listOf(people: readonly Attendee[]) {
  const sorted = [...people].sort((a, b) => compareNames(a.name, b.name) || (a.id < b.id ? -1 : 1));
  const written = sorted.map((one, index) =>
    row(
      String(index + 1),
      cleanLine(one.name),
      [cleanLine(one.title), villageName(one.village)].filter(Boolean).join(', '),
      cleanLine(one.group),
    ),
  );
  const open = sorted.length > 0 ? openRows.some : openRows.none;
  const blank = Array.from({ length: open }, (_, index) =>
    row(String(sorted.length + index + 1), '', '', ''),
  );
  return table(header, [...written, ...blank], {
    columns,
    width: textWidth,
    size: measures.table.size,
    whole: false,
  });
}

function listTree(
  source: SourceOf<'live'>,
  kind: string,
  people: Attendee[],
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
      listOf(people),
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
    `Danh sách có ${twoDigits(invited.length)} người được mời.`,
  );
}

/** Điểm danh: all who are present, invited or not, by given name. */
export function attendanceTree(source: SourceOf<'live'>): OfficialDocument {
  const present = source.attendees.filter((one) => one.present);
  const invited = present.filter((one) => !one.walkIn).length;
  return listTree(
    source,
    'Người có mặt tại',
    present,
    `Danh sách có ${twoDigits(present.length)} người có mặt (được mời: ${twoDigits(invited)} người; đến thêm: ${twoDigits(present.length - invited)} người).`,
  );
}
