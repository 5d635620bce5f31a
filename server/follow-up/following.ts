import type { Neighbours } from '../escalation/contract.ts';
import { createEscalations, type Escalations } from '../escalation/escalations.ts';
import type { PaperFiles } from '../papers/contract.ts';
import type { Duty } from '../people/contract.ts';
import type { Relay } from '../relay/contract.ts';
import type { Redactors } from '../search/redactors.ts';
import type { Store } from '../store/store.ts';
import type { Writing } from '../work/writing.ts';
import { type Answers, createAnswers } from './answers.ts';
import { createFollowUpEraser, type FollowUpEraser } from './erasing.ts';
import { createFollowUp, type FollowUp } from './keeper.ts';
import { createLists, type Lists } from './lists.ts';

export interface FollowingParts {
  store: Store;
  relay: Pick<Relay, 'read' | 'onStored'>;
  redactors: Redactors;
  writing: Writing;
  /** Where the files of papers lie, and those of answers. */
  files: PaperFiles;
  dutiesNow(personId: string): Promise<readonly Duty[]>;
  /** Null: a hall of its own, which has no superior to send anything to. */
  neighbours: Neighbours | null;
}

/** What follows a dialogue: the book of acts, the files of answers, the worklists. */
export interface Following {
  followUp: FollowUp;
  answers: Answers;
  lists: Lists;
  eraser: FollowUpEraser;
  /** Null where no other commune is. */
  escalations: Escalations | null;
}

export function createFollowing({ store, files, neighbours, ...parts }: FollowingParts): Following {
  const answers = createAnswers({ files, book: store.followUp });
  const { office, freezes, followUp: book, petitions, dialogues } = store;
  const followUp = createFollowUp({ ...parts, office, freezes, book, index: petitions, answers });
  const { redactors } = parts;
  const escalations =
    neighbours && store.escalations
      ? createEscalations({ book: store.escalations, neighbours, followUp, answers, redactors })
      : null;
  const lists = createLists({ ...parts, dialogues, office, petitions, book, followUp, escalations });
  const { refresh } = followUp;
  const eraser = createFollowUpEraser({ book, answers, escalations: store.escalations, refresh });
  return { followUp, answers, lists, eraser, escalations };
}
