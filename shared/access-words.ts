import type { Act } from './access.ts';

/** What each act is, in plain words, for docs/access.md: no part of a page. */
export const actWords: Readonly<Record<Act, string>> = {
  readOffice: 'the office’s data, the own dialogues, what is prepared for them',
  editOffice: 'the office’s settings',
  editPlan: 'plans of a year: read, paste, edit together, keep versions, the calendar',
  doUnitTasks: 'the plan’s tasks of the own unit: read, mark as done, take into a calendar',
  editDialogue: 'dialogues and what is prepared for them',
  editEstimate: 'the estimate of a dialogue’s cost',
  giveLinks: 'access links: give, see, revoke',
  managePeople: 'persons, their duties and ways to sign in',
  keepHouseholds: 'households and their members, villages, lists taken in from files',
  readMetrics: 'the relay’s figures (this machine itself may always)',
  keepServer: 'the server’s own state: room on its disk, backups; make a backup now',
  rebuild: 'make a dialogue anew from what a device kept of it, after the server was lost',
  freeze: 'freeze a dialogue',
  archive: 'put a frozen dialogue into the archive, and take it out',
  readRecords: 'frozen records and their documents; with names only who may open the register',
  exportPetitions: 'the frozen petitions with their citizens as a spreadsheet',
  exportSession: 'a session in one file: what goes to the archive, and off this machine',
  readPapers: 'the papers that citizens wrote on, with their names',
  addPapers: 'add such papers',
  search: 'search in minutes and petitions of the own dialogues',
  review: 'comments on a frozen record, which may hold names: read and write',
  reopen: 'open a frozen dialogue again: correct a draft, amend what is final',
  tellDevice:
    'tell what the own device holds, name it, hand in what it typed after a freeze (in documents that the role writes)',
  readDevices: 'which devices work on a dialogue, who was there, what each still holds',
  keepDevices: 'name any device; forget one that is gone for good',
  readLate: 'text that came after a freeze, as proposals; of the register only who may open it',
  decideLate: 'take such text into an amendment, or decline it with a reason',
  signRecord: 'sign a record, in the capacity of the own role alone',
  readHistory: 'who wrote what and when in the minutes',
  answerForUnit: 'petitions in the charge of the own unit, without their citizens: read, rule, answer',
  handIn:
    'petitions of the own village, or that reached the own unit, with their citizens: hand in before the day, see what became of them, answer what the office asks',
  keepInbox:
    'the inbox of what was handed in before the day, with the citizens: read, take into dialogues, ask back, decline, join, give to units',
  tellVillage: 'petitions of the own village with their citizens: read, note how the citizen was told',
  invite: 'choose from the households who is invited to a dialogue',
  tellInvited:
    'people of the own village who are invited: read, note who was told, who will come and who has a petition',
  readNumbers: 'figures over petitions and the lists behind them, without their citizens',
  readFollowUp:
    'what is due, to be told, at an authority, and what was done about it: the organizer in all dialogues, an officer of the own unit without citizens, others in their dialogue',
  keepFollowUp:
    'note what becomes of any petition: answers, telling, due dates, units, transfers and what came back; open one again',
  handInAnswer: 'hand in the file of an answer (an officer: of the own unit)',
  readAnswer:
    'open the file of an answer, which may name its citizen: an officer what the own unit handed in, a village head what the own village is told',
  escalate:
    'send a petition without its citizen to the superior in the same installation, take its answer into the book, withdraw',
  readEscalated: 'petitions that communes under this office sent to it, without their citizens',
  answerEscalated: 'receive, answer with a file, or decline such a petition',
  reach: 'where citizens ask; addresses of units, the letters to them: set, see their state, send one to try',
  readAudit: 'who looked at what personal data',
  erasePersonal:
    'erase a person’s data, or all of a dialogue, for good; look for a person in all dialogues to that end',
  setRetention: 'how long personal data are kept',
};
