import type { Role } from '../../shared/access.ts';
import type { ErrorCode } from '../../shared/errors.ts';
import { newId } from '../../shared/ids.ts';
import type { Duty, PeopleBook, Person } from '../people/contract.ts';
import type { Link, LinkBook, Session, SessionBook } from '../store/store.ts';
import { hashToken, isToken, newToken } from './tokens.ts';

const hour = 3_600_000;
/** How long a link waits to be opened; the organizer's is short. */
const linkLife = 14 * 24 * hour;
const organizerLinkLife = 24 * hour;
/** How long a session lasts on a device, ms. */
export const sessionLife = 30 * 24 * hour;

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
  people: PeopleBook;
  /** The time now, ms since the epoch. */
  now?: () => number;
}

/** What a link or a session gives: a role in a dialogue, for a unit or a village where the role is one of these. */
export type Scope = Pick<Session, 'role' | 'dialogueId' | 'unit' | 'village'>;

export interface NewLink {
  role: Role;
  dialogueId: string;
  label: string;
  unit?: string;
  village?: string;
}

/** A new session and the cookie's secret, which is kept nowhere else. */
export interface Entrance {
  session: Session;
  secret: string;
}

/** Links and sessions: who someone is, as far as the server knows. */
export type Access = ReturnType<typeof createAccess>;

/** Makes the part of the server that gives out links, turns them into sessions and knows sessions again. */
export function createAccess({ links, sessions, people, now = Date.now }: AccessOptions) {
  const iso = (ms: number) => new Date(ms).toISOString();

  async function addLink(
    wanted: Omit<NewLink, 'unit' | 'village'> & Scope & { dutyId: string; oneTime: boolean },
  ) {
    const token = newToken();
    const link: Link = {
      id: newId(),
      tokenHash: hashToken(token),
      role: wanted.role,
      dialogueId: wanted.role === 'organizer' ? '' : wanted.dialogueId,
      unit: wanted.unit,
      village: wanted.village,
      dutyId: wanted.dutyId,
      label: wanted.label.normalize('NFC'),
      createdAt: iso(now()),
      expiresAt: iso(now() + (wanted.role === 'organizer' ? organizerLinkLife : linkLife)),
      revokedAt: '',
      usedAt: '',
      oneTime: wanted.oneTime,
      uses: 0,
      lastUsedAt: '',
    };
    await links.add(link);
    return { link, token };
  }

  /** Makes a link that is nobody's own; the returned token is the only copy. An organizer's works once. */
  function giveLink(wanted: NewLink): Promise<{ link: Link; token: string }> {
    const { unit = '', village = '', role } = wanted;
    return addLink({ ...wanted, unit, village, dutyId: '', oneTime: role === 'organizer' });
  }

  /** Makes a one-time link by which a person signs in to a duty; one that was lost before it was opened dies. */
  async function givePersonLink(person: Person, duty: Duty): Promise<{ link: Link; token: string }> {
    await links.revokeUnused(duty.id, iso(now()));
    return addLink({ ...duty, dutyId: duty.id, label: person.name, oneTime: true });
  }

  /** Whether `session` already opens all that `link` would. */
  function covers(session: Session, link: Link): boolean {
    // A link to a duty is a person's: whoever sits at the device now may be somebody else.
    if (link.dutyId) return session.dutyId === link.dutyId;
    if (session.role === 'organizer') return true;
    const same = (key: keyof Scope) => session[key] === link[key];
    return same('role') && same('dialogueId') && same('unit') && same('village');
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
    const duty = link.dutyId ? await people.duty(link.dutyId) : null;
    const person = duty && (await people.read(duty.personId));
    const entrance = await begin(link, { linkId: link.id, duty, person });
    return { ...entrance, link };
  }

  async function begin(
    { role, dialogueId, unit, village }: Scope,
    from: { linkId: string; duty: Duty | null; person: Person | null },
    life = sessionLife,
  ): Promise<Entrance> {
    const secret = newToken();
    const session: Session = {
      id: newId(),
      tokenHash: hashToken(secret),
      linkId: from.linkId,
      role,
      dialogueId,
      unit,
      village,
      personId: from.person?.id ?? '',
      dutyId: from.duty?.id ?? '',
      name: from.person?.name ?? '',
      createdAt: iso(now()),
      expiresAt: iso(now() + life),
    };
    // Whoever revoked the link or ended the duty meanwhile has ended the sessions that there were.
    if (!(await sessions.add(session))) throw new AccessError(from.linkId ? 'linkExpired' : 'noDuty');
    return { session, secret };
  }

  /**
   * Signs in a person whom something else than a link has proven (a passkey, a PIN, an account), in the duty given last.
   * The session lasts `life` ms. Throws AccessError: noDuty when the person has left or has no duty.
   */
  async function signIn(person: Person, life = sessionLife): Promise<Entrance> {
    const duty = person.leftAt ? null : (await dutiesNow(person.id)).at(-1);
    if (!duty) throw new AccessError('noDuty');
    return begin(duty, { linkId: '', duty, person }, life);
  }

  /** The duties that a person has now, the newest last. */
  async function dutiesNow(personId: string): Promise<Duty[]> {
    return (await people.duties(personId)).filter(({ endedAt }) => endedAt === '');
  }

  /** The session goes on in another duty of its person. Throws AccessError: noDuty when the person does not have it. */
  async function changeDuty(session: Session, dutyId: string): Promise<Session> {
    const duty = session.personId && (await dutiesNow(session.personId)).find(({ id }) => id === dutyId);
    if (!duty) throw new AccessError('noDuty');
    const { role, dialogueId, unit, village } = duty;
    const next = { role, dialogueId, unit, village, dutyId };
    if (!(await sessions.move(session.id, next))) throw new AccessError('noDuty');
    return { ...session, ...next };
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

  return { giveLink, givePersonLink, exchange, opens, signIn, dutiesNow, changeDuty, sessionOf, revoke };
}
