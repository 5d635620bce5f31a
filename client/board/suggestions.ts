import type { Dialogue, Office } from '../../shared/dialogue.ts';
import type { Attendee } from '../../shared/docs/register.ts';
import type { Suggestion } from '../ui/suggest-field.tsx';

/** Suggestions are folded once each, so equal lists are made once. */
const plain = new WeakMap<readonly string[], Suggestion[]>();

/** A list of the office's own words, as suggestions. */
export function plainSuggestions(values: readonly string[]): Suggestion[] {
  const known = plain.get(values);
  if (known) return known;
  const made = values.map((value) => ({ value }));
  plain.set(values, made);
  return made;
}

/** Fixed choices with their words. A value that is not among them is offered too, so that it is never lost. */
export function choiceSuggestions<T extends string>(
  values: readonly T[],
  now: string,
  words?: Record<T, string>,
): Suggestion[] {
  const choices: Suggestion[] = words
    ? values.map((value) => ({ value, label: words[value] }))
    : plainSuggestions(values);
  return now === '' || values.some((value) => value === now) ? choices : [...choices, { value: now }];
}

/** Attendees are values that never change; so each suggestion is made, and folded, once. */
const ofPeople = new WeakMap<Attendee, Suggestion>();

/** The people of the attendance, found by name, title, village and group. */
export function peopleSuggestions(attendees: readonly Attendee[]): Suggestion[] {
  return attendees.map((attendee) => {
    const known = ofPeople.get(attendee);
    if (known) return known;
    const { id, name, title, village, group } = attendee;
    const detail = [title, village, group].filter(Boolean).join(' · ');
    const made = { id, value: name, person: true, detail };
    ofPeople.set(attendee, made);
    return made;
  });
}

/** Who answers in the hall: the chair, who signs for the office, and the officials of the attendance. */
export function speakersInOffice(
  dialogue: Dialogue,
  office: Office,
  attendees: readonly Attendee[],
): Suggestion[] {
  const all = [
    { name: dialogue.chairName, title: dialogue.chairTitle },
    { name: office.signerName, title: office.signerTitle },
    ...attendees.filter(({ title }) => title !== ''),
  ];
  const byName = new Map<string, Suggestion>();
  for (const { name, title } of all) {
    if (name === '' || (byName.has(name) && title === '')) continue;
    const before = byName.get(name);
    if (before?.detail) continue;
    byName.set(name, {
      value: title ? `${name} – ${title}` : name,
      label: name,
      detail: title,
      person: true,
    });
  }
  return [...byName.values()];
}
