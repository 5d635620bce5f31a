import { isIP } from 'node:net';
import { hostname } from 'node:os';

/**
 * Names that no public name server answers for (RFC 6762, 6761, 8375, ICANN's .internal, and what home routers
 * give): nobody outside can make one of them point here.
 */
const privateEndings = ['.local', '.localhost', '.lan', '.home', '.home.arpa', '.internal', '.localdomain'];

/** A Host header as name and port, or null when it is none. The port is '' when it is left out. */
export function parseHost(host: string): { name: string; port: string } | null {
  const found = /^(\[[0-9a-fA-F:.]{2,45}\]|[A-Za-z0-9._-]{1,253})(?::(\d{1,5}))?$/.exec(host);
  if (!found?.[1]) return null;
  return { name: found[1].toLowerCase().replace(/^\[|\]$|\.$/g, ''), port: found[2] ?? '' };
}

/** Whether a request for this Host is meant for this server. */
export type HostCheck = (host: string | undefined) => boolean;

/**
 * Against DNS rebinding: a page of another site, whose name was turned to this machine's address, asks with that
 * site's name. A browser cannot be made to do so with an address, with a name without a dot, or with one of a private
 * ending, so a hall whose names nobody set up works; a public name must be this machine's own or one of `names`.
 */
export function knownHosts(names: readonly string[] = [], machine: string = hostname()): HostCheck {
  const own = new Set([...names, machine].map((name) => name.toLowerCase()));
  return (host) => {
    const parsed = host === undefined ? null : parseHost(host);
    if (!parsed) return false;
    const { name } = parsed;
    if (isIP(name) !== 0 || own.has(name)) return true;
    return !name.includes('.') || privateEndings.some((ending) => name.endsWith(ending));
  };
}
