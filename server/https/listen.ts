import { createServer as createPlain, type Server } from 'node:http';
import { createServer as createSecure, type Server as SecureServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { createAdaptorServer, getRequestListener } from '@hono/node-server';
import { trustProxies } from '../access/proxies.ts';
import type { Logger } from '../board/contract.ts';
import type { Config } from '../config.ts';
import { bound, boundedOptions } from '../http-bounds.ts';
import { type Doors, type HallAddresses, hallAddresses } from './addresses.ts';
import type { CertificateSource } from './certificate.ts';
import { day } from './certificate.ts';
import { plainDoor, type Trust } from './trust-routes.ts';

type Fetch = Parameters<typeof createAdaptorServer>[0]['fetch'];

/** First byte of a TLS connection: a handshake record. No HTTP method begins with it. */
const handshake = 0x16;
/** Whoever connects and says nothing, or breaks off greeting, ms. */
const silence = 15_000;
/** A plain connection fetches a page and goes, ms. */
const plainLife = 30_000;
/** How often dates, addresses and files are looked at, ms. */
const lookEvery = 10_000;
/** With a certificate that devices know; browsers heed it for host names only. */
const strictTransport = 'max-age=31536000';

/** What was opened, to be closed in reverse. */
export interface Listening {
  /** Takes the upgrades. */
  server: Server | SecureServer;
  doors: Doors;
  addresses(): HallAddresses;
  /** Takes no more connections; resolves when the last one is gone. */
  close(): Promise<void>;
  /** Ends those that are left. */
  closeConnections(): void;
}

/** Listens on plain http, or rejects with the system's error. */
export async function listenPlain(fetch: Fetch, { port, host, proxies }: Config): Promise<Listening> {
  const server = createAdaptorServer({ fetch, hostname: host, serverOptions: boundedOptions }) as Server;
  bound(server, trustProxies(proxies));
  await listening(server, port, host);
  const doors = { port: portOf(server), httpPort: null };
  return {
    server,
    doors,
    addresses: () => hallAddresses({ host, doors, protocol: 'http', officeNames: null }),
    close: () => closed(server),
    closeConnections: () => server.closeAllConnections(),
  };
}

export interface SecureOptions {
  fetch: Fetch;
  config: Config;
  source: CertificateSource;
  /** A plain port besides; null: none. */
  httpPort: number | null;
  logger: Logger;
}

/**
 * Listens on https; who speaks plain http at the same port, as everybody does who types the address, gets the plain
 * door. The certificate is renewed while it listens. Rejects with the system's error.
 */
export async function listenSecure(options: SecureOptions): Promise<Listening> {
  const { fetch, config, source, logger } = options;
  const doors: Doors = { port: config.port, httpPort: null };
  const addresses = () =>
    hallAddresses({
      host: config.host,
      doors,
      protocol: 'https',
      officeNames: source.authority ? null : source.names(),
    });
  const server = createAdaptorServer({
    fetch,
    hostname: config.host,
    createServer: createSecure,
    serverOptions: { ...boundedOptions, handshakeTimeout: silence, ...source.current() },
  }) as SecureServer;
  if (!source.authority)
    server.prependListener('request', (_request, response) => {
      response.setHeader('strict-transport-security', strictTransport);
    });
  const trust: Trust = {
    authority: source.authority,
    port: () => doors.port,
    door: () => addresses().door ?? '',
  };
  const plain = createPlain(boundedOptions, getRequestListener(plainDoor(trust).fetch));
  plain.prependListener('request', (_request, response) => response.setHeader('connection', 'close'));
  splitByFirstByte(server, plain);
  bound(server, trustProxies(config.proxies));
  bound(plain);

  await listening(server, config.port, config.host);
  doors.port = portOf(server);
  if (options.httpPort !== null) {
    await listening(plain, options.httpPort, config.host).catch(async (error: unknown) => {
      await closed(server);
      throw error;
    });
    doors.httpPort = portOf(plain);
  }
  const stop = keepFresh(server, source, logger);
  return {
    server,
    doors,
    addresses,
    async close() {
      stop();
      await Promise.all([closed(server), plain.listening ? closed(plain) : undefined]);
    },
    closeConnections() {
      server.closeAllConnections();
      plain.closeAllConnections();
    },
  };
}

/** Gives each new connection to the side whose protocol it speaks. */
function splitByFirstByte(server: SecureServer, plain: Server): void {
  const [secure] = server.listeners('connection');
  if (!secure) throw new Error('the TLS server takes no connections');
  server.removeAllListeners('connection');
  server.on('connection', (socket: Socket) => {
    const refuse = () => socket.destroy();
    const silent = setTimeout(refuse, silence);
    socket.on('error', refuse);
    socket.once('close', () => clearTimeout(silent));
    socket.once('data', (first: Buffer) => {
      clearTimeout(silent);
      socket.pause();
      socket.unshift(first);
      if (first[0] === handshake) {
        secure.call(server, socket);
        return;
      }
      const tooLong = setTimeout(refuse, plainLife);
      socket.once('close', () => clearTimeout(tooLong));
      plain.emit('connection', socket);
      socket.resume();
    });
  });
}

/** Looks after the certificate every few seconds; returns the stop. */
function keepFresh(server: SecureServer, source: CertificateSource, logger: Logger): () => void {
  let looking = false;
  let complaint = '';
  let warnedAt = Date.now();
  const look = async () => {
    if (Date.now() - warnedAt > day) {
      warnedAt = Date.now();
      for (const { en } of source.warnings()) logger.warn({ reason: en }, 'certificate needs care');
    }
    try {
      if (await source.check()) {
        server.setSecureContext(source.current());
        logger.info({ names: source.names().length }, 'certificate renewed');
      }
      complaint = '';
    } catch (error) {
      // The one in use stays. Said once: a file half written is whole at the next look.
      if (String(error) !== complaint) logger.warn({ reason: String(error) }, 'certificate not renewed');
      complaint = String(error);
    }
  };
  const timer = setInterval(() => {
    if (looking) return;
    looking = true;
    void look().finally(() => {
      looking = false;
    });
  }, lookEvery);
  return () => clearInterval(timer);
}

function portOf(server: Server | SecureServer): number {
  return (server.address() as AddressInfo).port;
}

function closed(server: Server | SecureServer): Promise<void> {
  return new Promise((resolve) => server.close(() => resolve()));
}

function listening(server: Server | SecureServer, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
}
