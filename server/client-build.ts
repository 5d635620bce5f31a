import { execFile } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const root = fileURLToPath(new URL('..', import.meta.url));
/** Where Vite puts the browser's part. */
export const clientDir = join(root, 'dist');
const sources = ['client', 'shared', 'vite.config.ts', 'package-lock.json'];

function newest(path: string): number {
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.mtimeMs;
  let latest = stat.mtimeMs;
  for (const entry of readdirSync(path)) latest = Math.max(latest, newest(join(path, entry)));
  return latest;
}

/** Whether the built client is missing or older than what it is built from. */
export function clientIsStale(): boolean {
  const built = join(clientDir, 'index.html');
  if (!existsSync(built)) return true;
  const time = statSync(built).mtimeMs;
  return sources.some((source) => newest(join(root, source)) > time);
}

/**
 * Builds the client when it is stale; resolves to whether it did. In a process of its own: the bundler takes several
 * hundred megabytes that a server which runs all day would keep. Rejects with what the bundler said.
 */
export async function buildClientIfStale(): Promise<boolean> {
  if (!clientIsStale()) return false;
  const vite = join(dirname(fileURLToPath(import.meta.resolve('vite/package.json'))), 'bin', 'vite.js');
  const options = ['--config', join(root, 'vite.config.ts'), '--logLevel', 'warn'];
  // Whatever this process runs as (tests, a developer's shell): else Solid's development build would go in.
  const env = { ...process.env, NODE_ENV: 'production' };
  await promisify(execFile)(process.execPath, [vite, 'build', join(root, 'client'), ...options], { env });
  return true;
}
