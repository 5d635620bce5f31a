import { execFileSync, spawnSync } from 'node:child_process';
import { auditOf, licencesOf, type Verdict } from './audit-verdict.ts';

/**
 * CI's look at what is installed with the product: known holes as far as the registry tells, and licences. Exits
 * with 1 on a high or critical hole in what runs in the office, or on a licence that the office could not keep; a
 * registry that does not answer is said in a line and fails nothing.
 */
const root = new URL('../..', import.meta.url);
/** ms; the registry is asked once. */
const patience = 60_000;

const asked = spawnSync('npm', ['audit', '--omit=dev', '--json'], {
  cwd: root,
  encoding: 'utf8',
  timeout: patience,
  maxBuffer: 64 * 1024 * 1024,
});
const installed = execFileSync('npm', ['query', ':root .prod'], {
  cwd: root,
  encoding: 'utf8',
  maxBuffer: 256 * 1024 * 1024,
});

const verdicts: Verdict[] = [auditOf(asked.stdout ?? ''), licencesOf(installed)];
for (const { says } of verdicts) process.stdout.write(`${says}\n`);
process.exit(verdicts.some(({ fails }) => fails) ? 1 : 0);
