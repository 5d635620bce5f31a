import { createSignal } from 'solid-js';
import { createStore, reconcile } from 'solid-js/store';
import type { Role } from '../../../shared/access.ts';
import type { Dialogue } from '../../../shared/dialogue.ts';
import { fold } from '../../../shared/vietnamese/fold.ts';
import { compareNames } from '../../../shared/vietnamese/names.ts';
import { type ListedPerson, loadPeople } from '../../data.ts';
import { common } from '../../i18n/common.ts';
import { peopleTexts as t } from '../../i18n/people.ts';

/** A person of the list with the duties that last. */
export type Listed = ListedPerson;
export type GivenDuty = Listed['duties'][number];

/** The persons, by given name, as the server last told; rows that did not change keep their identity. */
export function createPeople() {
  const [store, setStore] = createStore<{ people: Listed[] }>({ people: [] });
  const [loaded, setLoaded] = createSignal(false);
  return {
    people: () => store.people,
    loaded,
    /** Asks the server anew. Throws ApiError. */
    async load(): Promise<void> {
      const people = await loadPeople();
      people.sort((a, b) => compareNames(a.name, b.name) || a.createdAt.localeCompare(b.createdAt));
      setStore('people', reconcile(people, { key: 'id' }));
      setLoaded(true);
    },
  };
}

export type People = ReturnType<typeof createPeople>;

/** A duty in words: role, unit or village, dialogue. */
export function dutyWords(
  duty: { role: Role; unit: string; village: string; dialogueId: string },
  dialogues: readonly Dialogue[],
): string {
  const where = duty.dialogueId
    ? (dialogues.find(({ id }) => id === duty.dialogueId)?.title ?? '')
    : t().everyDialogue;
  return [common()[duty.role], duty.unit || duty.village, where].filter(Boolean).join(' – ');
}

/** The persons that a typed text means, without regard to marks: all of its words stand somewhere in what is known. */
export function findPeople(
  people: readonly Listed[],
  typed: string,
  dialogues: readonly Dialogue[],
): Listed[] {
  const words = fold(typed).split(/\s+/).filter(Boolean);
  if (words.length === 0) return [...people];
  return people.filter(({ name, title, unit, account, duties }) => {
    const text = fold(
      [name, title, unit, account, ...duties.map((duty) => dutyWords(duty, dialogues))].join(' '),
    );
    return words.every((word) => text.includes(word));
  });
}

/** Whether ending these duties leaves nobody among the persons who is an organizer. */
export function lastOrganizer(people: readonly Listed[], ending: readonly GivenDuty[]): boolean {
  const ended = new Set(ending.filter(({ role }) => role === 'organizer').map(({ id }) => id));
  if (ended.size === 0) return false;
  return !people.some(({ duties }) => duties.some(({ id, role }) => role === 'organizer' && !ended.has(id)));
}
