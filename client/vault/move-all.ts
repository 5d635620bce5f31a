import { moveKept } from '../kept.ts';
import { movePapers } from '../papers/move-papers.ts';
import { moveRoom } from '../sync/move-room.ts';
import { roomDatabases, waitingIn } from '../sync/room-database.ts';
import type { Cipher } from './own-key.ts';

/**
 * Brings all that lies on this device under one key (null: in plain) under another. What cannot be moved stays as it is
 * and is moved when it is next opened; each part is safe against a crash by itself. Documents that are open move
 * themselves (device-store.ts). What lies in plain and waits for the hall is left until somebody opens it: it may be the
 * writing of another person here, whom this key would shut out.
 */
export async function moveAll(from: Cipher | null, to: Cipher | null): Promise<void> {
  await moveKept(from, to);
  const rooms = await roomDatabases().catch(() => []);
  for (const { name, room, keyId } of rooms.filter((one) => one.keyId === (from?.id ?? '')))
    if (keyId || (await waitingIn(name).catch(() => 1)) === 0)
      await moveRoom(room, { cipher: from }, { cipher: to }).catch(() => undefined);
  await movePapers(from, to).catch(() => undefined);
}
