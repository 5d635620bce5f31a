import type { Quarter } from '../dialogue.ts';
import { withoutSigns } from '../without-signs.ts';
import type { Slot } from './headings.ts';
import { emptyDialogue, emptyPlan, type PlanDraft, type PlannedDialogue } from './plan.ts';
import type { Place, PlanPart } from './proposal.ts';

/** The state of reading a plan from top to bottom. */
export interface Reading {
  plan: PlanDraft;
  /** What the next lines are. */
  slot: Slot;
  /** The line `KẾ HOẠCH` was read. */
  kindSeen: boolean;
  /** Headings recognised, for telling a plan from another text. */
  seen: Set<Slot>;
  /** Count of the parts with Roman numbers so far. */
  romans: number;
  /** The dialogue that participants and content belong to, -1 before the first. */
  current: number;
  /** `romans` when the current dialogue began. */
  openedAt: number;
  /** The dialogue that time and place belong to; -1: all. */
  scheduled: number;
  /** How many dialogues the part on time and place has named. */
  schedules: number;
  /** The year beside the place in the head, 0 without one. */
  headYear: number;
  /** The page number that would come next. */
  nextPage: number;
  /** The bullet before the last unit of part IV: units of one plan are written alike. */
  unitBullet: '' | '-' | '+';
  /** `Nơi nhận` was read; recipients may stand beside the signature, line by line. */
  recipientsOpen: boolean;
  /** Dialogues that no heading announced. */
  assumed: Set<number>;
  /** Adds the rest of a wrapped line to the last entry, or null when there is none to add to. */
  extend: ((more: string) => void) | null;
  /** Where that entry is. */
  last: Place | null;
}

export function startReading(): Reading {
  return {
    plan: emptyPlan(),
    slot: 'front',
    kindSeen: false,
    seen: new Set(),
    romans: 0,
    current: -1,
    openedAt: 0,
    scheduled: -1,
    schedules: 0,
    headYear: 0,
    nextPage: 1,
    unitBullet: '',
    recipientsOpen: false,
    assumed: new Set(),
    extend: null,
    last: null,
  };
}

export function placed(part: PlanPart, dialogue = -1): Place {
  return { part, dialogue, heading: false };
}

export function headingOf(part: PlanPart, dialogue = -1): Place {
  return { part, dialogue, heading: true };
}

/** Text as it is kept: tabs are spaces, runs of spaces are one. */
export function tidy(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

/** Without the `;` or `.` that closes an entry of a list. */
export function withoutEnd(text: string): string {
  return withoutSigns(text, ' ;.,');
}

/** Appends an entry to a list and lets a wrapped line go on in it. */
export function put(reading: Reading, list: string[], text: string): void {
  const at = list.push(tidy(text)) - 1;
  reading.extend = (more) => {
    list[at] = `${list[at]} ${tidy(more)}`;
  };
}

/** As `put`; a sub-point (`+`) keeps its sign when there is a point above it. */
export function putPoint(reading: Reading, list: string[], text: string, bullet: '' | '-' | '+'): void {
  put(reading, list, bullet === '+' && list.length > 0 ? `+ ${tidy(text)}` : text);
}

/** The dialogue being read; one is begun when the text has named none. */
export function currentDialogue(reading: Reading): PlannedDialogue {
  const known = reading.plan.dialogues[reading.current];
  if (known) return known;
  reading.assumed.add(reading.plan.dialogues.length);
  return openDialogue(reading, '', 0);
}

/** Begins a dialogue. */
export function openDialogue(reading: Reading, quarter: Quarter, year: number): PlannedDialogue {
  const dialogue = { ...emptyDialogue(year), quarter };
  reading.current = reading.plan.dialogues.push(dialogue) - 1;
  reading.openedAt = reading.romans;
  return dialogue;
}

/** Index of the dialogue of a quarter (and year, where both name one), or -1. */
export function dialogueOfQuarter(reading: Reading, quarter: Quarter, year: number): number {
  if (quarter === '') return -1;
  return reading.plan.dialogues.findIndex(
    (dialogue) =>
      dialogue.quarter === quarter && (dialogue.year === 0 || year === 0 || dialogue.year === year),
  );
}
