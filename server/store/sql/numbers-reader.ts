import type { Dialogue } from '../../../shared/dialogue.ts';
import { MatterGroups } from '../../../shared/matter-groups.ts';
import { type Fact, namer } from '../../../shared/numbers.ts';
import { countedFacts, countsOf, type Overview, overviewOf } from '../../../shared/numbers-counts.ts';
import { type Counted, type CountedDialogue, fits, quarterOf } from '../../../shared/numbers-filter.ts';
import type { Petition } from '../../../shared/petition.ts';
import { workingDayCounter } from '../../../shared/working-days.ts';
import type { FactPage, ListedFact, MatterPage, MatterRow, NumbersQuestion } from '../../numbers/contract.ts';
import { oneAfterAnother } from '../../one-after-another.ts';
import { factIn } from './fact-tables.ts';
import { integer, text } from './rows.ts';
import type { Sql } from './sql.ts';

/** Of a petition's text in a list, UTF-16 units. */
const matterLength = 400;

/** Narrow rows that are read at once. */
const portion = 2000;

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
 * only those that changed are read again, so a question costs one look at each. Questions are answered in turn.
 */
export function numbersReader(sql: Sql) {
  const changed = sql.prepare(`SELECT * FROM petition_fact WHERE seq > ? ORDER BY seq LIMIT ${portion}`);
  const allDialogues = sql.prepare('SELECT id, year, quarter, held_on, body FROM dialogue');
  const petition = sql.prepare('SELECT body FROM petition WHERE dialogue_id = ? AND petition_id = ?');
  const turn = oneAfterAnother();
  const facts = new Map<string, Fact>();
  const strings = new Map<string, string>();
  let seen = 0;
  const groups = new MatterGroups();
  /** Petitions that were written since they were sorted into matters, or never were. */
  const waiting = new Map<string, Fact>();

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

  async function refresh(): Promise<void> {
    for (;;) {
      const rows = await changed.all(seen);
      for (const row of rows) {
        const fact = shared(factIn(row));
        const key = keyOf(fact);
        facts.set(key, fact);
        waiting.set(key, fact);
        seen = integer(row, 'seq');
      }
      if (rows.length < portion) return;
    }
  }

  async function readDialogues(): Promise<Map<string, CountedDialogue>> {
    return new Map(
      (await allDialogues.all()).map((row) => {
        const id = text(row, 'id');
        const { title = '' }: Partial<Dialogue> = JSON.parse(text(row, 'body'));
        const [quarter, heldOn] = [text(row, 'quarter'), text(row, 'held_on')];
        return [id, { id, title, quarter, heldOn, year: integer(row, 'year') }];
      }),
    );
  }

  async function contentOf({ dialogueId, petitionId }: Fact): Promise<Pick<Petition, 'number' | 'content'>> {
    const row = await petition.get(dialogueId, petitionId);
    const { number = '', content = '' }: Partial<Petition> = row ? JSON.parse(text(row, 'body')) : {};
    return { number, content };
  }

  /**
   * Sorts petitions into matters for about so long, ms, the oldest first; returns how many still wait.
   */
  async function sortMatters(budget: number): Promise<number> {
    await refresh();
    const start = performance.now();
    const order = [...waiting].sort(([keyA, a], [keyB, b]) =>
      a.raisedOn === b.raisedOn ? (keyA < keyB ? -1 : 1) : a.raisedOn < b.raisedOn ? -1 : 1,
    );
    for (const [key, fact] of order) {
      if (performance.now() - start > budget) break;
      groups.set(key, (await contentOf(fact)).content);
      waiting.delete(key);
    }
    return waiting.size;
  }

  async function listedOf(
    { fact, standing }: Counted,
    days: ReturnType<typeof workingDayCounter>,
  ): Promise<ListedFact> {
    const { number, content } = await contentOf(fact);
    const isReply = standing === 'inTime' || standing === 'late';
    return {
      fact,
      standing,
      number,
      matter: content.slice(0, matterLength),
      days: isReply ? days(fact.raisedOn, fact.solvedOn) : null,
    };
  }

  async function allListed(ones: readonly Counted[], { calendar }: NumbersQuestion): Promise<ListedFact[]> {
    const days = workingDayCounter(calendar);
    const listed: ListedFact[] = [];
    for (const one of ones) listed.push(await listedOf(one, days));
    return listed;
  }

  /** The petitions that are asked for. A matter can be asked for only when all are sorted. */
  async function asked(
    { filter, to, names }: NumbersQuestion,
    dialogues: Dialogues,
    byMatter = false,
  ): Promise<Iterable<Counted>> {
    const needsMatters = byMatter || filter.matter !== undefined;
    if (needsMatters) await sortMatters(Number.POSITIVE_INFINITY);
    else await refresh();
    const matterOf = needsMatters ? (fact: Fact) => groups.groupOf(keyOf(fact)) : () => '';
    return countedFacts(facts.values(), dialogues, to, namer(names), matterOf).filter((one) =>
      fits(one, filter),
    );
  }

  async function overview(question: NumbersQuestion): Promise<Overview> {
    const dialogues = await readDialogues();
    const days = workingDayCounter(question.calendar);
    return overviewOf(await asked(question, dialogues), dialogues, question.to, days);
  }

  async function list(question: NumbersQuestion, offset: number, limit: number): Promise<FactPage> {
    const { standing } = question.filter;
    const isLate = standing === 'overdue' || standing === 'late';
    const all = [...(await asked(question, await readDialogues()))].sort(isLate ? byDue : byDialogue);
    return { total: all.length, listed: await allListed(all.slice(offset, offset + limit), question) };
  }

  async function matters(question: NumbersQuestion, limit: number): Promise<MatterPage> {
    const dialogues = await readDialogues();
    const days = workingDayCounter(question.calendar);
    const byMatter = Map.groupBy(await asked(question, dialogues, true), ({ matter }) => matter);
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
    const shown: MatterRow[] = [];
    for (const { key, ones, dialogueIds } of returning.slice(0, limit)) {
      const [newest] = ones;
      if (!newest) continue;
      shown.push({ key, ...countsOf(ones, days), dialogueIds, newest: await listedOf(newest, days) });
    }
    return { total: returning.length, matters: shown, waiting: 0 };
  }

  return {
    overview: (question: NumbersQuestion) => turn(() => overview(question)),
    list: (question: NumbersQuestion, offset: number, limit: number) =>
      turn(() => list(question, offset, limit)),
    matters: (question: NumbersQuestion, limit: number) => turn(() => matters(question, limit)),
    sortMatters: (budget: number) => turn(() => sortMatters(budget)),
    /** Petitions that are not sorted yet, as far as is known. */
    waiting: () => waiting.size,
  };
}

export type NumbersReader = ReturnType<typeof numbersReader>;
