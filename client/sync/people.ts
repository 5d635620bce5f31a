import { type Accessor, createSignal, onCleanup } from 'solid-js';
import type { Awareness } from 'y-protocols/awareness';

/** How one person appears to the others: caret, badge, who-is-here. */
export interface Person {
  name: string;
  /** `#rrggbb`; white text on it is AA. */
  color: string;
  /** The same colour as a ground for selected text. */
  colorLight: string;
  /** What the person is here as. */
  role?: string;
}

/** Dark enough for white text (contrast at least 4.5), far enough apart to be told from each other. */
const palette = [
  '#9d1c20',
  '#14508c',
  '#1b6b3a',
  '#6b2c91',
  '#8a5a00',
  '#00666b',
  '#a3195b',
  '#3b4a8c',
  '#5d4037',
  '#37602a',
] as const;

/** The person of a session: the colour follows from `id`, so that it is the same on every page and device. */
export function personOf(id: string, name: string, role?: string): Person {
  let hash = 0;
  for (const char of id) hash = (hash * 31 + (char.codePointAt(0) ?? 0)) >>> 0;
  const color = palette[hash % palette.length] ?? palette[0];
  return { name: name.normalize('NFC').trim(), color, colorLight: `${color}33`, role };
}

/** Tells the others of a document who sits here. */
export function introduce(awareness: Awareness, person: Person): void {
  awareness.setLocalStateField('user', person);
}

/** Somebody else in the document. */
export interface Peer {
  /** Yjs client id: one person on two devices is there twice. */
  id: number;
  name: string;
  color: string;
}

/** The others in a document, by name; follows until the Solid owner ends. */
export function followPeers(awareness: Awareness): Accessor<Peer[]> {
  const read = (): Peer[] => {
    const peers: Peer[] = [];
    for (const [id, state] of awareness.getStates()) {
      if (id === awareness.clientID) continue;
      const person = readPerson(state);
      if (person) peers.push({ id, ...person });
    }
    return peers.sort((a, b) => a.id - b.id);
  };
  const [peers, setPeers] = createSignal(read(), {
    equals: (a, b) => JSON.stringify(a) === JSON.stringify(b),
  });
  const changed = () => {
    setPeers(read());
  };
  awareness.on('change', changed);
  onCleanup(() => awareness.off('change', changed));
  return peers;
}

/** The `user` field of another's awareness state, or null when a peer put something else there. */
export function readPerson(state: unknown): { name: string; color: string } | null {
  if (typeof state !== 'object' || state === null || !('user' in state)) return null;
  const { user } = state;
  if (typeof user !== 'object' || user === null) return null;
  const name = 'name' in user && typeof user.name === 'string' ? user.name.normalize('NFC').slice(0, 80) : '';
  const color = 'color' in user && typeof user.color === 'string' ? user.color : '';
  if (!name) return null;
  return { name, color: /^#[0-9a-f]{6}$/i.test(color) ? color : '#57524a' };
}
