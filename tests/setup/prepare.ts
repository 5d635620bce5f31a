import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { buildClientIfStale } from '../../server/client-build.ts';
import { installPeers } from '../bench/install.ts';
import { isInstalled } from './commands.ts';

/**
 * Finds what the tests need beyond npm; as root on Debian installs what is missing, elsewhere says what to install.
 * Exits with 1 when something is missing, so that no test is skipped in silence.
 */
const needs = [
  { command: 'chromium', package: 'chromium', why: 'end to end tests in a real browser' },
  { command: 'pdftotext', package: 'poppler-utils', why: 'reading the PDF documents' },
  { command: 'pdfinfo', package: 'poppler-utils', why: 'reading the PDF documents' },
  { command: 'pdfsig', package: 'poppler-utils', why: 'signing a PDF as an office would' },
  { command: 'certutil', package: 'libnss3-tools', why: 'making a certificate to sign with' },
];

function found(command: string): boolean {
  if (command === 'chromium' && process.env.CHROMIUM && existsSync(process.env.CHROMIUM)) return true;
  return isInstalled(command);
}

let missing = needs.filter(({ command }) => !found(command));
if (missing.length > 0 && process.getuid?.() === 0 && existsSync('/etc/debian_version')) {
  const packages = [...new Set(missing.map((need) => need.package))];
  console.log(`Installing for the tests: ${packages.join(', ')}`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  execFileSync('apt-get', ['update', '-qq'], { stdio: 'inherit', env });
  execFileSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env,
  });
  missing = needs.filter(({ command }) => !found(command));
}
if (missing.length > 0) {
  for (const need of missing)
    console.error(
      `Missing: ${need.command} (${need.why}). Install the package ${need.package} and run again.`,
    );
  process.exit(1);
}
installPeers();
if (await buildClientIfStale()) console.log('Built the client.');
