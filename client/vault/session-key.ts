import { cipherOf, keyBytes, randomBytes } from './cipher.ts';

/*
 * The key while the browser is open, so that a reload and further tabs do not ask for the PIN again: in localStorage,
 * sealed by a half that is in a cookie for the session. Whatever a browser keeps in storage it writes to the disk, so
 * the key alone must not lie there; a session's cookie ends with the browser. The server is sent the half with each
 * call, which is worth nothing without this device's disk.
 */

const slot = 'doithoai.sessionKey';
const cookie = 'doithoai_half';
const halfId = 'session';

const toHex = (bytes: Uint8Array) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');

function fromHex(text: string): Uint8Array<ArrayBuffer> | null {
  if (!/^([0-9a-f]{2})+$/.test(text)) return null;
  return Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}

function half(): Uint8Array<ArrayBuffer> | null {
  const found = new RegExp(`(?:^|; )${cookie}=([0-9a-f]+)`).exec(document.cookie)?.[1] ?? '';
  const bytes = fromHex(found);
  return bytes?.length === keyBytes ? bytes : null;
}

function makeHalf(): Uint8Array<ArrayBuffer> {
  const made = randomBytes(keyBytes);
  const secure = location.protocol === 'https:' ? '; Secure' : '';
  // The Cookie Store API is missing on http and in older browsers.
  Reflect.set(document, 'cookie', `${cookie}=${toHex(made)}; Path=/; SameSite=Strict${secure}`);
  return made;
}

/** Keeps a key until the browser is closed, or `dropSessionKey`. */
export function keepSessionKey(id: string, key: Uint8Array): void {
  try {
    const sealed = cipherOf(halfId, half() ?? makeHalf()).seal(key);
    localStorage.setItem(slot, JSON.stringify({ id, key: toHex(sealed) }));
  } catch {
    // Blocked storage: the PIN is asked for on every page.
  }
}

/** The key with this id, if the browser was not closed since. */
export function sessionKey(id: string): Uint8Array<ArrayBuffer> | null {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(slot) ?? 'null');
    if (typeof kept !== 'object' || kept === null || !('id' in kept) || !('key' in kept)) return null;
    const [own, sealed] = [half(), fromHex(String(kept.key))];
    return kept.id === id && own && sealed ? cipherOf(halfId, own).open(sealed) : null;
  } catch {
    return null;
  }
}
