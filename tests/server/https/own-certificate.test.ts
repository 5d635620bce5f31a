import { spawnSync } from 'node:child_process';
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { connect, createServer } from 'node:tls';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { issueCertificate } from '../../../server/https/issue.ts';
import { permittedFor, sortByPermission } from '../../../server/https/name-constraints.ts';
import { addressBytes } from '../../../server/https/names.ts';
import { openOwnCertificate } from '../../../server/https/own-certificate.ts';
import { day, hallMachine, start } from './kit.ts';

let machine: ReturnType<typeof hallMachine>;
beforeEach(() => {
  machine = hallMachine();
});
afterEach(() => machine.remove());

const open = () => openOwnCertificate(machine.options);
const read = (name: string) => JSON.parse(readFileSync(join(machine.options.dir, name), 'utf8'));
const authorityOf = (source: Awaited<ReturnType<typeof open>>) =>
  new X509Certificate(source.authority?.der ?? Buffer.alloc(0));

describe('the authority and its certificate', () => {
  test('a chain that Node and OpenSSL accept, within what Apple and Chrome ask for', async () => {
    const source = await open();
    const authority = authorityOf(source);
    const server = new X509Certificate(source.current().cert);
    expect(authority.ca).toBe(true);
    expect(authority.verify(authority.publicKey)).toBe(true);
    expect(server.ca).toBe(false);
    expect(server.checkIssued(authority)).toBe(true);
    expect(server.verify(authority.publicKey)).toBe(true);
    expect(server.checkPrivateKey(createPrivateKey(source.current().key))).toBe(true);
    expect(server.keyUsage).toEqual(['1.3.6.1.5.5.7.3.1']);
    for (const name of machine.names.dns) expect(server.checkHost(name)).toBe(name);
    for (const ip of machine.names.ip) expect(server.checkIP(ip)).toBe(ip);
    expect(server.checkHost('other.local')).toBeUndefined();
    const life = server.validToDate.getTime() - server.validFromDate.getTime();
    expect(life).toBeLessThanOrEqual(398 * day);
    expect(source.authority?.fingerprint).toBe(authority.fingerprint256);

    const paths = ['ca.pem', 'server.pem'].map((name) => join(machine.dir, name));
    writeFileSync(paths[0] ?? '', authority.toString());
    writeFileSync(paths[1] ?? '', source.current().cert);
    const strict = ['-x509_strict', '-purpose', 'sslserver', '-attime', String(start / 1000)];
    const verified = spawnSync('openssl', [
      'verify',
      ...strict,
      '-verify_ip',
      '192.168.1.20',
      '-CAfile',
      ...paths,
    ]);
    // Where there is no openssl, Node has said it above.
    if (!verified.error) expect(verified.stdout.toString()).toContain('OK');
  });

  test('both lie in files for the server’s user only, and stay the same from start to start', async () => {
    const first = await open();
    for (const name of ['authority.json', 'server.json'])
      expect(statSync(join(machine.options.dir, name)).mode & 0o777).toBe(0o600);
    expect(statSync(machine.options.dir).mode & 0o777).toBe(0o700);
    const second = await open();
    expect(second.current()).toEqual(first.current());
    expect(second.authority).toEqual(first.authority);
  });

  test('a forged certificate of it is refused for any name of the Internet', async () => {
    await open();
    const authority = read('authority.json');
    const attempt = async (names: { dns: string[]; ip: string[] }, servername: string) => {
      const forged = await issueCertificate(authority, names, Date.now());
      const server = createServer({ key: forged.key, cert: forged.certificate }).listen(0, '127.0.0.1');
      await new Promise((resolve) => server.once('listening', resolve));
      const address = server.address();
      const port = typeof address === 'object' && address ? address.port : 0;
      const answer = await new Promise<string>((resolve) => {
        const socket = connect({ port, host: '127.0.0.1', servername, ca: authority.certificate }, () => {
          resolve('accepted');
          socket.end();
        });
        socket.once('error', (error) => resolve(error.message));
      });
      server.close();
      return answer;
    };
    expect(await attempt({ dns: ['hoi-truong.local'], ip: [] }, 'hoi-truong.local')).toBe('accepted');
    const outside = 'permitted subtree violation';
    expect(await attempt({ dns: ['bank.example'], ip: [] }, 'bank.example')).toMatch(outside);
    expect(await attempt({ dns: ['localhost'], ip: ['8.8.8.8'] }, 'localhost')).toMatch(outside);
  });
});

describe('renewal', () => {
  test('when 30 days are left, by the same authority', async () => {
    const source = await open();
    const before = source.current();
    machine.time = start + 59 * day;
    expect(await source.check()).toBe(false);
    machine.time = start + 61 * day;
    expect(await source.check()).toBe(true);
    const renewed = new X509Certificate(source.current().cert);
    expect(source.current().cert).not.toBe(before.cert);
    expect(source.current().key).not.toBe(before.key);
    expect(renewed.checkIssued(authorityOf(source))).toBe(true);
    expect(renewed.validToDate.getTime()).toBe(machine.time + 90 * day);
    expect(await source.check()).toBe(false);
  });

  test('after a long rest in the drawer, at start', async () => {
    await open();
    machine.time = start + 400 * day;
    const source = await open();
    expect(new X509Certificate(source.current().cert).validToDate.getTime()).toBeGreaterThan(machine.time);
  });

  test('when the machine gets another address, not when it loses one', async () => {
    const source = await open();
    machine.names = { ...machine.names, ip: ['127.0.0.1', '::1'] };
    expect(await source.check()).toBe(false);
    machine.names = { ...machine.names, ip: ['127.0.0.1', '::1', '10.0.0.7', 'fd00::7'] };
    expect(await source.check()).toBe(true);
    const server = new X509Certificate(source.current().cert);
    expect(server.checkIP('10.0.0.7')).toBe('10.0.0.7');
    expect(server.checkIP('fd00::7')).toBe('fd00::7');
    expect(server.checkIP('192.168.1.20')).toBeUndefined();
  });

  test('when the clock was ahead and is set right', async () => {
    machine.time = start + 100 * day;
    const source = await open();
    machine.time = start;
    expect(await source.check()).toBe(true);
    expect(new X509Certificate(source.current().cert).validFromDate.getTime()).toBeLessThanOrEqual(start);
  });

  test('a name that the authority may not vouch for is left out, and said', async () => {
    const source = await open();
    expect(source.warnings()).toEqual([]);
    machine.names = { ...machine.names, dns: [...machine.names.dns, 'doithoai.example'] };
    expect(await source.check()).toBe(false);
    expect(source.warnings()[0]?.vi).toContain('doithoai.example');
    expect(source.names()).not.toContain('doithoai.example');
  });

  test('another name of the machine is found under .local, and no reason to make all devices trust anew', async () => {
    const source = await open();
    machine.names = { ...machine.names, dns: ['localhost', 'may-moi', 'may-moi.local'] };
    expect(await source.check()).toBe(true);
    expect(source.names()).toEqual(['localhost', 'may-moi.local']);
    expect(source.warnings()).toEqual([]);
  });

  test('a name known when the authority is made may be vouched for', async () => {
    machine.names = { ...machine.names, dns: [...machine.names.dns, 'doithoai.example'] };
    const source = await open();
    expect(source.warnings()).toEqual([]);
    expect(new X509Certificate(source.current().cert).checkHost('doithoai.example')).toBe('doithoai.example');
  });
});

describe('what is wrong is said', () => {
  test('an authority near its end is replaced at start; its certificate never outlives it', async () => {
    const old = await open();
    machine.time = start + 3570 * day;
    const source = await open();
    expect(source.authority?.fingerprint).not.toBe(old.authority?.fingerprint);
    expect(new X509Certificate(source.current().cert).checkIssued(authorityOf(source))).toBe(true);
    machine.time = start + 3570 * day + 3640 * day;
    await source.check();
    expect(new X509Certificate(source.current().cert).validToDate).toEqual(authorityOf(source).validToDate);
  });

  test('a clock before the authority’s first day', async () => {
    await open();
    machine.time = start - 400 * day;
    await expect(open()).rejects.toMatchObject({ vi: expect.stringContaining('Đồng hồ của máy này') });
  });

  test.each(['authority.json', 'server.json'])('a damaged %s', async (name) => {
    await open();
    writeFileSync(join(machine.options.dir, name), '{"certificate":"');
    await expect(open()).rejects.toMatchObject({ vi: expect.stringContaining(name) });
  });

  test('a key of another certificate', async () => {
    await open();
    const authority = read('authority.json');
    writeFileSync(
      join(machine.options.dir, 'authority.json'),
      JSON.stringify({ ...authority, key: read('server.json').key }),
    );
    await expect(open()).rejects.toMatchObject({ name: 'CertificateError' });
  });
});

describe('addresses', () => {
  test('any IPv4 and IPv6 address becomes its bytes', () => {
    fc.assert(
      fc.property(fc.ipV4(), (ip) => [...addressBytes(ip)].join('.') === ip),
      { seed: 5 },
    );
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 16, maxLength: 16 }), (bytes) => {
        const groups = Array.from({ length: 8 }, (_, at) =>
          (((bytes[at * 2] ?? 0) << 8) | (bytes[at * 2 + 1] ?? 0)).toString(16),
        );
        expect(addressBytes(groups.join(':'))).toEqual(bytes);
      }),
      { seed: 5 },
    );
    expect([...addressBytes('fe80::1')]).toEqual([0xfe, 0x80, ...Array(13).fill(0), 1]);
  });

  test('the hall’s networks are permitted, others only when the machine had them', () => {
    const permitted = permittedFor({ dns: ['localhost', 'may-1'], ip: ['192.168.1.5', '203.0.113.9'] });
    const asked = ['10.9.9.9', '172.31.0.1', '192.168.255.1', '100.127.0.1', 'fd12::1', '203.0.113.9'];
    const others = ['172.32.0.1', '192.169.0.1', '100.128.0.1', '8.8.8.8', '203.0.113.10', '2001:db8::1'];
    expect(sortByPermission({ dns: [], ip: [...asked, ...others] }, permitted)).toEqual({
      allowed: { dns: [], ip: asked },
      outside: others,
    });
    const dns = { dns: ['may-1', 'may-1.local', 'notlocal', 'local.example'], ip: [] };
    expect(sortByPermission(dns, permitted).outside).toEqual(['notlocal', 'local.example']);
  });
});
