import { type Accessor, createSignal, onCleanup } from 'solid-js';
import type { Awareness } from 'y-protocols/awareness';
import { readPerson } from '../sync/people.ts';

/** Who has taken a paper to type it in. */
export interface Claim {
  paperId: string;
  /** Yjs client id. */
  client: number;
  name: string;
  color: string;
}

/** The field of the awareness state that says which paper is taken here. */
const field = 'paper';

/** Claims by paper: of two at one time the lower client id has it. A peer may have put anything into its state. */
export function readClaims(states: ReadonlyMap<number, unknown>): ReadonlyMap<string, Claim> {
  const claims = new Map<string, Claim>();
  for (const [client, state] of [...states].sort(([a], [b]) => a - b)) {
    if (typeof state !== 'object' || state === null) continue;
    const paperId: unknown = Reflect.get(state, field);
    if (typeof paperId !== 'string' || paperId === '' || claims.has(paperId)) continue;
    const { name = '', color = '' } = readPerson(state) ?? {};
    claims.set(paperId, { paperId, client, name, color });
  }
  return claims;
}

/** All claims in a document, this device's too; follows until the Solid owner ends. */
export function followClaims(awareness: Awareness): Accessor<ReadonlyMap<string, Claim>> {
  const read = () => readClaims(awareness.getStates());
  const [claims, setClaims] = createSignal(read(), {
    equals: (a, b) => JSON.stringify([...a]) === JSON.stringify([...b]),
  });
  const changed = () => {
    setClaims(read());
  };
  awareness.on('change', changed);
  onCleanup(() => awareness.off('change', changed));
  return claims;
}

/** Says to the others which paper is taken here; empty: none. */
export function claim(awareness: Awareness, paperId: string): void {
  awareness.setLocalStateField(field, paperId);
}
