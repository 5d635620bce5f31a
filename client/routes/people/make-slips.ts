import type { Dialogue } from '../../../shared/dialogue.ts';
import { api } from '../../api.ts';
import { dutyWords, type Listed } from './model.ts';
import type { Slip } from './slips.tsx';

/** Makes a one-time link for each duty; links made before that nobody opened are void from now on. Throws ApiError. */
export async function makeSlips(
  dutyIds: readonly string[],
  people: readonly Listed[],
  dialogues: readonly Dialogue[],
): Promise<Slip[]> {
  const links = await (await api.duties.links.$post({ json: { dutyIds: [...dutyIds] } })).json();
  const tokens = new Map(links.map((link) => [link.dutyId, link]));
  // In the order of the list, so that the slips are handed out as people stand in it.
  return people.flatMap(({ name, title, unit, duties }) =>
    duties.flatMap((duty) => {
      const link = tokens.get(duty.id);
      if (!link) return [];
      const who = [title, unit].filter(Boolean).join(', ');
      return [{ ...link, name, who, duty: dutyWords(duty, dialogues) }];
    }),
  );
}
