import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { chmodSync, chownSync, closeSync, mkdtempSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';
import { findPostgres, findRedis } from './commands.ts';
import { freePort, isListening } from './ports.ts';

/** A server that a test started, on 127.0.0.1, with all that it keeps in a temporary folder. */
export interface Service {
  readonly port: number;
  /** Its log's file. */
  readonly log: string;
  /** Its main process, whose children are its others; 0 while it does not run. */
  pid(): number;
  /** Ends it in good order and removes its folder. */
  stop(): Promise<void>;
  /** Ends it as a crash would; `restart` brings it back. */
  kill(): Promise<void>;
  /** Starts it again on the same port and data; ends it in good order before, when it runs. */
  restart(): Promise<void>;
  /** Lets it stand still, with all its processes and connections, until `resume`. */
  pause(): void;
  resume(): void;
}

export interface PostgresService extends Service {
  /** A connection of the superuser, as a URL. */
  adminUrl(database?: string): string;
  /** A connection of the role that owns the databases of the tests and is no superuser, as a URL. */
  url(database: string): string;
  /** Makes an empty database that belongs to that role; returns its name. */
  createDatabase(): Promise<string>;
}

/** ms until a server must answer. */
const patience = 30_000;
/** ms between two looks. */
const interval = 20;

/** Both roles' password: who has it can reach nothing but the tests' own server. */
const password = randomBytes(12).toString('hex');
const role = 'doithoai';

/** User and group that servers run as: PostgreSQL refuses root. Undefined where the tests do not run as root. */
function unprivileged(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  for (const user of ['postgres', 'nobody']) {
    try {
      const id = (flag: string) =>
        Number(execFileSync('id', [flag, user], { encoding: 'utf8', stdio: 'pipe' }));
      return { uid: id('-u'), gid: id('-g') };
    } catch {
      // The next one is tried.
    }
  }
  throw new Error('no user to run a server as');
}

async function until(isTrue: () => Promise<boolean>, what: () => string): Promise<void> {
  const end = performance.now() + patience;
  while (!(await isTrue())) {
    if (performance.now() > end) throw new Error(what());
    await delay(interval);
  }
}

/**
 * Waits until whoever started it is gone, however it went, then ends the server (crash-like, but PostgreSQL still gives
 * its shared memory back) and removes the folder. $1: folder; its file `pid` names the server.
 */
const guard = `
  cat >/dev/null
  pid=$(cat "$1/pid" 2>/dev/null)
  children=$(ps -A -o pid=,ppid= | awk -v parent="$pid" '$2 == parent { print $1 }')
  kill -CONT $pid $children 2>/dev/null
  kill -QUIT $pid 2>/dev/null
  tries=0
  while kill -0 $pid 2>/dev/null && [ $tries -lt 50 ]; do sleep 0.1; tries=$((tries + 1)); done
  kill -KILL $pid $children 2>/dev/null
  rm -rf "$1"
`;

/** A process and what it keeps, on one port. */
class LocalServer implements Service {
  readonly port: number;
  readonly folder: string;
  readonly log: string;
  private readonly command: (folder: string) => readonly [string, ...string[]];
  private readonly answers: () => Promise<boolean>;
  private readonly user = unprivileged();
  private readonly guard: ChildProcess;
  private child: ChildProcess | null = null;

  constructor(
    port: number,
    command: (folder: string) => readonly [string, ...string[]],
    answers: () => Promise<boolean>,
  ) {
    this.port = port;
    this.command = command;
    this.answers = answers;
    this.folder = mkdtempSync(join(tmpdir(), 'doithoai-service-'));
    chmodSync(this.folder, 0o700);
    this.own(this.folder);
    this.log = join(this.folder, 'log');
    // Its own session: a signal to the tests' group does not reach it.
    this.guard = spawn('sh', ['-c', guard, 'guard', this.folder], {
      stdio: ['pipe', 'ignore', 'ignore'],
      detached: true,
    });
    this.guard.unref();
  }

  /** Gives a file to the user that the server runs as. */
  own(path: string): void {
    if (this.user) chownSync(path, this.user.uid, this.user.gid);
  }

  /** Runs a command as that user, to its end. */
  run(command: string, args: readonly string[]): void {
    execFileSync(command, args, { ...this.user, cwd: this.folder, stdio: 'pipe' });
  }

  async start(): Promise<void> {
    const [command, ...args] = this.command(this.folder);
    const log = openSync(this.log, 'a');
    const child = spawn(command, args, {
      ...this.user,
      cwd: this.folder,
      stdio: ['ignore', log, log],
      detached: true,
    });
    closeSync(log);
    child.unref();
    this.child = child;
    await once(child, 'spawn');
    writeFileSync(join(this.folder, 'pid'), String(child.pid));
    await until(
      async () => {
        if (child.exitCode !== null || child.signalCode !== null)
          throw new Error(`${command} has ended:\n${readFileSync(this.log, 'utf8')}`);
        return this.answers();
      },
      () => `${command} does not answer:\n${readFileSync(this.log, 'utf8')}`,
    );
  }

  pid(): number {
    return this.isRunning ? (this.child?.pid ?? 0) : 0;
  }

  private async end(signal: NodeJS.Signals): Promise<void> {
    const child = this.child;
    if (!child || !this.isRunning) return;
    const ended = once(child, 'exit');
    // Whoever has nothing else to do waits for it all the same.
    child.ref();
    this.resume();
    child.kill(signal);
    await ended;
  }

  private get isRunning(): boolean {
    return this.child !== null && this.child.exitCode === null && this.child.signalCode === null;
  }

  /** The server's process and those that it started. */
  private processes(): number[] {
    const pid = this.child?.pid;
    if (pid === undefined || !this.isRunning) return [];
    const all = execFileSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' });
    const pairs = all.split('\n').map((line) => line.trim().split(/\s+/).map(Number));
    return [pid, ...pairs.filter(([, parent]) => parent === pid).map(([own = 0]) => own)];
  }

  private signal(name: NodeJS.Signals): void {
    for (const pid of this.processes()) {
      try {
        process.kill(pid, name);
      } catch {
        // It ended in between.
      }
    }
  }

  pause(): void {
    this.signal('SIGSTOP');
  }

  resume(): void {
    this.signal('SIGCONT');
  }

  async kill(): Promise<void> {
    const children = this.processes().slice(1);
    await this.end('SIGKILL');
    // PostgreSQL's other processes end by themselves when they find the first one gone.
    await until(
      async () => !children.some((pid) => isAlive(pid)),
      () => 'processes of a killed server are still there',
    );
  }

  async restart(): Promise<void> {
    await this.end('SIGINT');
    await this.start();
  }

  async stop(): Promise<void> {
    await this.end('SIGINT');
    const gone = once(this.guard, 'exit');
    this.guard.ref();
    this.guard.stdin?.end();
    await gone;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** Says what is missing, as tests/setup/prepare.ts does before the tests. */
function missing(what: string): never {
  throw new Error(`Thiếu ${what}; chạy "npm run pretest". / ${what} is missing; run "npm run pretest".`);
}

/** A server of PostgreSQL whose data `fill` makes, as a command that is run to its end in its folder. */
async function serve(
  settings: Readonly<Record<string, string>>,
  fill: (data: string, folder: string) => [command: string, args: string[]],
): Promise<PostgresService> {
  const commands = findPostgres() ?? missing('PostgreSQL 15');
  const port = await freePort();
  const urlOf = (user: string, database: string) =>
    `postgres://${user}:${password}@127.0.0.1:${port}/${database}`;
  const adminUrl = (database = 'postgres') => urlOf('postgres', database);
  const own = {
    listen_addresses: '127.0.0.1',
    port: String(port),
    unix_socket_directories: '',
    max_connections: '200',
    log_min_messages: 'warning',
    // What a test breaks is no reason to write a gigabyte.
    max_wal_size: '256MB',
    ...settings,
  };
  const server = new LocalServer(
    port,
    (folder) => [
      commands.postgres,
      '-D',
      join(folder, 'data'),
      ...Object.entries(own).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
    ],
    () => answersQuery(adminUrl()),
  );
  const secret = join(server.folder, 'password');
  writeFileSync(secret, password, { mode: 0o600 });
  server.own(secret);
  server.run(...fill(join(server.folder, 'data'), server.folder));
  await server.start();
  return Object.assign(server, {
    adminUrl,
    url: (database: string) => urlOf(role, database),
    async createDatabase() {
      const name = `t${randomBytes(6).toString('hex')}`;
      await asAdmin(adminUrl(), `CREATE DATABASE ${name} OWNER ${role}`);
      return name;
    },
  });
}

/**
 * Starts PostgreSQL with an empty cluster: passwords as in operation, commits on disk (`fsync` on). `settings` are
 * added to its own. It ends with the process that started it.
 */
export async function startPostgres(
  settings: Readonly<Record<string, string>> = {},
): Promise<PostgresService> {
  const { initdb } = findPostgres() ?? missing('PostgreSQL 15');
  const postgres = await serve(settings, (data, folder) => [
    initdb,
    [
      ...['-D', data, '-U', 'postgres', '--no-sync', '--auth=scram-sha-256'],
      ...[`--pwfile=${join(folder, 'password')}`, '--encoding=UTF8', '--locale=C'],
    ],
  ]);
  await asAdmin(postgres.adminUrl(), `CREATE ROLE ${role} LOGIN PASSWORD '${password}'`);
  return postgres;
}

/**
 * Starts a standby that follows a primary; from then on the primary's commits wait until the standby has them too.
 * `promote` makes it a primary.
 */
export async function startStandby(
  primary: PostgresService,
): Promise<PostgresService & { promote(): Promise<void> }> {
  const { basebackup } = findPostgres() ?? missing('PostgreSQL 15');
  const standby = await serve({}, (data) => [
    basebackup,
    [
      '--pgdata',
      data,
      '--write-recovery-conf',
      '--checkpoint=fast',
      '--no-sync',
      '--dbname',
      primary.adminUrl(),
    ],
  ]);
  await asAdmin(primary.adminUrl(), "ALTER SYSTEM SET synchronous_standby_names = '*'");
  await asAdmin(primary.adminUrl(), 'SELECT pg_reload_conf()');
  const followers = "SELECT count(*) AS n FROM pg_stat_replication WHERE sync_state = 'sync'";
  await until(
    async () => Number((await asAdmin(primary.adminUrl(), followers))[0]?.n) === 1,
    () => 'the standby does not follow',
  );
  return Object.assign(standby, {
    async promote() {
      await asAdmin(standby.adminUrl(), 'SELECT pg_promote()');
    },
  });
}

async function asAdmin(url: string, statement: string): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query(statement).finally(() => client.end());
  return rows;
}

async function answersQuery(url: string): Promise<boolean> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 5000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query('SELECT 1');
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** Starts Redis (or Valkey) that keeps nothing on disk. It ends with the process that started it. */
export async function startRedis(): Promise<Service> {
  const command = findRedis() ?? missing('Redis 7 / Valkey');
  const port = await freePort();
  const server = new LocalServer(
    port,
    (folder) => [
      command,
      ...['--port', String(port), '--bind', '127.0.0.1', '--dir', folder, '--save', '', '--appendonly', 'no'],
    ],
    () => isListening(port),
  );
  await server.start();
  return server;
}
