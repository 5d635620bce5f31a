import { createSignal } from 'solid-js';

/* Whether the browser keeps what lies here for long, and how much room it leaves. */

/** `cannotAsk`: the page is no secure context, or the browser is an old one. */
export type Lasting = 'unknown' | 'yes' | 'no' | 'cannotAsk';

/** Bytes that are used, and that are left. */
export interface RoomLeft {
  used: number;
  left: number;
}

/** Warned about from this share of the room on, or when less than this is left, bytes. */
const nearlyAll = 0.9;
const little = 50 * 1024 * 1024;
/** How often it is looked at, at most, ms. */
const lookEvery = 30_000;

const [lasting, setLasting] = createSignal<Lasting>('unknown');
const [room, setRoom] = createSignal<RoomLeft | null>(null);
let asked = false;
let lookedAt = Number.NEGATIVE_INFINITY;

export { lasting, room as roomLeft };

/** Whether it has to be said that room runs out. */
export function isNearlyFull({ used, left }: RoomLeft): boolean {
  return left < little || used >= (used + left) * nearlyAll;
}

/** The room that is left, while there is too little of it; reactive. */
export function littleRoom(): RoomLeft | null {
  const now = room();
  return now && isNearlyFull(now) ? now : null;
}

function manager(): StorageManager | null {
  return globalThis.navigator?.storage ?? null;
}

/** Looks at the room that is left; at most every half minute unless it is `wanted` now. */
export async function lookAtRoom(wanted = false): Promise<void> {
  const now = performance.now();
  if (!wanted && now - lookedAt < lookEvery) return;
  lookedAt = now;
  try {
    const told = await manager()?.estimate();
    if (told?.quota) setRoom({ used: told.usage ?? 0, left: Math.max(0, told.quota - (told.usage ?? 0)) });
  } catch {
    // Nothing is known, and a write that fails says so.
  }
}

/** Finds out whether the browser keeps things for long, without asking for it. */
export async function lookAtLasting(): Promise<void> {
  const storage = manager();
  const isKept = storage?.persisted ? await storage.persisted().catch(() => false) : null;
  setLasting(isKept === null ? 'cannotAsk' : isKept ? 'yes' : 'no');
}

/**
 * Something that was written here lies on this device: now there is something to keep for long, and to ask the browser
 * (which may ask the person) for; once while the page is open.
 */
export async function ownTextIsHere(): Promise<void> {
  void lookAtRoom();
  if (asked) return;
  asked = true;
  await lookAtLasting();
  if (
    lasting() === 'no' &&
    (await manager()
      ?.persist()
      .catch(() => false))
  )
    setLasting('yes');
}
