import * as Y from 'yjs';
import { findsByName, type Role } from '../../shared/access.ts';
import { type Dialogue, type DocumentKind, roomName } from '../../shared/dialogue.ts';
import { allPetitions } from '../../shared/docs/board.ts';
import { type Paragraph, paragraphsOf } from '../../shared/docs/paragraphs.ts';
import { petitionersOf, readPetitioner } from '../../shared/docs/register.ts';
import type { Petition } from '../../shared/petition.ts';
import {
  type Found,
  holdsAll,
  holdsInOrder,
  type Query,
  readQuery,
  type SearchKind,
  type SearchPage,
} from '../../shared/search.ts';
import { hitOf } from '../../shared/search-hit.ts';
import { readKept } from '../kept.ts';
import { session } from '../session.ts';
import { readRoom } from '../sync/room-database.ts';
import { settledCipher } from '../vault/own-key.ts';

/** Search without the hall: in the documents that this device keeps. */

/** Hits at most. */
const most = 60;
/** How long what was read from the disk is used again, ms. */
const freshFor = 15_000;

interface Kept {
  dialogue: Dialogue;
  petitions: Petition[];
  paragraphs: Paragraph[];
  names: Map<string, string>;
}

let read: { at: number; kept: Promise<Kept[]> } | null = null;

/** A document as it is on this device's disk, or null when it is not there. */
async function documentOnDisk(dialogueId: string, kind: DocumentKind): Promise<Y.Doc | null> {
  return readRoom(roomName(dialogueId, kind), await settledCipher());
}

async function readDialogue(dialogue: Dialogue): Promise<Kept> {
  const [board, minutes, register] = await Promise.all([
    documentOnDisk(dialogue.id, 'board'),
    documentOnDisk(dialogue.id, 'minutes'),
    documentOnDisk(dialogue.id, 'register'),
  ]);
  const names = new Map<string, string>();
  for (const [id, map] of register ? petitionersOf(register) : [])
    if (map instanceof Y.Map) names.set(id, readPetitioner(map).name);
  return {
    dialogue,
    petitions: board ? allPetitions(board) : [],
    paragraphs: minutes ? paragraphsOf(minutes) : [],
    names,
  };
}

function keptDialogues(): Dialogue[] {
  const own = session()?.dialogueId ?? '';
  const listed = readKept<Dialogue[]>('dialogues') ?? [];
  const one = own && !listed.some(({ id }) => id === own) ? readKept<Dialogue>(`dialogue.${own}`) : null;
  return one ? [...listed, one] : listed;
}

function readAll(): Promise<Kept[]> {
  if (!read || Date.now() - read.at > freshFor)
    read = { at: Date.now(), kept: Promise.all(keptDialogues().map(readDialogue)) };
  return read.kept;
}

/** How well it fits; the higher the better, 0 for not at all. */
function rank(texts: readonly string[], query: Query): number {
  if (!holdsAll(texts, query)) return 0;
  return texts.some((text) => holdsInOrder(text, query)) ? 2 : 1;
}

function petitionRank(petition: Petition, name: string, query: Query): { score: number; byName: boolean } {
  if (query.number > 0 && Number(/(\d+)$/.exec(petition.number)?.[1] ?? 0) === query.number)
    return { score: 4, byName: false };
  const { number, content, answer, field, village, unit } = petition;
  const byName = name !== '' && holdsAll([name], query);
  return {
    score: byName ? 3 : rank([number, content, answer, `${field} ${village} ${unit}`], query),
    byName,
  };
}

/** Answers a question from this device alone. Rejects when its disk cannot be read. */
export async function searchOnDevice(
  question: { q: string; kind: SearchKind | '' },
  role: Role,
): Promise<SearchPage> {
  const query = readQuery(question.q);
  const all = query.groups.length > 0 ? await readAll() : [];
  const ranked: { found: Found; score: number }[] = [];
  for (const { dialogue, petitions, paragraphs, names } of all) {
    if (question.kind !== 'minutes') {
      for (const petition of petitions) {
        const name = findsByName(role) ? (names.get(petition.id) ?? '') : '';
        const { score, byName } = petitionRank(petition, name, query);
        const found = {
          kind: 'petition',
          dialogueId: dialogue.id,
          id: petition.id,
          petition,
          text: '',
        } as const;
        ranked.push({ score, found: { ...found, citizen: byName ? name : '' } });
      }
    }
    if (question.kind !== 'petition') {
      for (const { key, text } of paragraphs) {
        const found = {
          kind: 'minutes',
          dialogueId: dialogue.id,
          id: key,
          petition: null,
          text,
          citizen: '',
        } as const;
        ranked.push({ score: rank([text], query), found });
      }
    }
  }
  const hits = ranked
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score)
    .slice(0, most)
    .map(({ found }) => hitOf(found, query));
  const of = new Set(hits.map(({ dialogueId }) => dialogueId));
  const dialogues = all
    .filter(({ dialogue }) => of.has(dialogue.id))
    .map(({ dialogue: { id, title, year, quarter, state } }) => ({
      id,
      title,
      year,
      quarter,
      frozen: state === 'frozen',
    }));
  return { hits, dialogues, next: null };
}
