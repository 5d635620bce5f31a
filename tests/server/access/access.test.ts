import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { createAccess } from '../../../server/access/access.ts';
import { createThrottle } from '../../../server/access/throttle.ts';
import { hashToken } from '../../../server/access/tokens.ts';
import type { Duty, PeopleBook, Person } from '../../../server/people/contract.ts';
import type { Link, LinkBook, Session, SessionBook } from '../../../server/store/store.ts';
import type { Role } from '../../../shared/access.ts';
import { roomAccess } from '../../../shared/access.ts';
import { documentKinds } from '../../../shared/dialogue.ts';
import { accessText } from '../../setup/access-text.ts';
import { sessionAs } from '../session-as.ts';

function memoryPeople(): PeopleBook {
  const people = new Map<string, Person>();
  const duties = new Map<string, Duty>();
  const end = async (id: string, at: string) => {
    const duty = duties.get(id);
    if (duty) duties.set(id, { ...duty, endedAt: at });
    return [];
  };
  return {
    add: async (person) => void people.set(person.id, person),
    async addAll(many, given) {
      for (const person of many) people.set(person.id, person);
      for (const duty of given) duties.set(duty.id, duty);
    },
    write: async (person) => void people.set(person.id, person),
    read: async (id) => people.get(id) ?? null,
    byAccount: async (account) => [...people.values()].find((one) => one.account === account) ?? null,
    list: async () => [...people.values()],
    leave: async () => [],
    give: async (duty) => void duties.set(duty.id, duty),
    duty: async (id) => duties.get(id) ?? null,
    duties: async (personId) => [...duties.values()].filter((duty) => duty.personId === personId),
    end,
  };
}

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
      links.set(id, { ...link, usedAt: link.usedAt || at, uses: link.uses + 1, lastUsedAt: at });
      return true;
    },
    async revoke(id, at) {
      const link = links.get(id);
      if (link) links.set(id, { ...link, revokedAt: at });
    },
    async revokeUnused(dutyId, at) {
      for (const link of links.values())
        if (link.dutyId === dutyId && !link.usedAt) links.set(link.id, { ...link, revokedAt: at });
    },
  };
  const sessionBook: SessionBook = {
    add: async (session) => Boolean(sessions.set(session.id, session)),
    byId: async (id) => sessions.get(id) ?? null,
    byTokenHash: async (hash) => [...sessions.values()].find((one) => one.tokenHash === hash) ?? null,
    listByPerson: async (personId) => [...sessions.values()].filter((one) => one.personId === personId),
    rename: async () => undefined,
    remove: async (id) => void sessions.delete(id),
    async removeByPerson(personId, except) {
      const ended = [...sessions.values()].filter((one) => one.personId === personId && one.id !== except);
      for (const { id } of ended) sessions.delete(id);
      return ended.map(({ id }) => id);
    },
    removeExpired: async () => [],
    async move(id, duty) {
      const session = sessions.get(id);
      if (session) sessions.set(id, { ...session, ...duty });
      return session !== undefined;
    },
    async removeByLink(linkId) {
      const ended = [...sessions.values()].filter((one) => one.linkId === linkId).map(({ id }) => id);
      for (const id of ended) sessions.delete(id);
      return ended;
    },
  };
  return { links: linkBook, sessions: sessionBook, people: memoryPeople(), stored: { links, sessions } };
}

function setUp() {
  const books = memoryBooks();
  let time = Date.parse('2026-03-02T01:00:00Z');
  const access = createAccess({ ...books, now: () => time });
  return { access, people: books.people, stored: books.stored, pass: (ms: number) => (time += ms) };
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

describe('persons', () => {
  const at = '2026-03-01T01:00:00.000Z';
  const person: Person = {
    id: 'person000001',
    name: 'Y Hương',
    title: 'Trưởng thôn',
    unit: '',
    account: '',
    createdAt: at,
    leftAt: '',
  };
  const duty = (id: string, role: Role, village = ''): Duty => ({
    id,
    personId: person.id,
    role,
    dialogueId: 'dialogue0001',
    unit: '',
    village,
    givenAt: at,
    endedAt: '',
  });

  test('a link to a duty works once, and the session is the person’s', async () => {
    const { access, people } = setUp();
    await people.add(person);
    const head = duty('duty00000001', 'village', 'Hào Lý');
    await people.give(head);
    const { token } = await access.givePersonLink(person, head);
    // Somebody else sits at the device, with every right.
    const { token: organizers } = await access.giveLink({ role: 'organizer', dialogueId: '', label: '' });
    const { session: organizer } = await access.exchange(organizers, null);
    const { session, secret } = await access.exchange(token, organizer);
    expect(secret).not.toBeNull();
    expect(session).toMatchObject({
      name: 'Y Hương',
      role: 'village',
      village: 'Hào Lý',
      personId: person.id,
    });
    await expect(access.exchange(token, null)).rejects.toMatchObject({ code: 'linkUsed' });
    // Opened again at the same device it only leads there.
    expect((await access.exchange(token, session)).secret).toBeNull();
  });

  test('another duty is one of the person’s own that lasts, or none', async () => {
    const { access, people } = setUp();
    await people.add(person);
    await expect(access.signIn(person)).rejects.toMatchObject({ code: 'noDuty' });
    for (const one of [duty('duty00000001', 'recorder'), duty('duty00000002', 'finance')])
      await people.give(one);
    await people.give({ ...duty('duty00000003', 'organizer'), personId: 'person000002' });
    const { session } = await access.signIn(person);
    expect(session.role).toBe('finance');
    expect(await access.changeDuty(session, 'duty00000001')).toMatchObject({
      role: 'recorder',
      id: session.id,
    });
    await people.end('duty00000001', at);
    for (const id of ['duty00000001', 'duty00000003', ''])
      await expect(access.changeDuty(session, id)).rejects.toMatchObject({ code: 'noDuty' });
    await expect(access.signIn({ ...person, leftAt: at })).rejects.toMatchObject({ code: 'noDuty' });
  });
});

test('documents: who may open what', () => {
  const session = (role: Role) => sessionAs(role, 'dialogue0001');
  const table = (role: Role, dialogueId: string) =>
    documentKinds.map((kind) => roomAccess(session(role), `${dialogueId}/${kind}`)).join(' ');
  expect(table('organizer', 'dialogue0002')).toBe('write write write write read read');
  expect(table('recorder', 'dialogue0001')).toBe('write write write read read read');
  expect(table('recorder', 'dialogue0002')).toBe('none none none none none none');
  expect(table('chair', 'dialogue0001')).toBe('read write write read read read');
  expect(table('chair', 'dialogue0002')).toBe('none none none none none none');
  for (const role of ['officer', 'village', 'finance', 'reviewer'] as const)
    expect(table(role, 'dialogue0001')).toBe('none none none none none read');
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

test('docs/access.md says what the table says', () => {
  const page = readFileSync(new URL('../../../docs/access.md', import.meta.url), 'utf8');
  expect(page, 'run npm run access').toBe(accessText());
});
