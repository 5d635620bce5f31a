import type { OfficialDocument } from '../../shared/documents/tree.ts';
import { attendanceTree, delegatesTree } from './attendance-lists.ts';
import { comparisonTree } from './comparison.ts';
import { estimateTree } from './estimate.ts';
import { invitationsTree } from './invitations.ts';
import { minutesTree } from './minutes.ts';
import { noticeTree } from './notice.ts';
import { planTree } from './plan.ts';
import { reportTree } from './report.ts';
import type { DocumentSource, SourceOf } from './source.ts';
import { specimenTree } from './specimen.ts';
import { marked } from './standing.ts';

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
  specimen: made('office', specimenTree),
} satisfies Record<string, (source: DocumentSource) => OfficialDocument>;

export type DocumentKind = keyof typeof kinds;
