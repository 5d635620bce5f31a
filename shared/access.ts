import type { DocumentKind } from './dialogue.ts';
import type { Capacity } from './review.ts';

/**
 * Who may do what: the one table that the relay's door, the API and the pages all ask.
 * A page that hides a button asks here for courtesy; the server asks here for permission.
 */
export const roles = ['organizer', 'recorder', 'chair', 'screen', 'public'] as const;
export type Role = (typeof roles)[number];

export type DocumentAccess = 'write' | 'read' | 'none';

const onlyScreen = {
  minutes: 'none',
  board: 'none',
  register: 'none',
  stage: 'none',
  activity: 'none',
  screen: 'read',
} as const;

const documents: Record<Role, Record<DocumentKind, DocumentAccess>> = {
  organizer: {
    minutes: 'write',
    board: 'write',
    register: 'write',
    stage: 'write',
    activity: 'read',
    screen: 'read',
  },
  recorder: {
    minutes: 'write',
    board: 'write',
    register: 'write',
    stage: 'read',
    activity: 'read',
    screen: 'read',
  },
  chair: {
    minutes: 'read',
    board: 'write',
    register: 'write',
    stage: 'read',
    activity: 'read',
    screen: 'read',
  },
  screen: onlyScreen,
  public: onlyScreen,
};

/** Acts outside the live documents. */
export const acts = [
  'readOffice',
  'editOffice',
  'editPlan',
  'editDialogue',
  'giveLinks',
  'freeze',
  'readRecords',
  /** The frozen petitions with their citizens as a spreadsheet. */
  'exportPetitions',
  /** Everything of a session in one file: what goes to the archive, and off this machine. */
  'exportSession',
  /** The papers that citizens wrote on, with their names: to see and to add them. */
  'readPapers',
  'addPapers',
  /** Search in minutes and petitions of the dialogues in scope. */
  'search',
  /** Comments on a frozen record, which may hold names: to read and to write them. */
  'review',
  /** To open a frozen dialogue again: to correct a draft, or to amend what is final. */
  'reopen',
  /** To sign a record, each in the capacity of the own role alone (`signsAs`). */
  'signRecord',
  /** Who wrote what and when in the minutes. */
  'readHistory',
] as const;
export type Act = (typeof acts)[number];

const allowed: Record<Role, readonly Act[]> = {
  // The office prepares and keeps; it signs for nobody.
  organizer: acts.filter((act) => act !== 'signRecord'),
  recorder: [
    'readOffice',
    'readRecords',
    'exportPetitions',
    'readPapers',
    'addPapers',
    'search',
    'review',
    'reopen',
    'signRecord',
    'readHistory',
  ],
  chair: [
    'readOffice',
    'readRecords',
    'exportPetitions',
    'exportSession',
    'readPapers',
    'search',
    'review',
    'signRecord',
    'readHistory',
  ],
  screen: [],
  public: [],
};

/** What `role` may do with a document of its own dialogue. */
export function documentAccess(role: Role, kind: DocumentKind): DocumentAccess {
  return documents[role][kind];
}

/** Whether `role` may do `act`. */
export function may(role: Role, act: Act): boolean {
  return allowed[role].includes(act);
}

/** In what capacity `role` signs a record; null when it may not. Nobody signs for another. */
export function signsAs(role: Role): Capacity | null {
  if (!may(role, 'signRecord')) return null;
  return role === 'chair' ? 'chair' : 'secretary';
}

/** Papers of petitions and of what follows a dialogue. */
export const followUpPapers = ['blankNote', 'note', 'conclusion', 'transfers', 'reply', 'progress'] as const;
export type FollowUpPaper = (typeof followUpPapers)[number];

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
export type Paper = OfficePaper | FollowUpPaper;

/**
 * Who may make which paper. Plan, estimate and specimen are the organizer's own; the lists hold the register's names,
 * which whoever takes the attendance sees anyway; invitations go out in the office's name. So do transfer sheets and letters, and like the filled note
 * they hold citizens' names: whoever may not open the register may not make them (`mayMake`). The report of a year
 * counts every dialogue, so it is for who works on all of them.
 */
const paperMakers: Record<Paper, readonly Role[]> = {
  plan: ['organizer'],
  estimate: ['organizer'],
  specimen: ['organizer'],
  invitations: ['organizer', 'recorder'],
  notice: ['organizer', 'recorder', 'chair'],
  delegates: ['organizer', 'recorder', 'chair'],
  attendance: ['organizer', 'recorder', 'chair'],
  blankNote: ['organizer', 'recorder', 'chair'],
  note: ['organizer', 'recorder', 'chair'],
  conclusion: ['organizer', 'recorder', 'chair'],
  transfers: ['organizer', 'chair'],
  reply: ['organizer', 'recorder', 'chair'],
  progress: ['organizer'],
};

/** Papers with the names of citizens. */
const namingPapers: readonly Paper[] = ['delegates', 'attendance', 'note', 'transfers', 'reply'];

/** Whether `role` may make a paper, of its own dialogue where the paper is of one. */
export function mayMake(role: Role, paper: Paper): boolean {
  if (namingPapers.includes(paper) && documentAccess(role, 'register') === 'none') return false;
  return paperMakers[paper].includes(role);
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
