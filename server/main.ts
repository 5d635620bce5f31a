import type { IncomingMessage } from 'node:http';
import { join } from 'node:path';
import type { Duplex } from 'node:stream';
import { pino } from 'pino';
import { knownHosts } from './access/hosts.ts';
import { trustProxies } from './access/proxies.ts';
import { createSyncDoor, refuseSocket } from './access/sync-door.ts';
import { createApp } from './api/app.ts';
import { clientDir } from './client-build.ts';
import { serveClient } from './client-files.ts';
import { type Config, ConfigError } from './config.ts';
import { openSigningKey } from './freeze/key.ts';
import { createDrain } from './health/drain.ts';
import { createHealth } from './health/health.ts';
import { withHealth } from './health/routes.ts';
import { addressRoutes } from './https/address-routes.ts';
import type { HallAddresses } from './https/addresses.ts';
import type { CertificateSource } from './https/certificate.ts';
import { listenPlain, listenSecure } from './https/listen.ts';
import { openCertificate } from './https/open-certificate.ts';
import type { HttpsSettings } from './https/settings.ts';
import { paperFiles } from './papers/files.ts';
import { composeParts } from './parts.ts';
import { createProcessParts } from './process-parts.ts';
import { startProvince } from './province.ts';
import { takeRestored } from './rebuild/restored.ts';
import { openReceiptKey } from './receipt/key.ts';
import { createRelay } from './relay/relay.ts';
import { roomRules } from './room-rules.ts';
import { checkStore } from './store/sqlite/check.ts';
import { lockStore } from './store/sqlite/database.ts';
import { openSqliteStore } from './store/sqlite/store.ts';
import { createUpdateLog } from './store/sqlite/update-log.ts';

/** A server that listens. */
export interface RunningServer {
  port: number;
  /** Where it is found now. */
  addresses(): HallAddresses;
  /** Null: plain http. */
  certificate: CertificateSource | null;
  /** Where the organizer's link opens, when not at one of the addresses: a commune's own host. */
  linkOrigin?(): string;
  /** Makes an organizer's one-time token. */
  organizerToken(): Promise<string>;
  /** Loads the demonstration into an empty store; throws Refusal('notEmpty') on data. */
  loadDemo(): Promise<void>;
  /** Takes no new live connections and sends those that are open elsewhere (health/drain.ts); a second call hurries. */
  drain(): Promise<void>;
  /** Tells all connections, stores all that was accepted, closes the store. */
  close(): Promise<void>;
}

function noHttpsInProvince(): ConfigError {
  return new ConfigError(
    'Khi có DATABASE_URL, https do máy chuyển tiếp (proxy) đứng trước lo. Hãy bỏ --https, HTTPS, TLS_CERT và TLS_KEY.',
    'With DATABASE_URL https is the matter of the proxy in front. Leave out --https, HTTPS, TLS_CERT and TLS_KEY.',
  );
}

/**
 * Opens the store, puts the parts together (parts.ts) and listens; with DATABASE_URL as one of the processes of a
 * province (province.ts).
 * `prepareClient` runs once the data folder is claimed, before anybody is served. Without `https` it listens on plain http.
 * Throws StoreInUseError, StoreDamagedError, NewerDataError, CertificateError, and the listen error (EADDRINUSE, EACCES, EADDRNOTAVAIL).
 */
export async function startServer(
  config: Config,
  prepareClient: () => Promise<void>,
  https: HttpsSettings | null = null,
): Promise<RunningServer> {
  if (config.province) {
    if (https) throw noHttpsInProvince();
    return startProvince(config, config.province, prepareClient);
  }
  // To stderr: stdout is for the person at the terminal.
  const logger = pino({ level: config.logLevel, base: null }, pino.destination(2));
  const unlock = lockStore(config.dataDir);
  checkStore(config.dataDir);
  const store = await openSqliteStore(config.dataDir, createUpdateLog, {
    onUpgrade: (upgrade) => logger.warn(upgrade, 'data upgraded'),
  });
  const signingKey = openSigningKey(config.dataDir);
  const relay = createRelay({
    log: store.updates,
    ...roomRules,
    isSealed: (room) => composed.isSealed(room),
    onAuthor: (room, client, session) => composed.authored(room, client, session),
    logger,
  });
  const certificate = https && (await openCertificate(https, config));
  await prepareClient();
  await takeRestored(config.dataDir, store);
  const processParts = createProcessParts(config, relay, logger);
  const composed = await composeParts({
    config,
    store,
    relay,
    signingKey,
    receiptKey: openReceiptKey(config.dataDir),
    files: paperFiles(join(config.dataDir, 'papers')),
    neighbours: null,
    process: processParts,
    addresses: () => hall.addresses(),
    logger,
  });
  const { parts } = composed;
  const isKnownHost = knownHosts([...config.hosts, ...(certificate?.names() ?? [])]);
  const drain = createDrain({ relay, within: config.drainWithin, logger });
  const health = createHealth({
    drain,
    async storeAnswers() {
      // Any read will do: it shows that the store answers.
      await store.sessions.byId('');
      return !relay.isPaused();
    },
  });
  const app = createApp(parts, isKnownHost, trustProxies(config.proxies));
  app.route(
    '/',
    addressRoutes(certificate, () => hall),
  );
  serveClient(app, clientDir, config);
  const door = createSyncDoor({
    access: parts.access,
    relay,
    isKnownHost,
    isThere: composed.isThere,
    isClosed: composed.isInArchive,
    opening: composed.opening,
    connected: parts.devices.connected,
    logger,
  });

  await composed.begin();
  const fetch = withHealth({ health, secret: null, version: processParts.version }, app.fetch);
  const opening = certificate
    ? listenSecure({
        fetch,
        config,
        source: certificate,
        httpPort: https?.httpPort ?? null,
        logger,
      })
    : listenPlain(fetch, config);
  const hall = await opening.catch(async (error: unknown) => {
    await store.close();
    unlock();
    throw error;
  });
  composed.catchUp();
  hall.server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    if (drain.isDraining) refuseSocket(socket, 503, 1);
    else void door(request, socket, head);
  });

  return {
    port: hall.doors.port,
    addresses: () => hall.addresses(),
    certificate,
    async organizerToken() {
      return (await parts.access.giveLink({ role: 'organizer', dialogueId: '', label: 'start' })).token;
    },
    loadDemo: parts.loadDemo,
    drain: drain.stop,
    async close() {
      const closed = hall.close();
      await composed.end();
      await relay.close();
      hall.closeConnections();
      await composed.close();
      await processParts.close();
      await closed;
      await store.close();
      unlock();
    },
  };
}
