import type { Server, ServerOptions } from 'node:http';
import type { Socket } from 'node:net';
import { type ProxyTrust, trustNobody } from './access/proxies.ts';
import { addressKey } from './access/throttle.ts';

/** Bounds that keep slow and greedy connections from taking what belongs to all. Times in milliseconds. */

/** Options of every HTTP(S) server that is made here. */
export const boundedOptions = {
  /** A request's head must be here by then: a browser sends it in one piece. */
  headersTimeout: 15_000,
  /** The whole request: the largest, a plan's file of 5 MB, over a poor phone's 400 kbit/s. */
  requestTimeout: 120_000,
  /** How often both are looked at. */
  connectionsCheckingInterval: 3_000,
  /** An idle connection stays open for the next request. */
  keepAliveTimeout: 10_000,
  /** Bytes of a request's head. */
  maxHeaderSize: 16 * 1024,
  requireHostHeader: true,
  insecureHTTPParser: false,
} as const satisfies ServerOptions;

/** Open connections in all, beyond the sockets that the relay may hold; and of one address. */
const connections = 12_000;
const connectionsPerAddress = 4_000;
/** A connection that neither sends nor reads for so long is given up; live documents have their own watch. */
const silence = 10 * 60_000;

/**
 * Bounds what the options cannot: the number of connections, in all and per address, and their silence. A trusted
 * proxy's connections are many people's: how many each of them may have is the proxy's to bound.
 */
export function bound(http: Server, proxies: ProxyTrust = trustNobody): void {
  http.maxConnections = connections;
  http.maxHeadersCount = 100;
  http.timeout = silence;
  const open = new Map<string, number>();
  http.on('connection', (socket: Socket) => {
    if (proxies.trusts(socket.remoteAddress ?? '')) return;
    const key = addressKey(socket.remoteAddress ?? '');
    const count = (open.get(key) ?? 0) + 1;
    if (count > connectionsPerAddress) {
      socket.destroy();
      return;
    }
    open.set(key, count);
    socket.once('close', () => {
      const left = (open.get(key) ?? 1) - 1;
      if (left > 0) open.set(key, left);
      else open.delete(key);
    });
  });
}
