import { addressBytes, type CertificateNames } from './names.ts';

/**
 * For what an authority of this installation may vouch (RFC 5280, 4.2.1.10): the hall's own networks and names that
 * no one owns on the Internet. Whoever steals its key can pretend to be a machine of such a network, never a bank.
 */

/** Object identifier of the extension. */
export const nameConstraintsId = '2.5.29.30';

/** Names never given out on the Internet; each with all names under it. */
const localDomains = ['localhost', 'local', 'lan', 'internal', 'home.arpa'];

/** Loopback, private, link-local and shared (carrier and hotspot) addresses: network, bits of the prefix. */
const localNetworks: readonly (readonly [string, number])[] = [
  ['127.0.0.0', 8],
  ['10.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
  ['169.254.0.0', 16],
  ['100.64.0.0', 10],
  ['::1', 128],
  ['fc00::', 7],
  ['fe80::', 10],
];

/** What an authority permits: domains (lower case, with all names under them) and networks as address and prefix bits. */
export interface Permitted {
  domains: string[];
  networks: (readonly [address: string, bits: number])[];
}

function isUnder(name: string, domain: string): boolean {
  return name === domain || name.endsWith(`.${domain}`);
}

function isIn(address: string, [network, bits]: readonly [string, number]): boolean {
  const bytes = addressBytes(address);
  const base = addressBytes(network);
  const mask = maskBytes(base.length, bits);
  return (
    bytes.length === base.length &&
    bytes.every((byte, at) => ((byte ^ (base[at] ?? 0)) & (mask[at] ?? 0)) === 0)
  );
}

function maskBytes(length: number, bits: number): Uint8Array {
  return Uint8Array.from({ length }, (_, at) => 255 & ~(255 >> Math.min(8, Math.max(0, bits - at * 8))));
}

/** What is permitted to an authority made on a machine of these names: the local ones, and those of its own that are not. */
export function permittedFor(names: CertificateNames): Permitted {
  const domains = names.dns.filter((name) => !localDomains.some((domain) => isUnder(name, domain)));
  const addresses = names.ip.filter((ip) => !localNetworks.some((network) => isIn(ip, network)));
  return {
    domains: [...localDomains, ...domains],
    networks: [...localNetworks, ...addresses.map((ip) => [ip, addressBytes(ip).length * 8] as const)],
  };
}

/** Those of the names that an authority may vouch for, and those that it may not. */
export function sortByPermission(names: CertificateNames, { domains, networks }: Permitted) {
  const dnsOk = (name: string) => domains.some((domain) => isUnder(name, domain));
  const ipOk = (ip: string) => networks.some((network) => isIn(ip, network));
  return {
    allowed: { dns: names.dns.filter(dnsOk), ip: names.ip.filter(ipOk) },
    outside: [...names.dns.filter((name) => !dnsOk(name)), ...names.ip.filter((ip) => !ipOk(ip))],
  };
}

/** One DER value: tag, length, content. */
function der(tag: number, content: Uint8Array): Uint8Array {
  const { length } = content;
  const head = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255];
  return Uint8Array.from([tag, ...head, ...content]);
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}

/** The extension's value: NameConstraints with permitted subtrees only. */
export function encodePermitted({ domains, networks }: Permitted): Uint8Array<ArrayBuffer> {
  const dns = domains.map((domain) => der(0x82, new TextEncoder().encode(domain)));
  const ips = networks.map(([address, bits]) => {
    const bytes = addressBytes(address);
    return der(0x87, joined([bytes, maskBytes(bytes.length, bits)]));
  });
  const subtrees = [...dns, ...ips].map((name) => der(0x30, name));
  return new Uint8Array(der(0x30, der(0xa0, joined(subtrees))));
}
