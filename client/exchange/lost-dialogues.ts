import type { Dialogue } from '../../shared/dialogue.ts';
import { api } from '../api.ts';
import { keptDialogues } from '../data.ts';
import { roomDatabases } from '../sync/room-database.ts';

/** Dialogues that this device keeps and the server does not know. Throws ApiError when the server cannot be asked. */
export async function lostDialogues(): Promise<Dialogue[]> {
  const kept = keptDialogues();
  const known = new Set((await (await api.dialogues.$get()).json()).map(({ id }) => id));
  const unknown = kept.filter(({ id }) => !known.has(id));
  if (unknown.length === 0) return [];
  // A browser that does not tell what lies on it may have all of them.
  const databases = await roomDatabases().catch(() => null);
  return unknown.filter(({ id }) => !databases || databases.some(({ room }) => room.startsWith(`${id}/`)));
}
