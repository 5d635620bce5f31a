import type { Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { may } from '../../shared/access.ts';
import { type HostCheck, knownHosts } from '../access/hosts.ts';
import { isFromThisMachine, type ProxyTrust, trustNobody } from '../access/proxies.ts';
import { fromAnotherSite, sameOrigin } from '../access/request.ts';
import { createThrottle } from '../access/throttle.ts';
import { NewerRecordError } from '../freeze/record.ts';
import { receiptPageRoutes } from '../receipt/routes.ts';
import { accountRoutes } from './accounts.ts';
import { type AttemptBook, onceEach } from './attempts.ts';
import { addressOf, type Env, factory, need, type Parts, Refusal, seeAddress } from './context.ts';
import { demoRoutes } from './demo.ts';
import { deviceRoutes } from './devices.ts';
import { dialogueRoutes } from './dialogues.ts';
import { documentRoutes } from './documents.ts';
import { escalationRoutes } from './escalations.ts';
import { exportRoutes } from './exports.ts';
import { followUpRoutes } from './follow-up.ts';
import { freezeRoutes } from './freezes.ts';
import { safeHeaders } from './headers.ts';
import { historyRoutes } from './history.ts';
import { householdRoutes } from './households.ts';
import { inboxRoutes } from './inbox.ts';
import { invitedRoutes } from './invited.ts';
import { lateRoutes } from './late.ts';
import { linkRoutes } from './links.ts';
import { numbersRoutes } from './numbers.ts';
import { officeRoutes } from './office.ts';
import { operationRoutes, stores } from './operation.ts';
import { paperRoutes } from './papers.ts';
import { passkeyRoutes } from './passkeys.ts';
import { peopleRoutes } from './people.ts';
import { planRoutes } from './plan.ts';
import { planDeskRoutes } from './plan-desk.ts';
import { privacyRoutes } from './privacy.ts';
import { documentTurns, rates } from './rates.ts';
import { reachRoutes } from './reach.ts';
import { maxRebuildBody, rebuildRoutes } from './rebuild.ts';
import { receiptRoutes } from './receipts.ts';
import { answerRefusal, refusalByStore } from './refusal-answer.ts';
import { reviewRoutes } from './review.ts';
import { searchRoutes } from './search.ts';
import { cookieSecret, sessionRoutes } from './session.ts';
import { signInRoutes } from './sign-in.ts';
import { verificationRoutes } from './verification.ts';
import { tellVersions } from './versions.ts';
import { workRoutes } from './work.ts';
import { maxAnswerBody, worklistRoutes } from './worklists.ts';

/** Largest body of an API call, bytes: the preparation of a dialogue with hundreds of guests is well below. */
const maxBody = 2 * 1024 * 1024;
/** A plan's file, 5 MB, with room for its multipart frame. */
const maxPlanBody = 6 * 1024 * 1024;
/** A list's file, 10 MB, with what was chosen for it. */
const maxListBody = 11 * 1024 * 1024;

function apiRoutes(parts: Parts) {
  return factory
    .createApp()
    .route('/session', sessionRoutes(parts))
    .route('/session', signInRoutes(parts))
    .route('/session', passkeyRoutes(parts))
    .route('/session', accountRoutes(parts))
    .route('/office', officeRoutes(parts))
    .route('/dialogues', dialogueRoutes(parts))
    .route('/dialogues', paperRoutes(parts))
    .route('/dialogues', historyRoutes(parts))
    .route('/plans', planRoutes(parts))
    .route('/', planDeskRoutes(parts))
    .route('/demo', demoRoutes(parts))
    .route('/', documentRoutes(parts))
    .route('/', followUpRoutes(parts))
    .route('/', linkRoutes(parts))
    .route('/', peopleRoutes(parts))
    .route('/', householdRoutes(parts))
    .route('/', freezeRoutes(parts))
    .route('/reach', reachRoutes(parts))
    .route('/operation', operationRoutes(parts.operation))
    .route('/', reviewRoutes(parts))
    .route('/', exportRoutes(parts))
    .route('/', deviceRoutes(parts))
    .route('/', lateRoutes(parts))
    .route('/', searchRoutes(parts))
    .route('/privacy', privacyRoutes(parts))
    .route('/', receiptRoutes(parts))
    .route('/', workRoutes(parts))
    .route('/', invitedRoutes(parts))
    .route('/numbers', numbersRoutes(parts))
    .route('/inbox', inboxRoutes(parts))
    .route('/', worklistRoutes(parts))
    .route('/', escalationRoutes(parts))
    .route('/verification', verificationRoutes(parts))
    .route('/rebuilding', rebuildRoutes(parts));
}

/** The API's type, for the client's typed calls (hono/client). */
export type Api = ReturnType<typeof apiRoutes>;

/** Refusals that somebody who looks after the server wants to know of, and how many of a kind in a minute. */
const worthTelling: readonly number[] = [403, 413, 421, 429];
const mostTold = 30;

const upTo = (maxSize: number) =>
  bodyLimit({
    maxSize,
    onError: () => {
      throw new Refusal('tooLarge', 413);
    },
  });

/** Whether a request to the API may come from where it says. */
function isOurs(c: Context<Env>): boolean {
  const site = c.req.header('sec-fetch-site');
  if (fromAnotherSite({ site, mode: c.req.header('sec-fetch-mode'), method: c.req.method })) return false;
  const isReading = c.req.method === 'GET' || c.req.method === 'HEAD';
  const encrypted = new URL(c.req.url).protocol === 'https:';
  return isReading || sameOrigin(c.req.header('origin'), c.req.header('host'), encrypted);
}

/**
 * The whole HTTP side but health (server/health) and the files of the client: metrics and the API under /api.
 * @param proxies whose word on where a request comes from counts
 * @param attempts knows which changes were made, by other processes too; null: only this one makes any
 */
export function createApp(
  parts: Parts,
  isKnownHost: HostCheck = knownHosts(),
  proxies: ProxyTrust = trustNobody,
  attempts: AttemptBook | null = null,
): Hono<Env> {
  const app = factory.createApp();
  app.use(seeAddress(proxies));
  app.use(safeHeaders);
  app.use(async (c, next) => {
    if (!isKnownHost(c.req.header('host') ?? new URL(c.req.url).host)) throw new Refusal('unknownHost', 421);
    await next();
  });
  app.use('/api/*', tellVersions(parts));
  app.get('/api/version', (c) => c.json(parts.version()));
  app.use('/api/*', async (c, next) => {
    c.header('cache-control', 'no-store');
    if (!isOurs(c)) throw new Refusal('badOrigin', 403);
    await next();
  });
  app.use('/api/*', async (c, next) => {
    if (stores(c.req.method, c.req.path) && (await parts.operation.disk.status()).full)
      throw new Refusal('storeFull', 507);
    await next();
  });
  const larger = {
    '/api/plans/propose': upTo(maxPlanBody),
    '/api/rebuilding': upTo(maxRebuildBody),
    '/api/answer-files/': upTo(maxAnswerBody),
    '/api/escalation-files/': upTo(maxAnswerBody),
    '/api/households/lists': upTo(maxListBody),
  };
  const limit = upTo(maxBody);
  app.use('/api/*', (c, next) => {
    const own = Object.entries(larger).find(([path]) => c.req.path.startsWith(path))?.[1];
    return (own ?? limit)(c, next);
  });
  app.use(async (c, next) => {
    c.set('session', await parts.access.sessionOf(cookieSecret(c)));
    await next();
  });
  app.use(
    '/api/*',
    rates((c) => cookieSecret(c) !== undefined),
  );
  app.use('/api/*', onceEach(cookieSecret, attempts));
  app.use('/api/*', documentTurns());
  app.get('/metrics', async (c) => {
    if (!isFromThisMachine(c) && !may(need(c).role, 'readMetrics')) throw new Refusal('notAllowed', 403);
    return c.text(await parts.metrics());
  });
  app.route('/', receiptPageRoutes({ receipts: parts.receipts, addressOf, logger: parts.logger }));
  app.route('/api', apiRoutes(parts));
  app.all('/api/*', () => {
    throw new Refusal('notFound', 404);
  });
  app.notFound((c) => answerRefusal(c, new Refusal('notFound', 404)));
  // A flood of refusals is told by its beginning.
  const told = createThrottle(mostTold, 60_000);
  const tell = ({ code, status }: Refusal, c: Context<Env>) => {
    if (!worthTelling.includes(status) || !told.allow(code)) return;
    const subject = c.get('session')?.id ?? '';
    parts.logger.warn({ code, status, method: c.req.method, subject }, 'request refused');
  };
  app.onError((error, c) => {
    const refused = refusalByStore(error);
    if (refused) return answerRefusal(c, refused);
    if (error instanceof NewerRecordError) return answerRefusal(c, new Refusal('newerRecord', 409));
    if (error instanceof Refusal) {
      tell(error, c);
      return answerRefusal(c, error);
    }
    // A malformed JSON body arrives as Hono's own 400; one that was cut off, as the connection's end.
    const isCut = 'code' in error && error.code === 'ECONNRESET';
    if (isCut || ('status' in error && error.status === 400))
      return answerRefusal(c, new Refusal('badInput'));
    parts.logger.error(
      { path: c.req.routePath, method: c.req.method, reason: String(error.stack) },
      'request failed',
    );
    return answerRefusal(c, new Refusal('internal', 500));
  });
  return app;
}
