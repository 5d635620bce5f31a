import { type Accessor, createEffect, createSignal, onCleanup, untrack } from 'solid-js';
import type { Awareness } from 'y-protocols/awareness';
import { readPerson } from '../sync/people.ts';

/** Where somebody else is on the board. */
export interface Place {
  /** Yjs client id. */
  id: number;
  name: string;
  color: string;
  petition: string;
  /** Name of the field that has the focus, or empty. */
  field: string;
  /** Holds the petition softly: was the first to write in it. */
  claim: boolean;
}

/** Who writes where, and where this device does. */
export interface Places {
  /** Who writes a petition now, if it is somebody else; others may still write. */
  holder(petition: string): Place | null;
  /** Others with the focus in a field of a petition. */
  inField(petition: string, field: string): readonly Place[];
  /** This device's focus came into a field of the open petition, or left all of them (empty). */
  enter(field: string): void;
  /** Somebody does something at this device. */
  touch(): void;
}

/** After so long without a key a field is no longer held, ms. */
const idleTime = 120_000;
/** The others are looked at so often at most, ms. */
const calm = 200;

/** The places that the others tell; whatever a peer put there comes out as the declared types. */
export function readPlaces(awareness: Awareness): Place[] {
  const places: Place[] = [];
  for (const [id, state] of awareness.getStates()) {
    const person = id === awareness.clientID ? null : readPerson(state);
    const where: unknown = person && Reflect.get(state, 'where');
    if (!person || typeof where !== 'object' || where === null) continue;
    const text = (key: string) => {
      const value: unknown = Reflect.get(where, key);
      return typeof value === 'string' ? value.slice(0, 64) : '';
    };
    const claim = Reflect.get(where, 'claim') === true;
    if (text('petition'))
      places.push({ id, ...person, petition: text('petition'), field: text('field'), claim });
  }
  return places.sort((a, b) => a.id - b.id);
}

/** The one who holds a petition: of several who took it at once, the one with the lowest client id. */
export function holderOf(places: readonly Place[], petition: string): Place | null {
  return places.find((place) => place.claim && place.petition === petition) ?? null;
}

/** Tells the others where this device is on the board and follows where they are, until the Solid owner ends. */
export function createPlaces(awareness: Awareness, selected: Accessor<string>): Places {
  const [places, setPlaces] = createSignal(readPlaces(awareness), {
    equals: (a, b) => JSON.stringify(a) === JSON.stringify(b),
  });
  const [field, setField] = createSignal('');
  let timer: ReturnType<typeof setTimeout> | undefined;
  let idle: ReturnType<typeof setTimeout> | undefined;
  let left = '';
  const changed = () => {
    timer ??= setTimeout(() => {
      timer = undefined;
      setPlaces(readPlaces(awareness));
    }, calm);
  };
  awareness.on('change', changed);

  let claiming = '';
  createEffect(() => {
    const [petition, at] = [selected(), field()];
    const other = holderOf(places(), petition);
    const mine = claiming === petition && other !== null && awareness.clientID < other.id;
    const claim = petition !== '' && at !== '' && (other === null || mine);
    claiming = claim ? petition : '';
    const before: unknown = awareness.getLocalState()?.where;
    const now = { petition, field: at, claim };
    if (JSON.stringify(before) !== JSON.stringify(now)) awareness.setLocalStateField('where', now);
  });

  const wait = () => {
    clearTimeout(idle);
    idle = setTimeout(() => {
      left = untrack(field);
      setField('');
    }, idleTime);
  };
  onCleanup(() => {
    clearTimeout(timer);
    clearTimeout(idle);
    awareness.off('change', changed);
    awareness.setLocalStateField('where', {});
  });

  return {
    holder: (petition) => (petition ? holderOf(places(), petition) : null),
    inField: (petition, at) => places().filter((place) => place.petition === petition && place.field === at),
    enter(at) {
      left = '';
      setField(at);
      wait();
    },
    touch() {
      if (left) setField(left);
      left = '';
      wait();
    },
  };
}
