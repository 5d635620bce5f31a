import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import WebSocket from 'ws';
import { issueCertificate, makeAuthority } from '../../server/https/issue.ts';
import { permittedFor } from '../../server/https/name-constraints.ts';
import { until } from '../server/relay/test-relay.ts';
import { isListening } from '../setup/ports.ts';

/** The file that is given to whoever sets up a province. */
export const nginxFile = fileURLToPath(new URL('../../packaging/nginx/doi-thoai.conf', import.meta.url));

/** The name that the file stands for. */
export const publicName = 'doithoai.tinh.gov.vn';

/** Puts something in the place of what the file says; it must stand there. */
function put(text: string, from: string, to: string): string {
  if (!text.includes(from)) throw new Error(`the configuration no longer says: ${from}`);
  return text.replaceAll(from, to);
}

export interface Answer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: string;
}

export interface Ask {
  method?: string;
  headers?: Record<string, string>;
  body?: string | Buffer;
  /** The address to come from, 127.0.0.1 when left out. */
  from?: string;
}

/** Debian's nginx before two processes, with the very file of packaging/, on ports and with a certificate of its own. */
export interface Front {
  /** As a browser sees it. */
  origin: string;
  httpPort: number;
  ask(path: string, ask?: Ask): Promise<Answer>;
  /** A socket by the public name; `origin` is what a page would say. */
  socket(path: string, cookie: string, origin?: string): WebSocket;
  /** Where y-websocket's provider finds it, with the sockets of `socketClass`. */
  syncUrl: string;
  /** A class of sockets that say the public name and carry a session's cookie. */
  socketClass(cookie: string): new (address: string | URL) => WebSocket;
  /** What was passed on to whom, a line for each request. */
  log(): string;
  /** What nginx complained of. */
  complaints(): string;
  /** Ends it as a crash would, workers included; `restart` brings it back. */
  kill(): Promise<void>;
  restart(): Promise<void>;
  stop(): Promise<void>;
}

export async function startFront(
  nginx: string,
  ports: readonly [number, number],
  free: readonly [number, number],
) {
  const folder = mkdtempSync(join(tmpdir(), 'doithoai-nginx-'));
  const [port, httpPort] = free;
  const names = { dns: [publicName], ip: [] };
  const authority = await makeAuthority('CA', permittedFor(names), Date.now());
  const own = await issueCertificate(authority, names, Date.now());
  writeFileSync(join(folder, 'tls.crt'), own.certificate);
  writeFileSync(join(folder, 'tls.key'), own.key);
  mkdirSync(join(folder, 'temp'));
  let site = readFileSync(nginxFile, 'utf8');
  site = put(site, '127.0.0.1:8081', `127.0.0.1:${ports[0]}`);
  site = put(site, '127.0.0.1:8082', `127.0.0.1:${ports[1]}`);
  site = put(site, 'listen 443 ssl;', `listen 127.0.0.1:${port} ssl;`);
  site = put(site, 'listen 80;', `listen 127.0.0.1:${httpPort};`);
  site = put(site, '/etc/nginx/tls/doi-thoai.crt', join(folder, 'tls.crt'));
  site = put(site, '/etc/nginx/tls/doi-thoai.key', join(folder, 'tls.key'));
  site = put(site, '/var/log/nginx/doi-thoai.log', join(folder, 'access.log'));
  const temp = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (name) => `${name}_temp_path ${folder}/temp/${name};`,
  );
  const main = join(folder, 'nginx.conf');
  writeFileSync(join(folder, 'site.conf'), site);
  writeFileSync(
    main,
    [
      // Debian's starts its workers as www-data, who may not read this folder.
      ...(process.getuid?.() === 0 ? ['user root;'] : []),
      'worker_processes 1;',
      'daemon off;',
      `pid ${folder}/pid;`,
      `error_log ${folder}/error.log warn;`,
      'events { worker_connections 2048; }',
      `http { ${temp.join(' ')} include ${folder}/site.conf; }`,
    ].join('\n'),
  );
  const check = spawnSync(nginx, ['-t', '-c', main, '-p', folder], { encoding: 'utf8' });
  if (check.status !== 0) throw new Error(check.stderr);
  let child: ChildProcess;
  let ended: Promise<void>;
  async function start(): Promise<void> {
    // A group of its own, so that a crash takes the workers along.
    child = spawn(nginx, ['-c', main, '-p', folder], { stdio: 'ignore', detached: true });
    ended = new Promise((resolve) => child.once('exit', () => resolve()));
    await until(() => isListening(port), 'nginx listens', 20_000);
  }
  const kill = () => {
    try {
      process.kill(-(child.pid ?? 0), 'SIGKILL');
    } catch {
      // It is gone already.
    }
  };
  process.once('exit', kill);
  await start();

  const host = `${publicName}:${port}`;
  const reached = { host: '127.0.0.1', port, ca: authority.certificate, servername: publicName };
  const front: Front = {
    origin: `https://${host}`,
    syncUrl: `wss://127.0.0.1:${port}/sync`,
    httpPort,
    ask: (path, { method = 'GET', headers = {}, body, from } = {}) =>
      new Promise((resolve, reject) => {
        const sent = request(
          { ...reached, path, method, headers: { host, ...headers }, localAddress: from, agent: false },
          (response) => {
            let text = '';
            response.setEncoding('utf8');
            response.on('data', (chunk: string) => {
              text += chunk;
            });
            response.on('end', () =>
              resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text }),
            );
            response.on('error', reject);
          },
        );
        sent.on('error', reject);
        sent.end(body);
      }),
    socket: (path, cookie, origin = front.origin) =>
      new WebSocket(`wss://127.0.0.1:${port}${path}`, { ...reached, headers: { host, cookie, origin } }),
    socketClass: (cookie) =>
      class extends WebSocket {
        constructor(address: string | URL) {
          super(address, { ...reached, headers: { host, cookie, origin: front.origin } });
        }
      },
    log: () => readFileSync(join(folder, 'access.log'), 'utf8'),
    complaints: () => readFileSync(join(folder, 'error.log'), 'utf8'),
    async kill() {
      kill();
      await ended;
      await until(async () => !(await isListening(port)), 'nginx is gone', 20_000);
    },
    restart: start,
    async stop() {
      process.off('exit', kill);
      child.kill('SIGTERM');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
  return front;
}
