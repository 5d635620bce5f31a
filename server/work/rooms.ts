import * as Y from 'yjs';
import { type DocumentKind, parseRoom, roomName } from '../../shared/dialogue.ts';
import { type PetitionMap, petitionsOf, readPetition } from '../../shared/docs/board.ts';
import type { Petition } from '../../shared/petition.ts';
import type { Relay } from '../relay/contract.ts';

/** Rooms whose reading is kept at most. */
const most = 40;

/** A room's stored document, in memory for as long as the caller wants it. */
export async function readRoom(relay: Pick<Relay, 'read'>, room: string): Promise<Y.Doc> {
  const doc = new Y.Doc();
  const state = await relay.read(room);
  if (state.length > 0) Y.applyUpdate(doc, state);
  return doc;
}

/** A petition of a board with its live map; null when it is not there. */
export function petitionOf(board: Y.Doc, id: string): { map: PetitionMap; petition: Petition } | null {
  const map = petitionsOf(board).get(id);
  return map instanceof Y.Map ? { map, petition: readPetition(id, map) } : null;
}

/** What was read of a dialogue's document, kept until the document changes: many ask and little changes. */
export function createReading<T>(
  relay: Pick<Relay, 'read' | 'onStored'>,
  kind: DocumentKind,
  read: (doc: Y.Doc) => T,
): { of(dialogueId: string): Promise<T>; close(): void } {
  const kept = new Map<string, Promise<T>>();
  const end = relay.onStored((room) => {
    const parsed = parseRoom(room);
    if (parsed?.kind === kind) kept.delete(parsed.dialogueId);
  });
  return {
    of(dialogueId) {
      const known = kept.get(dialogueId);
      if (known) return known;
      if (kept.size >= most) kept.clear();
      const reading = readRoom(relay, roomName(dialogueId, kind)).then((doc) => {
        const value = read(doc);
        doc.destroy();
        return value;
      });
      kept.set(dialogueId, reading);
      // One that failed is tried again at the next question.
      reading.catch(() => {
        if (kept.get(dialogueId) === reading) kept.delete(dialogueId);
      });
      return reading;
    },
    close: end,
  };
}
