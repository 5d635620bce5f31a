import { cleanLine } from './documents/plain.ts';
import { isOwed } from './due.ts';
import type { Category, Channel, Outcome, Petition, PetitionState } from './petition.ts';
import { type FormerNames, usualName } from './same-name.ts';
import { localDay } from './vietnamese/dates.ts';
import { isDay } from './working-days.ts';

/**
 * What the office counts, said once: the page of figures, the report on results and the spreadsheets all count with
 * what stands here, so that they never disagree. Days are `YYYY-MM-DD` in Vietnam, empty for none.
 *
 * - **Received**: raised on or before the day that is counted to. Every petition received is in exactly one `Standing`.
 * - **Withdrawn, merged**: received, but nothing that is still to be solved. One that was merged is not counted again
 *   under the petition that it went into; the citizen's matter is solved when that one is.
 * - **Solved**: an answer was given in the hall, or one is on file. That the citizen was told is not asked for here:
 *   an answer on file of which nobody told the citizen is solved, and shown as `untold` beside.
 * - **Solved in the hall**: by an outcome that ends it (answered, explained, guided), without an answer ever having been
 *   promised, and not after the day the dialogue was held (or the day it was raised, where that is later).
 * - **In time**: solved on or before the due date of the answer that was promised. Without a promise or a due date nothing
 *   can be late. A due date that was moved with a reason counts as it stands now.
 * - **Overdue**: an answer is owed (deferred, escalated), and its due date is over on the day that is counted to: what the
 *   board, the worklists (`shared/worklists.ts`) and the screen call overdue.
 * - **Unit**: the one that has a petition in its charge now. A petition that moved between units counts once, for the
 *   one it is with, whoever held it before; so do village, field and household category after a correction.
 * - **Names** of units, villages and authorities are those of the office's settings: a name that was spelled otherwise, and
 *   a village's former name, count as the one that is used now.
 * - **Authority**: of petitions that were put before a higher authority, whatever became of them since.
 * - **Days to an answer**: working days from the day it was raised to the day it was solved, of petitions that were
 *   answered after the hall; the day it was raised is not counted (`shared/working-days.ts`).
 * - **Year and quarter**: those of the dialogue, not of the day on which something happened.
 */

/** Of each petition exactly one holds. */
export const standings = ['hall', 'inTime', 'late', 'open', 'overdue', 'withdrawn', 'merged'] as const;
export type Standing = (typeof standings)[number];

/** What is counted of a petition: neither its text nor a person. */
export interface Fact {
  dialogueId: string;
  petitionId: string;
  state: PetitionState;
  outcome: Outcome | '';
  field: string;
  village: string;
  unit: string;
  category: Category;
  channel: Channel;
  /** The higher authority; empty for a petition that was not put before one, and while its name is not known. */
  authority: string;
  raisedOn: string;
  dueOn: string;
  /** When an answer was given in the hall or came on file; empty for one that is open, was withdrawn or merged. */
  solvedOn: string;
  /** When the answer on file came; empty without one. */
  repliedOn: string;
  /** When the citizen was told of it. */
  toldOn: string;
  /** When it was closed; empty while it is not. */
  closedOn: string;
  /** An answer was promised at some time, or is on file: it was not solved in the hall. */
  promised: boolean;
}

function movedOn(petition: Pick<Petition, 'history'>, to: PetitionState | ''): string {
  return localDay(petition.history.findLast((change) => change.to === to)?.at ?? '');
}

const dayOrNone = (text: string) => (isDay(text) ? text : '');

/** The day the answer came on file, by its own date; empty without one. */
function repliedOn(petition: Petition): string {
  if (petition.state !== 'replied' && petition.state !== 'closed') return '';
  return dayOrNone(petition.replyDate) || movedOn(petition, 'replied');
}

/**
 * The day a petition was solved: answered in the hall, or an answer is on file. Empty for one that is open, was
 * withdrawn or merged.
 */
export function solvedOn(petition: Petition): string {
  const raised = localDay(petition.raisedAt);
  switch (petition.state) {
    case 'answered':
    case 'explained':
    case 'guided':
      return movedOn(petition, petition.state) || raised;
    case 'replied':
    case 'closed':
      return (
        repliedOn(petition) || movedOn(petition, petition.outcome) || movedOn(petition, 'closed') || raised
      );
    default:
      return '';
  }
}

function wasPromised(petition: Petition): boolean {
  const { state, outcome, history } = petition;
  if (state === 'replied' || outcome === 'deferred' || outcome === 'escalated' || repliedOn(petition) !== '')
    return true;
  return history.some(({ to }) => to === 'deferred' || to === 'escalated');
}

/** What is counted of a petition. */
export function factOf(dialogueId: string, petition: Petition): Fact {
  const { state, outcome } = petition;
  return {
    dialogueId,
    petitionId: petition.id,
    state,
    outcome,
    field: cleanLine(petition.field),
    village: cleanLine(petition.village),
    unit: cleanLine(petition.unit),
    category: petition.category,
    channel: petition.channel,
    authority: outcome === 'escalated' ? cleanLine(petition.authority) : '',
    raisedOn: localDay(petition.raisedAt),
    dueOn: dayOrNone(petition.dueDate),
    solvedOn: solvedOn(petition),
    repliedOn: repliedOn(petition),
    toldOn: dayOrNone(petition.toldAt),
    closedOn: state === 'closed' ? movedOn(petition, 'closed') : '',
    promised: wasPromised(petition),
  };
}

const later = (a: string, b: string) => (a > b ? a : b);

/** Whether a petition counts as received on the day that is counted to. */
export function isReceived({ raisedOn }: Pick<Fact, 'raisedOn'>, to: string): boolean {
  return raisedOn <= to;
}

/**
 * How a petition that was received stands on the day `to`.
 * @param heldOn the day its dialogue was held, or empty
 */
export function standingOf(
  fact: Pick<Fact, 'state' | 'solvedOn' | 'raisedOn' | 'dueOn' | 'promised'>,
  heldOn: string,
  to: string,
): Standing {
  if (fact.state === 'withdrawn' || fact.state === 'merged') return fact.state;
  const { state, dueOn, solvedOn, promised } = fact;
  if (solvedOn === '' || solvedOn > to) {
    // What was solved later was owed until then.
    const owed = solvedOn === '' ? isOwed(state) : promised;
    return owed && dueOn !== '' && dueOn < to ? 'overdue' : 'open';
  }
  if (!promised && solvedOn <= later(fact.raisedOn, heldOn)) return 'hall';
  return promised && dueOn !== '' && dueOn < solvedOn ? 'late' : 'inTime';
}

/** Whether the answer on file of a petition is one that its citizen was not told of. */
export function isUntold({ state }: Pick<Fact, 'state'>, standing: Standing): boolean {
  return state === 'replied' && (standing === 'inTime' || standing === 'late');
}

/** The names that the office uses now. */
export interface OfficeNames {
  units: readonly string[];
  villages: readonly string[];
  authorities: readonly string[];
  formerVillages?: FormerNames | undefined;
}

type NamedPart = 'unit' | 'village' | 'authority';

/** Puts the names that the office uses now in the place of those that were written. Made once for many petitions. */
export function namer(office: OfficeNames): <T extends Record<NamedPart, string>>(one: T) => T {
  const known = { unit: office.units, village: office.villages, authority: office.authorities };
  const names = {
    unit: new Map<string, string>(),
    village: new Map<string, string>(),
    authority: new Map<string, string>(),
  };
  const nameOf = (part: NamedPart, written: string): string => {
    const found = names[part].get(written);
    if (found !== undefined) return found;
    const line = cleanLine(written);
    const name = usualName(line, known[part].map(cleanLine), part === 'village' ? office.formerVillages : {});
    names[part].set(written, name);
    return name;
  };
  return (one) => {
    const unit = nameOf('unit', one.unit);
    const village = nameOf('village', one.village);
    const authority = nameOf('authority', one.authority);
    // Most are written as the office has them: then nothing is copied.
    const isUsual = unit === one.unit && village === one.village && authority === one.authority;
    return isUsual ? one : { ...one, unit, village, authority };
  };
}
