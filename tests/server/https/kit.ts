import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CertificateNames } from '../../../server/https/names.ts';

export const day = 24 * 3_600_000;
/** A quiet day on which these tests happen. */
export const start = Date.parse('2026-11-26T02:00:00Z');

/** A machine of the hall whose clock and addresses the test moves. */
export function hallMachine() {
  const dir = mkdtempSync(join(tmpdir(), 'doithoai-https-'));
  const machine = {
    dir,
    time: start,
    names: { dns: ['localhost', 'hoi-truong', 'hoi-truong.local'], ip: ['127.0.0.1', '::1', '192.168.1.20'] },
    remove: () => rmSync(dir, { recursive: true, force: true }),
    options: {
      dir: join(dir, 'https'),
      names: (): CertificateNames => machine.names,
      now: () => machine.time,
    },
  };
  return machine;
}
