import type { Attendee } from '../../shared/docs/register.ts';
import { paragraph, plainParagraph, text } from '../../shared/documents/build.ts';
import { cleanLine } from '../../shared/documents/plain.ts';
import type { Block, OfficialDocument } from '../../shared/documents/tree.ts';
import { eventName, inSentence, runningBody, villageName } from '../../shared/documents/wording.ts';
import { compareNames } from '../../shared/vietnamese/names.ts';
import { head } from './frame.ts';
import { chairOf, contentsOf, ended, officeSigning, paperDate, placeLine, timeOf } from './occasion.ts';
import type { SourceOf } from './source.ts';

/** Giấy mời (GM): one page for each of the invited, in one file. */

/** Room for a name that is written by hand. */
const openName = '………………………………………………………………………………';

/** `Ông (bà) Y Hương, Bí thư Chi bộ, thôn Đăk Vang`: an invited person as the paper addresses them. */
function addressed({ name, title, village }: Attendee): string {
  return [`Ông (bà) ${cleanLine(name)}`, cleanLine(title), villageName(village)].filter(Boolean).join(', ');
}

/**
 * Those who get a paper: units and officials in the order of the list, then the register's people of the chosen
 * groups, by group and given name. One blank paper when nobody is chosen.
 */
export function invitedOf({ preparation, attendees }: SourceOf<'live'>): string[] {
  const chosen = preparation.groups.flatMap((group) =>
    attendees
      .filter((one) => one.group === group && !one.walkIn && cleanLine(one.name) !== '')
      .sort((a, b) => compareNames(a.name, b.name) || (a.id < b.id ? -1 : 1)),
  );
  const all = [...preparation.guests.map(cleanLine), ...chosen.map(addressed)];
  return all.length > 0 ? all : [openName];
}

const labelled = (label: string, value: string): Block =>
  paragraph([text(`${label}: `, { bold: true }), text(value)]);

function bodyFor(source: SourceOf<'live'>, guest: string): Block[] {
  const { dialogue, office, preparation } = source;
  const chair = chairOf(source);
  const contents = contentsOf(source);
  const [only = '', ...more] = contents;
  return [
    paragraph([text(`${runningBody(office)} trân trọng kính mời: `), text(guest, { bold: true })]),
    labelled('Tới dự', ended(inSentence(eventName(dialogue)))),
    ...(more.length > 0
      ? [
          paragraph([text('Nội dung:', { bold: true })], { keepWithNext: true }),
          ...contents.map((line) => plainParagraph(`- ${ended(line)}`)),
        ]
      : only
        ? [labelled('Nội dung', ended(only))]
        : []),
    ...(chair ? [labelled('Chủ trì', ended(chair))] : []),
    labelled('Thời gian', ended(timeOf(source))),
    labelled('Địa điểm', ended(placeLine(source))),
    ...(preparation.notes.length > 0
      ? [
          paragraph([text('Lưu ý:', { bold: true })], { keepWithNext: true }),
          ...preparation.notes.map((line) => plainParagraph(`- ${ended(line)}`)),
        ]
      : []),
    plainParagraph('Rất mong sự có mặt đầy đủ, đúng thời gian để hội nghị thành công./.', {
      keepWithNext: true,
    }),
  ];
}

/** The batch as one file: a page for each of the invited. */
export function invitationsTree(source: SourceOf<'live'>): OfficialDocument {
  const { dialogue, office, madeAt } = source;
  const event = inSentence(eventName(dialogue));
  const paper = (guest: string): OfficialDocument => ({
    info: { title: `Giấy mời dự ${event}`, author: runningBody(office), createdAt: madeAt },
    head: head(source, 'invitation', paperDate(source)),
    title: { kind: 'GIẤY MỜI', subject: `Dự ${event}` },
    bases: [],
    body: bodyFor(source, guest),
    signing: officeSigning(office, ['Như trên', 'Lưu: VT']),
    annexes: [],
  });
  const [first = openName, ...others] = invitedOf(source);
  return { ...paper(first), following: others.map(paper) };
}
