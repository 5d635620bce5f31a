import type { Exchange } from '../../shared/exchange/format.ts';
import type { Rebuilt } from '../../shared/exchange/rebuilt.ts';

/** Makes a dialogue anew from what devices kept of it. */
export interface Rebuilder {
  /**
   * Takes what one device kept: makes the dialogue under its own id where it is missing, and joins the documents to
   * what is there; never replaces anything. Files of several devices in any order come to the same.
   * @throws ExchangeError (nothing was taken), RebuildFrozenError
   */
  take(exchange: Exchange): Promise<Rebuilt>;
}

/** The dialogue is frozen on this server: it takes nothing more. */
export class RebuildFrozenError extends Error {
  override name = 'RebuildFrozenError';
}
