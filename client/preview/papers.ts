import type * as Y from 'yjs';
import type { Dialogue, DocumentKind, Office } from '../../shared/dialogue.ts';
import { allAttendees } from '../../shared/docs/register.ts';
import { attendanceTree, delegatesTree } from '../../shared/documents/attendance-lists.ts';
import { conclusionTree } from '../../shared/documents/conclusion.ts';
import { estimateTree } from '../../shared/documents/estimate.ts';
import { invitationsTree } from '../../shared/documents/invitations.ts';
import { livingRecord, provisionalNumber } from '../../shared/documents/living.ts';
import { minutesTree } from '../../shared/documents/minutes.ts';
import { noticeTree } from '../../shared/documents/notice.ts';
import { blankNoteTree, filledNoteTree } from '../../shared/documents/opinion-note.ts';
import { replyTree } from '../../shared/documents/reply.ts';
import { reportTree } from '../../shared/documents/report.ts';
import type { SourceOf } from '../../shared/documents/source.ts';
import { transfersTree } from '../../shared/documents/transfers.ts';
import type { OfficialDocument } from '../../shared/documents/tree.ts';
import type { Plan } from '../../shared/plan/plan.ts';
import { emptyPreparation, type Preparation } from '../../shared/preparation.ts';
import type { DialogueRecord } from '../../shared/record.ts';
import { isOfRecord, type PreviewPaper, type RecordPaper, type RegisterPaper } from './which.ts';

/** Documents that a device builds of what it holds, by the same trees as the hall's server. */

const held = (record: DialogueRecord, petitionId?: string): SourceOf<'held'> => ({
  from: 'held',
  record,
  draft: true,
  ...(petitionId ? { petitionId } : {}),
});

const fromRecord = {
  minutes: (record: DialogueRecord) => minutesTree(record),
  report: (record: DialogueRecord) => reportTree(record),
  conclusion: (record: DialogueRecord) => conclusionTree(held(record)),
  transfers: (record: DialogueRecord) => transfersTree(held(record)),
  blankNote: (record: DialogueRecord) => blankNoteTree(held(record)),
  note: (record: DialogueRecord, petitionId: string) => filledNoteTree(held(record, petitionId)),
  reply: (record: DialogueRecord, petitionId: string) => replyTree(held(record, petitionId)),
} as const satisfies Record<RecordPaper, (record: DialogueRecord, petitionId: string) => OfficialDocument>;

const fromRegister = {
  invitations: invitationsTree,
  notice: noticeTree,
  delegates: delegatesTree,
  attendance: attendanceTree,
} as const satisfies Record<RegisterPaper, (source: SourceOf<'live'>) => OfficialDocument>;

/** What a device holds of a dialogue. */
export interface PreviewSource {
  dialogue: Dialogue;
  office: Office;
  preparation: Preparation | null;
  plan: Plan | null;
  docs: Partial<Record<DocumentKind, Y.Doc>>;
  /** Of a paper about one petition; else empty. */
  petitionId: string;
  /** ISO 8601 instant. */
  now: string;
}

/** A document, and what in it is not as it will be. */
export interface Preview {
  tree: OfficialDocument;
  /** Petitions in it that have no number yet. */
  unnumbered: number;
  /** The recipients are those of the plan, and the plan is not here. */
  withoutPlan: boolean;
  /** What was prepared is not here. */
  withoutPreparation: boolean;
}

function previewOfRecord(paper: RecordPaper, source: PreviewSource): Preview | null {
  const { dialogue, office, plan, docs, petitionId, now } = source;
  const { minutes, board, register } = docs;
  if (!minutes || !board || !register) return null;
  const recipients = plan?.recipients ?? [];
  const record = livingRecord({ dialogue, office, recipients }, { minutes, board, register }, now);
  const isOfOne = paper === 'note' || paper === 'reply';
  if (isOfOne && !record.petitions.some(({ id }) => id === petitionId)) return null;
  const inIt = isOfOne ? record.petitions.filter(({ id }) => id === petitionId) : record.petitions;
  return {
    tree: fromRecord[paper](record, petitionId),
    unnumbered: paper === 'blankNote' ? 0 : inIt.filter(({ number }) => number === provisionalNumber).length,
    withoutPlan:
      dialogue.planId !== '' && !plan && paper !== 'minutes' && paper !== 'blankNote' && paper !== 'note',
    withoutPreparation: false,
  };
}

/** Builds a paper of what the device holds; null when that is not enough. */
export function previewOf(paper: PreviewPaper, source: PreviewSource): Preview | null {
  const { dialogue, office, plan, docs, now: madeAt } = source;
  if (isOfRecord(paper)) return previewOfRecord(paper, source);
  const preparation = source.preparation ?? emptyPreparation;
  const about = {
    unnumbered: 0,
    withoutPlan: dialogue.planId !== '' && !plan && (paper === 'invitations' || paper === 'notice'),
    withoutPreparation: source.preparation === null,
  };
  if (paper === 'estimate') {
    const dialogues = [{ dialogue, preparation }];
    return {
      ...about,
      tree: estimateTree({ from: 'costs', year: dialogue.year, office, dialogues, madeAt }),
    };
  }
  if (!docs.register) return null;
  const attendees = allAttendees(docs.register);
  const live = { from: 'live', dialogue, office, preparation, attendees, plan, madeAt } as const;
  return { ...about, tree: fromRegister[paper](live) };
}
