import type { InferResponseType } from 'hono/client';
import type { FreezeDespite, LateProposal } from '../shared/devices.ts';
import type { Dialogue, Office } from '../shared/dialogue.ts';
import type { OwnInbox } from '../shared/inbox.ts';
import type { InvitedList } from '../shared/invited.ts';
import type { Plan } from '../shared/plan/plan.ts';
import type { Preparation } from '../shared/preparation.ts';
import type { DialogueRecord, FreezeSummary } from '../shared/record.ts';
import type { ReviewOverview, SignOff, Thread } from '../shared/review.ts';
import type { Work } from '../shared/work.ts';
import type { FollowUpList } from '../shared/worklists.ts';
import { api, isUnreachable } from './api.ts';
import { askOrKept, dutyKey, followKept, keptKeys, readKept, writeKept } from './kept.ts';
import { session } from './session.ts';
import { leaveArchived } from './sync/leave-archived.ts';

/*
 * What pages ask the server for besides the live documents: kept on this device, so that they open without it. All
 * throw ApiError; `unreachable` when nothing is kept.
 */

/** Nobody has described the office yet: a new server. */
function isBlank({ villages, units, signerName, superior }: Office): boolean {
  return villages.length + units.length === 0 && signerName === '' && superior === '';
}

/** The office's own data. What a lost server knew of it stays on this device beside what a new one says. */
export function loadOffice(): Promise<Office> {
  return askOrKept('office', async () => {
    const office = await (await api.office.$get()).json();
    const before = readKept<Office>('office');
    if (before && isBlank(office) && !isBlank(before)) writeKept(formerOffice, before);
    return office;
  });
}

const formerOffice = 'former.office';

/** The office as this device knew it last, also from a server that is lost; null: it never did. */
export function keptOffice(): Office | null {
  const now = readKept<Office>('office');
  return now && !isBlank(now) ? now : (readKept<Office>(formerOffice) ?? now);
}

/** The dialogues that this device knows, also from a server that is lost. */
export function keptDialogues(): Dialogue[] {
  const opened = keptKeys('dialogue.').flatMap((key) => readKept<Dialogue>(key) ?? []);
  const listed = readKept<Dialogue[]>('dialogues') ?? [];
  return [...new Map([...listed, ...opened].map((dialogue) => [dialogue.id, dialogue])).values()];
}

/** All dialogues that this session sees. */
export async function loadDialogues(): Promise<Dialogue[]> {
  const all = await askOrKept('dialogues', async () => (await api.dialogues.$get()).json());
  void leaveArchived(all);
  return all;
}

/** One dialogue as this device knew it last; null: it never did. */
export const keptDialogue = (id: string): Dialogue | null => readKept<Dialogue>(`dialogue.${id}`);

/** One dialogue. */
export async function loadDialogue(id: string): Promise<Dialogue> {
  const one = await askOrKept(`dialogue.${id}`, async () =>
    (await api.dialogues[':id'].$get({ param: { id } })).json(),
  );
  void leaveArchived([one]);
  return one;
}

/** Goes on with what the server says of them after a page was drawn from what was kept. */
export function followDialogue(
  id: () => string,
  take: { dialogue: (value: Dialogue) => void; office: (value: Office) => void },
): void {
  followKept<Dialogue>(
    () => `dialogue.${id()}`,
    (dialogue) => {
      take.dialogue(dialogue);
      void leaveArchived([dialogue]);
    },
  );
  followKept<Office>(() => 'office', take.office);
}

/** A record as its page shows it. */
export interface LoadedRecord {
  summary: FreezeSummary;
  record: DialogueRecord;
  fingerprint: string;
}

const recordKey = (id: string) => dutyKey(`record.${id}`);
const lastRecordKey = (dialogueId: string) => dutyKey(`lastRecord.${dialogueId}`);

async function askRecord(id: string): Promise<LoadedRecord> {
  const response: Response = await api.freezes[':id'].$get({ param: { id } });
  return response.json();
}

/** A frozen record with its summary and the fingerprint of the key that signed it (empty in version 1). */
export async function loadRecord(id: string): Promise<LoadedRecord> {
  try {
    return await askRecord(id);
  } catch (error) {
    const kept = readKept<LoadedRecord>(recordKey(id));
    if (kept && isUnreachable(error)) return kept;
    throw error;
  }
}

/** What the record's page shows; whom the others are and how to reach them stays with the hall. */
function shownOf(answer: LoadedRecord): LoadedRecord {
  const { record } = answer;
  return {
    ...answer,
    record: {
      ...record,
      attendees: record.attendees.map((one) => ({ ...one, name: '', phone: '', title: '' })),
      petitions: record.petitions.map((petition) => ({ ...petition, petitioner: null })),
      yjs: { minutes: '', board: '', register: '' },
    },
  };
}

/** Keeps a dialogue's last record on this device, in place of the one before it. */
export async function bringRecord(dialogueId: string, id: string): Promise<void> {
  const answer = await askRecord(id);
  const before = readKept<string>(lastRecordKey(dialogueId));
  if (before && before !== id) writeKept(recordKey(before), null);
  writeKept(lastRecordKey(dialogueId), id);
  writeKept(recordKey(id), shownOf(answer));
}

/** What is prepared for a dialogue. */
export function loadPreparation(id: string): Promise<Preparation> {
  return askOrKept(`prepared.${id}`, async () =>
    (await api.dialogues[':id'].preparation.$get({ param: { id } })).json(),
  );
}

/** What became of a dialogue's records. */
export function loadReview(id: string): Promise<ReviewOverview> {
  return askOrKept(dutyKey(`review.${id}`), async () =>
    (await api.dialogues[':id'].review.$get({ param: { id } })).json(),
  );
}

export interface LateOverview {
  proposals: readonly LateProposal[];
  despite: readonly FreezeDespite[];
}

/** What came after freezes of a dialogue, and in spite of which devices it was frozen. */
export function loadLate(id: string): Promise<LateOverview> {
  return askOrKept(dutyKey(`late.${id}`), async () =>
    (await api.dialogues[':id'].late.$get({ param: { id } })).json(),
  );
}

/** What was said about a version of a record. */
export function loadThreads(id: string): Promise<Thread[]> {
  return askOrKept(dutyKey(`threads.${id}`), async () =>
    (await api.freezes[':id'].threads.$get({ param: { id } })).json(),
  );
}

/** The signatures under a version of a record. */
export function loadSignatures(id: string): Promise<SignOff[]> {
  return askOrKept(dutyKey(`signatures.${id}`), async () =>
    (await api.freezes[':id'].signatures.$get({ param: { id } })).json(),
  );
}

/** The installation's public keys; `publicKey` is the one it signs with now. */
export interface OfficeKeys {
  publicKey: string;
  fingerprint: string;
  keys: string[];
}

export function loadOfficeKeys(): Promise<OfficeKeys> {
  return askOrKept('verification.key', async () => (await api.verification.key.$get()).json());
}

/** The plans of the years. */
export function loadPlans(): Promise<Plan[]> {
  return askOrKept(dutyKey('plans'), async () => (await api.plans.$get()).json());
}

/** Versions of a plan, oldest first. */
export function loadPlanVersions(id: string) {
  return askOrKept(dutyKey(`planVersions.${id}`), async () =>
    (await api.plans[':id'].versions.$get({ param: { id } })).json(),
  );
}

/** A version of a plan with the plan as it was; it never changes. */
export function loadPlanVersion(id: string, versionId: string) {
  return askOrKept(dutyKey(`planVersion.${versionId}`), async () =>
    (await api.plans[':id'].versions[':versionId'].$get({ param: { id, versionId } })).json(),
  );
}

/** The calendar of a year. */
export function loadCalendar(year: number) {
  return askOrKept(dutyKey(`calendar.${year}`), async () =>
    (await api.calendar[':year'].$get({ param: { year: String(year) } })).json(),
  );
}

/** The plan's tasks of the own unit. */
export function loadUnitTasks(dialogueId: string) {
  return askOrKept(dutyKey(`tasks.${dialogueId}`), async () =>
    (await api.dialogues[':id'].tasks.$get({ param: { id: dialogueId } })).json(),
  );
}

/** The plans as this device keeps them; null when it never had them. */
export const keptPlans = (): Plan[] | null => readKept<Plan[]>(dutyKey('plans'));

/** A link as the list shows it, without its token. */
export type ListedLink = InferResponseType<(typeof api.dialogues)[':id']['links']['$get']>[number];

/** The links of a dialogue. */
export function loadLinks(id: string): Promise<ListedLink[]> {
  return askOrKept(dutyKey(`links.${id}`), async () =>
    (await api.dialogues[':id'].links.$get({ param: { id } })).json(),
  );
}

/** A person of the list with the duties that last. */
export type ListedPerson = InferResponseType<typeof api.people.$get>[number];

/** The persons and their duties. */
export function loadPeople(): Promise<ListedPerson[]> {
  return askOrKept(dutyKey('people'), async () => (await api.people.$get()).json());
}

/**
 * The worklists that this session sees, of all dialogues unless one is named; with `ended`, also petitions that have come
 * to their end.
 */
export function loadFollowUp(ended: boolean, dialogue = ''): Promise<FollowUpList> {
  const query = { ...(ended ? { ended: '1' } : {}), ...(dialogue ? { dialogue } : {}) };
  return askOrKept(dutyKey(`followUp${ended ? '.ended' : ''}.${dialogue}`), async () =>
    (await api['follow-up'].$get({ query })).json(),
  );
}

/** The list of work as it was last got, for the same duty only. */
export interface KeptWork {
  duty: string;
  at: string;
  work: Work;
}

const workKey = (dialogueId: string) => `work.${dialogueId}`;

/** As whom this page is here; a person's session goes on in another duty. */
function dutyNow(): string {
  const { id, role, unit, village } = session() ?? { id: '', role: '', unit: '', village: '' };
  return [id, role, unit, village].join('/');
}

/** The list of work that this device keeps for the present duty, or null. */
export function keptWork(dialogueId: string): KeptWork | null {
  const kept = readKept<KeptWork>(workKey(dialogueId));
  return kept?.duty === dutyNow() ? kept : null;
}

/** Forgets the list: it is not for this duty any more. */
export function forgetWork(dialogueId: string): void {
  writeKept(workKey(dialogueId), null);
}

/** Asks for the list of work and keeps it; the kept one is the caller's to show. */
export async function askWork(dialogueId: string): Promise<KeptWork> {
  const work: Work = await (await api.dialogues[':id'].work.$get({ param: { id: dialogueId } })).json();
  const now = { duty: dutyNow(), at: new Date().toISOString(), work };
  writeKept(workKey(dialogueId), now);
  return now;
}

/** What the village or unit of this session handed in, and what the unit is to prepare. */
export function loadOwnInbox(): Promise<OwnInbox> {
  return askOrKept(dutyKey('inbox.own'), async () => (await api.inbox.own.$get()).json());
}

/** A village's list of those who are invited, as it was last got, for the same duty only. */
export interface KeptInvited {
  duty: string;
  at: string;
  list: InvitedList;
}

const invitedKey = (dialogueId: string) => dutyKey(`invited.${dialogueId}`);

/** The list that this device keeps for the present duty, or null. */
export function keptInvited(dialogueId: string): KeptInvited | null {
  const kept = readKept<KeptInvited>(invitedKey(dialogueId));
  return kept?.duty === dutyNow() ? kept : null;
}

/** Forgets the list: it is not for this duty any more. */
export function forgetInvited(dialogueId: string): void {
  writeKept(invitedKey(dialogueId), null);
}

/** Asks for the village's list and keeps it. */
export async function askInvited(dialogueId: string): Promise<KeptInvited> {
  const path = api.dialogues[':id'].invited;
  const list: InvitedList = await (await path.$get({ param: { id: dialogueId } })).json();
  const now = { duty: dutyNow(), at: new Date().toISOString(), list };
  writeKept(invitedKey(dialogueId), now);
  return now;
}

/** How many petitions of the inbox wait for the organizer. */
export async function loadInboxWaiting(): Promise<number> {
  return askOrKept(
    dutyKey('inbox.waiting'),
    async () => (await (await api.inbox.waiting.$get()).json()).count,
  );
}

/** Who the person at this device is to the server, and how long the session lasts. */
export function loadMe() {
  return askOrKept(dutyKey('me'), async () => (await api.session.me.$get()).json());
}

/** The duties of the person at this device. */
export function loadDuties() {
  return askOrKept(dutyKey('duties'), async () => (await api.session.duties.$get()).json());
}

/** The passkeys of the person at this device. */
export function loadPasskeys() {
  return askOrKept(dutyKey('passkeys'), async () => (await api.session.passkeys.$get()).json());
}
