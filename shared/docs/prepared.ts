import * as Y from 'yjs';
import type { PreparedAnswer } from '../inbox.ts';
import { type PetitionMap, petitionsOf } from './board.ts';
import { readString } from './read.ts';

/**
 * The answer that a unit prepared for a petition, in the petition's map beside the answer itself. Whatever shows an
 * answer (screen, record, documents) reads another key and never this one.
 */

/** The live text; null while nothing was prepared. */
export function preparedText(map: PetitionMap): Y.Text | null {
  const value = map.get('preparedAnswer');
  return value instanceof Y.Text ? value : null;
}

/** Reads what was prepared; null when there is nothing in it. Whatever a peer wrote comes out as the declared types. */
export function readPrepared(map: PetitionMap): PreparedAnswer | null {
  const text = preparedText(map)?.toString().normalize('NFC') ?? '';
  if (text.trim() === '') return null;
  return { text, by: readString(map, 'preparedBy'), at: readString(map, 'preparedAt') };
}

/** What was prepared for the petitions of a board, by petition id. */
export function allPrepared(doc: Y.Doc): Map<string, PreparedAnswer> {
  const result = new Map<string, PreparedAnswer>();
  for (const [id, map] of petitionsOf(doc)) {
    const prepared = map instanceof Y.Map ? readPrepared(map) : null;
    if (prepared) result.set(id, prepared);
  }
  return result;
}

/** Writes a prepared answer in the place of the one before; an empty one takes it back. */
export function writePrepared(doc: Y.Doc, map: PetitionMap, { text, by, at }: PreparedAnswer): void {
  doc.transact(() => {
    const before = preparedText(map);
    if (before?.toString() === text && map.get('preparedBy') === by) return;
    map.set('preparedAnswer', new Y.Text(text));
    map.set('preparedBy', by);
    map.set('preparedAt', at);
  });
}
