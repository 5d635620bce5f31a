import { newId } from '../../shared/ids.ts';
import { compareNames } from '../../shared/vietnamese/names.ts';
import { hashToken, isToken, newToken } from '../access/tokens.ts';
import type { PeopleBook, Person } from '../people/contract.ts';
import type { Device, DeviceBook } from './contract.ts';

/** How long a device remembers who signed in there after the last time somebody did, ms: a year. */
export const deviceLife = 365 * 24 * 3_600_000;

interface DeviceOptions {
  devices: DeviceBook;
  people: Pick<PeopleBook, 'read'>;
  now?: () => number;
}

/** Browsers that know who signed in on them; each holds a secret of its own in a cookie. */
export function createDevices({ devices, people, now = Date.now }: DeviceOptions) {
  const iso = (ms: number) => new Date(ms).toISOString();

  async function deviceOf(secret: string | undefined): Promise<Device | null> {
    if (!secret || !isToken(secret)) return null;
    const device = await devices.byTokenHash(hashToken(secret));
    return device && Date.parse(device.knownAt) + deviceLife > now() ? device : null;
  }

  /**
   * The person has just signed in at the browser with this secret. Returns its new secret: the old one ends, so that
   * a copy of it, or one that somebody else put there, is worth nothing from now on.
   */
  async function know(secret: string | undefined, personId: string): Promise<string> {
    const next = newToken();
    const known = await deviceOf(secret);
    const id = known?.id ?? newId();
    const at = iso(now());
    if (known) await devices.renew(id, hashToken(next), at);
    else await devices.add({ id, tokenHash: hashToken(next), knownAt: at });
    await devices.know(id, personId);
    return next;
  }

  /** Who may sign in again at this browser, by name; empty for one that is not known. */
  async function persons(secret: string | undefined): Promise<Person[]> {
    const device = await deviceOf(secret);
    if (!device) return [];
    const known = await Promise.all((await devices.persons(device.id)).map((id) => people.read(id)));
    return known
      .flatMap((person) => (person?.leftAt === '' ? [person] : []))
      .sort((a, b) => compareNames(a.name, b.name));
  }

  /** The person forgets this browser. */
  async function forget(secret: string | undefined, personId: string): Promise<void> {
    const device = await deviceOf(secret);
    if (device) await devices.forget(device.id, personId);
  }

  /** The person forgets every browser but this one; all of them without a secret. */
  async function forgetElsewhere(secret: string | undefined, personId: string): Promise<void> {
    await devices.forgetPerson(personId, (await deviceOf(secret))?.id ?? '');
  }

  /** Forgets browsers that nobody has signed in on for a year. */
  function sweep(): Promise<void> {
    return devices.removeOlder(iso(now() - deviceLife));
  }

  return { deviceOf, know, persons, forget, forgetElsewhere, sweep };
}

export type Devices = ReturnType<typeof createDevices>;
