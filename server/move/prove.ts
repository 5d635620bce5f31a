import { checkRecords } from '../doctor/store-checks.ts';
import { verifyAudit } from '../privacy/audit.ts';
import { auditBook, erasureBook } from '../store/sql/privacy-books.ts';
import type { Sql } from '../store/sql/sql.ts';
import { MoveError } from './error.ts';

/** What of a hall was verified. */
export interface Proved {
  records: number;
  auditRows: number;
}

/**
 * Verifies every frozen record by its hash, its signature and its chain, and the audit log by its own chain, as they are
 * read by the books of the engine. Throws MoveError (`unproved`).
 */
export async function proveHall(sql: Sql): Promise<Proved> {
  const records = await checkRecords(sql, []);
  const sweep = () => Promise.reject(new Error('nothing is erased here'));
  const log = await verifyAudit({ audit: auditBook(sql), erasures: erasureBook(sql, sweep) });
  const places = [
    ...records.items.map((item) => `freeze ${item}`),
    ...log.problems.map(({ kind, seq }) => `audit ${seq} (${kind})`),
  ];
  if (places.length > 0) throw new MoveError('unproved', places);
  const count = await sql.prepare('SELECT count(*) AS n FROM freeze').get();
  return { records: Number(count?.n), auditRows: log.rows };
}
