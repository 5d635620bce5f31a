import { type Dialogue, parseRoom } from '../../shared/dialogue.ts';
import { forgetKept } from '../kept.ts';
import { hearTabs, tellTabs } from '../tabs.ts';
import { clearDevice } from './clear-device.ts';
import { closeDialogue } from './open-document.ts';

/*
 * What is in the archive is read by its records: the working copy leaves the device, all but what the hall has not got.
 */

const gone = new Set<string>();
hearTabs('gone', ({ dialogueId }) => closeDialogue(dialogueId));

/** Removes from this device the live documents, papers and kept answers of those that are in the archive; once a visit. */
export async function leaveArchived(dialogues: readonly Dialogue[]): Promise<void> {
  for (const { id, archivedAt } of dialogues) if (!archivedAt) gone.delete(id);
  const ids = new Set(dialogues.flatMap(({ id, archivedAt }) => (archivedAt && !gone.has(id) ? [id] : [])));
  if (ids.size === 0) return;
  for (const id of ids) {
    gone.add(id);
    tellTabs('gone', { dialogueId: id });
    closeDialogue(id);
    for (const kept of ['work', 'prepared']) void forgetKept(`${kept}.${id}`);
  }
  await clearDevice({
    room: (room) => !ids.has(parseRoom(room)?.dialogueId ?? ''),
    papers: (dialogueId) => !ids.has(dialogueId),
  });
}
