import type { FollowUpAct } from '../../../shared/follow-up.ts';
import type { FollowedPetition, FollowUpList } from '../../../shared/worklists.ts';
import { api } from '../../api.ts';
import { loadFollowUp } from '../../data.ts';
import { openWorklist, type Worklist } from '../../ui/worklist.ts';

/** How often the page asks while it is looked at, ms. */
const askEvery = 30_000;

/** Opens the worklists and keeps them fresh. To be called inside a Solid owner. */
export function openFollowUp(): Worklist<FollowUpList> {
  return openWorklist(loadFollowUp, askEvery);
}

/** Notes one act on petitions of one dialogue. Throws ApiError. */
export async function noteAct(
  dialogueId: string,
  petitions: readonly FollowedPetition[],
  act: FollowUpAct,
): Promise<void> {
  const json = { petitions: petitions.map(({ id, state }) => ({ id, state })), act };
  await api.dialogues[':id']['follow-up-acts'].$post({ param: { id: dialogueId }, json });
}
