import { createHash } from 'node:crypto';
import type { YearCalendar } from '../../shared/plan/calendar.ts';
import { type CalendarEvent, dialogueEvent, type EventFacts, taskEvent } from '../../shared/plan/ics.ts';
import type { EventBook, ToldEvent } from './contract.ts';

/** Events of calendar files and their versions. */

/** Not the ids themselves: a file is handed on, and a plan's id is an address in this server. */
function uidOf(planId: string, key: string): string {
  return `${createHash('sha256').update(`${planId}/${key}`).digest('hex').slice(0, 32)}@doi-thoai`;
}

/** Events that belong into a file, by their uid. */
function factsOf(
  planId: string,
  calendar: Pick<YearCalendar, 'dialogues' | 'tasks'>,
): Map<string, EventFacts> {
  const facts = new Map<string, EventFacts>();
  for (const one of calendar.dialogues) {
    const event = one.planId === planId ? dialogueEvent(one) : null;
    if (event) facts.set(uidOf(planId, one.key), event);
  }
  for (const task of calendar.tasks)
    if (task.planId === planId) facts.set(uidOf(planId, task.taskId), taskEvent(task));
  return facts;
}

function isSame(told: ToldEvent, facts: EventFacts): boolean {
  return !told.cancelled && JSON.stringify(told.facts) === JSON.stringify(facts);
}

/**
 * The events of a plan as calendar files tell them now. One that changed since a file told it last has the next number,
 * one that is gone is told as cancelled.
 */
export async function eventsOf(
  book: EventBook,
  planId: string,
  calendar: Pick<YearCalendar, 'dialogues' | 'tasks'>,
  now: Date,
): Promise<CalendarEvent[]> {
  const before = new Map((await book.told(planId)).map((event) => [event.uid, event]));
  const facts = factsOf(planId, calendar);
  const changedAt = now.toISOString();
  const changed: ToldEvent[] = [];
  for (const [uid, fact] of facts) {
    const told = before.get(uid);
    if (told && isSame(told, fact)) continue;
    const sequence = told ? told.sequence + 1 : 0;
    changed.push({ uid, sequence, changedAt, cancelled: false, facts: fact });
  }
  for (const told of before.values())
    if (!facts.has(told.uid) && !told.cancelled)
      changed.push({ ...told, sequence: told.sequence + 1, changedAt, cancelled: true });
  if (changed.length > 0) await book.tell(planId, changed);
  for (const event of changed) before.set(event.uid, event);
  return [...before.values()]
    .map(({ facts: told, ...event }) => ({ ...told, ...event }))
    .sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : a.uid < b.uid ? -1 : 1));
}
