import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The program's folder. */
export const root = fileURLToPath(new URL('..', import.meta.url));
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
