import { isIP } from 'node:net';
import type { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { secureHeaders } from 'hono/secure-headers';
import { sameOrigin } from '../access/request.ts';
import { addressOf, type Env, factory, need, type Parts, Refusal } from './context.ts';
import { demoRoutes } from './demo.ts';
import { dialogueRoutes } from './dialogues.ts';
import { documentRoutes } from './documents.ts';
import { exportRoutes } from './exports.ts';
import { followUpRoutes } from './follow-up.ts';
import { freezeRoutes } from './freezes.ts';
import { historyRoutes } from './history.ts';
import { linkRoutes } from './links.ts';
import { officeRoutes } from './office.ts';
import { paperRoutes } from './papers.ts';
import { planRoutes } from './plan.ts';
import { reviewRoutes } from './review.ts';
import { searchRoutes } from './search.ts';
import { cookieSecret, sessionRoutes } from './session.ts';
import { verificationRoutes } from './verification.ts';

/** Largest body of an API call: a plan's file, 5 MB, with room for its multipart frame. */
const maxBody = 6 * 1024 * 1024;

function apiRoutes(parts: Parts) {
  return factory
    .createApp()
    .route('/session', sessionRoutes(parts))
    .route('/office', officeRoutes(parts))
    .route('/dialogues', dialogueRoutes(parts))
    .route('/dialogues', paperRoutes(parts))
    .route('/dialogues', historyRoutes(parts))
    .route('/plans', planRoutes(parts))
    .route('/demo', demoRoutes(parts))
    .route('/', documentRoutes(parts))
    .route('/', followUpRoutes(parts))
    .route('/', linkRoutes(parts))
    .route('/', freezeRoutes(parts))
    .route('/', reviewRoutes(parts))
    .route('/', exportRoutes(parts))
    .route('/', searchRoutes(parts))
    .route('/verification', verificationRoutes(parts));
}

/** The API's type, for the client's typed calls (hono/client). */
export type Api = ReturnType<typeof apiRoutes>;

function isLoopback(address: string): boolean {
  return isIP(address) !== 0 && (address === '::1' || address.replace('::ffff:', '').startsWith('127.'));
}

/** The whole HTTP side but the files of the client: health, metrics and the API under /api. */
export function createApp(parts: Parts): Hono<Env> {
  const app = factory.createApp();
  app.use(
    secureHeaders({
      contentSecurityPolicy: {
        defaultSrc: ["'self'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        objectSrc: ["'none'"],
        frameAncestors: ["'self'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
      },
      referrerPolicy: 'no-referrer',
      // The hall's address is plain http until the office has a certificate.
      strictTransportSecurity: false,
      crossOriginOpenerPolicy: false,
      originAgentCluster: false,
      // A paper's file has a stricter policy of its own.
      overwrite: false,
    }),
  );
  app.get('/healthz', (c) => c.json({ status: 'ok' }));
  app.use('/api/*', async (c, next) => {
    c.header('cache-control', 'no-store');
    const changes = c.req.method !== 'GET' && c.req.method !== 'HEAD';
    if (changes && !sameOrigin(c.req.header('origin'), c.req.header('host')))
      throw new Refusal('badOrigin', 403);
    await next();
  });
  app.use(
    '/api/*',
    bodyLimit({
      maxSize: maxBody,
      onError: () => {
        throw new Refusal('tooLarge', 413);
      },
    }),
  );
  app.use(async (c, next) => {
    c.set('session', await parts.access.sessionOf(cookieSecret(c)));
    await next();
  });
  app.get('/metrics', async (c) => {
    // What a proxy on this machine passes on comes from elsewhere.
    const isLocal = isLoopback(addressOf(c)) && c.req.header('x-forwarded-for') === undefined;
    if (!isLocal && need(c).role !== 'organizer') throw new Refusal('notAllowed', 403);
    return c.text(await parts.metrics());
  });
  app.route('/api', apiRoutes(parts));
  app.all('/api/*', () => {
    throw new Refusal('notFound', 404);
  });
  app.onError((error, c) => {
    if (error instanceof Refusal) return c.json({ error: error.code }, error.status);
    // A malformed JSON body arrives as Hono's own 400.
    if ('status' in error && error.status === 400) return c.json({ error: 'badInput' }, 400);
    parts.logger.error(
      { path: c.req.routePath, method: c.req.method, reason: String(error.stack) },
      'request failed',
    );
    return c.json({ error: 'internal' }, 500);
  });
  return app;
}
