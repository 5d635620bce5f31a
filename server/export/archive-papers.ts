import type { Paper } from '../../shared/access.ts';
import type { DocumentSource } from '../../shared/documents/source.ts';
import { isBeyondAuthority } from '../../shared/petition.ts';
import type { DialogueRecord } from '../../shared/record.ts';
import type { PaperSources } from '../documents/paper-sources.ts';
import type { StoredFreeze } from '../store/store.ts';
import { archiveNames } from './names.ts';

/** A paper beside the record's own documents: what it is made from, its name without an ending, and what it is. */
export interface ArchivedPaper {
  paper: Paper;
  source: DocumentSource;
  file: string;
  title: string;
}

export type SessionSources = Pick<PaperSources, 'ofRecord' | 'live' | 'costs' | 'plan'>;

/**
 * The papers of the cycle that belong to a frozen dialogue: what follows from the record (conclusions, transfer sheets,
 * letters of reply that were sent), and what was prepared before the day, as it is kept now. What there is nothing
 * for is left out.
 */
export async function papersOfSession(
  freeze: StoredFreeze,
  record: DialogueRecord,
  sources: SessionSources,
): Promise<ArchivedPaper[]> {
  const named = (paper: Paper & keyof typeof archiveNames, source: DocumentSource): ArchivedPaper => ({
    paper,
    source,
    ...archiveNames[paper],
  });
  const held = await sources.ofRecord(freeze);
  const found = [named('conclusion', held)];
  if (record.petitions.some(isBeyondAuthority)) found.push(named('transfers', held));
  for (const { id, number, replyNumber } of record.petitions) {
    if (!replyNumber) continue;
    const { file, title } = archiveNames.reply;
    const place = number.replace(/[^A-Za-z0-9-]/g, '') || id;
    const source = { ...held, petitionId: id };
    found.push({ paper: 'reply', source, file: `${file}/${place}`, title: `${title} ${number}`.trim() });
  }
  const live = await sources.live(record.dialogue);
  if (live.plan) found.push(named('plan', await sources.plan(live.plan)));
  if (live.preparation.estimate.length > 0)
    found.push(named('estimate', await sources.costs([record.dialogue], record.dialogue.year)));
  if (live.preparation.revision > 0) found.push(named('notice', live), named('invitations', live));
  // Who was there, the record says.
  const present = { ...live, attendees: record.attendees };
  if (record.attendees.length > 0) found.push(named('delegates', present), named('attendance', present));
  return found;
}
