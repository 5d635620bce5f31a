import { closeCodes } from '../../shared/wire.ts';
import type { Relay } from '../relay/contract.ts';

/** Closes the live documents of sessions that ended or may open something else now; returns how many sessions those are. */
export function closeSockets(
  relay: Pick<Relay, 'disconnect'>,
  sessions: readonly string[],
  reason: string,
): number {
  const ended = new Set(sessions);
  if (ended.size > 0) relay.disconnect(({ subject }) => ended.has(subject), closeCodes.noSession, reason);
  return ended.size;
}
