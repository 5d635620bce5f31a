import { batch, createSignal } from 'solid-js';
import { inScope, may, type Role, roomAccess } from '../shared/access.ts';
import { ApiError, api } from './api.ts';
import { sayGoodbye } from './devices/reporter.ts';
import { forgetDuty, forgetKept, readKept, writeKept } from './kept.ts';
import { usePasskey } from './sign-in/passkeys.ts';
import { allIsKept } from './sync/all-kept.ts';
import { clearDevice } from './sync/clear-device.ts';
import { closeDocuments, setPerson } from './sync/open-document.ts';
import { personOf } from './sync/people.ts';
import { hearTabs, tellTabs } from './tabs.ts';
import { followVault } from './vault/follow.ts';
import { ownCipher } from './vault/own-key.ts';

/** Who works at this device, as the server told it. */
export interface PageSession {
  id: string;
  role: Role;
  dialogueId: string;
  /** What an officer answers for and a village head speaks for; else empty. */
  unit: string;
  village: string;
  /** The person who signed in, and in which duty; empty behind a link that is nobody's own. */
  personId: string;
  dutyId: string;
  name: string;
}

const [session, setSession] = createSignal<PageSession | null>(null);

export { session };

/** What this page is here as; the role with the least rights while nobody is known. */
export const ownRole = (): Role => session()?.role ?? 'screen';

/** Lists that hold names of citizens, kept for the duty they were given to. */
function forgetOthers(next: PageSession | null): void {
  const before = readKept<PageSession>('session');
  if (before?.id === next?.id && before?.dutyId === next?.dutyId) return;
  void forgetKept('work.');
  void forgetDuty();
}

/** Somebody, or nobody, works at this device from now on. */
function isHere(next: PageSession | null): void {
  void followVault(next?.personId ?? '');
  setSession(next);
  setPerson(next && personOf(next.id, next.name, next.role));
}

function keep(next: PageSession | null): void {
  known += 1;
  setEnded(false);
  forgetOthers(next);
  isHere(next);
  writeKept('session', next);
}

/** Where a role starts in a dialogue; the list of dialogues when there is none. */
export function startPath(role: Role, dialogueId: string): string {
  if (!dialogueId) return '/';
  const paths: Record<Role, string> = {
    organizer: `/dialogues/${dialogueId}`,
    recorder: `/dialogues/${dialogueId}`,
    chair: `/dialogues/${dialogueId}/chair`,
    officer: `/dialogues/${dialogueId}/work`,
    village: `/dialogues/${dialogueId}/work`,
    finance: `/dialogues/${dialogueId}/preparation`,
    reviewer: `/dialogues/${dialogueId}/records`,
    screen: `/screen/${dialogueId}`,
    public: `/list/${dialogueId}`,
  };
  return paths[role];
}

/** Whether a role has a name and a place among those who work; the screen and the public list have none. */
export function worksHere(role: Role | undefined): boolean {
  return role !== undefined && role !== 'screen' && role !== 'public';
}

/** Grows each time it is known anew who is here; an answer to a question of before says nothing any more. */
let known = 0;
let isTyping = false;

const [visitors, setVisitors] = createSignal(1);
const [hasEnded, setEnded] = createSignal(false);

export {
  /** The server says that nobody is signed in here any more, while somebody already types: the page stays for them. */
  hasEnded,
  /** How many sat down at this page, one after the other: what is drawn for one of them is not left to the next. */
  visitors,
};

/** Goes on as whom the server last knew here, before it is asked again; false: this device remembers nobody. */
export function startFromKept(): boolean {
  const kept = readKept<PageSession>('session');
  if (!kept) return false;
  isHere(kept);
  const types = () => {
    isTyping = true;
  };
  addEventListener('input', types, { capture: true, once: true });
  return true;
}

/** Whether two answers are of one person in one duty. */
function isSame(a: PageSession | null, b: PageSession | null): boolean {
  if (!a || !b) return a === b;
  return (['id', 'role', 'dialogueId', 'dutyId', 'unit', 'village'] as const).every(
    (key) => a[key] === b[key],
  );
}

/** The server's answer corrects a page that was drawn from what was kept; what was typed is on this device's disk. */
function correct(next: PageSession | null): void {
  if (isSame(session(), next)) {
    keep(next);
    return;
  }
  // A session that has only ended takes nothing along: after a restore of yesterday's backup this device may hold the
  // only copy of today.
  if (!next && isTyping) {
    writeKept('session', null);
    setEnded(true);
  } else if (!next) {
    keep(null);
  } else {
    batch(() => {
      arrive(next);
      setVisitors((count) => count + 1);
    });
  }
}

/**
 * Asks the server who we are; while it is out of reach, the last answer stands (the server still decides).
 * Resolves to false when there is neither.
 */
export async function loadSession(): Promise<boolean> {
  const asked = known;
  try {
    const answer = await (await api.session.$get()).json();
    if (asked !== known) return true;
    if (session()) {
      correct(answer.session);
      return true;
    }
    const before = readKept<PageSession>('session')?.id;
    keep(answer.session);
    // Somebody came in by the office's account, which is a way through other pages.
    if (answer.session && answer.session.id !== before) void leaveTo(answer.session);
    return true;
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    const isKnown = asked !== known || session() !== null || startFromKept();
    return isKnown || error.code !== 'unreachable';
  }
}

/** Exchanges a link's token for a session; resolves to what the link opens. Throws ApiError. */
export async function exchangeLink(token: string): Promise<{ role: Role; dialogueId: string }> {
  const answer = await (await api.session.$post({ json: { token } })).json();
  if (answer.session.id === session()?.id) keep(answer.session);
  else arrive(answer.session);
  return answer.opens;
}

/** What `next` may read of what lies on this device; what it may not is not left to it, once the hall has it. */
function leaveTo(next: PageSession): Promise<void> {
  return clearDevice({
    room: (room) => roomAccess(next, room) !== 'none',
    papers: (dialogueId) => inScope(next, dialogueId) && may(next.role, 'readPapers'),
  });
}

/** Somebody has signed in where nobody was: nothing of whoever was here before stays open. */
function arrive(next: PageSession): void {
  closeDocuments();
  keep(next);
  // What is not left to this person is gone before the rest is sealed for them.
  void leaveTo(next).then(sealRest);
}

async function sealRest(): Promise<void> {
  if (ownCipher()) (await import('./vault/vault.ts')).sealRest();
}

/** Signs in a person whom this device knows. Throws ApiError. */
export async function signInByPin(personId: string, pin: string): Promise<void> {
  const { session: next } = await (await api.session['by-pin'].$post({ json: { personId, pin } })).json();
  closeDocuments();
  // Without storage there is nothing to open, and nothing to seal.
  await import('./vault/vault.ts').then(({ pinTyped }) => pinTyped(personId, pin)).catch(() => undefined);
  arrive(next);
}

/** Signs in whoever this device's passkey belongs to. Throws ApiError, PasskeyError. */
export async function signInByPasskey(): Promise<void> {
  const optionsJSON = await (await api.session['by-passkey'].options.$post()).json();
  const response = await usePasskey(optionsJSON);
  arrive((await (await api.session['by-passkey'].answer.$post({ json: { response } })).json()).session);
}

/** Goes on in another duty of the own person: other documents, other rights. Throws ApiError. */
export async function changeDuty(dutyId: string): Promise<PageSession> {
  await sayGoodbye();
  const { session: next } = await (await api.session.duty.$put({ json: { dutyId } })).json();
  arrive(next);
  return next;
}

/** Gives the session its display name. Throws ApiError. */
export async function giveName(name: string): Promise<void> {
  const answer = await (await api.session.$patch({ json: { name } })).json();
  keep(answer.session);
}

/** Ends the session on this device; what the hall has of the documents does not stay here. */
export async function signOut(): Promise<void> {
  await sayGoodbye();
  try {
    await api.session.$delete();
  } catch (error) {
    // Ended before, perhaps by this very call whose answer was lost.
    if (!(error instanceof ApiError && error.code === 'noSession')) throw error;
  }
  tellTabs('left', {});
  closeDocuments();
  await forgetKept();
  keep(null);
  await clearDevice({ room: () => false, papers: () => false });
}

/** So long what was typed in another tab has to reach the disk, ms. */
const lastWords = 2_000;

// Signed out in another tab: nothing of the person stays open in this one, nor is written again.
hearTabs('left', () => {
  if (!session()) return;
  void allIsKept(lastWords).then(() => {
    closeDocuments();
    location.replace('/sign-in');
  });
});
