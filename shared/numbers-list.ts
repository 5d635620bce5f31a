import type { Fact, Standing } from './numbers.ts';
import type { CountRow } from './numbers-counts.ts';

/** A petition in a list behind a figure: names and numbers of people in its matter are hidden. */
export interface ListedPetition
  extends Pick<
    Fact,
    | 'dialogueId'
    | 'field'
    | 'village'
    | 'unit'
    | 'channel'
    | 'outcome'
    | 'authority'
    | 'state'
    | 'raisedOn'
    | 'dueOn'
    | 'solvedOn'
  > {
  id: string;
  number: string;
  standing: Standing;
  /** Working days to the answer; null where none came after the hall. */
  days: number | null;
  /** The beginning of what it asks for. */
  matter: string;
}

export interface ListPage {
  /** All that fit, on this page or not. */
  total: number;
  petitions: ListedPetition[];
}

/** Petitions of several dialogues that are about one matter. */
export interface ReturningMatter extends CountRow {
  /** The dialogues in which it came up, the oldest first. */
  dialogueIds: string[];
  newest: ListedPetition;
}

export interface MatterList {
  /** Matters that came up in two dialogues or more. */
  total: number;
  matters: ReturningMatter[];
  /** Petitions that are still being sorted; while there are any, the rest is empty. */
  waiting: number;
}

/** Petitions of a list that are sent at once. */
export const listLength = 50;
