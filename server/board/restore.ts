import * as Y from 'yjs';
import { type PetitionMap, petitionsOf } from '../../shared/docs/board.ts';
import type { Petition, StateChange } from '../../shared/petition.ts';

/**
 * Writes a petition back under its own id after a peer deleted it from the map: its number is taken for ever
 * and stays readable, so a petition leaves the board only by the states `withdrawn` and `merged`.
 * Must run inside a transaction of the caller's.
 */
export function restorePetition(doc: Y.Doc, petition: Petition): void {
  const map: PetitionMap = new Y.Map();
  const { id, content, answer, history, ...values } = petition;
  for (const [key, value] of Object.entries(values)) if (value) map.set(key, value);
  map.set('content', new Y.Text(content));
  map.set('answer', new Y.Text(answer));
  const changes = new Y.Array<StateChange>();
  changes.push(history);
  map.set('history', changes);
  petitionsOf(doc).set(id, map);
}
