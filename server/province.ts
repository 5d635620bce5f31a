import { mkdirSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { HttpBindings } from '@hono/node-server';
import { pino } from 'pino';
import { newId } from '../shared/ids.ts';
import { createAccess } from './access/access.ts';
import { knownHosts } from './access/hosts.ts';
import { trustProxies } from './access/proxies.ts';
import { refuseSocket } from './access/sync-door.ts';
import { noBus } from './bus/none.ts';
import { createRedisBus } from './bus/redis.ts';
import type { Config, ProvinceSettings } from './config.ts';
import { createDrain } from './health/drain.ts';
import { createHealth } from './health/health.ts';
import { withHealth } from './health/routes.ts';
import { listenPlain } from './https/listen.ts';
import type { RunningServer } from './main.ts';
import { checkMovedInto } from './move/commune.ts';
import { sqlPaperFiles } from './papers/sql-files.ts';
import { createProcessParts } from './process-parts.ts';
import { isSealedState } from './relay/contract.ts';
import { createRelay } from './relay/relay.ts';
import { roomRules } from './room-rules.ts';
import { attemptBook } from './stewards/attempt-book.ts';
import { createCalls } from './stewards/calls.ts';
import { fencedSql, NotStewardError } from './stewards/fenced-sql.ts';
import { createFront, type Front } from './stewards/front.ts';
import { type HostedCommune, hostCommune } from './stewards/host-commune.ts';
import { openLease } from './stewards/lease.ts';
import { openOrders } from './stewards/orders.ts';
import { createStewards, type Term } from './stewards/stewards.ts';
import { postgresEngine } from './store/postgres/engine.ts';
import { openDatabase } from './store/postgres/open.ts';
import { postgresStore } from './store/postgres/store.ts';
import { relayLog } from './store/postgres/update-log.ts';
import type { Commune } from './tenants/communes.ts';
import { installationOf, openInstallationPool, prepareInstallation } from './tenants/installation.ts';
import { readKeySeal } from './tenants/key-seal.ts';
import { openCommuneKeys } from './tenants/keys.ts';
import { neighboursOf } from './tenants/neighbours.ts';
import { provincePages } from './tenants/pages.ts';
import { openRegistry } from './tenants/registry.ts';
import { communeOf, namingOf, relayView } from './tenants/relay-view.ts';

/** The commune of a fresh installation: alone, it answers to every host that the server knows. */
const firstCommune = 'xa';
/** Where a commune is found by those outside: by its first host, or by what the installation is told. */
function publicUrlOf({ hosts: [first] }: Commune, config: Config): string {
  return first === undefined ? config.publicUrl : `https://${first}`;
}

/**
 * One process of an installation for many communes (docs/decisions/0042-several-relays.md): one relay for all of them, the
 * parts of those communes whose steward it is, and the way to the others.
 * Throws DatabaseRefusedError, NewerDataError, KeySealError, and the listen error.
 */
export async function startProvince(
  config: Config,
  settings: ProvinceSettings,
  prepareClient: () => Promise<void>,
): Promise<RunningServer> {
  const logger = pino({ level: config.logLevel, base: null }, pino.destination(2));
  const seal = readKeySeal(settings.keyFile);
  // Pages are built and documents are made there; nothing that has to last.
  mkdirSync(config.dataDir, { recursive: true });
  const books = await openDatabase(settings.databaseUrl);
  const pool = openInstallationPool(settings.databaseUrl, logger);
  await prepareInstallation(pool);
  const installation = installationOf(pool);
  let [oldest] = await installation.communes.list();
  if (!oldest) {
    oldest = {
      id: firstCommune,
      name: '',
      hosts: [],
      superior: '',
      createdAt: new Date().toISOString(),
    };
    await installation.communes.add(oldest);
  }
  // Whether keys can be opened is said at the start, not when the first citizen comes.
  await openCommuneKeys(postgresEngine(books, oldest.id), oldest.id, seal);
  const secret = await installation.secret();
  await prepareClient();

  const bus = settings.redisUrl ? createRedisBus({ url: settings.redisUrl, logger }) : noBus;
  const instance = newId();
  const roomOf = (room: string) => namingOf(communeOf(room)).inside(room) ?? '';
  const log = relayLog(books);
  const relay = createRelay({
    log,
    bus,
    channelOf: communeOf,
    keepsHistory: (room) => roomRules.keepsHistory(roomOf(room)),
    isSilent: (room) => roomRules.isSilent(roomOf(room)),
    // What is sealed is so in the rooms' rows.
    isSealed: () => false,
    onAuthor: (room, client, subject) => front?.authored(room, client, subject),
    logger,
  });
  const processParts = createProcessParts({ ...config, backupKeep: 0 }, relay, logger);
  const registry = await openRegistry({
    table: installation.communes,
    isKnownHost: knownHosts(config.hosts),
    changed: (commune) => void stewards.giveUp(commune),
    logger,
  });

  let front: Front | null = null;
  const pages = provincePages({
    registry,
    relay,
    config,
    state: () => ({ communes: stewards.count, isJoined: bus.isJoined() }),
    addressOf: (commune) =>
      publicUrlOf(commune, config) || (hall.addresses().network[0] ?? hall.addresses().home),
  });
  const drain = createDrain({
    relay,
    within: config.drainWithin,
    release: () => stewards.drain(),
    logger,
  });
  const health = createHealth({
    drain,
    async storeAnswers() {
      await pool.query('SELECT 1');
      return front !== null && !relay.isPaused();
    },
  });
  const notYet = () => new Response(null, { status: 503, headers: { 'retry-after': '1' } });
  const hall = await listenPlain(
    withHealth({ health, secret, version: processParts.version }, (request, env) =>
      // It listens on plain http/1 alone.
      front ? front.fetch(request, env as HttpBindings) : notYet(),
    ),
    config,
  );
  hall.server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    if (drain.isDraining || !front) refuseSocket(socket, 503, 1);
    else front.upgrade(request, socket, head);
  });
  const [network] = hall.addresses().network;
  const url = settings.instanceUrl || network || `http://127.0.0.1:${hall.doors.port}`;

  const orders = await openOrders({
    pool,
    bus,
    instance,
    carryOut: ({ which, code, reason }) => relay.disconnect(which, code, reason),
    logger,
  });
  const lease = await openLease({ database: { connectionString: settings.databaseUrl }, logger });

  /** The parts of a commune for one term of its steward. */
  async function host(term: Term): Promise<HostedCommune> {
    const { commune: id } = term;
    const commune = registry.byId(id);
    if (!commune) throw new Error('no such commune');
    const rows = postgresEngine(books, id);
    const attempts = attemptBook(rows);
    const sql = fencedSql(rows, id, term.generation, attempts);
    await checkMovedInto(sql);
    const view = relayView({
      relay,
      commune: id,
      async checkMayWrite() {
        // A room's rows are stored by all communes' relay: a change of the room alone is noted ahead of it.
        if (attempts.isToBeNoted()) await sql.transaction(async () => undefined);
        if (!term.isHeld()) throw new NotStewardError();
      },
      closing: (which, code, reason) => orders.give({ which, code, reason }),
    });
    return hostCommune({
      config: {
        ...config,
        backupKeep: 0,
        hosts: [...commune.hosts],
        publicUrl: publicUrlOf(commune, config),
      },
      store: postgresStore(books, id, sql),
      relay: view,
      ...(await openCommuneKeys(sql, id, seal)),
      files: sqlPaperFiles(sql),
      neighbours: neighboursOf(id, registry),
      process: processParts,
      addresses: () => hall.addresses(),
      isOwnHost: isOwnHostOf(id),
      attempts,
      sealed: (rooms) => sealedAmong(id, rooms),
      follow: async () => (await relay.follow?.(id)) ?? (() => undefined),
      logger,
    });
  }

  async function sealedAmong(id: string, rooms: readonly string[]): Promise<Set<string>> {
    const { outside } = namingOf(id);
    const states = await log.shared.states(rooms.map(outside));
    return new Set(
      rooms.filter((room) => {
        const state = states.get(outside(room));
        return state !== undefined && isSealedState(state);
      }),
    );
  }

  /** Whether a Host header is a commune's: its own, or any that the server knows while it is alone. */
  const isOwnHostOf = (id: string) => (hostName: string | undefined) => registry.answers(hostName)?.id === id;

  const stewards = createStewards<HostedCommune>({
    pool,
    lease,
    url,
    host,
    // A call to a steward that is cut off would wait for as long as its page does.
    wanted: () => new Set([...(front?.connected() ?? []), ...calls.awaited()]),
    left: (commune) => calls.drop(commune),
    logger,
  });
  const calls = createCalls(secret);
  const opened = createFront({
    stewards,
    registry,
    relay,
    orders,
    calls,
    secret,
    instance,
    proxies: trustProxies(config.proxies),
    pages: (request, env) => pages.fetch(request, env),
    logger,
  });
  front = opened;

  /** The oldest commune's parts, which have to be here or nowhere. */
  async function firstHere(): Promise<HostedCommune> {
    const [first] = registry.list();
    const place = first && (await stewards.find(first.id));
    if (!place || !('here' in place)) throw new Error('another process is the steward of the commune');
    return place.here;
  }

  return {
    port: hall.doors.port,
    addresses: () => hall.addresses(),
    certificate: null,
    async organizerToken() {
      const [first] = registry.list();
      const id = first?.id ?? firstCommune;
      const store = postgresStore(books, id);
      const { token } = await createAccess(store).giveLink({
        role: 'organizer',
        dialogueId: '',
        label: 'start',
      });
      return token;
    },
    linkOrigin() {
      const [first] = registry.list();
      const host = first?.hosts[0];
      const { home } = hall.addresses();
      return registry.list().length > 1 && host !== undefined ? `https://${host}` : home;
    },
    loadDemo: async () => (await firstHere()).loadDemo(),
    drain: drain.stop,
    async close() {
      const closed = hall.close();
      await stewards.drain();
      await relay.close();
      hall.closeConnections();
      await closed;
      opened.close();
      calls.close();
      registry.close();
      await processParts.close();
      await orders.close();
      await lease.close();
      await bus.close();
      await pool.end();
      books.close();
    },
  };
}
