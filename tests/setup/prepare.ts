import { execFileSync } from 'node:child_process';
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { buildClientIfStale } from '../../server/build-client.ts';
import { installPeers } from '../bench/install.ts';
import { findNginx, findPostgres, findRedis, hasHeadlessShell, isInstalled } from './commands.ts';

/**
 * Finds what the tests need beyond npm; as root on Debian installs what is missing, elsewhere says what to install.
 * Exits with 1 when something is missing, so that no test is skipped in silence. Chromium's headless program is wished
 * for only: the same tests run in the whole Chromium, and cost more.
 */
const needs = [
  { command: 'chromium', package: 'chromium', why: 'end to end tests in a real browser' },
  { command: 'pdftotext', package: 'poppler-utils', why: 'reading the PDF documents' },
  { command: 'pdfinfo', package: 'poppler-utils', why: 'reading the PDF documents' },
  { command: 'pdfsig', package: 'poppler-utils', why: 'signing a PDF as an office would' },
  { command: 'certutil', package: 'libnss3-tools', why: 'making a certificate to sign with' },
  { command: 'PostgreSQL 15', package: 'postgresql', why: 'the store of many halls' },
  { command: 'Redis 7', package: 'redis-server', why: 'the bus between relays' },
  { command: 'nginx', package: 'nginx-light', why: 'several servers behind one address' },
];

function found(command: string): boolean {
  if (command === 'chromium' && process.env.CHROMIUM && existsSync(process.env.CHROMIUM)) return true;
  if (command === 'PostgreSQL 15') return findPostgres() !== null;
  if (command === 'Redis 7') return findRedis() !== null;
  if (command === 'nginx') return findNginx() !== null;
  return isInstalled(command);
}

/** Where Debian's packages ask whether they may start their services. */
const servicePolicy = '/usr/sbin/policy-rc.d';

/**
 * Installs packages without their services being started: the tests start their own, on free ports. What runs on this
 * machine already is left as it is, and so is a policy that somebody has made.
 */
function install(packages: readonly string[]): void {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const isOurs = !existsSync(servicePolicy);
  if (isOurs) writeFileSync(servicePolicy, '#!/bin/sh\nexit 101\n', { mode: 0o755 });
  try {
    execFileSync('apt-get', ['update', '-qq'], { stdio: 'inherit', env });
    execFileSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], {
      stdio: ['ignore', 'ignore', 'inherit'],
      env,
    });
  } finally {
    if (isOurs) rmSync(servicePolicy);
  }
}

const mayInstall = process.getuid?.() === 0 && existsSync('/etc/debian_version');
let missing = needs.filter(({ command }) => !found(command));
if (missing.length > 0 && mayInstall) {
  const packages = [...new Set(missing.map((need) => need.package))];
  console.log(`Installing for the tests: ${packages.join(', ')}`);
  install(packages);
  missing = needs.filter(({ command }) => !found(command));
}
if (missing.length > 0) {
  for (const need of missing)
    console.error(
      `Thiếu ${need.command}: hãy cài gói ${need.package} rồi chạy lại. / ` +
        `Missing: ${need.command} (${need.why}). Install the package ${need.package} and run again.`,
    );
  process.exit(1);
}
if (!process.env.CHROMIUM && !hasHeadlessShell()) {
  if (mayInstall) {
    try {
      install(['chromium-headless-shell']);
    } catch {
      // Said below: the tests are the same without it.
    }
  }
  if (!hasHeadlessShell())
    console.log(
      'Không có gói chromium-headless-shell: các bài thử chạy bằng Chromium đầy đủ, lâu hơn. / ' +
        'The package chromium-headless-shell is not here: the tests run in the whole Chromium, and take longer.',
    );
}
installPeers();
if (await buildClientIfStale()) console.log('Built the client.');
