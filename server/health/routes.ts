import { createHash, timingSafeEqual } from 'node:crypto';
import type { createAdaptorServer } from '@hono/node-server';
import { type Context, Hono } from 'hono';
import { type ServerVersion, versionHeader, writeVersion } from '../../shared/version.ts';
import { isFromThisMachine } from '../access/proxies.ts';
import { safeHeaders } from '../api/headers.ts';
import type { Health } from './health.ts';

const paths = new Set(['/healthz', '/readyz', '/drain']);

export interface HealthRouteOptions {
  health: Health;
  /** What the processes of one installation know each other by; null: there is none. */
  secret: string | null;
  /** Told with each answer: pages set their clocks by these, and by no other server's. */
  version(): ServerVersion;
}

type Fetch = Parameters<typeof createAdaptorServer>[0]['fetch'];

const digest = (text: string) => createHash('sha256').update(text).digest();

/** Whether somebody on this machine asks, and no page: any site may make a browser here send a POST, but not without saying so. */
function isCommandHere(c: Context): boolean {
  const isFromPage = ['origin', 'sec-fetch-site'].some((name) => c.req.header(name) !== undefined);
  return isFromThisMachine(c) && !isFromPage;
}

function knowsSecret(c: Context, secret: string | null): boolean {
  const [, said] = /^Bearer (.+)$/.exec(c.req.header('authorization') ?? '') ?? [];
  return secret !== null && said !== undefined && timingSafeEqual(digest(said), digest(secret));
}

/**
 * What load balancers and supervisors ask, before any other check: a probe comes by an address instead of a known name,
 * from one place, every second. Answers hold a word and nothing else.
 * - `GET /healthz`: 200 as long as the process answers at all.
 * - `GET /readyz`: 200 `ready`, or 503 with the reason (`draining`, `store`).
 * - `POST /drain`: 202; ends this process' part of the work, so only who could end the process as well may ask.
 */
function healthRoutes({ health, secret, version }: HealthRouteOptions): Hono {
  const app = new Hono();
  app.use(safeHeaders);
  app.use(async (c, next) => {
    await next();
    c.header('cache-control', 'no-store');
    c.header(versionHeader, writeVersion(version()));
  });
  app.get('/healthz', (c) => c.json({ status: 'ok' }));
  app.get('/readyz', async (c) => {
    const status = await health.readiness();
    return c.json({ status }, status === 'ready' ? 200 : 503);
  });
  app.post('/drain', (c) => {
    if (!isCommandHere(c) && !knowsSecret(c, secret)) return c.json({ error: 'notAllowed' }, 403);
    void health.drain.begin();
    return c.json({ status: 'draining' }, 202);
  });
  app.notFound((c) => c.json({ error: 'notFound' }, 404));
  return app;
}

/**
 * A server's answers with those of its health before them. While it drains, each answer ends its connection, so that a
 * proxy's next call goes elsewhere instead of meeting a connection that is being closed.
 */
export function withHealth(options: HealthRouteOptions, rest: Fetch): Fetch {
  const own = healthRoutes(options);
  return (request, env) => {
    if (options.health.drain.isDraining) env.outgoing.setHeader('connection', 'close');
    return paths.has(new URL(request.url).pathname) ? own.fetch(request, env) : rest(request, env);
  };
}
