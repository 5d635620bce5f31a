import { createHash } from 'node:crypto';
import type { Context } from 'hono';
import { createMiddleware } from 'hono/factory';
import { attemptHeader, isAttempt } from '../../shared/attempt.ts';
import { type Env, Refusal } from './context.ts';

/** How long an answer is remembered, ms, how many are, and the largest body, bytes. */
const memory = 10 * 60_000;
const mostKept = 500;
const largestBody = 64 * 1024;

/** What outlives the process of the changes that it makes. */
export interface AttemptBook {
  /** Whether something of the change of this name is stored. */
  isMade(name: string): Promise<boolean>;
  /** Makes a change: its name is stored with the first that it stores. */
  making<T>(name: string, work: () => Promise<T>): Promise<T>;
}

interface Given {
  status: number;
  headers: [string, string][];
  body: ArrayBuffer;
}

interface Kept {
  at: number;
  /** Whose it is; '' for whoever has no session yet. */
  sessionId: string;
  /** Null when it broke off, or its answer cannot be given again. */
  answer: Promise<Given | 'refused' | null>;
}

/** The same change by the same device: all that it says is in the name under which its answer is kept. */
async function nameOf(c: Context<Env>, attempt: string, secret: string): Promise<string> {
  const hash = createHash('sha256');
  for (const part of [attempt, secret, c.req.method, c.req.url, await c.req.text()])
    hash.update(`${part.length} ${part}`);
  return hash.digest('base64');
}

async function givenBy(answer: Response): Promise<Given | 'refused' | null> {
  if (answer.status >= 400 && answer.status < 500) return 'refused';
  const isJson = /\bjson\b/.test(answer.headers.get('content-type') ?? '');
  if (!answer.ok || !isJson) return null;
  const body = await answer.clone().arrayBuffer();
  return body.byteLength > largestBody ? null : { status: answer.status, headers: [...answer.headers], body };
}

/**
 * Middleware: a change that a page sends once more because it was not answered (shared/attempt.ts) is made once, and
 * answered as before. Answers are kept in memory, for the session that made it; a restart forgets them. With a `book`, a
 * change of which something is stored, and whose answer is gone with its process, is refused with `maybeMade`, not made again.
 */
export function onceEach(
  secretOf: (c: Context<Env>) => string | undefined,
  book: AttemptBook | null = null,
  now: () => number = Date.now,
) {
  const kept = new Map<string, Kept>();

  /** Answers lie in the order of their beginning. */
  function makeRoom(): void {
    for (const [name, { at }] of kept) {
      if (kept.size < mostKept && now() - at <= memory && at <= now()) break;
      kept.delete(name);
    }
  }

  async function checkNotMade(name: string): Promise<void> {
    if (await book?.isMade(name)) throw new Refusal('maybeMade', 409);
  }

  return createMiddleware<Env>(async (c, next) => {
    const attempt = c.req.header(attemptHeader);
    const isFile = /^multipart\//.test(c.req.header('content-type') ?? '');
    if (!isAttempt(attempt) || isFile || c.req.method === 'GET' || c.req.method === 'HEAD') return next();
    const name = await nameOf(c, attempt, secretOf(c) ?? '');
    const sessionId = c.get('session')?.id ?? '';
    const before = kept.get(name);
    if (before && before.sessionId === sessionId && now() - before.at <= memory) {
      const given = await before.answer;
      if (given !== null && given !== 'refused') return new Response(given.body, given);
      if (given === null) await checkNotMade(name);
    } else await checkNotMade(name);
    kept.delete(name);
    makeRoom();
    const { promise, resolve } = Promise.withResolvers<Given | 'refused' | null>();
    kept.set(name, { at: now(), sessionId, answer: promise });
    try {
      await (book ? book.making(name, next) : next());
      resolve(await givenBy(c.res));
    } catch (error) {
      resolve(null);
      throw error;
    }
  });
}
