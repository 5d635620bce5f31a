import { execFileSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { join } from 'node:path';

/** When a file here was last written, ms since the epoch; 0 when it is not there. */
function writtenAt(path: string): number {
  return statSync(join(import.meta.dirname, path), { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

/**
 * Installs what tests/bench/package.json names, if it is not there as it is wanted now: the peers, and older clients for
 * the tests.
 */
export function installPeers(): void {
  if (writtenAt('node_modules/.package-lock.json') >= writtenAt('package-lock.json')) return;
  console.log('Installing the peers in tests/bench …');
  const options = ['install', '--no-audit', '--no-fund', '--ignore-scripts', '--loglevel=error'];
  execFileSync('npm', options, { cwd: import.meta.dirname, stdio: 'inherit' });
}
