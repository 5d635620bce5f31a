import { erasedName, namesIn } from '../../shared/docs/erasing.ts';
import type { FollowUpEvent } from '../../shared/follow-up.ts';
import type { EscalationBook } from '../escalation/contract.ts';
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
  /** What crossed to the superior; null where there is none. */
  escalations: Pick<EscalationBook, 'sentOf' | 'erase'> | null;
  refresh(dialogueId: string): Promise<void>;
  now?: () => Date;
}): FollowUpEraser {
  const { book, answers, escalations, now = () => new Date() } = parts;

  /** Petitions that the superior answered with a file. */
  async function answeredAbove(dialogueId: string): Promise<string[]> {
    const sent = (await escalations?.sentOf(dialogueId)) ?? [];
    return sent.filter(({ acts }) => acts.some(({ file }) => file)).map(({ petitionId }) => petitionId);
  }

  return {
    async files(dialogueId, petitionIds) {
      const here = (await answers.all(dialogueId)).map(({ petitionId }) => petitionId);
      const all = [...here, ...(await answeredAbove(dialogueId))];
      return all.filter((id) => petitionIds.has(id)).length;
    },
    async petitions(dialogueId) {
      const here = (await answers.all(dialogueId)).map(({ petitionId }) => petitionId);
      return [...new Set([...here, ...(await answeredAbove(dialogueId))])];
    },
    async erase(dialogueId, petitionIds, names) {
      const redact = (text: string) => (names.own.length === 0 ? text : withoutNames(text, names));
      const at = now().toISOString();
      const above = await escalations?.erase(dialogueId, { redact, files: petitionIds, at });
      const files = (await answers.erase(dialogueId, petitionIds)) + (above?.files ?? 0);
      if (names.own.length === 0) return { files, texts: 0 };
      const change = (event: FollowUpEvent) => ({ ...event, act: redactAct(event.act, { redact }) });
      const texts = await book.erase(dialogueId, change, at);
      if (texts > 0) await parts.refresh(dialogueId);
      return { files, texts: texts + (above?.texts ?? 0) };
    },
  };
}
