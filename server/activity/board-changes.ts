import * as Y from 'yjs';
import { type PetitionMap, petitionsOf } from '../../shared/docs/board.ts';
import { type Write, writesSince } from '../../shared/docs/concurrent.ts';
import { petitionConflictFields } from '../../shared/docs/conflicts.ts';
import { categories, channels, petitionStates, replyWishes } from '../../shared/petition.ts';
import { isDay } from '../../shared/working-days.ts';
import { touchedEntries } from '../board/touched.ts';
import { type Happening, happening } from './write.ts';

/** Values that may be named, by field; a value that is not among them is not. */
export interface KnownValues {
  fields: readonly string[];
  villages: readonly string[];
  units: readonly string[];
  authorities: readonly string[];
}

/** What a transaction is looked at with. */
export interface Look {
  transaction: Y.Transaction;
  /** What was seen before, by client: clocks of a state vector. */
  since: ReadonlyMap<number, number>;
  nameOf: (client: number) => string;
  at: string;
  known: KnownValues;
}

const days = ['dueDate', 'replyDate', 'toldAt'];

/** The value if the list is one that holds no personal data, else empty. */
function named(known: KnownValues, field: string, value: string | null): string {
  if (!value) return '';
  if (days.includes(field)) return isDay(value) ? value : '';
  const lists: Partial<Record<string, readonly string[]>> = {
    field: known.fields,
    village: known.villages,
    unit: known.units,
    authority: known.authorities,
    channel: channels,
    category: categories,
    replyWish: replyWishes,
    state: petitionStates,
  };
  return lists[field]?.includes(value) ? value : '';
}

/** One write for each person, the last, with what stood there before the first. */
function byPerson(writes: readonly Write[], nameOf: (client: number) => string) {
  const people = new Map<string, { to: string | null; from: string | null }>();
  for (const { client, value, before } of writes) {
    const by = nameOf(client);
    const known = people.get(by);
    if (known) known.from = before;
    else people.set(by, { to: value, from: before });
  }
  people.delete('');
  return [...people].reverse();
}

function fieldChanges(map: PetitionMap, petitionId: string, keys: ReadonlySet<string> | 'all', look: Look) {
  const result: Happening[] = [];
  const { since, nameOf, at, known } = look;
  for (const field of petitionConflictFields) {
    if (keys !== 'all' && !keys.has(field)) continue;
    for (const [by, { from, to }] of byPerson(writesSince(map, field, since), nameOf)) {
      result.push(
        happening({
          at,
          by,
          kind: field === 'state' ? 'state' : 'field',
          petitionId,
          field: field === 'state' ? '' : field,
          from: named(known, field, from),
          to: named(known, field, to),
        }),
      );
    }
  }
  return result;
}

/** Who has letters in a type that are not in `since`. Deletions alone have no author in Yjs. */
export function authorsIn(
  type: Pick<Y.AbstractType<unknown>, '_start'>,
  since: ReadonlyMap<number, number>,
  nameOf: (client: number) => string,
): Set<string> {
  const names = new Set<string>();
  for (let item = type._start; item; item = item.right) {
    const { client, clock } = item.lastId;
    if (clock >= (since.get(client) ?? 0)) names.add(nameOf(client));
  }
  names.delete('');
  return names;
}

function textChanges(look: Look, map: PetitionMap, petitionId: string): Happening[] {
  const { since, nameOf, at } = look;
  return (['content', 'answer'] as const).flatMap((field) => {
    const text = map.get(field);
    if (!(text instanceof Y.Text)) return [];
    return [...authorsIn(text, since, nameOf)].map((by) =>
      happening({ at, by, kind: 'text', petitionId, field }),
    );
  });
}

/** Petitions whose texts a transaction touched, without those in `besides`. */
function textsTouched(
  transaction: Y.Transaction,
  petitions: unknown,
  besides: ReadonlySet<string>,
): Set<string> {
  const ids = new Set<string>();
  for (const type of transaction.changed.keys()) {
    const map = type instanceof Y.Text ? type.parent : null;
    if (!(map instanceof Y.Map) || (map.parent as unknown) !== petitions) continue;
    const id = map._item?.parentSub;
    if (id && !besides.has(id)) ids.add(id);
  }
  return ids;
}

/** What a transaction of the board says that people did. */
export function boardChanges(look: Look): Happening[] {
  const { transaction, since, nameOf, at } = look;
  const petitions = petitionsOf(transaction.doc);
  const result: Happening[] = [];
  const fresh = new Set<string>();
  for (const [id, keys] of touchedEntries(transaction, petitions)) {
    const map = petitions.get(id);
    if (!(map instanceof Y.Map)) continue;
    const [raised] = writesSince(petitions, id, since);
    if (keys === 'all' && raised) {
      fresh.add(id);
      const by = nameOf(raised.client);
      if (by) result.push(happening({ at, by, kind: 'raised', petitionId: id }));
      continue;
    }
    result.push(...fieldChanges(map, id, keys, look));
    if (keys === 'all') {
      fresh.add(id);
      result.push(...textChanges(look, map, id));
    }
  }
  for (const id of textsTouched(transaction, petitions, fresh)) {
    const map = petitions.get(id);
    if (map instanceof Y.Map) result.push(...textChanges(look, map, id));
  }
  return result;
}
