import type { Attendee } from '../docs/register.ts';
import { invitationCode, spacedCode } from '../invitation-code.ts';
import { compareNames } from '../vietnamese/names.ts';
import { paragraph, plainParagraph, text } from './build.ts';
import { head } from './frame.ts';
import { chairOf, contentsOf, ended, officeSigning, paperDate, placeLine, timeOf } from './occasion.ts';
import { cleanLine } from './plain.ts';
import type { SourceOf } from './source.ts';
import type { Block, OfficialDocument, PassCode } from './tree.ts';
import { eventName, inSentence, runningBody, villageName } from './wording.ts';

/** Giấy mời (GM): one page for each of the invited, in one file. */

const collator = new Intl.Collator('vi', { numeric: true });

/** Room for a name that is written by hand. */
const openName = '………………………………………………………………………………';

/** `Ông (bà) Y Hương, Bí thư Chi bộ, thôn Đăk Vang`: an invited person as the paper addresses them. */
function addressed({ name, title, village }: Attendee): string {
  return [`Ông (bà) ${cleanLine(name)}`, cleanLine(title), villageName(village)].filter(Boolean).join(', ');
}

/** One paper of the batch. */
export interface Invitation {
  /** Whom it addresses. */
  to: string;
  /** The person of the register; null for units and officials, and for a blank paper. */
  attendee: Attendee | null;
}

const groupedFirst = (a: Attendee, b: Attendee) =>
  collator.compare(a.village, b.village) || compareNames(a.name, b.name) || (a.id < b.id ? -1 : 1);

/**
 * Those who get a paper: units and officials in the order of the list, then the register's people of the chosen
 * groups, by village within a group, since the heads of the villages hand them out. One blank paper when nobody is chosen.
 */
export function invitedOf({ preparation, attendees }: SourceOf<'live'>): Invitation[] {
  const chosen = preparation.groups.flatMap((group) =>
    attendees
      .filter((one) => one.group === group && !one.walkIn && cleanLine(one.name) !== '')
      .sort(groupedFirst)
      .map((attendee): Invitation => ({ to: addressed(attendee), attendee })),
  );
  const guests = preparation.guests.map((guest): Invitation => ({ to: cleanLine(guest), attendee: null }));
  const all = [...guests, ...chosen];
  return all.length > 0 ? all : [{ to: openName, attendee: null }];
}

/** The code by which the door knows whose paper it is; it says nothing of the person. */
function codeOf(dialogueId: string, { attendee }: Invitation): PassCode | undefined {
  if (!attendee) return undefined;
  const digits = invitationCode(dialogueId, attendee.id);
  return { digits, lines: [`Mã giấy mời: ${spacedCode(digits)}`, 'Xin mang theo để điểm danh'] };
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
  const paper = (invitation: Invitation): OfficialDocument => ({
    info: { title: `Giấy mời dự ${event}`, author: runningBody(office), createdAt: madeAt },
    head: head(source, 'invitation', paperDate(source)),
    title: { kind: 'GIẤY MỜI', subject: `Dự ${event}` },
    bases: [],
    body: bodyFor(source, invitation.to),
    signing: officeSigning(office, ['Như trên', 'Lưu: VT'], codeOf(dialogue.id, invitation)),
    annexes: [],
  });
  const [first = { to: openName, attendee: null }, ...others] = invitedOf(source);
  return { ...paper(first), following: others.map(paper) };
}
