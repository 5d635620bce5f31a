import { isIP, isIPv6 } from 'node:net';
import { hostname } from 'node:os';
import { networkAddresses } from '../terminal.ts';
import { isHostName } from './settings.ts';

/** What a certificate is for. */
export interface CertificateNames {
  dns: string[];
  ip: string[];
}

/** This machine's name in the hall's network, as mDNS gives it; null when it is none that a certificate can carry. */
export function localName(): string | null {
  const host = hostname().toLowerCase();
  const name = host.includes('.') ? host : `${host}.local`;
  return isHostName(name) ? name : null;
}

/**
 * The names and addresses under which this machine is reached now: localhost, its host name, alone and under .local
 * (mDNS), its IPv4 addresses in the network, and what the settings add. Nobody types an IPv6 address, and the public ones
 * change every day.
 */
export function machineNames(extra: readonly string[]): CertificateNames {
  const host = hostname().toLowerCase();
  const given = extra.map((name) => name.toLowerCase());
  const dns = ['localhost', host, localName() ?? ''];
  return {
    dns: unique([...dns, ...given.filter((name) => isIP(name) === 0)].filter(isHostName)),
    ip: unique(['127.0.0.1', '::1', ...networkAddresses(), ...given.filter((name) => isIP(name) !== 0)]),
  };
}

function unique(values: readonly string[]): string[] {
  return [...new Set(values)];
}

/** An address as its 4 or 16 bytes. Throws on what is no address. */
export function addressBytes(address: string): Uint8Array {
  if (isIPv6(address)) {
    // The URL parser writes IPv6 in one way: no mixed notation, shortest form.
    const short = new URL(`http://[${address}]/`).hostname.slice(1, -1);
    const [head = '', tail] = short.split('::');
    const groups = (part: string | undefined) =>
      part ? part.split(':').map((group) => parseInt(group, 16)) : [];
    const first = groups(head);
    const last = groups(tail);
    const all = [...first, ...Array<number>(8 - first.length - last.length).fill(0), ...last];
    return Uint8Array.from(all.flatMap((group) => [group >> 8, group & 255]));
  }
  if (isIP(address) === 0) throw new Error(`no IP address: ${address}`);
  return Uint8Array.from(address.split('.').map(Number));
}
