import { describe, expect, test } from 'vitest';
import { isLoopback, readNetwork, trustProxies } from '../../../server/access/proxies.ts';
import { readConfig } from '../../../server/config.ts';

describe('where a request comes from', () => {
  const { clientAddress, trusts } = trustProxies(['127.0.0.1', '10.1.0.0/16', 'fd00::/8']);

  test.each([
    ['no proxy', '203.0.113.9', undefined, '203.0.113.9'],
    ['a header that its sender made up', '203.0.113.9', '198.51.100.1', '203.0.113.9'],
    ['a proxy', '10.1.2.3', '203.0.113.9', '203.0.113.9'],
    ['a proxy, seen by an IPv6 socket', '::ffff:10.1.2.3', '203.0.113.9', '203.0.113.9'],
    ['a proxy by IPv6', 'fd00::1', '2001:db8::7', '2001:db8::7'],
    ['a proxy behind a proxy', '127.0.0.1', '203.0.113.9, 10.1.0.1', '203.0.113.9'],
    ['a client that lies to a proxy', '127.0.0.1', '198.51.100.1, 203.0.113.9', '203.0.113.9'],
    ['a client that claims to be the proxy', '127.0.0.1', '198.51.100.1, 127.0.0.1', '198.51.100.1'],
    ['a proxy’s own probe', '127.0.0.1', undefined, '127.0.0.1'],
    ['no address', '127.0.0.1', 'unknown', '127.0.0.1'],
    ['an empty header', '127.0.0.1', '', '127.0.0.1'],
  ])('%s', (_what, connection, header, expected) => {
    expect(clientAddress(connection, header)).toBe(expected);
  });

  test('nobody is trusted who was not named', () => {
    expect(trusts('10.2.0.1')).toBe(false);
    expect(trusts('')).toBe(false);
    expect(trustProxies([]).clientAddress('127.0.0.1', '198.51.100.1')).toBe('127.0.0.1');
  });
});

test('a setting names addresses and networks, and never everybody', () => {
  expect(readConfig({}).proxies).toEqual([]);
  expect(readConfig({ TRUST_PROXY: '127.0.0.1, 10.0.0.0/24 ::1' }).proxies).toEqual([
    '127.0.0.1',
    '10.0.0.0/24',
    '::1',
  ]);
  for (const TRUST_PROXY of ['true', '*', 'nginx', '10.0.0.0/33', '0.0.0.0/0', '::/0', '1.2.3'])
    expect(() => readConfig({ TRUST_PROXY }), TRUST_PROXY).toThrow('TRUST_PROXY');
  expect(readNetwork('10.0.0.0/8/8')).toBeNull();
});

test('this machine is known to itself', () => {
  for (const address of ['127.0.0.1', '127.8.8.8', '::1', '::ffff:127.0.0.1'])
    expect(isLoopback(address)).toBe(true);
  for (const address of ['', '10.0.0.1', '127.evil', '::2', '::ffff:10.0.0.1'])
    expect(isLoopback(address)).toBe(false);
});
