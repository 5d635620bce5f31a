import { createSignal, onCleanup } from 'solid-js';
import type { Awareness } from 'y-protocols/awareness';
import { splitName } from '../../shared/vietnamese/names.ts';

/** Somebody else who has a petition open. */
export interface Visitor {
  /** Yjs client id: one person on two devices is there twice. */
  id: number;
  name: string;
  color: string;
}

/** One or two letters for a name: of the middle name and of the given name (`Y Thu Hằng` → `TH`). */
export function initials(name: string): string {
  const { given, before } = splitName(name);
  const middle = before.split(' ').at(-1) ?? '';
  return (middle.slice(0, 1) + given.slice(0, 1)).toLocaleUpperCase('vi') || '?';
}

/** Text of another's awareness state; a peer may have put anything there. */
function textIn(state: unknown, field: string, key: string): string {
  if (typeof state !== 'object' || state === null) return '';
  const part: unknown = Reflect.get(state, field);
  if (typeof part !== 'object' || part === null) return '';
  const value: unknown = Reflect.get(part, key);
  return typeof value === 'string' ? value : '';
}

/** A colour of the form that our own pages choose; anything else from a peer does not reach a style. */
const plainColor = /^(#[0-9a-f]{3,8}|hsl\([\d\s.,%deg]+\))$/i;

const nobody: readonly Visitor[] = [];

function samePeople(a: readonly Visitor[], b: readonly Visitor[]): boolean {
  const same = (left: Visitor, right: Visitor | undefined) =>
    left.id === right?.id && left.name === right.name && left.color === right.color;
  return a.length === b.length && a.every((visitor, at) => same(visitor, b[at]));
}

/**
 * Who is in which petition (of a plan: in which part), by its id, without this device; follows `awareness` until the
 * owner ends. A petition's list stays the same array while nobody came or went.
 */
export function followVisitors(
  awareness: Awareness,
  place: 'petition' | 'part' = 'petition',
): (id: string) => readonly Visitor[] {
  const read = (before: ReadonlyMap<string, readonly Visitor[]>) => {
    const rooms = new Map<string, Visitor[]>();
    for (const [id, state] of awareness.getStates()) {
      const petition = textIn(state, 'where', place);
      if (id === awareness.clientID || !petition) continue;
      const color = textIn(state, 'user', 'color');
      const visitor: Visitor = {
        id,
        name: textIn(state, 'user', 'name').normalize('NFC'),
        color: plainColor.test(color) ? color : '#57524a',
      };
      rooms.set(petition, [...(rooms.get(petition) ?? []), visitor]);
    }
    return new Map<string, readonly Visitor[]>(
      [...rooms].map(([petition, now]) => {
        const known = before.get(petition);
        return [petition, known && samePeople(known, now) ? known : now];
      }),
    );
  };
  const [rooms, setRooms] = createSignal(read(new Map()));
  const changed = () => {
    setRooms(read);
  };
  awareness.on('change', changed);
  onCleanup(() => awareness.off('change', changed));
  return (petition) => rooms().get(petition) ?? nobody;
}
