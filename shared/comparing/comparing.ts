import type { Attendee } from '../docs/register.ts';
import { type Passage, passagesOf } from '../documents/passages.ts';
import { numberOf } from '../documents/petition-text.ts';
import type { DialogueRecord, RecordPetition } from '../record.ts';
import { diff } from './diff.ts';
import { compareWords, likeness, type WordPart } from './words.ts';

/** What differs between two versions of a record, for a page and for a document. */

export interface PassageChange {
  kind: 'same' | 'added' | 'removed' | 'changed';
  /** Of the version that has it; the later one where both have. */
  passage: Passage;
  /** Words of the whole passage. */
  parts: WordPart[];
}

export const comparedPetitionFields = [
  'number',
  'content',
  'answer',
  'field',
  'channel',
  'village',
  'category',
  'unit',
  'state',
  'outcome',
  'dueDate',
  'dueReason',
  'authority',
  'answeredBy',
  'replyWish',
  'replyDate',
  'replyNumber',
  'toldHow',
  'toldAt',
  'mergedInto',
  'citizenName',
  'citizenPhone',
  'citizenAddress',
] as const;
export type ComparedPetitionField = (typeof comparedPetitionFields)[number];

export const comparedAttendeeFields = [
  'name',
  'title',
  'village',
  'group',
  'category',
  'phone',
  'present',
] as const;
export type ComparedAttendeeField = (typeof comparedAttendeeFields)[number];

/** A field's value before and after as the record holds it (codes stay codes), and its words. */
export interface FieldChange<F extends string> {
  field: F;
  from: string;
  to: string;
  parts: WordPart[];
}

/** Something of both versions, or of one of them alone. */
export interface EntryChange<F extends string> {
  kind: 'added' | 'removed' | 'changed';
  id: string;
  /** `KN-03`, or a person's name. */
  name: string;
  fields: FieldChange<F>[];
}

export interface Comparison {
  /** All passages in order, those alike too. */
  minutes: PassageChange[];
  petitions: EntryChange<ComparedPetitionField>[];
  attendees: EntryChange<ComparedAttendeeField>[];
}

/** Passages at least so alike are one passage that was changed. */
const alike = 0.4;
/** Larger gaps are paired in order instead of by likeness. */
const mostPairs = 20_000;

/** A passage's name in the comparison: kind and text, so that a heading is no paragraph of the same words. */
const keyOf = (passage: Passage) => `${passage.kind} ${passage.petitionId} ${passage.text}`;

const whole = (kind: 'added' | 'removed' | 'same', passage: Passage): PassageChange => ({
  kind,
  passage,
  parts: [{ kind, text: passage.text }],
});

const changed = (before: Passage, after: Passage): PassageChange => ({
  kind: 'changed',
  passage: after,
  parts: compareWords(before.text, after.text),
});

/** Which removed passage became which added one: the pairs of most likeness in all, in order. */
function pairs(removed: readonly Passage[], added: readonly Passage[]): Map<number, number> {
  const result = new Map<number, number>();
  if (removed.length * added.length > mostPairs) return result;
  const width = added.length + 1;
  const best = new Float64Array((removed.length + 1) * width);
  const score = (i: number, j: number): number => {
    const [before, after] = [removed[i], added[j]];
    if (!before || !after || before.kind === 'petition' || after.kind === 'petition') return 0;
    const value = likeness(before.text, after.text);
    return value >= alike ? value : 0;
  };
  const scores = new Float64Array(removed.length * added.length);
  for (let i = removed.length - 1; i >= 0; i--) {
    for (let j = added.length - 1; j >= 0; j--) {
      const own = score(i, j);
      scores[i * added.length + j] = own;
      const with_ = own > 0 ? own + (best[(i + 1) * width + j + 1] ?? 0) : 0;
      best[i * width + j] = Math.max(with_, best[(i + 1) * width + j] ?? 0, best[i * width + j + 1] ?? 0);
    }
  }
  for (let i = 0, j = 0; i < removed.length && j < added.length; ) {
    const own = scores[i * added.length + j] ?? 0;
    const here = best[i * width + j] ?? 0;
    if (own > 0 && here === own + (best[(i + 1) * width + j + 1] ?? 0)) result.set(i++, j++);
    else if (here === (best[(i + 1) * width + j] ?? 0)) i++;
    else j++;
  }
  return result;
}

/** A gap between passages that stayed: pairs as changed ones, the others before or after them in their order. */
function gap(removed: readonly Passage[], added: readonly Passage[]): PassageChange[] {
  const result: PassageChange[] = [];
  const became = pairs(removed, added);
  let next = 0;
  for (const [index, before] of removed.entries()) {
    const partner = became.get(index);
    if (partner === undefined) {
      result.push(whole('removed', before));
      continue;
    }
    for (const passage of added.slice(next, partner)) result.push(whole('added', passage));
    const after = added[partner];
    if (after) result.push(changed(before, after));
    next = partner + 1;
  }
  return [...result, ...added.slice(next).map((passage) => whole('added', passage))];
}

/** What differs between two texts in passages. */
export function comparePassages(before: readonly Passage[], after: readonly Passage[]): PassageChange[] {
  const [a, b] = [before.map(keyOf), after.map(keyOf)];
  const result: PassageChange[] = [];
  let [i, j] = [0, 0];
  let removed: Passage[] = [];
  let added: Passage[] = [];
  const endGap = () => {
    result.push(...gap(removed, added));
    removed = [];
    added = [];
  };
  for (const { kind, items } of diff(a, b)) {
    const { length } = items;
    if (kind === 'removed') removed.push(...before.slice(i, i + length));
    else if (kind === 'added') added.push(...after.slice(j, j + length));
    else {
      endGap();
      result.push(...after.slice(j, j + length).map((passage) => whole('same', passage)));
    }
    if (kind !== 'added') i += length;
    if (kind !== 'removed') j += length;
  }
  endGap();
  return result;
}

function petitionValues(petition: RecordPetition, numbers: ReadonlyMap<string, string>) {
  return {
    ...petition,
    mergedInto: numbers.get(petition.mergedInto) ?? '',
    citizenName: petition.petitioner?.name ?? '',
    citizenPhone: petition.petitioner?.phone ?? '',
    citizenAddress: petition.petitioner?.address ?? '',
  };
}

function attendeeValues(attendee: Attendee) {
  return { ...attendee, present: attendee.present ? 'yes' : 'no' };
}

type Values<F extends string> = Record<F, string>;

interface Entry<F extends string> {
  id: string;
  name: string;
  values: Values<F>;
}

function compareEntries<F extends string>(
  fields: readonly F[],
  before: readonly Entry<F>[],
  after: readonly Entry<F>[],
): EntryChange<F>[] {
  const old = new Map(before.map((entry) => [entry.id, entry]));
  const now = new Set(after.map(({ id }) => id));
  const changes = (from: Values<F> | null, to: Values<F> | null) =>
    fields.flatMap((field): FieldChange<F>[] => {
      const [a, b] = [from?.[field] ?? '', to?.[field] ?? ''];
      return a === b ? [] : [{ field, from: a, to: b, parts: compareWords(a, b) }];
    });
  const kept = after.flatMap((entry): EntryChange<F>[] => {
    const known = old.get(entry.id);
    const made = changes(known?.values ?? null, entry.values);
    if (known && made.length === 0) return [];
    return [{ kind: known ? 'changed' : 'added', id: entry.id, name: entry.name, fields: made }];
  });
  const gone = before
    .filter(({ id }) => !now.has(id))
    .map(
      (entry): EntryChange<F> => ({
        kind: 'removed',
        id: entry.id,
        name: entry.name,
        fields: changes(entry.values, null),
      }),
    );
  return [...kept, ...gone];
}

/** What differs between two versions of a dialogue's record. Pure, and the same in browser and server. */
export function compareRecords(before: DialogueRecord, after: DialogueRecord): Comparison {
  const petitions = (record: DialogueRecord) => {
    const numbers = new Map(record.petitions.map((one) => [one.id, numberOf(one)]));
    return record.petitions.map(
      (one): Entry<ComparedPetitionField> => ({
        id: one.id,
        name: numberOf(one),
        values: petitionValues(one, numbers),
      }),
    );
  };
  const attendees = (record: DialogueRecord) =>
    record.attendees.map(
      (one): Entry<ComparedAttendeeField> => ({ id: one.id, name: one.name, values: attendeeValues(one) }),
    );
  return {
    minutes: comparePassages(passagesOf(before), passagesOf(after)),
    petitions: compareEntries(comparedPetitionFields, petitions(before), petitions(after)),
    attendees: compareEntries(comparedAttendeeFields, attendees(before), attendees(after)),
  };
}

/** Whether two versions say the same. */
export function isSame({ minutes, petitions, attendees }: Comparison): boolean {
  return minutes.every(({ kind }) => kind === 'same') && petitions.length + attendees.length === 0;
}
