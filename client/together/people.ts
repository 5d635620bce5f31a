import { type Accessor, createSignal, onCleanup } from 'solid-js';
import type { Awareness } from 'y-protocols/awareness';
import * as Y from 'yjs';
import { bodyOf } from '../../shared/docs/minutes.ts';
import { blockAround, type Section, sectionsOf } from '../../shared/minutes-sections.ts';
import { compareNames } from '../../shared/vietnamese/names.ts';
import { readPerson } from '../sync/people.ts';

export type HallRole = 'organizer' | 'recorder' | 'chair';
const roles: readonly HallRole[] = ['organizer', 'recorder', 'chair'];

/** Somebody in the hall, whatever pages and devices they have open. */
export interface PersonHere {
  /** Display name; two devices with one name are one person. */
  name: string;
  color: string;
  role: HallRole | '';
  /** It is who sits at this device. */
  me: boolean;
  /** Pages open. */
  devices: number;
  /** The petition that is open, or empty, and whether a field of it has the focus. */
  petition: string;
  writes: boolean;
  /** Place of the caret in the minutes as Yjs' relative position (JSON), or empty. */
  caret: string;
  /** Name of whom they follow, or empty. */
  follows: string;
}

/** People are looked at so often at most, ms. */
const calm = 300;
/** Who lost the connection for less than this was never gone, ms. */
const grace = 5_000;

const blank = (name: string, color: string): PersonHere => ({
  name,
  color,
  role: '',
  me: false,
  devices: 0,
  petition: '',
  writes: false,
  caret: '',
  follows: '',
});

function textOf(state: unknown, ...path: string[]): string {
  let at = state;
  for (const key of path) at = typeof at === 'object' && at !== null ? Reflect.get(at, key) : undefined;
  return typeof at === 'string' ? at.normalize('NFC').slice(0, 120) : '';
}

function caretOf(state: unknown): string {
  if (typeof state !== 'object' || state === null) return '';
  const cursor: unknown = Reflect.get(state, 'cursor');
  if (typeof cursor !== 'object' || cursor === null) return '';
  const text = JSON.stringify(Reflect.get(cursor, 'head') ?? null);
  return text === 'null' || text.length > 500 ? '' : text;
}

/** Adds what one page tells to its person; whatever a peer put there comes out as the declared types. */
function add(people: Map<string, PersonHere>, state: unknown, isBoard: boolean, me: boolean): void {
  const told = readPerson(state);
  if (!told) return;
  const person = people.get(told.name) ?? blank(told.name, told.color);
  people.set(told.name, person);
  person.me ||= me;
  person.role ||= roles.find((role) => role === textOf(state, 'user', 'role')) ?? '';
  person.caret ||= isBoard ? '' : caretOf(state);
  if (!isBoard) return;
  person.devices += 1;
  const petition = textOf(state, 'where', 'petition');
  const writes = petition !== '' && textOf(state, 'where', 'field') !== '';
  if (writes || !person.petition) person.petition = petition || person.petition;
  person.writes ||= writes;
  person.follows ||= textOf(state, 'follows');
}

/**
 * Who is in the hall now, this device's person too, by given name: the order does not change with what they do.
 * Looks a few times a second at most; ends with the Solid owner.
 */
export function followPeople(board: Awareness, minutes: Awareness): Accessor<readonly PersonHere[]> {
  const lastSeen = new Map<string, { at: number; person: PersonHere }>();
  const read = (): readonly PersonHere[] => {
    const now = Date.now();
    const people = new Map<string, PersonHere>();
    for (const awareness of [board, minutes])
      for (const [id, state] of awareness.getStates())
        add(people, state, awareness === board, id === awareness.clientID);
    for (const [name, person] of people) lastSeen.set(name, { at: now, person });
    for (const [name, { at, person }] of lastSeen) {
      if (now - at > grace) lastSeen.delete(name);
      else if (!people.has(name)) people.set(name, person);
    }
    return [...people.values()].sort((a, b) => compareNames(a.name, b.name));
  };
  const [people, setPeople] = createSignal(read(), {
    equals: (a, b) => JSON.stringify(a) === JSON.stringify(b),
  });
  let timer: ReturnType<typeof setTimeout> | undefined;
  const look = () => {
    timer = undefined;
    setPeople(read);
    // Somebody's grace may end without another word from anybody.
    if (lastSeen.size > 0 && people().some(({ name }) => (lastSeen.get(name)?.at ?? 0) < Date.now() - calm))
      timer = setTimeout(look, grace / 4);
  };
  const changed = () => {
    timer ??= setTimeout(look, calm);
  };
  for (const awareness of [board, minutes]) awareness.on('change', changed);
  onCleanup(() => {
    clearTimeout(timer);
    for (const awareness of [board, minutes]) awareness.off('change', changed);
  });
  return people;
}

/** The block of the minutes that a caret stands in, or null when it is not (yet) there. */
export function blockAtCaret(doc: Y.Doc, caret: string): Y.XmlElement | null {
  try {
    const position = Y.createRelativePositionFromJSON(JSON.parse(caret));
    const place = Y.createAbsolutePositionFromRelativePosition(position, doc);
    if (!place) return null;
    const body: unknown = bodyOf(doc);
    if ((place.type as unknown) !== body) return blockAround(doc, place.type);
    const block = bodyOf(doc).get(Math.min(place.index, bodyOf(doc).length - 1));
    return block instanceof Y.XmlElement ? block : null;
  } catch {
    return null; // a peer put something else there
  }
}

/** The section of the minutes that a caret stands in, or null. */
export function sectionAtCaret(doc: Y.Doc, caret: string): Section | null {
  const block = caret ? blockAtCaret(doc, caret) : null;
  return block ? (sectionsOf(doc, new Set([block]))[0] ?? null) : null;
}
