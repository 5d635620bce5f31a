import { documentAccess, mayMake, type Role } from '../../shared/access.ts';
import type { DocumentKind } from '../../shared/dialogue.ts';

/** Which documents a device can build by itself, of what, and for whom. */

/** Made of all that a freeze would keep. */
const recordPapers = ['minutes', 'report', 'conclusion', 'transfers', 'blankNote', 'note', 'reply'] as const;
/** Made of the register and of what was prepared. */
const registerPapers = ['invitations', 'notice', 'delegates', 'attendance'] as const;

export type RecordPaper = (typeof recordPapers)[number];
export type RegisterPaper = (typeof registerPapers)[number];
export type PreviewPaper = RecordPaper | RegisterPaper | 'estimate';

export function isOfRecord(paper: string): paper is RecordPaper {
  return recordPapers.some((known) => known === paper);
}

export function isOfRegister(paper: string): paper is RegisterPaper {
  return registerPapers.some((known) => known === paper);
}

/** Whether a device can build a paper by itself. */
export function isPreviewPaper(paper: string): paper is PreviewPaper {
  return isOfRecord(paper) || isOfRegister(paper) || paper === 'estimate';
}

/** The documents that must be on the device. */
export function documentsFor(paper: PreviewPaper): readonly DocumentKind[] {
  if (isOfRecord(paper)) return ['minutes', 'board', 'register'];
  return isOfRegister(paper) ? ['register'] : [];
}

/** Whether `role` may build a paper: the same who may have it of the server, and who reads all that it is made from. */
export function mayPreview(role: Role, paper: PreviewPaper): boolean {
  if (documentsFor(paper).some((kind) => documentAccess(role, kind) === 'none')) return false;
  return paper === 'minutes' || paper === 'report' || mayMake(role, paper);
}
