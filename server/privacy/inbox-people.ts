import { erasedName, namesIn } from '../../shared/docs/erasing.ts';
import type { DueDialogue, FoundPlace, Place } from '../../shared/privacy.ts';
import type { InboxBook, InboxChange, StoredItem } from '../inbox/contract.ts';
import { nameKey } from '../screen/name-index.ts';
import { answersTo } from './people.ts';
import { dueOn } from './retention.ts';

/**
 * The inbox's part of privacy: citizens behind petitions that were handed in and are on no board yet, and what somebody
 * typed about them into the texts of the inbox.
 */

/** What this part reads and changes. */
export type InboxPeople = Pick<InboxBook, 'list' | 'citizens' | 'change'>;

/** What stands for the inbox in the list of what is due. */
export const inboxDue = 'inbox';

/** Where the citizen of an item stands: in no dialogue yet. */
export const handedInPlace = (id: string): Place => ({ dialogueId: '', kind: 'handedIn', id });

/** Citizens of the inbox who answer to a name. */
export async function handedInNamed(inbox: InboxPeople, wanted: readonly string[]): Promise<FoundPlace[]> {
  const items = new Map((await inbox.list()).map((item) => [item.id, item]));
  return [...(await inbox.citizens())]
    .filter(([, { name }]) => answersTo(name, wanted))
    .map(([id, { name, phone, address }]): FoundPlace => {
      const village = items.get(id)?.village ?? '';
      return {
        ...handedInPlace(id),
        name,
        birthYear: '',
        village,
        address,
        phone,
        number: '',
        live: true,
        versions: [],
        consent: false,
        group: `${nameKey(name)}//${nameKey(village)}`,
      };
    });
}

/** Names of chosen items' citizens; of these the ones that nobody else of the inbox bears; and the others'. */
export async function handedInNames(
  inbox: InboxPeople,
  places: readonly Place[],
): Promise<{ names: string[]; own: string[]; others: string[] }> {
  const ids = new Set(places.filter(({ kind }) => kind === 'handedIn').map(({ id }) => id));
  const all = [...(await inbox.citizens())].filter(([, { name }]) => name.trim() !== '');
  const names = [...new Set(all.filter(([id]) => ids.has(id)).map(([, { name }]) => name))];
  const others = [...new Set(all.filter(([id]) => !ids.has(id)).map(([, { name }]) => nameKey(name)))];
  return { names, own: names.filter((name) => !others.includes(nameKey(name))), others };
}

/** A text without the names, and how many were taken out. */
function without(text: string, names: readonly string[], others: readonly string[]) {
  const spans = namesIn(text, names, others).reverse();
  let rest = text;
  for (const { start, end } of spans) rest = rest.slice(0, start) + erasedName + rest.slice(end);
  return { text: rest, count: spans.length };
}

/** An item whose texts say none of the names; null when they say none as they are. */
function cleaned(
  item: StoredItem,
  names: readonly string[],
  others: readonly string[],
): { item: StoredItem; count: number } | null {
  let count = 0;
  const take = (text: string) => {
    const done = without(text, names, others);
    count += done.count;
    return done.text;
  };
  const content = take(item.content);
  const prepared = item.prepared && { ...item.prepared, text: take(item.prepared.text) };
  const history = item.history.map((event) => ({ ...event, text: take(event.text) }));
  return count === 0 ? null : { item: { ...item, content, prepared, history }, count };
}

/** An act of somebody may come between reading and writing: then all is read anew. */
const mostTries = 20;

/**
 * Removes the citizens of these items, and takes the names out of every text of the inbox. Returns how many citizens and
 * places in texts there were; done already, both are 0.
 */
export async function eraseInInbox(
  inbox: InboxPeople,
  ids: readonly string[],
  { own, others }: { own: readonly string[]; others: readonly string[] },
): Promise<{ live: number; texts: number }> {
  for (let tries = 0; tries < mostTries; tries += 1) {
    const citizens = await inbox.citizens();
    const changes: InboxChange[] = [];
    let [live, texts] = [0, 0];
    for (const item of await inbox.list()) {
      const gone = ids.includes(item.id) && citizens.has(item.id);
      const clean = own.length > 0 ? cleaned(item, own, others) : null;
      if (!gone && !clean) continue;
      if (gone) live += 1;
      texts += clean?.count ?? 0;
      const next = { ...(clean?.item ?? item), revision: item.revision + 1 };
      changes.push(gone ? { item: next, citizen: null } : { item: next });
    }
    if (changes.length === 0 || (await inbox.change(changes))) return { live, texts };
  }
  throw new Error('the inbox changes faster than it can be erased');
}

/** When something last happened to an item. */
const lastOf = (item: StoredItem) => item.history.at(-1)?.at ?? item.at;

/** Items with a citizen to which nothing has happened for `years` years; none when 0. */
export async function dueHandedIn(inbox: InboxPeople, years: number, now: Date): Promise<Place[]> {
  if (years === 0) return [];
  const today = now.toISOString().slice(0, 10);
  const citizens = await inbox.citizens();
  return (await inbox.list())
    .filter((item) => citizens.has(item.id) && dueOn(lastOf(item), years) <= today)
    .map(({ id }) => handedInPlace(id));
}

/** The same as a line of the list of what is due. */
export async function dueInbox(inbox: InboxPeople, years: number, now: Date): Promise<DueDialogue[]> {
  const places = await dueHandedIn(inbox, years, now);
  const ids = new Set(places.map(({ id }) => id));
  const oldest = (await inbox.list())
    .filter(({ id }) => ids.has(id))
    .map(lastOf)
    .sort()[0];
  if (oldest === undefined) return [];
  return [{ id: inboxDue, title: '', frozenAt: oldest, dueOn: dueOn(oldest, years), people: places.length }];
}
