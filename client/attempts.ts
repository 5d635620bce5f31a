import { newId } from '../shared/ids.ts';

/** How long a change that nobody answered is remembered, ms; the server remembers it as long. */
const memory = 10 * 60_000;

/** One change on its way to the server. */
export interface Attempt {
  /** Its name, the same for the same change until it is answered (shared/attempt.ts). */
  id: string;
  answered(): void;
  /** Nobody answered: it may have been made. */
  unanswered(): void;
}

const open = new Map<string, { id: string; at: number }>();

/** Names a change; null for what changes nothing, and for files, which are sent in steps of their own. */
export function attemptOf(method: string, path: string, body: unknown): Attempt | null {
  if (method === 'GET' || method === 'HEAD') return null;
  if (body !== null && body !== undefined && typeof body !== 'string') return null;
  const what = `${method} ${path}\n${body ?? ''}`;
  const before = open.get(what);
  const isSame = before !== undefined && performance.now() - before.at < memory;
  const id = isSame ? before.id : newId() + newId();
  return {
    id,
    answered: () => open.delete(what),
    unanswered: () => open.set(what, { id, at: performance.now() }),
  };
}
