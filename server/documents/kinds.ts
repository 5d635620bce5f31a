import type { OfficialDocument } from '../../shared/documents/tree.ts';
import { attendanceTree, delegatesTree } from './attendance-lists.ts';
import { comparisonTree } from './comparison.ts';
import { conclusionTree } from './conclusion.ts';
import { estimateTree } from './estimate.ts';
import { invitationsTree } from './invitations.ts';
import { minutesTree } from './minutes.ts';
import { noticeTree } from './notice.ts';
import { blankNoteTree, filledNoteTree } from './opinion-note.ts';
import { planTree } from './plan.ts';
import { progressTree } from './progress.ts';
import { replyTree } from './reply.ts';
import { reportTree } from './report.ts';
import type { DocumentSource, SourceOf } from './source.ts';
import { specimenTree } from './specimen.ts';
import { marked } from './standing.ts';
import { transfersTree } from './transfers.ts';

/** The registry: every kind of document, what it is made from, and the function that makes its content tree. */

function made<F extends DocumentSource['from']>(from: F, tree: (source: SourceOf<F>) => OfficialDocument) {
  return (source: DocumentSource): OfficialDocument => {
    if (source.from !== from) throw new TypeError(`made from ${from}, not from ${source.from}`);
    return marked(tree(source as SourceOf<F>), source);
  };
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
  specimen: made('office', specimenTree),
} satisfies Record<string, (source: DocumentSource) => OfficialDocument>;

export type DocumentKind = keyof typeof kinds;
