import type * as Y from 'yjs';
import { eraseEntries, eraseNames } from '../../shared/docs/erasing.ts';
import type { Place } from '../../shared/privacy.ts';
import type { LateKind } from '../devices/contract.ts';
import { nameKey } from '../screen/name-index.ts';
import { boardTexts, minutesTexts } from './parts.ts';
import { entriesInRegister } from './people.ts';

/*
 * Text that came after a freeze lies beside the record, and an erasure goes through it as it goes through the documents.
 * What it wrote into entries that are erased by now is gone as soon as it is read together with the room; what is left
 * to find are entries of its own.
 */

export interface ErasedNames {
  /** Names that the erased entries bear and nobody else does. */
  own: readonly string[];
  /** Names that stay. */
  others: readonly string[];
}

/** Entries that only the late text has and that name one of the erased people. */
function namesakes(doc: Y.Doc, room: Y.Doc, { own }: ErasedNames): Pick<Place, 'kind' | 'id'>[] {
  const known = new Set(entriesInRegister(room).map(({ kind, id }) => `${kind} ${id}`));
  const erased = new Set(own.map(nameKey));
  return entriesInRegister(doc).filter(
    ({ kind, id, name }) => !known.has(`${kind} ${id}`) && name !== '' && erased.has(nameKey(name)),
  );
}

/**
 * Erases people in a document that late text makes of a room. To be called in a transaction, after the room itself was
 * erased. Returns how much was erased.
 * @param room the room without the late text
 */
export function eraseInLateText(
  kind: LateKind,
  doc: Y.Doc,
  room: Y.Doc,
  places: readonly Place[],
  names: ErasedNames,
): number {
  if (kind !== 'register') {
    const texts = kind === 'board' ? boardTexts(doc).flatMap((one) => one.texts) : minutesTexts(doc);
    return names.own.length > 0 ? eraseNames(texts, names.own, names.others) : 0;
  }
  return eraseEntries(doc, [...places, ...namesakes(doc, room, names)]);
}
