import { newId } from '../../shared/ids.ts';
import { readKept, writeKept } from '../kept.ts';

const key = 'exchange.device';

/** An id by which other devices know this one again. */
export function ownDeviceId(): string {
  const known = readKept<unknown>(key);
  if (typeof known === 'string' && /^[a-z2-7]{12}$/.test(known)) return known;
  const made = newId();
  writeKept(key, made);
  return made;
}
