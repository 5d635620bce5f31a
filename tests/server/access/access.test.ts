import { describe, expect, test } from 'vitest';
import { createAccess, roomAccess } from '../../../server/access/access.ts';
import { createThrottle } from '../../../server/access/throttle.ts';
import { hashToken } from '../../../server/access/tokens.ts';
import type { Link, LinkBook, Session, SessionBook } from '../../../server/store/store.ts';
import type { Role } from '../../../shared/access.ts';
import { documentKinds } from '../../../shared/dialogue.ts';

function memoryBooks() {
  const links = new Map<string, Link>();
  const sessions = new Map<string, Session>();
  const linkBook: LinkBook = {
    add: async (link) => void links.set(link.id, link),
    byTokenHash: async (hash) => [...links.values()].find((link) => link.tokenHash === hash) ?? null,
    byId: async (id) => links.get(id) ?? null,
    list: async () => [...links.values()],
    async use(id, at) {
      const link = links.get(id);
      if (!link || (link.oneTime && link.usedAt)) return false;
      links.set(id, { ...link, usedAt: link.usedAt || at });
      return true;
    },
    async revoke(id, at) {
      const link = links.get(id);
      if (link) links.set(id, { ...link, revokedAt: at });
    },
  };
  const sessionBook: SessionBook = {
    add: async (session) => void sessions.set(session.id, session),
    byId: async (id) => sessions.get(id) ?? null,
    byTokenHash: async (hash) => [...sessions.values()].find((one) => one.tokenHash === hash) ?? null,
    rename: async () => undefined,
    remove: async (id) => void sessions.delete(id),
    async removeByLink(linkId) {
      const ended = [...sessions.values()].filter((one) => one.linkId === linkId).map(({ id }) => id);
      for (const id of ended) sessions.delete(id);
      return ended;
    },
  };
  return { links: linkBook, sessions: sessionBook, stored: { links, sessions } };
}

function setUp() {
  const books = memoryBooks();
  let time = Date.parse('2026-03-02T01:00:00Z');
  const access = createAccess({ ...books, now: () => time });
  return { access, stored: books.stored, pass: (ms: number) => (time += ms) };
}

const hour = 3_600_000;

describe('links', () => {
  test('a token is stored as its hash only, and opens a session known by its secret', async () => {
    const { access, stored } = setUp();
    const { token } = await access.giveLink({ role: 'recorder', dialogueId: 'dialogue0001', label: 'Máy 1' });
    expect(token).toMatch(/^[\w-]{43}$/);
    expect(JSON.stringify([...stored.links.values()])).not.toContain(token);
    const { secret, session } = await access.exchange(token, null);
    expect(session).toMatchObject({ role: 'recorder', dialogueId: 'dialogue0001' });
    expect(JSON.stringify([...stored.sessions.values()])).not.toContain(secret);
    expect(await access.sessionOf(secret ?? '')).toEqual(session);
    expect(await access.sessionOf(hashToken(secret ?? ''))).toBeNull();
  });

  test('an organizer link works once; a recorder link serves several devices', async () => {
    const { access } = setUp();
    const { token } = await access.giveLink({ role: 'organizer', dialogueId: '', label: '' });
    await access.exchange(token, null);
    await expect(access.exchange(token, null)).rejects.toMatchObject({ code: 'linkUsed' });
    const shared = await access.giveLink({ role: 'recorder', dialogueId: 'dialogue0001', label: '' });
    const first = await access.exchange(shared.token, null);
    const second = await access.exchange(shared.token, null);
    expect(second.session.id).not.toBe(first.session.id);
  });

  test('expired, revoked and invented tokens are refused with their own reasons', async () => {
    const { access, pass } = setUp();
    const { token } = await access.giveLink({ role: 'organizer', dialogueId: '', label: '' });
    pass(25 * hour);
    await expect(access.exchange(token, null)).rejects.toMatchObject({ code: 'linkExpired' });
    const other = await access.giveLink({ role: 'screen', dialogueId: 'dialogue0001', label: '' });
    const { session, secret } = await access.exchange(other.token, null);
    expect(await access.revoke(other.link.id)).toEqual([session.id]);
    expect(await access.sessionOf(secret ?? '')).toBeNull();
    await expect(access.exchange(other.token, null)).rejects.toMatchObject({ code: 'linkExpired' });
    for (const guess of ['', 'x', 'A'.repeat(43), `${other.token}A`])
      await expect(access.exchange(guess, null)).rejects.toMatchObject({ code: 'badLink' });
  });

  test('an organizer who opens the screen link keeps the role', async () => {
    const { access } = setUp();
    const organizer = await access.exchange(
      (await access.giveLink({ role: 'organizer', dialogueId: '', label: '' })).token,
      null,
    );
    const { token } = await access.giveLink({ role: 'screen', dialogueId: 'dialogue0001', label: '' });
    const opened = await access.exchange(token, organizer.session);
    expect(opened).toMatchObject({ secret: null, session: organizer.session, link: { role: 'screen' } });
  });

  test('a session ends after its time', async () => {
    const { access, pass } = setUp();
    const { token } = await access.giveLink({ role: 'recorder', dialogueId: 'dialogue0001', label: '' });
    const { secret } = await access.exchange(token, null);
    pass(31 * 24 * hour);
    expect(await access.sessionOf(secret ?? '')).toBeNull();
  });
});

test('documents: who may open what', () => {
  const session = (role: Role): Session => ({
    id: 's',
    tokenHash: '',
    linkId: '',
    role,
    dialogueId: role === 'organizer' ? '' : 'dialogue0001',
    name: '',
    createdAt: '',
    expiresAt: '',
  });
  const table = (role: Role, dialogueId: string) =>
    documentKinds.map((kind) => roomAccess(session(role), `${dialogueId}/${kind}`)).join(' ');
  expect(table('organizer', 'dialogue0002')).toBe('write write write write read read');
  expect(table('recorder', 'dialogue0001')).toBe('write write write read read read');
  expect(table('recorder', 'dialogue0002')).toBe('none none none none none none');
  expect(table('chair', 'dialogue0001')).toBe('read write write read read read');
  expect(table('chair', 'dialogue0002')).toBe('none none none none none none');
  expect(table('screen', 'dialogue0001')).toBe('none none none none none read');
  expect(table('public', 'dialogue0001')).toBe('none none none none none read');
  for (const room of ['', 'dialogue0001', 'dialogue0001/secret', '../x/board', 'dialogue0001/board/x'])
    expect(roomAccess(session('organizer'), room)).toBe('none');
});

test('the throttle lets a window pass', () => {
  let time = 0;
  const throttle = createThrottle(2, 1000, () => time);
  expect([throttle.allow('a'), throttle.allow('a'), throttle.allow('a'), throttle.allow('b')]).toEqual([
    true,
    true,
    false,
    true,
  ]);
  time = 1001;
  expect(throttle.allow('a')).toBe(true);
});
