import { roomAccess, type SignedIn } from '../../shared/access.ts';
import { heardNobody, isFromServer, limited, toServer } from '../reach.ts';
import { hearVersion } from '../version.ts';

/** What the hall's door says of a room to this device: it stands open, it is shut and why, or nobody answered. */
export type DoorAnswer = 'open' | 'noSession' | 'notAllowed' | 'unknown';

/** Rooms of one page ask together; the answer counts that long, ms. */
const answerLife = 1_500;
/** How long a question may hang, ms: of who this device is, and whether the server is there at all. */
const doorLimit = 4_000;
const lineLimit = 9_000;

let asked: { at: number; answer: Promise<SignedIn | null | 'unknown'> } | null = null;

async function isAnswered(credentials: RequestCredentials, signal: AbortSignal): Promise<boolean> {
  const answer = await fetch('/api/version', { ...toServer, credentials, signal });
  if (!isFromServer(answer)) return false;
  hearVersion(answer);
  return true;
}

/**
 * Whether the server is there. Asked without cookies first: browsers keep connections with and without apart, so this
 * question goes over a new one, while those kept since the page was opened may all have died with the line.
 */
export async function isServerThere(): Promise<boolean> {
  const limit = limited(lineLimit);
  try {
    return (await isAnswered('omit', limit.signal)) || (await isAnswered('same-origin', limit.signal));
  } catch {
    heardNobody();
    return false;
  } finally {
    limit.end();
  }
}

/**
 * Asks who this device is to the server. A browser tells a page of a refused WebSocket no more than of a pulled cable,
 * so a device whose link was revoked while it was away would try for ever and call itself offline.
 */
export async function askDoor(room: string): Promise<DoorAnswer> {
  const now = performance.now();
  if (!asked || now - asked.at > answerLife) asked = { at: now, answer: whoAmI() };
  const session = await asked.answer;
  if (session === 'unknown') return 'unknown';
  if (!session) return 'noSession';
  return roomAccess(session, room) === 'none' ? 'notAllowed' : 'open';
}

async function whoAmI(): Promise<SignedIn | null | 'unknown'> {
  const limit = limited(doorLimit);
  try {
    const answer = await fetch('/api/session', { ...toServer, signal: limit.signal });
    if (!isFromServer(answer) || !answer.ok) return 'unknown';
    const { session }: { session: SignedIn | null } = await answer.json();
    return session;
  } catch {
    return 'unknown';
  } finally {
    limit.end();
  }
}
