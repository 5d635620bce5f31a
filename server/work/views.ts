import { clean, cleanLine } from '../../shared/documents/plain.ts';
import type { BookEntry } from '../../shared/follow-up.ts';
import type { PreparedAnswer } from '../../shared/inbox.ts';
import type { Petition, StateChange } from '../../shared/petition.ts';
import type { UnitPetition, VillagePetition, WorkPetition } from '../../shared/work.ts';
import { isDay } from '../../shared/working-days.ts';
import { redactAct } from '../follow-up/redact-act.ts';

/** The part of a redactor that is used: takes names and numbers of people out of a text. */
export interface Hider {
  /** `consented` is the one name that stays. */
  redact(text: string, consented?: string): string;
}

/** The citizen behind a petition, from the register. */
export interface Citizen {
  name: string;
  phone: string;
}

const dayOrNone = (day: string) => (isDay(day) ? day : '');

/** An act of the book with the texts in it as `hide` has them. */
function entryView({ event, passedOver }: BookEntry, hide: (text: string) => string): BookEntry {
  const { by, of, act } = event;
  return {
    passedOver,
    event: { ...event, by: cleanLine(by), of: cleanLine(of), act: redactAct(act, { redact: hide }) },
  };
}

/** The changes of a petition's state, those of the book among them. */
export function historyView({ history }: Pick<Petition, 'history'>): StateChange[] {
  return history.map(({ at, by, from, to }) => ({ at, by: cleanLine(by), from, to }));
}

/** Allow-list: what is not named here leaves the server for neither role. */
export function workView(
  petition: Petition,
  hide: (text: string) => string,
  entries: readonly BookEntry[] = [],
): WorkPetition {
  const line = (text: string) => cleanLine(hide(text));
  return {
    id: petition.id,
    number: /^KN-\d{2,6}$/.test(petition.number) ? petition.number : '',
    state: petition.state,
    content: clean(hide(petition.content)),
    answer: clean(hide(petition.answer)),
    field: line(petition.field),
    village: line(petition.village),
    unit: line(petition.unit),
    authority: line(petition.authority),
    dueDate: dayOrNone(petition.dueDate),
    dueReason: line(petition.dueReason),
    replyWish: petition.replyWish,
    replyNumber: line(petition.replyNumber),
    replyDate: dayOrNone(petition.replyDate),
    toldHow: line(petition.toldHow),
    toldAt: dayOrNone(petition.toldAt),
    book: entries.map((entry) => entryView(entry, hide)),
  };
}

/** A petition as its unit's officer sees it: whatever a recorder typed, no citizen's name or number. */
export function unitView(
  petition: Petition,
  hider: Hider,
  prepared: PreparedAnswer | null,
  entries: readonly BookEntry[] = [],
): UnitPetition {
  return {
    ...workView(petition, (text) => hider.redact(text), entries),
    history: historyView(petition),
    prepared: prepared && preparedView(prepared, hider),
  };
}

/** What a unit prepared, as its officer sees it. */
export function preparedView({ text, by, at }: PreparedAnswer, hider: Hider): PreparedAnswer {
  return { text: clean(hider.redact(text)), by: cleanLine(by), at };
}

/** A petition as the head of its village sees it: its own citizen is named, nobody else. */
export function villageView(
  petition: Petition,
  hider: Hider,
  citizen: Citizen | undefined,
  entries: readonly BookEntry[] = [],
): VillagePetition {
  const { name = '', phone = '' } = citizen ?? {};
  return { ...workView(petition, (text) => hider.redact(text, name), entries), name, phone };
}
