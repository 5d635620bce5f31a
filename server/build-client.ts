import { execFile } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { clientBuild, clientDir, root } from './client-build.ts';
import { ConfigError } from './config.ts';
import { putAnew } from './put-anew.ts';
import { servedVersion } from './served-version.ts';

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

/** Builds the client into an empty folder. */
async function buildInto(folder: string): Promise<void> {
  const vite = join(dirname(fileURLToPath(import.meta.resolve('vite/package.json'))), 'bin', 'vite.js');
  const options = ['--config', join(root, 'vite.config.ts'), '--logLevel', 'warn', '--outDir', folder];
  // Whatever this process runs as (tests, a developer's shell): else Solid's development build would go in.
  const env = { ...process.env, NODE_ENV: 'production' };
  await promisify(execFile)(process.execPath, [vite, 'build', join(root, 'client'), ...options], { env });
}

/**
 * Builds the client when it is stale; resolves to whether it did, false also when another process did meanwhile. In a
 * process of its own: the bundler takes several hundred megabytes that a server which runs all day would keep.
 * Rejects with what the bundler said, and with ConfigError where the program's folder is read-only.
 */
export async function buildClientIfStale(): Promise<boolean> {
  if (!clientIsStale()) return false;
  if (!isWritable(root))
    throw new ConfigError(
      `Giao diện cũ hơn chương trình mà thư mục ${root} không ghi được. Hãy dựng giao diện bằng tài khoản sở hữu thư mục đó: npm run build`,
      `The client is older than the program and ${root} cannot be written. Build it as the owner of that folder: npm run build`,
    );
  return putAnew({ folder: clientDir, isStale: clientIsStale, make: buildInto });
}
