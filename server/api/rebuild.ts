import { bodyLimit } from 'hono/body-limit';
import { readExchange } from '../../shared/exchange/format.ts';
import { ExchangeError } from '../../shared/exchange/problems.ts';
import { RebuildFrozenError } from '../rebuild/contract.ts';
import { factory, only, type Parts, Refusal } from './context.ts';

/** Largest file that is taken, bytes; papers come one by one as they always do. */
export const maxRebuildBody = 64 * 1024 * 1024;

const limit = bodyLimit({
  maxSize: maxRebuildBody,
  onError: () => {
    throw new Refusal('tooLarge', 413);
  },
});

/** Dialogues made anew from what a device kept of them: the file of an exchange, whole. */
export function rebuildRoutes(parts: Pick<Parts, 'rebuilder'>) {
  return factory.createApp().post('/', only('rebuild'), limit, async (c) => {
    try {
      const exchange = await readExchange(new Uint8Array(await c.req.arrayBuffer()));
      return c.json(await parts.rebuilder.take(exchange));
    } catch (error) {
      if (error instanceof RebuildFrozenError) throw new Refusal('alreadyFrozen', 409);
      if (error instanceof ExchangeError)
        throw new Refusal('exchangeRefused', 400, 0, { exchange: error.problem });
      throw error;
    }
  });
}
