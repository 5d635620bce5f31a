import { newId } from '../../shared/ids.ts';
import { moveKept, openKept } from '../kept.ts';
import { tellTabs } from '../tabs.ts';
import { cipherOf, keyBytes, randomBytes, unwrap, wrap } from './cipher.ts';
import { moveAll } from './move-all.ts';
import { type Cipher, ownCipher, setVault } from './own-key.ts';
import { allVaults, putVault, removeVault, type VaultRecord, vaultsOf } from './records.ts';
import { keepSessionKey, sessionKey } from './session-key.ts';

/*
 * A person's data on a device are sealed by a random key, which lies there wrapped by the PIN. The server never sees
 * it; a PIN that was changed only wraps it anew, one that was forgotten leaves it closed.
 */

const freeTries = 5;
const firstWait = 30_000;
const longestWait = 15 * 60_000;

/** How long after the `wrong`th wrong try in a row the next is looked at, ms. */
export function waitAfter(wrong: number): number {
  return wrong < freeTries ? 0 : Math.min(firstWait * 2 ** (wrong - freeTries), longestWait);
}

/** What came of a try; `wait`: none is looked at before `until` (ms since the epoch). */
export type Tried = { is: 'open' } | { is: 'wrong' } | { is: 'wait'; until: number };

/** The key in use, for wrapping it anew. */
let inUse: { record: VaultRecord; key: Uint8Array } | null = null;
/** The PIN that the server has just taken, where the device's key is wrapped by an older one. */
let serversPin = '';

/** The server knows another PIN than this device does. */
export function isOutdated(): boolean {
  return serversPin !== '';
}

/** The key, if it was opened since the browser was. */
export function fromSession(record: VaultRecord): Cipher | null {
  const key = sessionKey(record.id);
  inUse = key && { record, key };
  return key && cipherOf(record.id, key);
}

/** From now on all is sealed by this key; what was kept in plain is there before any page asks for it. */
async function opened(record: VaultRecord, key: Uint8Array): Promise<void> {
  inUse = { record, key };
  keepSessionKey(record.id, key);
  const cipher = cipherOf(record.id, key);
  await moveKept(null, cipher);
  await openKept(cipher);
  setVault('open', cipher);
  tellTabs('keys', { removed: false });
}

/** Makes a key. Rejects when the device keeps nothing. */
async function make(personId: string, pin: string): Promise<void> {
  const [id, key] = [newId(), randomBytes(keyBytes)];
  const wrapped = await wrap(id, key, pin);
  const record: VaultRecord = { id, personId, wrapped, madeAt: Date.now(), wrong: 0, waitUntil: 0 };
  // On the disk before anything is sealed by it.
  await putVault(record);
  serversPin = '';
  await opened(record, key);
}

/** Brings under the key in use what lies here in plain; what is opened meanwhile brings itself. */
export function sealRest(): void {
  const cipher = ownCipher();
  if (cipher) void moveAll(null, cipher);
}

/** One try at a key. The try is counted before it is looked at, so that closing the page forgets none. */
async function attempt(
  record: VaultRecord,
  pin: string,
): Promise<Uint8Array | Exclude<Tried, { is: 'open' }>> {
  if (record.waitUntil > Date.now()) return { is: 'wait', until: record.waitUntil };
  const wrong = record.wrong + 1;
  const waitUntil = waitAfter(wrong) && Date.now() + waitAfter(wrong);
  await putVault({ ...record, wrong, waitUntil });
  const key = await unwrap(record.id, record.wrapped, pin);
  if (!key) return waitUntil > 0 ? { is: 'wait', until: waitUntil } : { is: 'wrong' };
  await putVault({ ...record, wrong: 0, waitUntil: 0 });
  return key;
}

/** Opens what is sealed here with the PIN of this device; needs no network. */
export async function unlock(personId: string, pin: string): Promise<Tried> {
  const [record] = await vaultsOf(personId);
  if (!record) return { is: 'wrong' };
  const key = await attempt(record, pin);
  if (!(key instanceof Uint8Array)) return key;
  if (serversPin) {
    await putVault({ ...record, wrapped: await wrap(record.id, key, serversPin), wrong: 0, waitUntil: 0 });
    serversPin = '';
  }
  await opened(record, key);
  sealRest();
  return { is: 'open' };
}

/** The server has taken this PIN: it opens what is sealed here, or a key is made. */
export async function pinTyped(personId: string, pin: string): Promise<void> {
  const [record] = await vaultsOf(personId);
  if (!record) return make(personId, pin);
  const key = await unwrap(record.id, record.wrapped, pin);
  if (!key) {
    // Changed on another device: the old one is asked for once.
    serversPin = pin;
    return;
  }
  await putVault({ ...record, wrong: 0, waitUntil: 0 });
  serversPin = '';
  await opened(record, key);
}

/** The person has a new PIN: the key in use is wrapped by it; where it cannot be opened, another is made. */
export async function pinSet(personId: string, pin: string): Promise<void> {
  const [record] = await vaultsOf(personId);
  const key = record && ownCipher()?.id === record.id && inUse?.record.id === record.id ? inUse.key : null;
  if (!record || !key) return make(personId, pin).then(sealRest);
  const renewed = { ...record, wrapped: await wrap(record.id, key, pin), wrong: 0, waitUntil: 0 };
  await putVault(renewed);
  inUse = { record: renewed, key };
}

/** The disk was cleared while the key is open here: writes it down again, so that nothing comes back in plain. */
export async function restore(personId: string): Promise<VaultRecord | undefined> {
  if (inUse?.record.personId !== personId || ownCipher()?.id !== inUse.record.id) return undefined;
  await putVault(inUse.record);
  keepSessionKey(inUse.record.id, inUse.key);
  return inUse.record;
}

/** Goes on with the PIN that the server took; what the older one sealed stays closed. */
export async function goOnWithout(personId: string): Promise<void> {
  if (serversPin) await make(personId, serversPin).then(sealRest);
}

/** The person has no PIN any more: what is sealed and open here lies in plain again. */
export async function pinRemoved(personId: string): Promise<void> {
  const cipher = ownCipher();
  const [record] = await vaultsOf(personId);
  if (!cipher || record?.id !== cipher.id) return;
  await moveKept(cipher, null);
  await openKept(null);
  inUse = null;
  setVault('none');
  await moveAll(cipher, null);
  // Last, so that a crash before leaves nothing closed for ever; then other tabs follow.
  await removeVault(cipher.id);
  tellTabs('keys', { removed: true });
}

/** Keys of the person here that an earlier PIN wraps. */
export async function olderVaults(personId: string): Promise<VaultRecord[]> {
  return (await vaultsOf(personId)).slice(1);
}

/** Opens what an earlier PIN sealed and brings it under the key in use. */
export async function openOlder(record: VaultRecord, pin: string): Promise<Tried> {
  const now = ownCipher();
  const key = now ? await attempt(record, pin) : null;
  if (!now || !key) return { is: 'wrong' };
  if (!(key instanceof Uint8Array)) return key;
  await moveAll(cipherOf(record.id, key), now);
  await openKept(now);
  await removeVault(record.id);
  return { is: 'open' };
}

/** Keys here of persons whom this server does not know (`known`: ids of those whom it does): a lost one knew them. */
export async function leftVaults(known: readonly string[]): Promise<VaultRecord[]> {
  return (await allVaults()).filter(({ personId }) => !known.includes(personId));
}

/**
 * Opens by its PIN what a person of a lost server sealed here, and brings it to whoever works here now. The person can
 * sign in no more: no server knows them.
 */
export async function openLeft(keyId: string, pin: string): Promise<Tried> {
  // As it is now: wrong tries are counted in it.
  const record = (await allVaults()).find(({ id }) => id === keyId);
  if (!record) return { is: 'wrong' };
  const key = await attempt(record, pin);
  if (!(key instanceof Uint8Array)) return key;
  const now = ownCipher();
  await moveAll(cipherOf(record.id, key), now);
  await openKept(now);
  await removeVault(record.id);
  return { is: 'open' };
}
