import { DatabaseError } from 'pg';

/**
 * PostgreSQL cannot be reached, or does not do what it was asked in time. What was to be written was not written
 * (`outcome` 'none'), or nobody can tell (`unknown`: the connection was lost while it was committed).
 */
export class StoreAwayError extends Error {
  override readonly name = 'StoreAwayError';
  readonly code = 'store-away';
  readonly outcome: 'none' | 'unknown';

  constructor(outcome: 'none' | 'unknown', cause: unknown) {
    super('the database is away', { cause });
    this.outcome = outcome;
  }
}

/** Why no server may be started on a database. */
export type DatabaseRefusal =
  | 'url'
  | 'unreachable'
  | 'refused'
  | 'standby'
  | 'version'
  | 'encoding'
  | 'superuser'
  | 'rights'
  | 'older-servers';

/** The database of DATABASE_URL cannot be used as it is; server/cli/database-words.ts says what to do. */
export class DatabaseRefusedError extends Error {
  override readonly name = 'DatabaseRefusedError';
  readonly reason: DatabaseRefusal;
  /** What was found; never the password. */
  readonly detail: string;

  constructor(reason: DatabaseRefusal, detail = '') {
    super(`the database cannot be used: ${reason}${detail && ` (${detail})`}`);
    this.reason = reason;
    this.detail = detail;
  }
}

/** SQLSTATE of what PostgreSQL said; empty for what it did not say itself. */
export function sqlState(error: unknown): string {
  return error instanceof DatabaseError ? (error.code ?? '') : '';
}

/** The connection cannot be used any more; what it was asked last may have been done or not. */
export class ConnectionLostError extends Error {
  override readonly name = 'ConnectionLostError';

  constructor(cause: unknown) {
    super('the connection to the database is lost', { cause });
  }

  /** The statement was prepared before a newer server changed the tables, and was not run. */
  get isStalePlan(): boolean {
    return isStalePlan(this.cause);
  }
}

/**
 * Whether a connection is of no use after an error of the driver: lost, ended by the server, or to one that is no primary
 * (any more). Class 08: connection; 57P0x: shut down, crashed, not yet up; 25006: read only; 25P03: idle in a
 * transaction; 53300: too many; besides a prepared statement that fits the tables no longer. Of errors that are not
 * PostgreSQL's own those of types are of a value, and the connection is as it was.
 */
export function isLoss(error: unknown): boolean {
  if (!(error instanceof DatabaseError)) return !(error instanceof RangeError || error instanceof TypeError);
  return /^(08...|57P0[1-5]|25006|25P03|53300)$/.test(error.code ?? '') || isStalePlan(error);
}

/** The transaction was taken back for the sake of another one; made again it may succeed. */
export function isConflict(error: unknown): boolean {
  return /^(40001|40P01)$/.test(sqlState(error));
}

/** It took longer than it may and was taken back: cancelled, or a lock was not to be had. */
function isTimeout(error: unknown): boolean {
  return /^(57014|55P03)$/.test(sqlState(error));
}

function isStalePlan(error: unknown): boolean {
  return sqlState(error) === '0A000' && error instanceof Error && /cached plan/.test(error.message);
}

/** What callers are told of an error of a connection; `outcome` for a connection that was lost. */
export function toldOf(error: unknown, outcome: 'none' | 'unknown'): unknown {
  if (isTimeout(error)) return new StoreAwayError('none', error);
  return error instanceof ConnectionLostError ? new StoreAwayError(outcome, error) : error;
}
