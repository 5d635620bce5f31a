import { type HostCheck, parseHost } from '../access/hosts.ts';

/** One commune of an installation. */
export interface Commune {
  /** See `isCommuneId`; never changes. */
  id: string;
  /** Display name, e.g. `Xã Sa Loong`. */
  name: string;
  /** Host names that are this commune's, small letters, without ports. The first is the one that links are made with. */
  hosts: readonly string[];
  /** Id of the commune or office that petitions are escalated to; empty: none. */
  superior: string;
  /** ISO 8601 instant. */
  createdAt: string;
}

/**
 * The commune that answers to a Host header, or null. One that is alone answers to every host that the server knows; of
 * several each answers to its own names only, so that no address of the machine shows one of them to people of another.
 */
export function communeAt(
  communes: readonly Commune[],
  host: string | undefined,
  isKnownHost: HostCheck,
): Commune | null {
  const name = host === undefined ? undefined : parseHost(host)?.name;
  if (name === undefined) return null;
  const own = communes.find(({ hosts }) => hosts.includes(name));
  if (own) return own;
  const [only] = communes;
  return communes.length === 1 && only && isKnownHost(host) ? only : null;
}
