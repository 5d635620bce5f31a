import { networkAddresses } from '../terminal.ts';
import { localName } from './names.ts';

/** Where the server listens; ports are known once it does. */
export interface Doors {
  port: number;
  /** A plain port besides https, for those who type no port; null: none. */
  httpPort: number | null;
}

/** Where the product is found. Origins, without a slash at the end. */
export interface HallAddresses {
  /** On this machine; with the office's certificate by the name that it knows. */
  home: string;
  /** In the hall's network; empty when the server listens on this machine only. */
  network: string[];
  /** By the machine's name, where the network answers for it (mDNS): passkeys are given to names only. Null: plain http. */
  byName: string | null;
  /** The plain page for devices that do not trust the server yet; null when all trust it. */
  door: string | null;
  /** The same on this machine. */
  homeDoor: string | null;
}

export interface Listener {
  /** The setting HOST. */
  host: string;
  doors: Doors;
  protocol: 'http' | 'https';
  /** Names of the office's certificate; null when there is none. */
  officeNames: string[] | null;
}

function origin(protocol: 'http' | 'https', host: string, port: number): string {
  const usual = protocol === 'https' ? 443 : 80;
  return `${protocol}://${host.includes(':') ? `[${host}]` : host}${port === usual ? '' : `:${port}`}`;
}

/** The addresses at this moment: laptops change their network. */
export function hallAddresses({ host, doors, protocol, officeNames }: Listener): HallAddresses {
  const isEverywhere = host === '0.0.0.0' || host === '::';
  const local = isEverywhere ? '127.0.0.1' : host;
  const lan = isEverywhere ? networkAddresses() : [];
  if (officeNames) {
    // A browser knows the office's certificate by its names only; one with a wildcard names nobody.
    const known = officeNames.map((name) => origin(protocol, name, doors.port));
    const network = known.length > 0 ? known : lan.map((address) => origin(protocol, address, doors.port));
    return {
      home: known[0] ?? origin(protocol, local, doors.port),
      network,
      byName: null,
      door: null,
      homeDoor: null,
    };
  }
  const network = lan.map((address) => origin(protocol, address, doors.port));
  if (protocol === 'http')
    return { home: origin('http', local, doors.port), network, byName: null, door: null, homeDoor: null };
  // Passkeys are given to names: on this machine that is localhost.
  const here = isEverywhere ? 'localhost' : local;
  const name = isEverywhere ? localName() : null;
  const plain = doors.httpPort ?? doors.port;
  return {
    home: origin('https', here, doors.port),
    network,
    byName: name && origin('https', name, doors.port),
    door: origin('http', lan[0] ?? here, plain),
    homeDoor: origin('http', here, plain),
  };
}
