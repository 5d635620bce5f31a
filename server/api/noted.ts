import type { Context } from 'hono';
import { AuditError, type Noted } from '../privacy/contract.ts';
import { type Env, need, type Parts, Refusal } from './context.ts';

/** Runs what writes the audit log; when the log cannot be written the answer is no, and nothing leaves. */
export async function noting<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof AuditError) throw new Refusal('auditNotWritten', 507);
    throw error;
  }
}

/** Notes in the audit log what the session of a request is about to be given. Refuses when it cannot be noted. */
export function note({ audit }: Pick<Parts, 'audit'>, c: Context<Env>, what: Noted): Promise<void> {
  return noting(audit.note(need(c), what));
}

/** The same once a session and day. */
export function noteOnce(
  { audit }: Pick<Parts, 'audit'>,
  c: Context<Env>,
  what: Noted,
  key = '',
): Promise<void> {
  return noting(audit.noteOnce(need(c), what, key));
}
