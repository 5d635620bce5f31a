import type { HttpBindings } from '@hono/node-server';
import type { Context } from 'hono';
import { createMiddleware } from 'hono/factory';
import { addressKey, createThrottle } from '../access/throttle.ts';
import { addressOf, type Env, Refusal } from './context.ts';
import { createTurns } from './turns.ts';

/**
 * How much one session may ask of the server in a minute. Forty devices behind one address are forty sessions, so a
 * hall is never counted as one; only who has no session is counted by address.
 */
const minute = 60_000;

interface Rule {
  method: RegExp;
  path: RegExp;
  /** Calls a minute. */
  limit: number;
}

/** The first that fits counts. Each is a multiple of what a person or a page does, and far below what hurts. */
const rules: readonly Rule[] = [
  // Steps of uploads have a limit of their own, as search has.
  { method: /^PATCH$/, path: /^\/api\/dialogues\/[^/]+\/papers\//, limit: 2_000 },
  { method: /^PATCH$/, path: /^\/api\/session$/, limit: 30 },
  { method: /^POST$/, path: /^\/api\/(dialogues|plans)$/, limit: 60 },
  { method: /^POST$/, path: /^\/api\/plans\/propose/, limit: 60 },
  { method: /^POST$/, path: /\/(links|link)$/, limit: 120 },
  { method: /^POST$/, path: /\/(freezes|reopening|signatures)$/, limit: 30 },
  { method: /^(GET|HEAD)$/, path: /^/, limit: 3_000 },
  { method: /^/, path: /^/, limit: 600 },
];

/** Calls a minute of one address with cookies that open nothing: many devices at once after a link was revoked. */
const lostSessions = 600;
/** Calls a minute of one address without a session: a hall that scans the code of the public list. */
const strangers = 6_000;
/** Of these, what goes to sign-in is counted apart: who floods the rest keeps nobody at the same address out. */
const entries = 1_200;

/** Documents that one session has made at once, and more that may wait. */
const documentsAtOnce = 2;
const documentsWaiting = 24;
/** What is made on demand ends like a file, or carries much: see the routes. */
const madeFile = /\.(pdf|docx|xlsx|csv|zip|json)$/;

const keyOf = (c: Context<Env>) => addressKey(addressOf(c));

/** Middleware: refuses with 429, a sentence and Retry-After what is beyond these limits. */
export function rates(hasCookie: (c: Context<Env>) => boolean) {
  const counted = rules.map((rule) => ({ ...rule, throttle: createThrottle(rule.limit, minute) }));
  const lost = createThrottle(lostSessions, minute);
  const unknown = createThrottle(strangers, minute);
  const entering = createThrottle(entries, minute);

  function wait(c: Context<Env>): number {
    const session = c.get('session');
    const { path, method } = c.req;
    if (session) {
      const rule = counted.find((one) => one.method.test(method) && one.path.test(path));
      return rule?.throttle.wait(session.id) ?? 0;
    }
    if (path.startsWith('/api/session')) return entering.wait(keyOf(c));
    return Math.max(hasCookie(c) ? lost.wait(keyOf(c)) : 0, unknown.wait(keyOf(c)));
  }

  return createMiddleware<Env>(async (c, next) => {
    const seconds = wait(c);
    if (seconds > 0) throw new Refusal('tooMany', 429, seconds);
    await next();
  });
}

/** Middleware: documents of one session are made two at once, some wait, and more are refused. */
export function documentTurns() {
  const turns = createTurns(documentsAtOnce, documentsWaiting);
  return createMiddleware<Env>(async (c, next) => {
    const session = c.get('session');
    if (!session || !madeFile.test(c.req.path)) return next();
    const left = await turns.take(session.id, c.req.raw.signal);
    if (!left) throw new Refusal('tooManyDocuments', 429, 10);
    // An archive is made while it is sent, and a document is made to its end though nobody waits for it any more.
    const { outgoing } = (c.env ?? {}) as Partial<HttpBindings>;
    const sent = new Promise<void>((resolve) => {
      if (!outgoing || outgoing.closed) resolve();
      else outgoing.once('close', resolve);
    });
    try {
      await next();
    } finally {
      void sent.then(left);
    }
  });
}
