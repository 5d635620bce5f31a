import { onMount } from 'solid-js';
import { roomAccess } from '../../shared/access.ts';
import { hallInReach, onHallBack } from '../in-reach.ts';
import { session } from '../session.ts';
import { holdsUnsent } from '../sync/clear-device.ts';
import { roomDatabases } from '../sync/room-database.ts';
import { bringRoom } from './bring-document.ts';

/*
 * What was written without the hall reaches it also when the page that it was written on is not open any more: a
 * document that holds something unsent is opened in the background until the hall has it.
 */

/** Devices that come back together do not come in one moment, ms. */
const spread = 1_000;

let sending = false;

/** Rooms with something unsent that whoever is here may write. */
async function unsentRooms(): Promise<string[]> {
  const now = session();
  const found: string[] = [];
  if (!now) return found;
  for (const { name, room } of await roomDatabases()) {
    if (roomAccess(now, room) === 'write' && (await holdsUnsent(name))) found.push(room);
  }
  return found;
}

async function sendAll(): Promise<void> {
  if (sending || !hallInReach()) return;
  sending = true;
  try {
    for (const room of await unsentRooms()) await bringRoom(room).catch(() => undefined);
  } catch {
    // Out of reach again, or a browser that does not tell what it holds: the next time, or the next opening.
  } finally {
    sending = false;
  }
}

/** Sends what waits on this device, now and each time the hall comes back. To be called inside a Solid owner. */
export function sendWaiting(): void {
  const soon = () => setTimeout(() => void sendAll(), Math.random() * spread);
  onMount(soon);
  onHallBack(soon);
}
