import { createEffect, createSignal, untrack } from 'solid-js';
import { finished, openDatabase, settled } from './sync/indexed-db.ts';
import { type Cipher, vaultState } from './vault/own-key.ts';

/*
 * Small answers of the server and drafts, kept on this device so that a page opens while the hall is out of reach. They
 * are read at once, so all of them are in memory; on the disk they lie sealed for a person with a key.
 */

/** In localStorage: what is needed before a key is open, and says nothing of citizens (who works here, the clock, which screen this is). */
const prefix = 'doithoai.kept.';
const inPlain = /^(session|clock|verification\.key|screen)(\.|$)/;

/** All else: by id of the key (empty: in plain) and key of the value. */
const databaseName = 'doi-thoai-kept';
const store = 'kept';

/** The values under the key in use, as JSON. */
let values = new Map<string, string>();
let place: Cipher | null = null;
const [isRead, setRead] = createSignal(false);
let database: Promise<IDBDatabase | null> | null = null;

function disk(): Promise<IDBDatabase | null> {
  database ??= openDatabase(databaseName, (made) => made.createObjectStore(store))
    .then((opened) => {
      const gone = () => {
        opened.close();
        database = null;
      };
      opened.onversionchange = gone;
      opened.onclose = gone;
      return opened;
    })
    // Blocked storage: only the offline opening is lost, and the status bar says that storage is blocked.
    .catch(() => null);
  return database;
}

/** Runs `work` over what lies on the disk; does nothing where there is none. */
async function onDisk(work: (kept: IDBObjectStore) => void | Promise<void>): Promise<void> {
  const transaction = (await disk())?.transaction(store, 'readwrite');
  if (!transaction) return;
  const done = finished(transaction);
  done.catch(() => undefined);
  await work(transaction.objectStore(store));
  // Not left to the end of the task: a page that closes has none.
  transaction.commit();
  await done;
}

const allOf = (id: string, begins = '') => IDBKeyRange.bound([id, begins], [id, `${begins}\uffff`]);
const nameOf = (key: IDBValidKey) => (Array.isArray(key) ? String(key[1]) : '');

function sealed(text: string, cipher: Cipher | null): string | Uint8Array {
  return cipher ? cipher.seal(new TextEncoder().encode(text)) : text;
}

function opened(stored: unknown, cipher: Cipher | null): string | null {
  if (!cipher) return typeof stored === 'string' ? stored : null;
  const bytes = stored instanceof Uint8Array ? cipher.open(stored) : null;
  return bytes && new TextDecoder().decode(bytes);
}

async function readAll(kept: IDBObjectStore, cipher: Cipher | null): Promise<Map<string, string>> {
  const range = allOf(cipher?.id ?? '');
  const [keys, stored] = await Promise.all([settled(kept.getAllKeys(range)), settled(kept.getAll(range))]);
  return new Map(
    keys.flatMap((key, at) => {
      const text = opened(stored[at], cipher);
      return text === null ? [] : [[nameOf(key), text] as const];
    }),
  );
}

/** What earlier versions kept in localStorage. */
function takeEarlier(): [string, string][] {
  try {
    const names = Object.keys(localStorage).filter((name) => name.startsWith(prefix));
    const keys = names.map((name) => name.slice(prefix.length)).filter((key) => !inPlain.test(key));
    return keys.map((key) => [key, localStorage.getItem(prefix + key) ?? 'null']);
  } catch {
    return []; // blocked storage holds nothing
  }
}

/** What is kept has been read, so that a page may be built on it; reactive. */
export const keptIsRead = isRead;

/** Reads what is kept under a key (null: in plain), to be had from now on. Never rejects. */
export async function openKept(cipher: Cipher | null): Promise<void> {
  let found = new Map<string, string>();
  const earlier = takeEarlier();
  await onDisk(async (kept) => {
    found = await readAll(kept, cipher);
    for (const [key, text] of earlier) {
      if (found.has(key)) continue;
      found.set(key, text);
      kept.put(sealed(text, cipher), [cipher?.id ?? '', key]);
    }
  })
    .then(() => {
      for (const [key] of earlier) localStorage.removeItem(prefix + key);
    })
    .catch(() => undefined);
  [values, place] = [found, cipher];
  setRead(true);
}

/** Brings what is kept under one key under another; what the other has already stays. Never rejects. */
export async function moveKept(from: Cipher | null, to: Cipher | null): Promise<void> {
  await onDisk(async (kept) => {
    const [old, known] = [await readAll(kept, from), await readAll(kept, to)];
    for (const [key, text] of old) {
      if (!known.has(key)) kept.put(sealed(text, to), [to?.id ?? '', key]);
      kept.delete([from?.id ?? '', key]);
    }
  }).catch(() => undefined);
}

/** What was given to a duty and not to the next one at this device: lists, frozen records, names among them. */
const ofDuty = 'duty.';

/** The key of an answer that only the present duty may keep. */
export function dutyKey(key: string): string {
  return ofDuty + key;
}

/** Forgets what was given to a duty that is over. */
export function forgetDuty(): Promise<void> {
  return forgetKept(ofDuty);
}

/** The value kept under a key, or null. */
export function readKept<T>(key: string): T | null {
  try {
    const text = inPlain.test(key) ? localStorage.getItem(prefix + key) : (values.get(key) ?? null);
    return text === null ? null : (JSON.parse(text) as T);
  } catch {
    return null; // blocked or broken storage: the server's answer will do
  }
}

/** Keeps a value; null forgets it. While the PIN is being asked for nothing is kept but what lies in plain. */
export function writeKept(key: string, value: unknown): void {
  if (inPlain.test(key)) {
    writePlain(key, value);
    return;
  }
  if (vaultState() === 'locked' || vaultState() === 'unknown') return;
  const [text, cipher] = [JSON.stringify(value), place];
  if (value === null) values.delete(key);
  else values.set(key, text);
  onDisk((kept) => {
    if (value === null) kept.delete([cipher?.id ?? '', key]);
    else kept.put(sealed(text, cipher), [cipher?.id ?? '', key]);
  }).catch(() => undefined);
}

function writePlain(key: string, value: unknown): void {
  try {
    if (value === null) localStorage.removeItem(prefix + key);
    else localStorage.setItem(prefix + key, JSON.stringify(value));
  } catch {
    // blocked or full storage, as above
  }
}

/** The keys that begin so, of what does not lie in plain. */
export function keptKeys(begins: string): string[] {
  return [...values.keys()].filter((key) => key.startsWith(begins));
}

/** Forgets those whose keys begin so; all of them when somebody else may sit down at this device. */
export async function forgetKept(begins = ''): Promise<void> {
  for (const key of [...values.keys()]) if (key.startsWith(begins)) values.delete(key);
  try {
    // Earlier versions kept all of them there.
    for (const key of Object.keys(localStorage))
      if (key.startsWith(prefix + begins)) localStorage.removeItem(key);
  } catch {
    // blocked storage holds nothing
  }
  const id = place?.id ?? '';
  await onDisk((kept) => {
    for (const of of new Set(['', id])) kept.delete(allOf(of, begins));
  }).catch(() => undefined);
}

/** What is kept stands in for an answer that takes longer than this, ms: a line that hangs holds up no page. */
const patience = 1_200;

const [corrected, setCorrected] = createSignal<{ key: string; value: unknown } | null>(null);

/**
 * Hands over an answer that came after a page had taken what was kept, and says something else. To be called inside a
 * Solid owner.
 */
export function followKept<T>(key: () => string, take: (value: T) => void): void {
  createEffect(() => {
    const told = corrected();
    if (told?.key === untrack(key)) take(told.value as T);
  });
}

/** Asks the server and keeps the answer; when it is out of reach, the kept answer. Throws what `ask` threw when there is none. */
export async function askOrKept<T>(key: string, ask: () => Promise<T>): Promise<T> {
  let given: T | null = null;
  const answer = ask().then((value) => {
    writeKept(key, value);
    if (given !== null && JSON.stringify(value) !== JSON.stringify(given)) setCorrected({ key, value });
    return value;
  });
  const isHere = answer.then(
    () => true,
    () => true,
  );
  const isLate = new Promise<false>((resolve) => setTimeout(() => resolve(false), patience));
  if (!(await Promise.race([isHere, isLate]))) {
    given = readKept<T>(key);
    if (given !== null) return given;
  }
  try {
    return await answer;
  } catch (error) {
    const kept = readKept<T>(key);
    if (kept !== null && error instanceof Error && error.message === 'unreachable') return kept;
    throw error;
  }
}
