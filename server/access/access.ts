import { documentAccess, type Role } from '../../shared/access.ts';
import { parseRoom } from '../../shared/dialogue.ts';
import type { ErrorCode } from '../../shared/errors.ts';
import { newId } from '../../shared/ids.ts';
import type { Link, LinkBook, Session, SessionBook } from '../store/store.ts';
import { hashToken, isToken, newToken } from './tokens.ts';

const hour = 3_600_000;
/** How long a link waits to be opened, by role; the organizer's is one-time and short. */
const linkLife: Record<Role, number> = {
  organizer: 24 * hour,
  recorder: 14 * 24 * hour,
  chair: 14 * 24 * hour,
  screen: 14 * 24 * hour,
  public: 14 * 24 * hour,
};
/** How long a session lasts on a device. */
const sessionLife = 30 * 24 * hour;

/** A refusal with the code that tells the user why. */
export class AccessError extends Error {
  readonly code: ErrorCode;
  constructor(code: ErrorCode) {
    super(code);
    this.name = 'AccessError';
    this.code = code;
  }
}

export interface AccessOptions {
  links: LinkBook;
  sessions: SessionBook;
  /** The time now, ms since the epoch. */
  now?: () => number;
}

export interface NewLink {
  role: Role;
  dialogueId: string;
  label: string;
}

/** Links and sessions: who someone is, as far as the server knows. */
export type Access = ReturnType<typeof createAccess>;

/** Makes the part of the server that gives out links, turns them into sessions and knows sessions again. */
export function createAccess({ links, sessions, now = Date.now }: AccessOptions) {
  const iso = (ms: number) => new Date(ms).toISOString();

  /** Makes a link; the returned token is the only copy. An organizer's link works once. */
  async function giveLink(wanted: NewLink): Promise<{ link: Link; token: string }> {
    const token = newToken();
    const link: Link = {
      id: newId(),
      tokenHash: hashToken(token),
      role: wanted.role,
      dialogueId: wanted.role === 'organizer' ? '' : wanted.dialogueId,
      label: wanted.label.normalize('NFC'),
      createdAt: iso(now()),
      expiresAt: iso(now() + linkLife[wanted.role]),
      revokedAt: '',
      usedAt: '',
      oneTime: wanted.role === 'organizer',
    };
    await links.add(link);
    return { link, token };
  }

  /** Whether `session` already opens all that `link` would. */
  function covers(session: Session, link: Link): boolean {
    if (session.role === 'organizer') return true;
    return session.role === link.role && session.dialogueId === link.dialogueId;
  }

  /**
   * Turns a link's token into a session and the cookie's secret; a session that already covers the link is kept
   * (the link is then not used up). Throws AccessError: badLink, linkUsed, linkExpired.
   */
  async function exchange(
    token: string,
    current: Session | null,
  ): Promise<{ session: Session; link: Link; secret: string | null }> {
    const link = isToken(token) ? await links.byTokenHash(hashToken(token)) : null;
    if (!link) throw new AccessError('badLink');
    if (link.revokedAt || Date.parse(link.expiresAt) < now()) throw new AccessError('linkExpired');
    if (current && covers(current, link)) return { session: current, link, secret: null };
    if (!(await links.use(link.id, iso(now())))) throw new AccessError('linkUsed');
    const secret = newToken();
    const session: Session = {
      id: newId(),
      tokenHash: hashToken(secret),
      linkId: link.id,
      role: link.role,
      dialogueId: link.dialogueId,
      name: '',
      createdAt: iso(now()),
      expiresAt: iso(now() + sessionLife),
    };
    await sessions.add(session);
    return { session, link, secret };
  }

  /** The session behind a cookie's secret, or null. */
  async function sessionOf(secret: string | undefined): Promise<Session | null> {
    if (!secret || !isToken(secret)) return null;
    const session = await sessions.byTokenHash(hashToken(secret));
    return session && Date.parse(session.expiresAt) > now() ? session : null;
  }

  /** What a link's token would open now, without using it; null when it opens nothing. */
  async function opens(token: string): Promise<Pick<Link, 'role' | 'dialogueId'> | null> {
    const link = isToken(token) ? await links.byTokenHash(hashToken(token)) : null;
    if (!link || link.revokedAt || Date.parse(link.expiresAt) < now()) return null;
    return { role: link.role, dialogueId: link.dialogueId };
  }

  /** Revokes a link and ends its sessions; returns the ids of the sessions that ended. */
  async function revoke(linkId: string): Promise<string[]> {
    await links.revoke(linkId, iso(now()));
    return sessions.removeByLink(linkId);
  }

  return { giveLink, exchange, opens, sessionOf, revoke };
}

/** Whether a session may work on a dialogue at all. */
export function inScope(session: Session, dialogueId: string): boolean {
  return session.role === 'organizer' || session.dialogueId === dialogueId;
}

/** What a session may do in a room of the relay: the one decision behind every document. */
export function roomAccess(session: Session, room: string): 'write' | 'read' | 'none' {
  const parsed = parseRoom(room);
  if (!parsed || !inScope(session, parsed.dialogueId)) return 'none';
  return documentAccess(session.role, parsed.kind);
}
