import type { DueDialogue, Place } from '../../shared/privacy.ts';
import type { DialogueBook, FreezeBook } from '../store/store.ts';

/** The day (`YYYY-MM-DD`) so many years after an instant; 29 February counts as 1 March. */
export function dueOn(instant: string, years: number): string {
  const at = new Date(instant);
  at.setUTCFullYear(at.getUTCFullYear() + years);
  return at.toISOString().slice(0, 10);
}

/**
 * Closed dialogues whose newest record is `years` old at `now` and that still hold entries of people, the oldest first;
 * none when `years` is 0 (kept for ever). `peopleIn` gives the personal places that are left.
 */
export async function dueDialogues(
  store: { dialogues: Pick<DialogueBook, 'list'>; freezes: Pick<FreezeBook, 'list'> },
  years: number,
  now: Date,
  peopleIn: (dialogueId: string) => Promise<readonly Place[]>,
): Promise<DueDialogue[]> {
  if (years === 0) return [];
  const today = now.toISOString().slice(0, 10);
  const due: DueDialogue[] = [];
  for (const { id, title, state } of await store.dialogues.list()) {
    const newest = state === 'frozen' ? (await store.freezes.list(id)).at(-1) : undefined;
    if (!newest || dueOn(newest.frozenAt, years) > today) continue;
    const people = (await peopleIn(id)).length;
    if (people === 0) continue;
    due.push({ id, title, frozenAt: newest.frozenAt, dueOn: dueOn(newest.frozenAt, years), people });
  }
  return due.sort((a, b) => (a.dueOn < b.dueOn ? -1 : 1));
}
