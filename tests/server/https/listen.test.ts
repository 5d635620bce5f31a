import { readFileSync } from 'node:fs';
import { request as plainRequest } from 'node:http';
import { Agent, request } from 'node:https';
import { connect } from 'node:net';
import { join } from 'node:path';
import { connect as connectSecure, type TLSSocket } from 'node:tls';
import { Hono } from 'hono';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type Config, readConfig } from '../../../server/config.ts';
import type { CertificateSource } from '../../../server/https/certificate.ts';
import { type Listening, listenSecure } from '../../../server/https/listen.ts';
import { openOwnCertificate } from '../../../server/https/own-certificate.ts';
import { day, hallMachine } from './kit.ts';

const logger = { info: vi.fn(), warn: vi.fn(), error: vi.fn() };
const app = new Hono()
  .get('/protocol', (c) => c.text(new URL(c.req.url).protocol))
  .post('/length', async (c) => c.text(String((await c.req.arrayBuffer()).byteLength)));

let machine: ReturnType<typeof hallMachine>;
let source: CertificateSource;
let hall: Listening;
let ca: string;
beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  machine = hallMachine();
  // TLS judges by the real clock: the machine's is late, and is moved up to it.
  machine.time = Date.now() - 61 * day;
  source = await openOwnCertificate(machine.options);
  ca = JSON.parse(readFileSync(join(machine.options.dir, 'authority.json'), 'utf8')).certificate;
  const config: Config = {
    ...readConfig({ HOST: '127.0.0.1', PORT: '0', LOG_LEVEL: 'silent' }),
    dataDir: machine.dir,
  };
  hall = await listenSecure({ fetch: app.fetch, config, source, httpPort: 0, logger });
});
afterEach(async () => {
  const closed = hall.close();
  hall.closeConnections();
  await closed;
  machine.remove();
  vi.useRealTimers();
});

interface Answer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: string;
}

function ask(url: string, options: { method?: string; accept?: string; body?: Buffer; agent?: Agent } = {}) {
  const send = url.startsWith('https') ? request : plainRequest;
  return new Promise<Answer>((resolve, reject) => {
    const { method = 'GET', accept = '*/*', body, agent } = options;
    const outgoing = send(url, { ca, method, agent, headers: { accept } }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          body: Buffer.concat(chunks).toString(),
        }),
      );
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

const secure = (path: string) => `https://127.0.0.1:${hall.doors.port}${path}`;
const plain = (path: string) => `http://127.0.0.1:${hall.doors.port}${path}`;

function handshake(): Promise<TLSSocket> {
  return new Promise((resolve, reject) => {
    const socket = connectSecure({ port: hall.doors.port, host: '127.0.0.1', ca }, () => resolve(socket));
    socket.once('error', reject);
  });
}

describe('one port, two protocols', () => {
  test('who trusts the authority gets the product by https; large bodies come whole', async () => {
    expect((await ask(secure('/protocol'))).body).toBe('https:');
    const body = Buffer.alloc(5_000_000, 'ệ');
    expect((await ask(secure('/length'), { method: 'POST', body })).body).toBe('5000000');
  });

  test('who does not trust it is not connected', async () => {
    const socket = connectSecure({ port: hall.doors.port, host: '127.0.0.1' });
    const error = await new Promise<Error>((resolve) => socket.once('error', resolve));
    expect(error.message).toContain('unable to verify the first certificate');
  });

  test('a browser on plain http gets the trust page, at any path, and nothing of the product', async () => {
    for (const path of ['/', '/join', '/dialogues/abc', '/protocol']) {
      const page = await ask(plain(path), { accept: 'text/html' });
      expect(page.status).toBe(200);
      expect(page.body).toContain(source.authority?.fingerprint);
      expect(page.body).toContain(`href="https://127.0.0.1:${hall.doors.port}${path}"`);
      expect(page.headers['set-cookie']).toBeUndefined();
      expect(page.headers['content-security-policy']).toContain("default-src 'none'");
    }
    const english = await ask(plain('/?lang=en'), { accept: 'text/html' });
    expect(english.body).toContain('Trust the hall’s server');
  });

  test('everything else on plain http is sent to https, with its path, kept by no cache', async () => {
    for (const [method, path] of [
      ['GET', '/api/session?a=1'],
      ['POST', '/length'],
      ['PUT', '/api/office'],
    ] as const) {
      const answer = await ask(plain(path), {
        method,
        body: method === 'GET' ? undefined : Buffer.from('x'),
      });
      expect(answer.status).toBe(307);
      expect(answer.headers.location).toBe(secure(path));
      expect(answer.headers['cache-control']).toBe('no-store');
      expect(answer.body).toBe('');
    }
  });

  test('the second plain port leads to the same doors', async () => {
    const { port, httpPort } = hall.doors;
    expect(httpPort).not.toBe(port);
    const answer = await ask(`http://127.0.0.1:${httpPort}/x`);
    expect(answer.headers.location).toBe(secure('/x'));
  });

  test('the certificate and Apple’s profile are served in the kinds that phones open', async () => {
    const certificate = await ask(plain('/trust/doi-thoai.crt'));
    expect(certificate.headers['content-type']).toBe('application/x-x509-ca-cert');
    const profile = await ask(plain('/trust/doi-thoai.mobileconfig'));
    expect(profile.headers['content-type']).toBe('application/x-apple-aspen-config');
    const data = /<data>([^<]+)<\/data>/.exec(profile.body)?.[1] ?? '';
    expect(Buffer.from(data, 'base64')).toEqual(Buffer.from(source.authority?.der ?? []));
    expect(profile.body).toContain('com.apple.security.root');
  });

  test('a host that is markup is not put into the page', async () => {
    const page = await new Promise<string>((resolve) => {
      const socket = connect(hall.doors.port, '127.0.0.1', () =>
        socket.write('GET / HTTP/1.1\r\nHost: "><script>alert(1)</script>\r\nAccept: text/html\r\n\r\n'),
      );
      let text = '';
      socket.on('data', (chunk) => {
        text += chunk.toString();
      });
      socket.on('close', () => resolve(text));
    });
    expect(page).not.toContain('<script>alert');
  });

  test('bytes of neither protocol, and connections that end at once, harm nobody', async () => {
    for (const bytes of [
      Buffer.from([0x16]),
      Buffer.from([0x16, 3, 1, 0, 5, 1, 2, 3]),
      Buffer.from([0, 1, 2]),
    ]) {
      await new Promise<void>((resolve) => {
        const socket = connect(hall.doors.port, '127.0.0.1', () => socket.end(bytes));
        socket.on('error', () => undefined);
        socket.on('close', () => resolve());
        socket.resume();
      });
    }
    expect((await ask(secure('/protocol'))).body).toBe('https:');
  });
});

describe('renewal without restart', () => {
  test('new connections get the new certificate, open ones go on', async () => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1, ca });
    expect((await ask(secure('/protocol'), { agent })).body).toBe('https:');
    const before = await handshake();
    const serial = before.getPeerCertificate().serialNumber;
    machine.time += 61 * day;
    await vi.advanceTimersByTimeAsync(10_000);
    await expect
      .poll(async () => {
        const socket = await handshake();
        const now = socket.getPeerCertificate().serialNumber;
        socket.destroy();
        return now;
      })
      .not.toBe(serial);
    expect(before.destroyed).toBe(false);
    before.destroy();
    expect((await ask(secure('/protocol'), { agent })).body).toBe('https:');
    agent.destroy();
  });

  test('a new address of the machine is in the certificate soon', async () => {
    machine.names = { ...machine.names, ip: [...machine.names.ip, '10.20.30.40'] };
    await vi.advanceTimersByTimeAsync(10_000);
    await expect
      .poll(async () => {
        const socket = await handshake();
        const names = socket.getPeerCertificate().subjectaltname;
        socket.destroy();
        return names;
      })
      .toContain('10.20.30.40');
  });
});
