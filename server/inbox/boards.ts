import * as Y from 'yjs';
import {
  moveTo,
  type PetitionMap,
  petitionsOf,
  petitionText,
  raisePetition,
  readMoment,
  readPetition,
} from '../../shared/docs/board.ts';
import { isErased } from '../../shared/docs/erasing.ts';
import { readPrepared, writePrepared } from '../../shared/docs/prepared.ts';
import { petitionersOf, setPetitioner } from '../../shared/docs/register.ts';
import { allSpeakers } from '../../shared/docs/speakers.ts';
import type { InboxCitizen } from '../../shared/inbox.ts';
import type { StoredItem } from './contract.ts';
import { contentOf, type Moment } from './items.ts';

/*
 * What the inbox does to a dialogue's documents. Everything here may be done twice: after a crash nobody knows how far it
 * had come.
 */

const mapOf = (board: Y.Doc, id: string): PetitionMap | null => {
  const map = petitionsOf(board).get(id);
  return map instanceof Y.Map ? map : null;
};

function writeText(map: PetitionMap, key: 'content' | 'answer', wanted: string): void {
  const text = petitionText(map, key);
  if (!text) map.set(key, new Y.Text(wanted));
  else if (text.toString() !== wanted) {
    text.delete(0, text.length);
    text.insert(0, wanted);
  }
}

/** Whether the petition that stands under an item's id is the item's: the server gave it its time. */
export function isItems(item: StoredItem, board: Y.Doc): boolean {
  const map = mapOf(board, item.id);
  return map === null || readPetition(item.id, map).raisedAt === item.at;
}

/** The citizen's name into the register: before the matter is on the board, so that nobody sees it beside the name. */
export function nameOn(register: Y.Doc, id: string, citizen: InboxCitizen): void {
  // Erased at the person's request; what is brought again is not written.
  if (isErased(petitionersOf(register).get(id))) return;
  const given = Object.entries(citizen).filter(([, value]) => value !== '');
  if (given.length > 0) setPetitioner(register, id, Object.fromEntries(given));
}

/** Puts an item on a board as a petition; one that had left this board comes back under its number. */
export function placeOn(board: Y.Doc, item: StoredItem, { by, at }: Moment): void {
  const { id, field, village, category, replyWish, unit, prepared } = item;
  board.transact(() => {
    const known = mapOf(board, id);
    if (!known) {
      const values = { field, village, category, replyWish, unit, channel: 'advance' } as const;
      raisePetition(board, id, item.sentBy, item.at, { ...values, content: contentOf(item) });
    } else if (known.get('state') === 'withdrawn') {
      moveTo(board, known, 'raised', by, at);
      writeText(known, 'content', contentOf(item));
      writeText(known, 'answer', '');
    }
    const map = mapOf(board, id);
    if (map && prepared && !readPrepared(map)) writePrepared(board, map, prepared);
  });
}

/** Takes a petition off a board: it keeps its number and says where it went, as one that the citizen took back. */
export function leaveBoard(board: Y.Doc, id: string, where: string, { by, at }: Moment): void {
  const map = mapOf(board, id);
  if (!map || map.get('state') === 'withdrawn') return;
  board.transact(() => {
    moveTo(board, map, 'withdrawn', by, at);
    writeText(map, 'answer', where);
  });
}

/** Whether somebody has begun on a petition: answered, ruled, called it up, or tied a speaker to it. */
export function isBegun(board: Y.Doc, register: Y.Doc, id: string): boolean {
  const map = mapOf(board, id);
  if (!map) return true;
  const { state, answer } = readPetition(id, map);
  return (
    (state !== 'raised' && state !== 'assigned') ||
    answer.trim() !== '' ||
    readMoment(board).currentPetition === id ||
    allSpeakers(register).some(({ petitionId }) => petitionId === id)
  );
}

/** What an item takes along from a board: the words as they are there by now. */
export function takenAlong(board: Y.Doc, id: string): Partial<StoredItem> {
  const map = mapOf(board, id);
  if (!map) return {};
  const { content, field, village, category, replyWish, unit } = readPetition(id, map);
  return { content, field, village, category, replyWish, unit, prepared: readPrepared(map) };
}
