import { createSignal } from 'solid-js';
import type { Role } from '../shared/access.ts';
import { ApiError, api } from './api.ts';
import { readKept, writeKept } from './kept.ts';
import { closeDocuments, setPerson } from './sync/open-document.ts';
import { personOf } from './sync/people.ts';

/** Who works at this device, as the server told it. */
export interface PageSession {
  id: string;
  role: Role;
  dialogueId: string;
  name: string;
}

const [session, setSession] = createSignal<PageSession | null>(null);

export { session };

/** What this page is here as; the role with the least rights while nobody is known. */
export const ownRole = (): Role => session()?.role ?? 'screen';

function keep(next: PageSession | null): void {
  setSession(next);
  setPerson(next && personOf(next.id, next.name, next.role));
  writeKept('session', next);
}

/** Where a role starts in a dialogue; the list of dialogues when there is none. */
export function startPath(role: Role, dialogueId: string): string {
  if (!dialogueId) return '/';
  const paths: Record<Role, string> = {
    organizer: `/dialogues/${dialogueId}`,
    recorder: `/dialogues/${dialogueId}`,
    chair: `/dialogues/${dialogueId}/chair`,
    screen: `/screen/${dialogueId}`,
    public: `/list/${dialogueId}`,
  };
  return paths[role];
}

/** Whether a role has a name and a place among those who work; the screen and the public list have none. */
export function worksHere(role: Role | undefined): boolean {
  return role !== undefined && role !== 'screen' && role !== 'public';
}

/** Asks the server who we are; while it is out of reach, the last answer stands (the server still decides). */
export async function loadSession(): Promise<void> {
  try {
    const answer = await (await api.session.$get()).json();
    keep(answer.session);
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    const kept = readKept<PageSession>('session');
    setSession(kept);
    setPerson(kept && personOf(kept.id, kept.name, kept.role));
  }
}

/** Exchanges a link's token for a session; resolves to what the link opens. Throws ApiError. */
export async function exchangeLink(token: string): Promise<{ role: Role; dialogueId: string }> {
  const answer = await (await api.session.$post({ json: { token } })).json();
  keep(answer.session);
  return answer.opens;
}

/** Gives the session its display name. Throws ApiError. */
export async function giveName(name: string): Promise<void> {
  const answer = await (await api.session.$patch({ json: { name } })).json();
  keep(answer.session);
}

/** Ends the session on this device. */
export async function signOut(): Promise<void> {
  await api.session.$delete();
  closeDocuments();
  keep(null);
}
