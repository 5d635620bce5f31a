import { documentAccess, may, type Role } from '../../../shared/access.ts';

/** What each page asks of the table of access (shared/access.ts) before it is shown; the server decides once more. */
const pages = {
  hall: (role: Role) => documentAccess(role, 'board') !== 'none',
  chair: (role: Role) => documentAccess(role, 'stage') === 'write' || role === 'chair',
  reading: (role: Role) => documentAccess(role, 'minutes') !== 'none',
  register: (role: Role) => documentAccess(role, 'register') !== 'none',
  preparation: (role: Role) => documentAccess(role, 'register') !== 'none' || may(role, 'editEstimate'),
  preview: (role: Role) => documentAccess(role, 'register') !== 'none' || may(role, 'editEstimate'),
  records: (role: Role) => may(role, 'readRecords'),
  history: (role: Role) => may(role, 'readHistory'),
  links: (role: Role) => may(role, 'giveLinks'),
  direct: (role: Role) => documentAccess(role, 'stage') === 'write',
  exchange: (role: Role) => documentAccess(role, 'board') === 'write',
  rebuild: (role: Role) => may(role, 'rebuild'),
  devices: (role: Role) => may(role, 'readDevices'),
  late: (role: Role) => may(role, 'readLate'),
  work: (role: Role) => may(role, 'answerForUnit') || may(role, 'tellVillage'),
  invited: (role: Role) => may(role, 'tellInvited'),
  invitations: (role: Role) => documentAccess(role, 'register') !== 'none',
  plan: (role: Role) => may(role, 'editPlan'),
  inbox: (role: Role) => may(role, 'keepInbox'),
  households: (role: Role) => may(role, 'keepHouseholds'),
  people: (role: Role) => may(role, 'managePeople'),
  privacy: (role: Role) => may(role, 'readAudit') || may(role, 'erasePersonal'),
  settings: (role: Role) => may(role, 'editOffice'),
  search: (role: Role) => may(role, 'search'),
  followUp: (role: Role) => may(role, 'readFollowUp'),
  escalations: (role: Role) => may(role, 'readEscalated'),
  numbers: (role: Role) => may(role, 'readNumbers'),
} as const;

export type PageName = keyof typeof pages;

/** Whether a page is of any use to a role: it holds nothing that the server would refuse to it. */
export function opensPage(role: Role, page: PageName): boolean {
  return pages[page](role);
}
