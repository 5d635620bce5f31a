import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { Duplex } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { createSyncDoor } from '../../../server/access/sync-door.ts';
import { ConfigError, readConfig } from '../../../server/config.ts';
import { readAccount } from '../../../server/sign-in/accounts.ts';
import type { Device, DeviceBook } from '../../../server/sign-in/contract.ts';
import { createDevices } from '../../../server/sign-in/devices.ts';
import { placeOf } from '../../../server/sign-in/passkeys.ts';
import { endOldSessions } from '../../../server/sign-in/sweep.ts';
import { sessionAs } from '../session-as.ts';

const oidc = {
  OIDC_ISSUER: 'https://id.tinh.gov.vn/realms/xa',
  OIDC_CLIENT_ID: 'doi-thoai',
  OIDC_CLIENT_SECRET: 'secret',
};

describe('settings', () => {
  test('none is no sign-in by account; all of them are', () => {
    expect(readConfig({})).toMatchObject({ oidc: null, publicUrl: '' });
    expect(readConfig({ ...oidc, PUBLIC_URL: 'https://doithoai.xa.gov.vn/' })).toMatchObject({
      oidc: { issuer: oidc.OIDC_ISSUER, clientId: 'doi-thoai', clientSecret: 'secret', claim: 'email' },
      publicUrl: 'https://doithoai.xa.gov.vn',
      hosts: ['doithoai.xa.gov.vn'],
    });
  });

  test.each([
    [{ OIDC_ISSUER: oidc.OIDC_ISSUER }, 'OIDC_CLIENT_ID, OIDC_CLIENT_SECRET'],
    [{ ...oidc, OIDC_CLIENT_SECRET: '' }, 'OIDC_CLIENT_SECRET'],
    [{ OIDC_CLAIM: 'preferred_username' }, 'OIDC_ISSUER'],
    [{ ...oidc, OIDC_ISSUER: 'http://id.tinh.gov.vn' }, 'OIDC_ISSUER=http://id.tinh.gov.vn'],
    [{ ...oidc, OIDC_ISSUER: 'id.tinh.gov.vn' }, 'OIDC_ISSUER=id.tinh.gov.vn'],
    [{ ...oidc, OIDC_CLAIM: 'e mail' }, 'OIDC_CLAIM=e mail'],
    [{ PUBLIC_URL: 'http://doithoai.xa.gov.vn' }, 'PUBLIC_URL=http://doithoai.xa.gov.vn'],
    [{ PUBLIC_URL: 'https://xa.gov.vn/doithoai' }, 'PUBLIC_URL=https://xa.gov.vn/doithoai'],
  ])('%j is refused in both languages, without the secret', (env, named) => {
    let said: unknown = null;
    try {
      readConfig(env);
    } catch (error) {
      said = error;
    }
    expect(said).toBeInstanceOf(ConfigError);
    const { message, vi } = said as ConfigError;
    for (const sentence of [message, vi]) {
      expect(sentence).toContain(named);
      expect(sentence.replace(/OIDC_CLIENT_SECRET/g, '')).not.toContain('secret');
    }
  });
});

test('an account is matched in lower case; what is not verified, or not there, is nobody’s', () => {
  const code = (claims: Record<string, unknown>, claim = 'email') => {
    try {
      return readAccount(claims, claim);
    } catch (error) {
      return (error as Error).message;
    }
  };
  expect(code({ email: ' Mai@Xa.Example ', email_verified: true })).toBe('mai@xa.example');
  expect(code({ email: 'mai@xa.example' })).toBe('mai@xa.example');
  expect(code({ email: 'mai@xa.example', email_verified: false })).toBe('accountUnverified');
  expect(code({ email: 'mai@xa.example', email_verified: 'false' })).toBe('accountUnverified');
  expect(code({ preferred_username: 'MAI', email_verified: false }, 'preferred_username')).toBe('mai');
  for (const email of [undefined, '', '  ', 7, ['mai@xa.example']])
    expect(code({ email })).toBe('unknownAccount');
});

test.each([
  ['https://doithoai.xa.gov.vn', 'doithoai.xa.gov.vn'],
  ['https://doithoai.xa.gov.vn:8443', 'doithoai.xa.gov.vn'],
  ['http://localhost:8080', 'localhost'],
  ['http://doithoai.xa.gov.vn', undefined],
  ['https://192.168.1.5:8080', undefined],
  ['http://127.0.0.1:8080', undefined],
  ['https://[fe80::1]:8080', undefined],
])('passkeys at %s: %s', (origin, host) => {
  expect(placeOf(origin)?.host).toBe(host);
});

describe('devices', () => {
  function memoryDevices(): DeviceBook {
    const devices = new Map<string, Device>();
    const persons = new Map<string, Set<string>>();
    return {
      add: async (device) => void devices.set(device.id, device),
      byTokenHash: async (hash) => [...devices.values()].find(({ tokenHash }) => tokenHash === hash) ?? null,
      renew: async (id, tokenHash, knownAt) => void devices.set(id, { id, tokenHash, knownAt }),
      know: async (id, personId) => void persons.set(id, (persons.get(id) ?? new Set()).add(personId)),
      persons: async (id) => [...(persons.get(id) ?? [])],
      forget: async (id, personId) => void persons.get(id)?.delete(personId),
      forgetPerson: async (personId, except) => {
        for (const [id, known] of persons) if (id !== except) known.delete(personId);
      },
      removeOlder: async () => undefined,
    };
  }
  const person = (id: string, name: string, leftAt = '') => ({
    id,
    name,
    title: '',
    unit: '',
    account: '',
    createdAt: '',
    leftAt,
  });
  const everybody = [
    person('mai', 'Y Mai'),
    person('ba', 'A Ba'),
    person('cu', 'Cũ', '2026-01-01T00:00:00Z'),
  ];

  function setUp() {
    let time = Date.parse('2026-03-02T01:00:00Z');
    const people = { read: async (id: string) => everybody.find((one) => one.id === id) ?? null };
    const devices = createDevices({ devices: memoryDevices(), people, now: () => time });
    return {
      devices,
      names: async (secret: string) => (await devices.persons(secret)).map(({ id }) => id),
      pass: (days: number) => {
        time += days * 24 * 3_600_000;
      },
    };
  }

  test('each sign-in gives another secret; the one before, and a copy of it, open nothing', async () => {
    const { devices, names } = setUp();
    const first = await devices.know(undefined, 'mai');
    const second = await devices.know(first, 'ba');
    expect(await names(first)).toEqual([]);
    expect(await names(second)).toEqual(['ba', 'mai']);
    expect(await names('x'.repeat(43))).toEqual([]);
    // A secret that somebody made up is none: the device gets one of its own.
    const planted = await devices.know('x'.repeat(43), 'mai');
    expect(planted).not.toBe('x'.repeat(43));
    expect(await names('x'.repeat(43))).toEqual([]);
  });

  test('who has left is not offered; who is forgotten is forgotten', async () => {
    const { devices, names } = setUp();
    let here = '';
    for (const id of ['mai', 'ba', 'cu']) here = await devices.know(here, id);
    const there = await devices.know(undefined, 'mai');
    expect(await names(here)).toEqual(['ba', 'mai']);
    await devices.forgetElsewhere(here, 'mai');
    expect([await names(here), await names(there)]).toEqual([['ba', 'mai'], []]);
    await devices.forget(here, 'mai');
    expect(await names(here)).toEqual(['ba']);
  });

  test('after a year without a sign-in it is a device like any other', async () => {
    const { devices, names, pass } = setUp();
    const secret = await devices.know(undefined, 'mai');
    pass(364);
    expect(await names(secret)).toEqual(['mai']);
    const next = await devices.know(secret, 'mai');
    pass(364);
    expect(await names(next)).toEqual(['mai']);
    pass(1);
    expect(await names(next)).toEqual([]);
  });
});

test('a session whose time is over loses its sockets, not only its cookie', async () => {
  const closed: string[] = [];
  const swept: string[] = [];
  const stop = endOldSessions({
    sessions: { removeExpired: async () => ['over'] },
    relay: {
      disconnect(which) {
        if ('subjects' in which) closed.push(...which.subjects);
      },
    },
    devices: { sweep: async () => void swept.push('devices') },
    logger: { warn: () => undefined },
  });
  await expect.poll(() => swept).toEqual(['devices']);
  stop();
  expect(closed).toEqual(['over']);
});

test('a session that ends while its socket is on the way in opens nothing', async () => {
  const connected: string[] = [];
  let said = '';
  const socket = new Duplex({
    read: () => undefined,
    write(chunk, _encoding, done) {
      said += String(chunk);
      done();
    },
  });
  const sessions = [sessionAs('recorder', 'dialogue0001'), null];
  const door = createSyncDoor({
    access: { sessionOf: async () => sessions.shift() ?? null },
    relay: { connect: () => void connected.push('in') },
    isKnownHost: () => true,
    logger: { warn: () => undefined, error: () => undefined },
  });
  const request = Object.assign(new IncomingMessage(new Socket()), { url: '/sync/dialogue0001/board' });
  await door(request, socket, Buffer.alloc(0));
  expect(said).toMatch(/^HTTP\/1\.1 401 /);
  expect(connected).toEqual([]);
});
