import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Whether this machine has a command. */
export function isInstalled(command: string): boolean {
  return spawnSync('sh', ['-c', `command -v ${command}`]).status === 0;
}

/** Where Debian keeps a major version of PostgreSQL each, and no command of it in the path. */
const postgresRoot = '/usr/lib/postgresql';
/** The oldest PostgreSQL that the product runs on. */
const oldestPostgres = 15;

/** Folders that may hold the commands of PostgreSQL: the newest of Debian's, then the path itself (''). */
function postgresFolders(): string[] {
  if (!existsSync(postgresRoot)) return [''];
  const versions = readdirSync(postgresRoot)
    .map(Number)
    .filter((version) => version >= oldestPostgres)
    .sort((a, b) => b - a);
  return [...versions.map((version) => join(postgresRoot, String(version), 'bin')), ''];
}

function majorVersion(postgres: string): number {
  const said = spawnSync(postgres, ['--version'], { encoding: 'utf8' }).stdout ?? '';
  return Number(/(\d+)/.exec(said)?.[1] ?? 0);
}

/** Commands of PostgreSQL 15 or later, or null. */
export function findPostgres(): { postgres: string; initdb: string; basebackup: string } | null {
  for (const folder of postgresFolders()) {
    const commands = {
      postgres: join(folder, 'postgres'),
      initdb: join(folder, 'initdb'),
      basebackup: join(folder, 'pg_basebackup'),
    };
    if (Object.values(commands).every(isInstalled) && majorVersion(commands.postgres) >= oldestPostgres)
      return commands;
  }
  return null;
}

/** The command of Redis, or of Valkey, which took its place in newer systems; null where there is neither. */
export function findRedis(): string | null {
  return ['redis-server', 'valkey-server'].find(isInstalled) ?? null;
}

/** Debian keeps it where only root's path leads. */
export function findNginx(): string | null {
  return ['nginx', '/usr/sbin/nginx'].find(isInstalled) ?? null;
}

const headlessShell = '/usr/bin/chromium-headless-shell';

/** Whether Chromium's headless program, which Debian packages apart, is installed. */
export function hasHeadlessShell(): boolean {
  return existsSync(headlessShell);
}

/** The whole Chromium: what CHROMIUM names, else Debian's. For what lies in a profile on the disk, as on people's own. */
export function wholeChromium(): string {
  return process.env.CHROMIUM ?? '/usr/bin/chromium';
}

/**
 * The Chromium for all else: what CHROMIUM names, else the headless program, else the whole browser. The engine is one
 * in all; the whole browser also draws its own windows, half a second of the processor for each device of a test.
 */
export function lightChromium(): string {
  return process.env.CHROMIUM ?? (hasHeadlessShell() ? headlessShell : wholeChromium());
}
