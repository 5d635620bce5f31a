import { overlayAll } from '../../shared/follow-up.ts';
import type { PetitionIndex } from '../board/contract.ts';
import type { FollowUpBook } from './contract.ts';

/**
 * The table of petitions, written with the book laid over what the board says: search, figures and worklists see a
 * petition as it stands now, whoever wrote last.
 */
export function laidOver(index: PetitionIndex, book: Pick<FollowUpBook, 'events'>): PetitionIndex {
  return {
    async upsert(dialogueId, petitions) {
      await index.upsert(dialogueId, overlayAll(petitions, await book.events(dialogueId)));
    },
    last: (dialogueId, petitionId) => index.last(dialogueId, petitionId),
  };
}
