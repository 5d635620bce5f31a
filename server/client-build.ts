import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { accessSync, constants, existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { ConfigError } from './config.ts';
import { servedVersion } from './served-version.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
/** Where Vite puts the browser's part. */
export const clientDir = join(root, 'dist');
// The policy of pages lies on devices with the page.
const sources = ['client', 'shared', 'server/api/headers.ts', 'vite', 'vite.config.ts', 'package-lock.json'];

/** Files under a path, by their place in the program; none where there is nothing. */
function filesIn(path: string): string[] {
  const full = join(root, path);
  if (!existsSync(full)) return [];
  if (!statSync(full).isDirectory()) return [path];
  return readdirSync(full).flatMap((entry) => filesIn(`${path}/${entry}`));
}

/** Names what the client is built from: a hash of all of it, 16 hex digits. */
export function clientBuild(): string {
  const hash = createHash('sha256');
  for (const path of sources.flatMap(filesIn).sort()) {
    const bytes = readFileSync(join(root, path));
    hash.update(`${path}\0${bytes.length}\0`).update(bytes);
  }
  return hash.digest('hex').slice(0, 16);
}

/** Whether the built client is missing or built from something else than what is here. */
export function clientIsStale(): boolean {
  const built = servedVersion(clientDir)().build;
  // An image holds the built client only.
  if (built !== '' && !existsSync(join(root, 'client'))) return false;
  return built !== clientBuild();
}

function isWritable(path: string): boolean {
  try {
    accessSync(path, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * Builds the client when it is stale; resolves to whether it did. In a process of its own: the bundler takes several
 * hundred megabytes that a server which runs all day would keep. Rejects with what the bundler said,
 * and with ConfigError where the program's folder is read-only.
 */
export async function buildClientIfStale(): Promise<boolean> {
  if (!clientIsStale()) return false;
  if (!isWritable(existsSync(clientDir) ? clientDir : root))
    throw new ConfigError(
      `Giao diện cũ hơn chương trình mà thư mục ${root} không ghi được. Hãy dựng giao diện bằng tài khoản sở hữu thư mục đó: npm run build`,
      `The client is older than the program and ${root} cannot be written. Build it as the owner of that folder: npm run build`,
    );
  const vite = join(dirname(fileURLToPath(import.meta.resolve('vite/package.json'))), 'bin', 'vite.js');
  const options = ['--config', join(root, 'vite.config.ts'), '--logLevel', 'warn'];
  // Whatever this process runs as (tests, a developer's shell): else Solid's development build would go in.
  const env = { ...process.env, NODE_ENV: 'production' };
  await promisify(execFile)(process.execPath, [vite, 'build', join(root, 'client'), ...options], { env });
  return true;
}
