import { type DocumentKind, parsePlanRoom, parseRoom } from './dialogue.ts';
import type { Capacity } from './review.ts';

/**
 * Who may do what: the one table that the relay's door, the API, the documents and the pages all ask.
 * A page that hides a button asks here for courtesy; the server asks here for permission.
 * `npm run access` prints it into docs/access.md.
 */
export const roles = [
  'organizer',
  'recorder',
  'chair',
  'officer',
  'village',
  'finance',
  'reviewer',
  'screen',
  'public',
] as const;
export type Role = (typeof roles)[number];

export type DocumentAccess = 'write' | 'read' | 'none';

/** The live documents: who writes, and who else reads. The server itself writes `activity` and `screen`. */
export const documentTable: Record<DocumentKind, { write: readonly Role[]; read: readonly Role[] }> = {
  minutes: { write: ['organizer', 'recorder'], read: ['chair'] },
  board: { write: ['organizer', 'recorder', 'chair'], read: [] },
  register: { write: ['organizer', 'recorder', 'chair'], read: [] },
  stage: { write: ['organizer'], read: ['recorder', 'chair'] },
  activity: { write: [], read: ['organizer', 'recorder', 'chair'] },
  screen: { write: [], read: roles },
};

const office = ['organizer'] as const;
const hall = ['organizer', 'recorder', 'chair'] as const;
const everybodyNamed = [...hall, 'officer', 'village', 'finance', 'reviewer'] as const;

/**
 * Who may do which act outside the live documents, each in the scope of its session: the organizer everywhere, others in
 * one dialogue. What each act is, in plain words, stands in access-words.ts.
 */
const actTable = {
  readOffice: everybodyNamed,
  editOffice: office,
  editPlan: office,
  doUnitTasks: ['officer'],
  editDialogue: office,
  editEstimate: ['organizer', 'finance'],
  giveLinks: office,
  managePeople: office,
  keepHouseholds: office,
  readMetrics: office,
  keepServer: office,
  rebuild: office,
  freeze: office,
  archive: office,
  readRecords: [...hall, 'reviewer'],
  exportPetitions: hall,
  exportSession: ['organizer', 'chair'],
  readPapers: hall,
  addPapers: ['organizer', 'recorder'],
  search: hall,
  review: [...hall, 'reviewer'],
  reopen: ['organizer', 'recorder'],
  tellDevice: hall,
  readDevices: hall,
  keepDevices: office,
  readLate: [...hall, 'reviewer'],
  decideLate: office,
  // The office prepares and keeps; it signs for nobody.
  signRecord: ['recorder', 'chair'],
  readHistory: hall,
  answerForUnit: ['officer'],
  handIn: ['village', 'officer'],
  keepInbox: office,
  tellVillage: ['village'],
  invite: office,
  tellInvited: ['village'],
  // Whoever works on one dialogue is told of that one alone.
  readNumbers: ['organizer', 'chair'],
  readFollowUp: [...hall, 'officer'],
  keepFollowUp: office,
  handInAnswer: ['organizer', 'officer'],
  readAnswer: [...hall, 'officer', 'village'],
  escalate: office,
  readEscalated: ['organizer', 'chair'],
  answerEscalated: ['organizer', 'chair'],
  reach: office,
  readAudit: office,
  erasePersonal: office,
  setRetention: office,
} as const satisfies Record<string, readonly Role[]>;

/** Acts outside the live documents. */
export type Act = keyof typeof actTable;

const actRules: Readonly<Record<Act, readonly Role[]>> = actTable;

/** What `role` may do with a document of its own dialogue. */
export function documentAccess(role: Role, kind: DocumentKind): DocumentAccess {
  const { write, read } = documentTable[kind];
  if (write.includes(role)) return 'write';
  return read.includes(role) ? 'read' : 'none';
}

/** As what somebody is signed in, and for which dialogue; the organizer is for all. */
export interface SignedIn {
  role: Role;
  dialogueId: string;
}

/** Whether whoever is signed in may work on a dialogue at all. */
export function inScope({ role, dialogueId }: SignedIn, asked: string): boolean {
  return role === 'organizer' || dialogueId === asked;
}

/** What whoever is signed in may do in a room of the relay: the one decision behind every document. */
export function roomAccess(who: SignedIn, room: string): DocumentAccess {
  if (parsePlanRoom(room) !== null) return may(who.role, 'editPlan') ? 'write' : 'none';
  const parsed = parseRoom(room);
  return parsed && inScope(who, parsed.dialogueId) ? documentAccess(who.role, parsed.kind) : 'none';
}

/** Whether `role` may do `act`. */
export function may(role: Role, act: Act): boolean {
  return actRules[act].includes(role);
}

/** In what capacity `role` signs a record; null when it may not. Nobody signs for another. */
export function signsAs(role: Role): Capacity | null {
  if (!may(role, 'signRecord')) return null;
  return role === 'chair' ? 'chair' : 'secretary';
}

/** Papers of petitions and of what follows a dialogue. */
export const followUpPapers = ['blankNote', 'note', 'conclusion', 'transfers', 'reply', 'progress'] as const;
export type FollowUpPaper = (typeof followUpPapers)[number];

/** Lists over dialogues: whom of a village to tell what, and what a unit has to answer by when. */
export const worklistPapers = ['reminders', 'dueList'] as const;
export type WorklistPaper = (typeof worklistPapers)[number];

/** Papers that are made before or while a dialogue is held, from what is not frozen. */
export const officePapers = [
  'plan',
  'estimate',
  'specimen',
  'invitations',
  'notice',
  'delegates',
  'attendance',
] as const;
export type OfficePaper = (typeof officePapers)[number];
/** `receipt`: what a citizen takes home. */
export type Paper = OfficePaper | FollowUpPaper | WorklistPaper | 'receipt';

/**
 * Who may make which paper. Plan and specimen are the organizer's own; the estimate is finance's to edit and everybody's of the hall to read; the lists hold the register's names,
 * which whoever takes the attendance sees anyway; invitations go out in the office's name. So do transfer sheets and letters, and like the filled note
 * they hold citizens' names: whoever may not open the register may not make them (`mayMake`). The report of a year
 * counts every dialogue, so it is for who works on all of them. Reminders name whom a village head is to tell; the list
 * of what is due names no citizen, and an officer makes the one of the own unit.
 * Receipts name nobody, and the head of a village makes those of the own village.
 */
export const paperTable: Record<Paper, readonly Role[]> = {
  plan: office,
  estimate: [...hall, 'finance'],
  specimen: office,
  invitations: ['organizer', 'recorder'],
  notice: hall,
  delegates: hall,
  attendance: hall,
  blankNote: hall,
  note: hall,
  conclusion: hall,
  transfers: ['organizer', 'chair'],
  reply: hall,
  progress: office,
  reminders: hall,
  dueList: [...hall, 'officer'],
  receipt: [...hall, 'village'],
};

/** Papers with the names of citizens. */
export const namingPapers: readonly Paper[] = [
  'delegates',
  'attendance',
  'note',
  'transfers',
  'reply',
  'reminders',
];

/** Whether a paper names citizens. Invitations go to people of the register; the progress report and the conclusion name none. */
export function namesCitizens(paper: Paper): boolean {
  return paper === 'invitations' || namingPapers.includes(paper);
}

/** Whether `role` may make a paper, of its own dialogue where the paper is of one. */
export function mayMake(role: Role, paper: Paper): boolean {
  if (namingPapers.includes(paper) && documentAccess(role, 'register') === 'none') return false;
  return paperTable[paper].includes(role);
}

/** Whether `role` finds a petition by its citizen's name: only who may open the register it stands in. */
export function findsByName(role: Role): boolean {
  return may(role, 'search') && documentAccess(role, 'register') !== 'none';
}

/**
 * What `role` is told of petitions of earlier dialogues that are like one it works on. `whole`: all, since it works on
 * every dialogue. `public`: what a screen would show (number, dialogue, field, village, outcome, the matter without
 * names and numbers of people), for who works on one dialogue only.
 */
export function earlierPetitions(role: Role): 'whole' | 'public' | 'none' {
  if (!may(role, 'search')) return 'none';
  return role === 'organizer' ? 'whole' : 'public';
}
