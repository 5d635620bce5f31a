import * as Y from 'yjs';
import type { Dialogue } from '../../shared/dialogue.ts';
import { roomName } from '../../shared/dialogue.ts';
import { petitionNumber } from '../../shared/petition.ts';
import type { FoundPerson, FoundPlace, Place } from '../../shared/privacy.ts';
import type { NumberBook } from '../board/contract.ts';
import { openRecord } from '../freeze/record.ts';
import type { HouseholdBook } from '../households/contract.ts';
import type { Relay } from '../relay/contract.ts';
import { nameKey } from '../screen/name-index.ts';
import type { DialogueBook, FreezeBook } from '../store/store.ts';
import { membersNamed } from './household-people.ts';
import { handedInNamed, type InboxPeople } from './inbox-people.ts';
import { answersTo, type Entry, entriesInRecord, entriesInRegister } from './people.ts';

export interface PeopleParts {
  relay: Pick<Relay, 'read'>;
  dialogues: Pick<DialogueBook, 'list' | 'read'>;
  freezes: Pick<FreezeBook, 'list' | 'read'>;
  numbers: Pick<NumberBook, 'numbersOf'>;
  households: Pick<HouseholdBook, 'everybody' | 'erase'>;
  /** What was handed in before the day. */
  inbox: InboxPeople;
}

/** An entry of one dialogue with where it stands. */
interface Standing extends Entry {
  live: boolean;
  versions: number[];
}

/** Places shown at most. */
const mostPlaces = 300;

/** Opens a room's stored state. The caller destroys it. */
export async function openRoom(relay: Pick<Relay, 'read'>, room: string): Promise<Y.Doc> {
  const doc = new Y.Doc();
  const state = await relay.read(room);
  if (state.length > 0) Y.applyUpdate(doc, state);
  return doc;
}

/** Everybody whom a dialogue's register and records name, by kind and id. */
export async function everybodyIn(parts: PeopleParts, dialogueId: string): Promise<Standing[]> {
  const found = new Map<string, Standing>();
  const register = await openRoom(parts.relay, roomName(dialogueId, 'register'));
  for (const entry of entriesInRegister(register))
    found.set(`${entry.kind} ${entry.id}`, { ...entry, live: true, versions: [] });
  register.destroy();
  const freezes = await parts.freezes.list(dialogueId);
  for (const [index, { id }] of freezes.entries()) {
    const freeze = await parts.freezes.read(id);
    if (!freeze) continue;
    for (const entry of entriesInRecord(openRecord(freeze))) {
      if (entry.name === '') continue;
      const key = `${entry.kind} ${entry.id}`;
      const known = found.get(key);
      if (known) known.versions.push(index + 1);
      else found.set(key, { ...entry, live: false, versions: [index + 1] });
    }
  }
  return [...found.values()];
}

/** The entries that answer to a name, and what hangs on them: the papers of their petitions, entries tied to them. */
function chosen(all: readonly Standing[], wanted: readonly string[]): Standing[] {
  const named = all.filter(({ name }) => answersTo(name, wanted));
  const petitions = new Set(named.map(({ petitionId }) => petitionId).filter(Boolean));
  const papers = all.filter(({ kind, petitionId }) => kind === 'paper' && petitions.has(petitionId));
  return [...named, ...papers];
}

/** Looks for a person in every dialogue, among the households and in the inbox: registers, petitions' citizens, speakers, corrections, papers, records. */
export async function findPerson(parts: PeopleParts, asked: string): Promise<FoundPerson> {
  const wanted = nameKey(asked.slice(0, 200)).split(' ').filter(Boolean);
  const result: FoundPerson = { places: [], more: false, dialogues: [] };
  if (wanted.length === 0) return result;
  for (const dialogue of await parts.dialogues.list()) {
    const numbers = await parts.numbers.numbersOf(dialogue.id);
    const entries = chosen(await everybodyIn(parts, dialogue.id), wanted);
    if (entries.length === 0) continue;
    const { id, title, year, quarter, state }: Dialogue = dialogue;
    result.dialogues.push({ id, title, year, quarter, state });
    // A paper has no name of its own: it goes with the citizen of its petition.
    const citizens = new Map(entries.map((entry) => [entry.petitionId, entry]));
    for (const entry of entries) {
      const owner = entry.kind === 'paper' ? (citizens.get(entry.petitionId) ?? entry) : entry;
      const n = numbers.get(entry.petitionId);
      result.places.push(placeOf(dialogue.id, entry, owner, n === undefined ? '' : petitionNumber(n)));
    }
  }
  result.places.push(...(await membersNamed(parts.households, wanted)));
  result.places.push(...(await handedInNamed(parts.inbox, wanted)));
  result.more = result.places.length > mostPlaces;
  result.places.splice(mostPlaces);
  return result;
}

function placeOf(dialogueId: string, entry: Standing, owner: Standing, number: string): FoundPlace {
  const { kind, id, birthYear, village, address, phone, live, versions, consent } = entry;
  const { name } = owner;
  return {
    dialogueId,
    kind,
    id,
    name,
    birthYear,
    village,
    address,
    phone,
    number,
    live,
    versions,
    consent,
    group: `${nameKey(name)}/${owner.birthYear}/${nameKey(owner.village)}`,
  };
}

/** Names that these places bear, in the live register and in the records. */
export function namesOf(all: readonly Standing[], places: readonly Place[]): string[] {
  const keys = new Set(places.map(({ kind, id }) => `${kind} ${id}`));
  const names = all.filter(({ kind, id }) => keys.has(`${kind} ${id}`)).map(({ name }) => name.trim());
  return [...new Set(names.filter(Boolean))];
}

/** Of `names`, those that nobody else of the dialogue bears: only these can be taken out of texts. And the others' names. */
export function ownNames(
  all: readonly Standing[],
  places: readonly Place[],
  names: readonly string[],
  officials: readonly string[],
): { own: string[]; others: string[] } {
  const keys = new Set(places.map(({ kind, id }) => `${kind} ${id}`));
  const others = new Set([
    ...all.filter(({ kind, id }) => !keys.has(`${kind} ${id}`)).map(({ name }) => nameKey(name)),
    ...officials.map(nameKey),
  ]);
  return { own: names.filter((name) => !others.has(nameKey(name))), others: [...others].filter(Boolean) };
}
