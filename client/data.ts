import type { Dialogue, Office } from '../shared/dialogue.ts';
import type { DialogueRecord, FreezeSummary } from '../shared/record.ts';
import { api } from './api.ts';
import { askOrKept } from './kept.ts';

/** The office's own data. */
export function loadOffice(): Promise<Office> {
  return askOrKept('office', async () => (await api.office.$get()).json());
}

/** All dialogues that this session sees. */
export function loadDialogues(): Promise<Dialogue[]> {
  return askOrKept('dialogues', async () => (await api.dialogues.$get()).json());
}

/** One dialogue. */
export function loadDialogue(id: string): Promise<Dialogue> {
  return askOrKept(`dialogue.${id}`, async () => (await api.dialogues[':id'].$get({ param: { id } })).json());
}

/** A frozen record with its summary and the fingerprint of the key that signed it (empty in version 1). */
export async function loadRecord(
  id: string,
): Promise<{ summary: FreezeSummary; record: DialogueRecord; fingerprint: string }> {
  const response: Response = await api.freezes[':id'].$get({ param: { id } });
  return response.json();
}
