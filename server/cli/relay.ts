import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { parseArgs } from 'node:util';
import { pino } from 'pino';
import type { Bus } from '../bus/bus.ts';
import { createRedisBus } from '../bus/redis.ts';
import { ConfigError, type ProvinceSettings, readProvince } from '../config.ts';
import type { UpdateLog } from '../relay/contract.ts';
import type { Logger } from '../relay/logger.ts';
import { MemoryLog } from '../relay/memory-log.ts';
import { createRelay } from '../relay/relay.ts';
import { openDatabase as openPostgres } from '../store/postgres/open.ts';
import { relayLog } from '../store/postgres/update-log.ts';
import { lockStore, openDatabase, StoreInUseError } from '../store/sqlite/database.ts';
import { createUpdateLog } from '../store/sqlite/update-log.ts';
import { communeOf } from '../tenants/relay-view.ts';

const usage = `usage: npm run relay -- --port N [--data DIR [--commit-delay MS]]
Without --data, DATABASE_URL and REDIS_URL of the environment say where several relays meet; with neither nothing is kept.`;
const longestRoomName = 512;

/** Ends with a sentence and exit code 2 (wrong use). */
function wrongUse(reason: string): never {
  process.stderr.write(`${reason}\n${usage}\n`);
  process.exit(2);
}

interface Arguments {
  port: number;
  data: string | undefined;
  /** Milliseconds put into every commit, to see what a slow disk does. */
  commitDelay: number;
  /**
   * PostgreSQL, which other relays may write in too, and Redis by which these hear of each other sooner: rooms are then of a
   * commune, `relay` if a path names none. From the environment, as passwords stand in them and `ps` shows arguments to all.
   */
  shared: ProvinceSettings | null;
}

function readArguments(): Arguments {
  try {
    const { values } = parseArgs({
      options: {
        port: { type: 'string' },
        data: { type: 'string' },
        'commit-delay': { type: 'string', default: '0' },
      },
    });
    const commitDelay = Number(values['commit-delay']);
    if (!(commitDelay >= 0 && commitDelay <= 10_000)) wrongUse('--commit-delay must be from 0 to 10000');
    const port = Number(values.port ?? Number.NaN);
    if (!Number.isInteger(port) || port < 0 || port > 65535)
      wrongUse('--port must be a number from 0 to 65535');
    const { data } = values;
    return { port, data, commitDelay, shared: data === undefined ? readProvince(process.env) : null };
  } catch (error) {
    if (error instanceof ConfigError) return wrongUse(`${error.vi}\n${error.message}`);
    return wrongUse(error instanceof Error ? error.message : String(error));
  }
}

interface OpenLog {
  log: UpdateLog;
  bus?: Bus;
  close(): Promise<void>;
}

async function openShared({ databaseUrl, redisUrl }: ProvinceSettings, logger: Logger): Promise<OpenLog> {
  const pool = await openPostgres(databaseUrl);
  const bus = redisUrl === null ? undefined : createRedisBus({ url: redisUrl, logger });
  return {
    log: relayLog(pool),
    ...(bus && { bus }),
    async close() {
      await bus?.close();
      pool.close();
    },
  };
}

function openLog({ data: dir, commitDelay }: Arguments): OpenLog {
  if (dir === undefined) return { log: new MemoryLog(), close: async () => {} };
  const unlock = lockStore(dir);
  const database = openDatabase(dir);
  const log = createUpdateLog(database, { commitDelay });
  return {
    log,
    async close() {
      await log.close?.();
      database.close();
      unlock();
    },
  };
}

/** The room named by a request's path, e.g. `notes` for `/notes` (`relay/notes` over a shared log); null if the path names none. */
function roomOf(url: string | undefined, isShared: boolean): string | null {
  try {
    const path = decodeURIComponent(new URL(url ?? '', 'ws://relay').pathname.slice(1));
    const room = isShared && path.indexOf('/') < 1 ? `relay/${path}` : path;
    return room.length > 0 && room.length <= longestRoomName ? room.normalize('NFC') : null;
  } catch {
    return null;
  }
}

/** Starts the relay alone: every room open to all, loopback only. */
async function main(): Promise<void> {
  const options = readArguments();
  const { port, data, shared } = options;
  const logger = pino({ level: process.env.LOG_LEVEL ?? 'warn', base: null });
  let opened: OpenLog;
  try {
    opened = shared === null ? openLog(options) : await openShared(shared, logger);
  } catch (error) {
    if (error instanceof StoreInUseError) wrongUse(`another process works on ${data}`);
    throw error;
  }
  const { log, bus } = opened;
  const relay = createRelay({
    log,
    isSealed: () => false,
    logger,
    ...(bus && { bus }),
    ...(log.shared && { channelOf: communeOf }),
  });
  const http = createServer((request, response) => {
    if (request.url !== '/metrics') {
      response.writeHead(request.url === '/healthz' ? 200 : 404).end();
      return;
    }
    relay
      .metrics()
      .then((text) => response.writeHead(200, { 'content-type': 'text/plain; version=0.0.4' }).end(text));
  });
  let connections = 0;
  http.on('upgrade', (request, socket, head) => {
    const room = roomOf(request.url, log.shared !== undefined);
    if (room === null) socket.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
    else
      relay.connect(request, socket, head, { room, mode: 'write', subject: `connection-${++connections}` });
  });
  http.on('error', (error: NodeJS.ErrnoException) => {
    process.stderr.write(error.code === 'EADDRINUSE' ? `port ${port} is taken\n` : `${error.message}\n`);
    process.exit(1);
  });
  http.listen(port, '127.0.0.1', () => {
    process.stdout.write(`ws://127.0.0.1:${(http.address() as AddressInfo).port}\n`);
  });
  const stop = (): void => {
    http.close();
    relay
      .close()
      .then(() => opened.close())
      .then(
        () => process.exit(0),
        () => process.exit(1),
      );
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
}

await main();
