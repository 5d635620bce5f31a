import { untrack } from 'solid-js';
import { fold } from '../../shared/vietnamese/fold.ts';
import { t } from '../i18n/register.ts';
import type { Person, RegisterModel } from './model.ts';

/** Somebody who has just been checked in here, and how to take it back. */
export interface CheckedIn {
  id: string;
  name: string;
  undo: () => void;
}

/** Checks somebody of the list in. */
export function checkInBy(model: RegisterModel, id: string): CheckedIn {
  model.setPresent(id, true);
  return {
    id,
    name: untrack(() => model.get(id)?.name ?? ''),
    undo: () => model.setPresent(id, false),
  };
}

/** What tells a person from others at the door: village, year of birth, title. */
export function factsOf({ village, birthYear = '', title, group }: Person): string {
  return [title, village, birthYear && t().born(birthYear), group].filter(Boolean).join(' · ');
}

/** Whether somebody else of the list has the same name. */
export function hasNamesake(model: RegisterModel, { name }: Pick<Person, 'name'>): boolean {
  return model.namesakes().has(fold(name).trim());
}
