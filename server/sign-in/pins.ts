import { pinProblem } from '../../shared/pin.ts';
import { AccessError } from '../access/access.ts';
import type { PinBook } from './contract.ts';
import { hashPin, isPin, nobodysHash, type ScryptCost } from './pin-hash.ts';

const minute = 60_000;
const freeTries = 5;
const firstLock = 15 * minute;
const longestLock = 24 * 60 * minute;

/** How long the `wrong`th wrong try in a row locks, ms: the fifth 15 minutes, each further one twice as long, at most a day. */
export function lockFor(wrong: number): number {
  return wrong < freeTries ? 0 : Math.min(firstLock * 2 ** (wrong - freeTries), longestLock);
}

interface PinOptions {
  pins: PinBook;
  /** What hashing costs; the usual when it is left out. */
  cost?: ScryptCost;
  now?: () => number;
}

/** PINs: set, looked at, locked. */
export function createPins({ pins, cost, now = Date.now }: PinOptions) {
  // Somebody without a PIN takes as long as somebody with one.
  const nobodys = nobodysHash(cost);

  /** Sets or replaces a person's PIN. Throws AccessError: badPin, easyPin. */
  async function set(personId: string, pin: string): Promise<void> {
    const problem = pinProblem(pin);
    if (problem) throw new AccessError(problem);
    const { salt, hash } = await hashPin(pin, cost);
    await pins.set(personId, salt, hash);
  }

  /** Passes when `pin` is the person's; null stands for nobody. Throws AccessError: wrongPin, pinLocked. */
  async function check(personId: string | null, pin: string): Promise<void> {
    const kept = personId === null ? null : await pins.try(personId, now(), lockFor);
    if (kept === 'locked') throw new AccessError('pinLocked');
    const right = await isPin(pin, kept ?? nobodys);
    if (kept && right) return pins.right(kept.personId);
    throw new AccessError(kept?.lockedUntil ? 'pinLocked' : 'wrongPin');
  }

  /** Whether a person has a PIN, and until when it is locked (ISO 8601 instant; empty: it is not). */
  async function stateOf(personId: string): Promise<{ lockedUntil: string } | null> {
    const pin = await pins.read(personId);
    if (!pin) return null;
    const isLocked = pin.lockedUntil !== '' && Date.parse(pin.lockedUntil) > now();
    return { lockedUntil: isLocked ? pin.lockedUntil : '' };
  }

  return { set, check, stateOf, remove: pins.remove };
}

export type Pins = ReturnType<typeof createPins>;
