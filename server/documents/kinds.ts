import './fonts.ts';
import { attendanceTree, delegatesTree } from '../../shared/documents/attendance-lists.ts';
import { comparisonTree } from '../../shared/documents/comparison.ts';
import { conclusionTree } from '../../shared/documents/conclusion.ts';
import { dueListTree } from '../../shared/documents/due-list.ts';
import { estimateTree } from '../../shared/documents/estimate.ts';
import { invitationsTree } from '../../shared/documents/invitations.ts';
import { minutesTree } from '../../shared/documents/minutes.ts';
import { noticeTree } from '../../shared/documents/notice.ts';
import { blankNoteTree, filledNoteTree } from '../../shared/documents/opinion-note.ts';
import { planTree } from '../../shared/documents/plan.ts';
import { progressTree } from '../../shared/documents/progress.ts';
import { receiptsTree } from '../../shared/documents/receipts.ts';
import { remindersTree } from '../../shared/documents/reminders.ts';
import { replyTree } from '../../shared/documents/reply.ts';
import { reportTree } from '../../shared/documents/report.ts';
import type { DocumentSource, SourceOf } from '../../shared/documents/source.ts';
import { specimenTree } from '../../shared/documents/specimen.ts';
import { marked } from '../../shared/documents/standing.ts';
import { transfersTree } from '../../shared/documents/transfers.ts';
import type { OfficialDocument, SlipSheets } from '../../shared/documents/tree.ts';

/** The registry: every kind of document, what it is made from, and the function that makes its content tree. */

function only<F extends DocumentSource['from'], T>(from: F, tree: (source: SourceOf<F>) => T) {
  return (source: DocumentSource): T => {
    if (source.from !== from) throw new TypeError(`made from ${from}, not from ${source.from}`);
    return tree(source as SourceOf<F>);
  };
}

function made<F extends DocumentSource['from']>(from: F, tree: (source: SourceOf<F>) => OfficialDocument) {
  const treeOf = only(from, tree);
  return (source: DocumentSource): OfficialDocument => marked(treeOf(source), source);
}

export const kinds = {
  minutes: made('record', ({ record, standing }) => minutesTree(record, standing)),
  report: made('record', ({ record }) => reportTree(record)),
  comparison: made('comparison', comparisonTree),
  plan: made('plan', planTree),
  estimate: made('costs', estimateTree),
  invitations: made('live', invitationsTree),
  notice: made('live', noticeTree),
  delegates: made('live', delegatesTree),
  attendance: made('live', attendanceTree),
  blankNote: made('held', blankNoteTree),
  note: made('held', filledNoteTree),
  conclusion: made('held', conclusionTree),
  transfers: made('held', transfersTree),
  reply: made('held', replyTree),
  progress: made('year', progressTree),
  reminders: made('worklist', remindersTree),
  dueList: made('worklist', dueListTree),
  specimen: made('office', specimenTree),
  receipt: only('receipts', receiptsTree),
} satisfies Record<string, (source: DocumentSource) => OfficialDocument | SlipSheets>;

export type DocumentKind = keyof typeof kinds;
