import { erasedName, namesIn } from '../../shared/docs/erasing.ts';
import type { FollowUpEvent } from '../../shared/follow-up.ts';
import type { Answers } from './answers.ts';
import type { FollowUpBook } from './contract.ts';
import { redactAct } from './redact-act.ts';

/** Names that erased entries bear and nobody else does, and those that stay. */
interface ErasedNames {
  own: readonly string[];
  others: readonly string[];
}

/** What an erasure asks of the book and of the files of answers. */
export interface FollowUpEraser {
  /** How many files the answers to these petitions have. */
  files(dialogueId: string, petitionIds: ReadonlySet<string>): Promise<number>;
  /** Petitions with a file: it may name its citizen though the register does not. */
  petitions(dialogueId: string): Promise<string[]>;
  /** Removes the files of these petitions, and names from all texts of the dialogue's book. */
  erase(
    dialogueId: string,
    petitionIds: ReadonlySet<string>,
    names: ErasedNames,
  ): Promise<{ files: number; texts: number }>;
}

/** A text without these names. */
function withoutNames(text: string, { own, others }: ErasedNames): string {
  let result = text;
  for (const { start, end } of namesIn(text, own, others).reverse())
    result = result.slice(0, start) + erasedName + result.slice(end);
  return result;
}

/**
 * The redactor took out the names that the register knew when an act was taken; here go those that it came to know later.
 * @param refresh writes the dialogue's petitions into the table anew
 */
export function createFollowUpEraser(parts: {
  book: Pick<FollowUpBook, 'erase'>;
  answers: Pick<Answers, 'all' | 'erase'>;
  refresh(dialogueId: string): Promise<void>;
  now?: () => Date;
}): FollowUpEraser {
  const { book, answers, now = () => new Date() } = parts;
  return {
    async files(dialogueId, petitionIds) {
      return (await answers.all(dialogueId)).filter(({ petitionId }) => petitionIds.has(petitionId)).length;
    },
    async petitions(dialogueId) {
      return [...new Set((await answers.all(dialogueId)).map(({ petitionId }) => petitionId))];
    },
    async erase(dialogueId, petitionIds, names) {
      const files = await answers.erase(dialogueId, petitionIds);
      if (names.own.length === 0) return { files, texts: 0 };
      const redact = (text: string) => withoutNames(text, names);
      const change = (event: FollowUpEvent) => ({ ...event, act: redactAct(event.act, { redact }) });
      const texts = await book.erase(dialogueId, change, now().toISOString());
      if (texts > 0) await parts.refresh(dialogueId);
      return { files, texts };
    },
  };
}
