import { closeCodes } from '../../shared/wire.ts';
import type { Relay } from '../relay/contract.ts';

/** Closes the live documents of sessions that ended or may open something else now; returns how many sessions those are. */
export function closeSockets(
  relay: Pick<Relay, 'disconnect'>,
  sessions: readonly string[],
  reason: string,
): number {
  const subjects = [...new Set(sessions)];
  if (subjects.length > 0) relay.disconnect({ subjects }, closeCodes.noSession, reason);
  return subjects.length;
}
