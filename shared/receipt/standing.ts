import type { Dialogue, Office } from '../dialogue.ts';
import { clean, cleanLine, shorten } from '../documents/plain.ts';
import { isOwed } from '../due.ts';
import { wayOf } from '../merging.ts';
import type { Outcome, Petition } from '../petition.ts';
import { dayInVietnam, isDay, type WorkCalendar, workingDaysBetween } from '../working-days.ts';

/** How far a petition has come, in the words of its citizen. */
export const stages = [
  'received',
  'assigned',
  'answered',
  'promised',
  'forwarded',
  'replied',
  'closed',
  'withdrawn',
] as const;
export type Stage = (typeof stages)[number];

/**
 * What a citizen is shown of the own petition: an allow-list, with names and numbers of people taken out of every text.
 * Empty texts say nothing. Days are `YYYY-MM-DD`.
 */
export interface Standing {
  number: string;
  /** The dialogue. */
  dialogue: string;
  heldOn: string;
  receivedOn: string;
  matter: string;
  field: string;
  /** Number of the petition under which this one goes on; all that follows is that one's. */
  mergedInto: string;
  stage: Stage;
  outcome: Outcome | '';
  unit: string;
  authority: string;
  /** While an answer is owed. */
  dueDate: string;
  /** Working days until then, counted from tomorrow; negative when that day is over. */
  daysLeft: number;
  answer: string;
  replyNumber: string;
  replyDate: string;
  toldOn: string;
  withdrawnOn: string;
}

/** Longest texts, in characters: the screen's. */
const lengths = { matter: 500, answer: 1500, line: 200, source: 4000 } as const;

export interface StandingParts {
  dialogue: Dialogue;
  calendar: WorkCalendar;
  office: Pick<Office, 'units' | 'authorities'>;
  /** Takes names and numbers of people out. */
  redact(text: string): string;
  /** Petitions of the same dialogue. */
  find(id: string): Petition | undefined;
  /** `YYYY-MM-DD` in Vietnam. */
  today: string;
}

function dayOfInstant(instant: string): string {
  const at = new Date(instant);
  return Number.isNaN(at.getTime()) ? '' : dayInVietnam(at);
}

function stageOf({ state }: Petition): Stage {
  switch (state) {
    case 'raised':
    case 'merged':
      return 'received';
    case 'answered':
    case 'explained':
    case 'guided':
      return 'answered';
    case 'deferred':
      return 'promised';
    case 'escalated':
      return 'forwarded';
    default:
      return state;
  }
}

/** The outcome as long as it says something: what was taken back or is given to a unit anew has none. */
function outcomeOf({ state, outcome }: Petition): Outcome | '' {
  return state === 'raised' || state === 'assigned' || state === 'withdrawn' ? '' : outcome;
}

/** What the citizen of `petition` is shown. A merged one goes on as the one that it leads to. */
export function standingOf(petition: Petition, parts: StandingParts): Standing {
  const { dialogue, calendar, today, redact } = parts;
  const line = (text: string) => shorten(redact(text.slice(0, lengths.source)), lengths.line);
  const text = (value: string, length: number) => {
    const redacted = clean(redact(value.slice(0, lengths.source))).trim();
    return redacted.length <= length ? redacted : shorten(redacted, length);
  };
  const day = (value: string) => (isDay(value) ? value : '');
  const kept = wayOf(petition, parts.find)?.kept ?? petition;
  const owed = isOwed(kept.state) ? day(kept.dueDate) : '';
  const outcome = outcomeOf(kept);
  const withdrawn = kept.state === 'withdrawn' ? kept.history.findLast(({ to }) => to === 'withdrawn') : null;
  const wasReplied = kept.state === 'replied' || kept.state === 'closed';
  return {
    number: numberOf(petition),
    dialogue: cleanLine(dialogue.title),
    heldOn: day(dialogue.heldOn),
    receivedOn: dayOfInstant(petition.raisedAt),
    matter: text(petition.content, lengths.matter),
    field: among(dialogue.fields, petition.field),
    mergedInto: kept === petition ? '' : numberOf(kept),
    stage: stageOf(kept),
    outcome,
    unit: among(parts.office.units, kept.unit) || line(kept.unit),
    authority:
      outcome === 'escalated' ? among(parts.office.authorities, kept.authority) || line(kept.authority) : '',
    dueDate: owed,
    daysLeft: owed ? workingDaysBetween(today, owed, calendar) : 0,
    // Before the chair has decided it is a draft.
    answer: outcome === '' ? '' : text(kept.answer, lengths.answer),
    replyNumber: wasReplied ? line(kept.replyNumber) : '',
    replyDate: wasReplied ? day(kept.replyDate) : '',
    toldOn: kept.state === 'closed' ? day(kept.toldAt) : '',
    withdrawnOn: withdrawn ? dayOfInstant(withdrawn.at) : '',
  };
}

function numberOf({ number }: Petition): string {
  return /^KN-\d{2,6}$/.test(number) ? number : '';
}

/** `value` if it is one of `known`, else empty. */
function among(known: readonly string[], value: string): string {
  const wanted = cleanLine(value);
  return known.map(cleanLine).find((one) => one === wanted) ?? '';
}
