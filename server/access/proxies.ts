import { BlockList, isIP } from 'node:net';
import { getConnInfo } from '@hono/node-server/conninfo';
import type { Context } from 'hono';

/** Whom a server believes what `X-Forwarded-For` says. */
export interface ProxyTrust {
  /** Whether an address is that of a trusted proxy. */
  trusts(address: string): boolean;
  /**
   * The address of whoever sent a request: that of the connection, or where it is a trusted proxy's, the last one
   * before the trusted ones in `X-Forwarded-For`. Whatever else stands in that header was made up by a client.
   */
  clientAddress(connection: string, forwardedFor: string | undefined): string;
}

/** An IPv4 address that came to an IPv6 socket, as itself. */
const plain = (address: string) => address.replace(/^::ffff:(?=\d+\.)/i, '');

/** Whether an address is this machine's own to itself. */
export function isLoopback(address: string): boolean {
  return isIP(address) !== 0 && (address === '::1' || plain(address).startsWith('127.'));
}

/** The address at the other end of a request's connection; a call within the server has none, ''. */
export function connectionAddress(c: Context): string {
  return c.env ? (getConnInfo(c).remote.address ?? '') : '';
}

/** Whether somebody on this machine asks: what a proxy on it passes on comes from elsewhere, and says so. */
export function isFromThisMachine(c: Context): boolean {
  return isLoopback(connectionAddress(c)) && c.req.header('x-forwarded-for') === undefined;
}

/** An address, or a network as `10.0.0.0/8`; null when it is neither. */
export function readNetwork(text: string): { address: string; bits: number | null } | null {
  const [address = '', bits, ...more] = text.split('/');
  const family = isIP(address);
  if (family === 0 || more.length > 0) return null;
  if (bits === undefined) return { address, bits: null };
  const most = family === 4 ? 32 : 128;
  return /^\d{1,3}$/.test(bits) && Number(bits) <= most ? { address, bits: Number(bits) } : null;
}

/** Trusts these addresses and networks (`readNetwork`), and nobody when there are none. */
export function trustProxies(networks: readonly string[]): ProxyTrust {
  const known = new BlockList();
  for (const text of networks) {
    const network = readNetwork(text);
    if (!network) throw new Error(`${text} is no address and no network`);
    const { address, bits } = network;
    const family = isIP(address) === 4 ? 'ipv4' : 'ipv6';
    if (bits === null) known.addAddress(address, family);
    else known.addSubnet(address, bits, family);
  }
  const trusts = (address: string) => {
    const own = plain(address);
    const family = isIP(own);
    return family !== 0 && known.check(own, family === 4 ? 'ipv4' : 'ipv6');
  };
  return {
    trusts,
    clientAddress(connection, forwardedFor) {
      let client = connection;
      const hops = (forwardedFor ?? '').split(',').map((hop) => hop.trim());
      while (trusts(client)) {
        const hop = hops.pop();
        if (hop === undefined || isIP(hop) === 0) break;
        client = hop;
      }
      return client;
    },
  };
}

/** Believes nobody: each request is its connection's. */
export const trustNobody: ProxyTrust = trustProxies([]);
