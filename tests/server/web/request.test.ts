import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { knownHosts, parseHost } from '../../../server/access/hosts.ts';
import { fromAnotherSite, sameOrigin } from '../../../server/access/request.ts';
import { addressKey, createThrottle } from '../../../server/access/throttle.ts';
import { createTurns } from '../../../server/api/turns.ts';

const seed = Number(process.env.SEED ?? 20261126);

describe('the Host that is asked for', () => {
  const isKnown = knownHosts(['doithoai.saloong.gov.vn'], 'may-chu.xa.example');

  test.each([
    '192.168.1.10',
    '192.168.1.10:8080',
    '[fe80::1]:8080',
    '[::1]',
    'localhost:8080',
    'may-chu',
    'MAY-CHU.local:8080',
    'hall.lan',
    'box.home.arpa',
    'may-chu.xa.example',
    'doithoai.saloong.gov.vn:443',
    'DoiThoai.SaLoong.gov.vn.',
  ])('%s is ours', (host) => expect(isKnown(host)).toBe(true));

  test.each([
    undefined,
    '',
    'evil.example',
    'evil.example:8080',
    'doithoai.saloong.gov.vn.evil.example',
    'xdoithoai.saloong.gov.vn',
    '192.168.1.10.evil.example',
    'local',
    'evil.example:8080:1',
    'a b',
    'evil.example/.local',
    'user@localhost',
    'localhost#.evil.example',
    "localhost; script-src 'unsafe-inline'",
    '[::1].evil.example',
    'evil.example\r\nx: y',
  ])('%s is not', (host) => expect(isKnown(host)).toBe(host === 'local'));

  test('nothing but letters, digits and dots of a name comes through to the policy', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (host) => {
        if (parseHost(host)) expect(host).toMatch(/^(\[[0-9a-fA-F:.]+\]|[\w.-]+)(:\d{1,5})?$/);
      }),
      { seed, numRuns: 2000 },
    );
  });
});

describe('where a request comes from', () => {
  test.each([
    [undefined, 'hall:8080', false, true],
    ['http://hall:8080', 'hall:8080', false, true],
    ['http://hall', 'hall', false, true],
    ['https://hall', 'hall', true, true],
    // A proxy with a certificate in front: the server itself sees plain http.
    ['https://hall', 'hall', false, true],
    ['http://hall', 'hall', true, false],
    ['http://hall:8081', 'hall:8080', false, false],
    ['http://evil.example', 'hall:8080', false, false],
    ['http://hall:8080.evil.example', 'hall:8080', false, false],
    ['http://hall:8080/', 'hall:8080', false, false],
    ['http://user@hall:8080', 'hall:8080', false, false],
    ['null', 'hall:8080', false, false],
    ['', 'hall:8080', false, false],
    ['file://', 'hall:8080', false, false],
    ['chrome-extension://hall:8080', 'hall:8080', false, false],
    ['http://hall:8080', undefined, false, false],
  ] as const)('Origin %s at Host %s, encrypted %s: %s', (origin, host, encrypted, ours) =>
    expect(sameOrigin(origin, host, encrypted)).toBe(ours),
  );

  test.each([
    [undefined, undefined, 'POST', false],
    ['same-origin', 'cors', 'POST', false],
    ['none', 'navigate', 'GET', false],
    ['cross-site', 'cors', 'POST', true],
    ['cross-site', 'no-cors', 'GET', true],
    ['same-site', 'cors', 'DELETE', true],
    ['cross-site', 'navigate', 'POST', true],
    ['cross-site', 'navigate', 'GET', false],
    ['cross-site', 'websocket', 'UPGRADE', true],
    ['nonsense', 'cors', 'GET', true],
  ] as const)('Sec-Fetch-Site %s, mode %s, %s: from another site %s', (site, mode, method, elsewhere) =>
    expect(fromAnotherSite({ site, mode, method })).toBe(elsewhere),
  );
});

describe('the limiter', () => {
  test('says how long to wait, and lets in again', () => {
    let time = 0;
    const throttle = createThrottle(2, 60_000, () => time);
    expect([throttle.wait('a'), throttle.wait('a'), throttle.wait('a')]).toEqual([0, 0, 60]);
    time = 50_500;
    expect(throttle.wait('a')).toBe(10);
    expect(throttle.wait('b')).toBe(0);
    time = 60_001;
    expect(throttle.wait('a')).toBe(0);
  });

  test('a clock set back locks nobody out for long', () => {
    let time = 10_000_000;
    const throttle = createThrottle(1, 60_000, () => time);
    throttle.allow('a');
    expect(throttle.allow('a')).toBe(false);
    time = 0;
    expect(throttle.allow('a')).toBe(true);
  });

  test('its memory is bounded, however many keys come', () => {
    const throttle = createThrottle(1, 60_000, () => 0, 100);
    for (let at = 0; at < 10_000; at++) throttle.allow(`key ${at}`);
    expect(throttle.size).toBe(100);
    expect(throttle.allow('key 9999')).toBe(false);
  });

  test.each([
    ['::ffff:192.168.1.10', '192.168.1.10'],
    ['192.168.1.10', '192.168.1.10'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:db8:1:2::9', '2001:db8:1:2::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
  ])('%s counts as %s', (address, key) => expect(addressKey(address)).toBe(key));
});

describe('turns', () => {
  test('so many at once, some wait in order, more are refused; another key has a line of its own', async () => {
    const turns = createTurns(2, 1);
    const [first, second] = [await turns.take('a'), await turns.take('a')];
    const third = turns.take('a');
    expect(await turns.take('a')).toBeNull();
    expect(await turns.take('b')).not.toBeNull();
    first?.();
    first?.();
    const ended = await third;
    expect(ended).not.toBeNull();
    const fourth = turns.take('a');
    second?.();
    ended?.();
    (await fourth)?.();
    expect(turns.size).toBe(1);
  });

  test('who leaves gives up the place in the line', async () => {
    const turns = createTurns(1, 1);
    const first = await turns.take('a');
    const leave = new AbortController();
    const gone = turns.take('a', leave.signal);
    leave.abort();
    expect(await gone).toBeNull();
    const next = turns.take('a');
    first?.();
    const last = await next;
    expect(last).not.toBeNull();
    last?.();
    expect(turns.size).toBe(0);
  });
});
