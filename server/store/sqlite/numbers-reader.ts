import type { DatabaseSync } from 'node:sqlite';
import { MatterGroups } from '../../../shared/matter-groups.ts';
import { type Fact, namer } from '../../../shared/numbers.ts';
import { countedFacts, countsOf, type Overview, overviewOf } from '../../../shared/numbers-counts.ts';
import { type Counted, type CountedDialogue, fits, quarterOf } from '../../../shared/numbers-filter.ts';
import { workingDayCounter } from '../../../shared/working-days.ts';
import type { FactPage, ListedFact, MatterPage, MatterRow, NumbersQuestion } from '../../numbers/contract.ts';
import { integer, text } from '../sql/rows.ts';
import { factIn } from './fact-tables.ts';

/** Of a petition's text in a list, UTF-16 units. */
const matterLength = 400;

const quarterStarts: Record<string, string> = { I: '01', II: '04', III: '07', IV: '10' };

const keyOf = ({ dialogueId, petitionId }: Pick<Fact, 'dialogueId' | 'petitionId'>) =>
  `${dialogueId}.${petitionId}`;

type Dialogues = ReadonlyMap<string, CountedDialogue>;

/** The newest dialogue first, in it the order in which petitions came. */
function byDialogue(a: Counted, b: Counted): number {
  if (a.fact.dialogueId !== b.fact.dialogueId) {
    const day = ({ dialogue }: Counted) => {
      const { year, heldOn, id } = dialogue;
      return `${year} ${heldOn || `${year}-${quarterStarts[quarterOf(dialogue)] ?? ''}`} ${id}`;
    };
    return day(a) > day(b) ? -1 : 1;
  }
  return a.fact.raisedOn === b.fact.raisedOn
    ? Number(a.fact.petitionId > b.fact.petitionId) * 2 - 1
    : Number(a.fact.raisedOn > b.fact.raisedOn) * 2 - 1;
}

const byDue = (a: Counted, b: Counted) =>
  a.fact.dueOn === b.fact.dueOn ? byDialogue(a, b) : Number(a.fact.dueOn > b.fact.dueOn) * 2 - 1;

/**
 * The figures, counted by `shared/numbers-counts.ts` over what `petition_fact` says. The narrow rows are held here and
 * only those that changed are read again, so a question costs one look at each.
 */
export function numbersReader(database: DatabaseSync) {
  const changed = database.prepare('SELECT * FROM petition_fact WHERE seq > ? ORDER BY seq');
  const allDialogues = database.prepare(
    `SELECT id, year, quarter, held_on, coalesce(json_extract(body, '$.title'), '') AS title FROM dialogue`,
  );
  const petition = database.prepare(
    `SELECT coalesce(json_extract(body, '$.number'), '') AS number,
       coalesce(json_extract(body, '$.content'), '') AS content
     FROM petition WHERE dialogue_id = ? AND petition_id = ?`,
  );
  const facts = new Map<string, Fact>();
  const strings = new Map<string, string>();
  let seen = 0;
  const groups = new MatterGroups();
  /** Petitions that were written since they were sorted into matters, or never were. */
  let waiting = new Map<string, Fact>();

  /** One string for all petitions that say the same: there are few units and many petitions. */
  function shared(fact: Fact): Fact {
    const one = (value: string) => {
      const known = strings.get(value);
      if (known !== undefined) return known;
      strings.set(value, value);
      return value;
    };
    for (const key of ['dialogueId', 'field', 'village', 'unit', 'authority'] as const)
      fact[key] = one(fact[key]);
    for (const key of ['raisedOn', 'dueOn', 'solvedOn', 'repliedOn', 'toldOn', 'closedOn'] as const)
      fact[key] = one(fact[key]);
    return fact;
  }

  function refresh(): void {
    for (const row of changed.iterate(seen)) {
      const fact = shared(factIn(row));
      const key = keyOf(fact);
      facts.set(key, fact);
      waiting.set(key, fact);
      seen = integer(row, 'seq');
    }
  }

  function readDialogues(): Map<string, CountedDialogue> {
    return new Map(
      allDialogues.all().map((row) => {
        const id = text(row, 'id');
        const [title, quarter, heldOn] = [text(row, 'title'), text(row, 'quarter'), text(row, 'held_on')];
        return [id, { id, title, quarter, heldOn, year: integer(row, 'year') }];
      }),
    );
  }

  function contentOf({ dialogueId, petitionId }: Fact): { number: string; content: string } {
    const row = petition.get(dialogueId, petitionId);
    return row ? { number: text(row, 'number'), content: text(row, 'content') } : { number: '', content: '' };
  }

  /**
   * Sorts petitions into matters for about so long, ms, the oldest first; returns how many still wait.
   */
  function sortMatters(budget: number): number {
    refresh();
    const start = performance.now();
    const order = [...waiting].sort(([keyA, a], [keyB, b]) =>
      a.raisedOn === b.raisedOn ? (keyA < keyB ? -1 : 1) : a.raisedOn < b.raisedOn ? -1 : 1,
    );
    let done = 0;
    for (const [key, fact] of order) {
      if (performance.now() - start > budget) break;
      groups.set(key, contentOf(fact).content);
      done += 1;
    }
    waiting = new Map(order.slice(done));
    return waiting.size;
  }

  function listedOf({ fact, standing }: Counted, days: ReturnType<typeof workingDayCounter>): ListedFact {
    const { number, content } = contentOf(fact);
    const isReply = standing === 'inTime' || standing === 'late';
    return {
      fact,
      standing,
      number,
      matter: content.slice(0, matterLength),
      days: isReply ? days(fact.raisedOn, fact.solvedOn) : null,
    };
  }

  /** The petitions that are asked for. A matter can be asked for only when all are sorted. */
  function* asked({ filter, to, names }: NumbersQuestion, dialogues: Dialogues, byMatter = false) {
    refresh();
    const needsMatters = byMatter || filter.matter !== undefined;
    if (needsMatters) sortMatters(Number.POSITIVE_INFINITY);
    const matterOf = needsMatters ? (fact: Fact) => groups.groupOf(keyOf(fact)) : () => '';
    for (const one of countedFacts(facts.values(), dialogues, to, namer(names), matterOf))
      if (fits(one, filter)) yield one;
  }

  return {
    overview(question: NumbersQuestion): Overview {
      const dialogues = readDialogues();
      const days = workingDayCounter(question.calendar);
      return overviewOf(asked(question, dialogues), dialogues, question.to, days);
    },
    list(question: NumbersQuestion, offset: number, limit: number): FactPage {
      const { standing } = question.filter;
      const isLate = standing === 'overdue' || standing === 'late';
      const all = [...asked(question, readDialogues())].sort(isLate ? byDue : byDialogue);
      const days = workingDayCounter(question.calendar);
      const listed = all.slice(offset, offset + limit).map((one) => listedOf(one, days));
      return { total: all.length, listed };
    },
    sortMatters,
    waiting: () => waiting.size,
    matters(question: NumbersQuestion, limit: number): MatterPage {
      const dialogues = readDialogues();
      const days = workingDayCounter(question.calendar);
      const byMatter = Map.groupBy(asked(question, dialogues, true), ({ matter }) => matter);
      const returning: { key: string; ones: Counted[]; dialogueIds: string[] }[] = [];
      for (const [key, ones] of byMatter) {
        const sorted = ones.length > 1 ? ones.sort(byDialogue) : ones;
        const dialogueIds = [...new Set(sorted.map(({ fact }) => fact.dialogueId))].reverse();
        if (dialogueIds.length > 1) returning.push({ key, ones: sorted, dialogueIds });
      }
      returning.sort(
        (a, b) =>
          b.dialogueIds.length - a.dialogueIds.length ||
          b.ones.length - a.ones.length ||
          (a.key < b.key ? -1 : 1),
      );
      const matters = returning.slice(0, limit).flatMap(({ key, ones, dialogueIds }): MatterRow[] => {
        const [newest] = ones;
        if (!newest) return [];
        return [{ key, ...countsOf(ones, days), dialogueIds, newest: listedOf(newest, days) }];
      });
      return { total: returning.length, matters, waiting: 0 };
    },
  };
}

export type NumbersReader = ReturnType<typeof numbersReader>;
