import { earlierPetitions, findsByName, type Role } from '../../shared/access.ts';
import type { Dialogue } from '../../shared/dialogue.ts';
import type { Petition } from '../../shared/petition.ts';
import {
  type EarlierPetition,
  excerpt,
  type FoundDialogue,
  pageLength,
  readQuery,
  type SearchKind,
  type SearchPage,
} from '../../shared/search.ts';
import { hitOf } from '../../shared/search-hit.ts';
import { alike, similarity } from '../../shared/similarity.ts';
import { among } from '../screen/allowed.ts';
import type { DialogueBook, OfficeBook } from '../store/store.ts';
import type { SearchIndex } from './contract.ts';
import type { Redactors } from './redactors.ts';

/** Who searches: the scope comes from the session, never from the question. */
export interface Searcher {
  role: Role;
  /** The one dialogue of the session; empty for the organizer, who works on all. */
  dialogueId: string;
}

export interface SearchQuestion {
  q: string;
  /** Only this dialogue; empty: all in scope. */
  dialogueId: string;
  kind: SearchKind | '';
  offset: number;
}

export interface Finder {
  search(who: Searcher, question: SearchQuestion): Promise<SearchPage>;
  /**
   * Petitions of earlier dialogues that are like `text`, as far as the role may know of them; most alike first. Without
   * a dialogue, of all of them.
   */
  earlier(who: Searcher, dialogueId: string, text: string): Promise<EarlierPetition[]>;
}

export interface FinderParts {
  index: SearchIndex;
  dialogues: Pick<DialogueBook, 'list'>;
  office: Pick<OfficeBook, 'read'>;
  redactors: Redactors;
}

const earlierShown = 3;
const earlierLength = 240;
const compared = 40;
/** Longest text that is redacted and compared. */
const sourceLength = 2000;

function briefly({ id, title, year, quarter, state }: Dialogue): FoundDialogue {
  return { id, title, year, quarter, frozen: state === 'frozen' };
}

/** The day a dialogue is held, or the first of its quarter while that is not known, for comparing. */
function dayOf({ heldOn, year, quarter }: Dialogue): string {
  const month = { I: '01', II: '04', III: '07', IV: '10' }[quarter] ?? '01';
  return heldOn || `${year}-${month}-01`;
}

/** Petitions that went on under another number, or that their citizens took back, are no answer to a new one. */
const isGone = ({ state }: Petition) => state === 'merged' || state === 'withdrawn';

/** Searches for people: puts the scope of a session around the index, and makes of what was found what a page may show. */
export function createFinder({ index, dialogues, office, redactors }: FinderParts): Finder {
  async function search(who: Searcher, question: SearchQuestion): Promise<SearchPage> {
    const query = readQuery(question.q);
    const scope = who.role === 'organizer' ? question.dialogueId : who.dialogueId;
    const outside = question.dialogueId !== '' && question.dialogueId !== scope;
    if (query.groups.length === 0 || outside || (who.role !== 'organizer' && scope === ''))
      return { hits: [], dialogues: [], next: null };
    const { found, more } = await index.find({
      query,
      dialogueId: scope,
      kind: question.kind,
      names: findsByName(who.role),
      offset: question.offset,
      limit: pageLength,
    });
    const hits = found.map((each) => hitOf(each, query));
    const of = new Set(hits.map((hit) => hit.dialogueId));
    return {
      hits,
      dialogues: (await dialogues.list()).filter(({ id }) => of.has(id)).map(briefly),
      next: more ? question.offset + pageLength : null,
    };
  }

  async function publicly(dialogue: Dialogue, petition: Petition): Promise<EarlierPetition> {
    const redactor = await redactors.of(dialogue);
    const matter = redactor.redact(petition.content.slice(0, sourceLength));
    const { villages } = await office.read();
    return {
      dialogue: briefly(dialogue),
      dialogueId: '',
      petitionId: '',
      number: /^KN-\d{2,6}$/.test(petition.number) ? petition.number : '',
      field: among(dialogue.fields, petition.field),
      village: among(villages, petition.village),
      outcome: petition.outcome,
      matter,
    };
  }

  function wholly(dialogue: Dialogue, petition: Petition): EarlierPetition {
    const { number, field, village, outcome, content, id } = petition;
    return {
      dialogue: briefly(dialogue),
      dialogueId: dialogue.id,
      petitionId: id,
      number,
      field,
      village,
      outcome,
      matter: content,
    };
  }

  async function earlier(who: Searcher, dialogueId: string, text: string): Promise<EarlierPetition[]> {
    const extent = earlierPetitions(who.role);
    const all = await dialogues.list();
    const here = all.find(({ id }) => id === dialogueId);
    // Of no dialogue yet: all of them are before it.
    const before =
      dialogueId === ''
        ? all
        : here
          ? all.filter((each) => each.id !== here.id && dayOf(each) <= dayOf(here))
          : [];
    if (extent === 'none' || before.length === 0) return [];
    const byId = new Map(before.map((dialogue) => [dialogue.id, dialogue]));
    const candidates = await index.candidates(text, [...byId.keys()], compared);
    const close: { score: number; petition: EarlierPetition }[] = [];
    for (const candidate of candidates) {
      const dialogue = byId.get(candidate.dialogueId);
      if (!dialogue || isGone(candidate.petition)) continue;
      const petition =
        extent === 'whole'
          ? wholly(dialogue, candidate.petition)
          : await publicly(dialogue, candidate.petition);
      // Compared as it is shown: else a name typed here would tell whether it stands there.
      const score = similarity(text, petition.matter);
      if (score >= alike) close.push({ score, petition });
    }
    return close
      .sort((a, b) => b.score - a.score)
      .slice(0, earlierShown)
      .map(({ petition }) => ({ ...petition, matter: excerpt(petition.matter, [], earlierLength).text }));
  }

  return { search, earlier };
}
