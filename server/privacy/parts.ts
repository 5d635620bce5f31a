import * as Y from 'yjs';
import { petitionsOf, petitionText } from '../../shared/docs/board.ts';
import { textsUnder } from '../../shared/docs/erasing.ts';
import { minutesBody } from '../../shared/docs/minutes.ts';
import { preparedText } from '../../shared/docs/prepared.ts';
import type { Place } from '../../shared/privacy.ts';
import type { Logger } from '../board/contract.ts';
import type { LateKeeper } from '../devices/late.ts';
import type { FollowUpEraser } from '../follow-up/erasing.ts';
import type { PaperStore } from '../papers/contract.ts';
import type { Relay } from '../relay/contract.ts';
import type { ReviewBook } from '../review/contract.ts';
import type { FreezeBook } from '../store/store.ts';
import type { Audit, ErasureBook } from './contract.ts';
import { memberNames } from './household-people.ts';
import { handedInNames } from './inbox-people.ts';
import { everybodyIn, namesOf, ownNames, type PeopleParts } from './person-finder.ts';

/** What erasing is made of. */
export interface EraserOptions extends PeopleParts {
  relay: Pick<Relay, 'read' | 'redact' | 'forget' | 'onStored'>;
  freezes: Pick<FreezeBook, 'list' | 'read' | 'erase'>;
  review: Pick<ReviewBook, 'events'>;
  papers: Pick<PaperStore, 'erase'>;
  /** Text that came after freezes. */
  late: Pick<LateKeeper, 'rewrite' | 'documents'>;
  /** What became of petitions after freezes, and the files of answers. */
  followUp: FollowUpEraser;
  book: ErasureBook;
  audit: Audit;
  /** Resolves once the index and the tables say what the documents say. */
  settled(dialogueId: string): Promise<void>;
  /** Drops the history of minutes whose old text is gone. */
  historyGone(room: string): Promise<void>;
  logger: Logger;
  now?: () => Date;
}

/** The petitions whose citizens are among these places: what was answered to them goes with them. */
export function petitionsIn(places: readonly Place[]): Set<string> {
  return new Set(places.filter(({ kind }) => kind === 'petitioner').map(({ id }) => id));
}

/** Content and answer of each petition of a board, and what a unit prepared. */
export function boardTexts(doc: Y.Doc): { id: string; texts: Y.Text[] }[] {
  return [...petitionsOf(doc)].flatMap(([id, map]) => {
    if (!(map instanceof Y.Map)) return [];
    const texts = (['content', 'answer'] as const).flatMap((key) => petitionText(map, key) ?? []);
    const prepared = preparedText(map);
    return [{ id, texts: prepared ? [...texts, prepared] : texts }];
  });
}

/** Every text of the minutes. */
export function minutesTexts(doc: Y.Doc): Y.Text[] {
  return textsUnder(doc.getXmlFragment(minutesBody));
}

/** Names of the chosen entries; of these the ones that nobody else bears, so that a text means this person; the others'. */
export async function namesFor(
  parts: PeopleParts,
  dialogueId: string,
  places: readonly Place[],
): Promise<{ names: string[]; own: string[]; others: string[] }> {
  if (dialogueId === '') {
    const members = places.filter(({ kind }) => kind === 'member');
    const handedIn = await handedInNames(parts.inbox, places);
    return { ...handedIn, names: [...(await memberNames(parts.households, members)), ...handedIn.names] };
  }
  const dialogue = await parts.dialogues.read(dialogueId);
  const all = await everybodyIn(parts, dialogueId);
  const names = namesOf(all, places);
  const officials = dialogue ? [dialogue.chairName, ...dialogue.secretaries] : [];
  return { names, ...ownNames(all, places, names, officials) };
}

/** Places by their dialogues. */
export function byDialogue(places: readonly Place[]): Map<string, Place[]> {
  const result = new Map<string, Place[]>();
  for (const place of places) result.set(place.dialogueId, [...(result.get(place.dialogueId) ?? []), place]);
  return result;
}
