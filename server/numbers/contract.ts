import type { Fact, OfficeNames, Standing } from '../../shared/numbers.ts';
import type { CountRow, Overview } from '../../shared/numbers-counts.ts';
import type { Filter } from '../../shared/numbers-filter.ts';
import type { WorkCalendar } from '../../shared/working-days.ts';

/** What is asked of the figures. */
export interface NumbersQuestion {
  filter: Filter;
  /** The day that is counted to, `YYYY-MM-DD`. */
  to: string;
  calendar: WorkCalendar;
  /** As the office calls units, villages and authorities now. */
  names: OfficeNames;
}

/** A petition in a list, with the beginning of what it asks for as it was written: not for every eye. */
export interface ListedFact {
  fact: Fact;
  standing: Standing;
  number: string;
  matter: string;
  /** Working days to the answer; null where none came after the hall. */
  days: number | null;
}

export interface FactPage {
  /** All that fit, on this page or not. */
  total: number;
  listed: ListedFact[];
}

/** Petitions of several dialogues that are about one matter. */
export interface MatterRow extends CountRow {
  /** The dialogues in which it came up, the oldest first. */
  dialogueIds: string[];
  /** The newest of its petitions, which says what it is about. */
  newest: ListedFact;
}

export interface MatterPage {
  /** Matters that came up in two dialogues or more. */
  total: number;
  matters: MatterRow[];
  /** Petitions that are not sorted into matters yet; while there are any, the rest says nothing. */
  waiting: number;
}

/** Figures over the petitions of all dialogues. Read apart from the server's other work; questions are answered in turn. */
export interface NumbersIndex {
  overview(question: NumbersQuestion): Promise<Overview>;
  /** The petitions behind a figure: those that are late or overdue by their due dates, others the newest dialogue first. */
  list(question: NumbersQuestion, offset: number, limit: number): Promise<FactPage>;
  /** Matters that came up in two dialogues or more, those in the most dialogues first. */
  matters(question: NumbersQuestion, limit: number): Promise<MatterPage>;
}
