import type { Context, Hono } from 'hono';
import { isFromThisMachine } from '../access/proxies.ts';
import { type Env, factory, Refusal } from '../api/context.ts';
import { safeHeaders } from '../api/headers.ts';
import { answerRefusal } from '../api/refusal-answer.ts';
import { clientDir } from '../client-build.ts';
import { serveClient } from '../client-files.ts';
import type { Config } from '../config.ts';
import type { ObservedRelay } from '../relay/relay.ts';
import type { Commune } from './communes.ts';
import type { Registry } from './registry.ts';

export interface ProvincePagesOptions {
  registry: Registry;
  relay: Pick<ObservedRelay, 'metrics'>;
  config: Pick<Config, 'keptPages'>;
  /** Communes whose steward this process is, and whether others are reached by the bus. */
  state(): { communes: number; isJoined: boolean };
  /** Origin by which a commune's links and QR codes are made. */
  addressOf(commune: Commune): string;
}

/** What every process answers by itself for all communes: pages and their files, `/address`, its own `/metrics`. */
export function provincePages({
  registry,
  relay,
  config,
  state,
  addressOf,
}: ProvincePagesOptions): Hono<Env> {
  const app = factory.createApp();
  app.use(safeHeaders);
  app.get('/metrics', async (c) => {
    // A process' figures are of all its communes: for those who look after the machine.
    if (!isFromThisMachine(c)) throw new Refusal('notAllowed', 403);
    const { communes, isJoined } = state();
    return c.text(
      `${await relay.metrics()}# HELP stewarded_communes Communes whose steward this process is.\n# TYPE stewarded_communes gauge\nstewarded_communes ${communes}\n# HELP bus_joined Whether the other processes are reached by the bus.\n# TYPE bus_joined gauge\nbus_joined ${isJoined ? 1 : 0}\n`,
    );
  });
  async function communeAsked(c: Context<Env>): Promise<Commune> {
    const commune = await registry.at(c.req.header('host'));
    if (!commune) throw new Refusal('unknownHost', 421);
    return commune;
  }
  app.get('/address', async (c) => {
    const commune = await communeAsked(c);
    c.header('cache-control', 'no-store');
    return c.json({ origin: addressOf(commune), door: null });
  });
  app.use(async (c, next) => {
    await communeAsked(c);
    await next();
  });
  serveClient(app, clientDir, config);
  app.onError((error, c) => {
    if (error instanceof Refusal) return answerRefusal(c, error);
    return answerRefusal(c, new Refusal('internal', 500));
  });
  return app;
}
