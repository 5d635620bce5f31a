import * as v from 'valibot';
import { call } from './api.ts';

/** Where devices of the hall open links. */
export interface HallAddress {
  /** Origin of the links. */
  origin: string;
  /** The page on which a device learns to trust the server's certificate; null when every device trusts it. */
  door: string | null;
}

const answer = v.object({ origin: v.string(), door: v.nullable(v.string()) });

/** Whether an address opens on the server's own machine only: no phone gets there. */
function opensHereOnly(hostname: string): boolean {
  return /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/i.test(hostname);
}

/**
 * Asks the server for the address that other devices reach it by. This page's own address stays when others reach it too
 * (there may be a proxy that the server does not know of), and when the server does not answer.
 */
export async function loadHallAddress(): Promise<HallAddress> {
  try {
    const { origin, door } = v.parse(answer, await (await call('/address')).json());
    return { origin: opensHereOnly(location.hostname) ? origin : location.origin, door };
  } catch {
    return { origin: location.origin, door: null };
  }
}
