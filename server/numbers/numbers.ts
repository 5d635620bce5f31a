import type { Role } from '../../shared/access.ts';
import type { Dialogue } from '../../shared/dialogue.ts';
import { shorten } from '../../shared/documents/plain.ts';
import type { Overview } from '../../shared/numbers-counts.ts';
import type { CountedDialogue, Filter } from '../../shared/numbers-filter.ts';
import type { ListedPetition, ListPage, MatterList } from '../../shared/numbers-list.ts';
import { dayInVietnam } from '../../shared/working-days.ts';
import type { Redactors } from '../search/redactors.ts';
import type { DialogueBook, OfficeBook } from '../store/store.ts';
import type { ListedFact, NumbersIndex, NumbersQuestion } from './contract.ts';

/** Who asks: the scope comes from the session, never from the question. */
export interface NumbersReader {
  role: Role;
  /** The one dialogue of the session; empty for the organizer, who works on all. */
  dialogueId: string;
}

/** The figures as pages and files show them: within the scope of who asks, and without people. */
export interface Numbers {
  overview(who: NumbersReader, filter: Filter): Promise<Overview>;
  list(who: NumbersReader, filter: Filter, offset: number, limit: number): Promise<ListPage>;
  /** The whole list, for a file. */
  wholeList(who: NumbersReader, filter: Filter): Promise<ListedPetition[]>;
  matters(who: NumbersReader, filter: Filter): Promise<MatterList>;
  /** The dialogues by their ids, to name them. */
  dialogues(): Promise<Map<string, CountedDialogue>>;
}

export interface NumbersParts {
  index: NumbersIndex;
  dialogues: Pick<DialogueBook, 'list'>;
  office: Pick<OfficeBook, 'read'>;
  redactors: Pick<Redactors, 'of'>;
  now?: () => Date;
}

const matterLength = 240;
const mostMatters = 40;
/** Petitions of a whole list that are read at once. */
const atOnce = 500;
/** Texts that names are taken out of, some 0.4 ms each, before the hall gets its turn. */
const beforePause = 20;

const pause = () => new Promise<void>((resolve) => setTimeout(resolve));

export function createNumbers({ index, dialogues, office, redactors, now }: NumbersParts): Numbers {
  async function questionOf(who: NumbersReader, filter: Filter): Promise<NumbersQuestion> {
    const { holidays, workdays, units, villages, authorities, formerVillages } = await office.read();
    const isAll = who.role === 'organizer';
    return {
      // Whoever works on one dialogue is told of that one, whatever is asked.
      filter: isAll ? filter : { ...filter, dialogue: who.dialogueId },
      to: filter.to ?? dayInVietnam(now?.() ?? new Date()),
      calendar: { holidays, workdays },
      names: { units, villages, authorities, formerVillages },
    };
  }

  const byId = async () => new Map((await dialogues.list()).map((dialogue) => [dialogue.id, dialogue]));

  async function shown(
    { fact, number, standing, days, matter }: ListedFact,
    all: ReadonlyMap<string, Dialogue>,
  ): Promise<ListedPetition> {
    const dialogue = all.get(fact.dialogueId);
    const clean = dialogue ? (await redactors.of(dialogue)).redact(matter) : '';
    const { petitionId: id, category: _, repliedOn, toldOn, closedOn, promised, ...rest } = fact;
    return { ...rest, id, number, standing, days, matter: shorten(clean, matterLength) };
  }

  async function allShown(listed: readonly ListedFact[]): Promise<ListedPetition[]> {
    const all = await byId();
    const result: ListedPetition[] = [];
    for (const one of listed) {
      result.push(await shown(one, all));
      if (result.length % beforePause === 0) await pause();
    }
    return result;
  }

  async function list(who: NumbersReader, filter: Filter, offset: number, limit: number): Promise<ListPage> {
    const { total, listed } = await index.list(await questionOf(who, filter), offset, limit);
    return { total, petitions: await allShown(listed) };
  }

  return {
    list,
    overview: async (who, filter) => index.overview(await questionOf(who, filter)),
    async wholeList(who, filter) {
      const question = await questionOf(who, filter);
      const result: ListedPetition[] = [];
      for (;;) {
        const { total, listed } = await index.list(question, result.length, atOnce);
        result.push(...(await allShown(listed)));
        if (result.length >= total || listed.length === 0) return result;
      }
    },
    async matters(who, filter) {
      const { total, matters, waiting } = await index.matters(await questionOf(who, filter), mostMatters);
      const newest = await allShown(matters.map((matter) => matter.newest));
      return {
        total,
        waiting,
        matters: matters.flatMap((matter, n) => {
          const one = newest[n];
          return one ? [{ ...matter, newest: one }] : [];
        }),
      };
    },
    dialogues: byId,
  };
}
