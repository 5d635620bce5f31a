import { closeSockets } from '../access/close-sockets.ts';
import type { Logger } from '../board/contract.ts';
import type { Relay } from '../relay/contract.ts';
import type { SessionBook } from '../store/store.ts';
import type { Devices } from './devices.ts';

/** How often it is looked for sessions whose time is over, ms. */
const interval = 60_000;

interface Sweeping {
  sessions: Pick<SessionBook, 'removeExpired'>;
  relay: Pick<Relay, 'disconnect'>;
  devices: Pick<Devices, 'sweep'>;
  logger: Pick<Logger, 'warn'>;
}

/**
 * Ends sessions when their time is over: the door asks at the beginning only, and a socket may stay open for days.
 * Forgets old devices, too. Returns what stops it.
 */
export function endOldSessions({ sessions, relay, devices, logger }: Sweeping): () => void {
  async function sweep(): Promise<void> {
    try {
      closeSockets(relay, await sessions.removeExpired(new Date().toISOString()), 'session over');
      await devices.sweep();
    } catch (error) {
      logger.warn({ reason: String(error) }, 'old sessions not ended, the next minute tries again');
    }
  }
  void sweep();
  const timer = setInterval(() => void sweep(), interval);
  timer.unref();
  return () => clearInterval(timer);
}
