import { heading, plainParagraph } from './build.ts';
import { head } from './frame.ts';
import {
  chairOf,
  contentsOf,
  ended,
  officeSigning,
  paperDate,
  placeLine,
  planReference,
  timeOf,
} from './occasion.ts';
import { cleanLine } from './plain.ts';
import { recipientsOf } from './signs.ts';
import type { SourceOf } from './source.ts';
import type { Block, OfficialDocument } from './tree.ts';
import { eventName, inSentence, runningBody } from './wording.ts';

/** Thông báo (TB) to the villages: that a dialogue is held, who is invited, what they are asked to do. */

/** What villages are asked for when the office wrote nothing of its own. */
const usualDuties = [
  'Thông báo rộng rãi thời gian, địa điểm, nội dung hội nghị đến các hộ dân trong thôn; mời đúng thành phần tham dự',
  'Tập hợp trước ý kiến, kiến nghị của nhân dân và gửi về Ủy ban nhân dân xã trước ngày tổ chức hội nghị',
];

/** The parts in order, without those that have nothing to say. */
function parts(source: SourceOf<'live'>): { name: string; lines: string[] }[] {
  const { dialogue, preparation } = source;
  const chair = chairOf(source);
  const duties = preparation.duties.length > 0 ? preparation.duties : usualDuties;
  return [
    {
      name: 'Thời gian, địa điểm',
      lines: [`Thời gian: ${timeOf(source)}`, `Địa điểm: ${placeLine(source)}`],
    },
    {
      name: 'Thành phần',
      lines: [...(chair ? [`Chủ trì: ${chair}`] : []), ...dialogue.groups.map(cleanLine)],
    },
    { name: 'Nội dung', lines: contentsOf(source) },
    { name: 'Đề nghị các thôn', lines: [...duties, ...preparation.notes] },
  ].filter((part) => part.lines.length > 0);
}

/** The villages, then the office's usual recipients, the archive last. */
function recipients({ office }: SourceOf<'live'>): string[] {
  const usual = recipientsOf(office, []);
  const villages = office.villages.length > 0 ? ['Các thôn (t/h)'] : [];
  return [...villages, ...usual];
}

/** The notice as a content tree. */
export function noticeTree(source: SourceOf<'live'>): OfficialDocument {
  const { dialogue, office, madeAt } = source;
  const event = inSentence(eventName(dialogue));
  const reference = planReference(source);
  const body = runningBody(office);
  const villages = office.villages.map(cleanLine).filter(Boolean);
  return {
    info: { title: `Thông báo về việc tổ chức ${event}`, author: body, createdAt: madeAt },
    head: head(source, 'notice', paperDate(source)),
    title: { kind: 'THÔNG BÁO', subject: `Về việc tổ chức ${event}` },
    bases: [],
    body: [
      ...(villages.length > 0
        ? [plainParagraph(`Kính gửi: Ban quản lý các thôn ${villages.join(', ')}.`)]
        : []),
      plainParagraph(
        `${reference ? `Thực hiện ${reference} của ${body}, ${body}` : body} thông báo về việc tổ chức ${event} như sau:`,
      ),
      ...parts(source).flatMap(({ name, lines }, index): Block[] => [
        heading(2, `${index + 1}.`, name),
        ...lines.map((line) => plainParagraph(`- ${ended(line)}`)),
      ]),
      plainParagraph(`${body} thông báo để các thôn biết, tổ chức thực hiện./.`, { keepWithNext: true }),
    ],
    signing: officeSigning(office, recipients(source)),
    annexes: [],
  };
}
