import type { DocumentKind } from './dialogue.ts';

/**
 * Who may do what: the one table that the relay's door, the API and the pages all ask.
 * A page that hides a button asks here for courtesy; the server asks here for permission.
 */
export const roles = ['organizer', 'recorder', 'screen'] as const;
export type Role = (typeof roles)[number];

export type DocumentAccess = 'write' | 'read' | 'none';

const documents: Record<Role, Record<DocumentKind, DocumentAccess>> = {
  organizer: { minutes: 'write', board: 'write', register: 'write', screen: 'read' },
  recorder: { minutes: 'write', board: 'write', register: 'write', screen: 'read' },
  screen: { minutes: 'none', board: 'none', register: 'none', screen: 'read' },
};

/** Acts outside the four live documents. */
export const acts = [
  'readOffice',
  'editOffice',
  'editPlan',
  'editDialogue',
  'giveLinks',
  'freeze',
  'readRecords',
] as const;
export type Act = (typeof acts)[number];

const allowed: Record<Role, readonly Act[]> = {
  organizer: acts,
  recorder: ['readOffice', 'readRecords'],
  screen: [],
};

/** What `role` may do with a document of its own dialogue. */
export function documentAccess(role: Role, kind: DocumentKind): DocumentAccess {
  return documents[role][kind];
}

/** Whether `role` may do `act`. */
export function may(role: Role, act: Act): boolean {
  return allowed[role].includes(act);
}
