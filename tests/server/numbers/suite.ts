import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { createNumbers, type Numbers } from '../../../server/numbers/numbers.ts';
import { Redactor } from '../../../server/screen/redact.ts';
import type { Store } from '../../../server/store/store.ts';
import { countByUnit, followedStandings, progressOf } from '../../../shared/documents/progress-counts.ts';
import { figuresTable, listTable } from '../../../shared/export/numbers-table.ts';
import { standings } from '../../../shared/numbers.ts';
import { figureOf, shownDimensions } from '../../../shared/numbers-counts.ts';
import {
  type Filter,
  readFilter,
  type StandingGroup,
  standingGroups,
  writeFilter,
} from '../../../shared/numbers-filter.ts';
import { Random } from '../relay/random.ts';
import type { OpenedStore } from '../store/opened.ts';
import { dialogueOf, manyPetitions } from './many-petitions.ts';

vi.setConfig({ testTimeout: 60_000 });

const seed = 20_261_126;
const dialogues = [
  ...Array.from({ length: 12 }, (_, n) => dialogueOf(n)),
  dialogueOf(12, { heldOn: '', quarter: '' }),
  dialogueOf(13, { heldOn: '', year: 2022 }),
];
const many = manyPetitions(seed, dialogues, 900);
const office = { role: 'organizer', dialogueId: '' } as const;
const to = '2022-08-20';

const groups = Object.keys(standingGroups) as StandingGroup[];

/** What the figures over every store must be. */
export function numbersSuite(name: string, open: () => Promise<OpenedStore>): void {
  let opened: OpenedStore;
  let store: Store;
  let numbers: Numbers;
  beforeAll(async () => {
    opened = await open();
    store = opened.store;
    for (const dialogue of dialogues) {
      await store.dialogues.write(dialogue);
      await store.petitions.upsert(dialogue.id, many.petitionsOf(dialogue));
    }
    numbers = createNumbers({
      index: store.figures,
      dialogues: store.dialogues,
      office: store.office,
      redactors: {
        of: async () =>
          new Redactor({ citizens: ['Nguyễn Văn Giấu'], officials: [], phones: ['0905123456'] }),
      },
      now: () => new Date(`${to}T03:00:00.000Z`),
    });
  });
  afterAll(() => opened.remove());

  const count = async (filter: Filter, who: Parameters<Numbers['list']>[0] = office) =>
    (await numbers.list(who, filter, 0, 1)).total;

  /** Filters of all kinds, those of the page's rows among them. */
  async function someFilters(): Promise<Filter[]> {
    const random = new Random(seed);
    const { by } = await numbers.overview(office, {});
    const filters: Filter[] = [{}, { to: '2021-05-14' }, { to: '2030-01-01' }];
    for (let n = 0; n < 25; n += 1) {
      const filter: Filter = {};
      for (const dimension of shownDimensions) {
        const row = random.pick(by[dimension]);
        if (random.chance(0.2)) filter[dimension] = row.key;
      }
      if (random.chance(0.3)) filter.standing = random.pick(groups);
      if (random.chance(0.3)) filter.quarter = random.pick(['I', 'II', '']);
      filters.push(filter);
    }
    return filters;
  }

  describe(`figures of petitions in every state: ${name} (seed ${seed})`, () => {
    test('every partition adds up to the whole, in every figure', async () => {
      for (const filter of await someFilters()) {
        const { all, by, periods } = await numbers.overview(office, filter);
        expect(figureOf(all, 'toSolve') + all.withdrawn + all.merged).toBe(all.received);
        const escalated = (await numbers.overview(office, { ...filter, outcome: 'escalated' })).all;
        const isOther = filter.outcome !== undefined && filter.outcome !== 'escalated';
        for (const dimension of shownDimensions) {
          const whole = dimension !== 'authority' ? all : isOther ? null : escalated;
          for (const figure of ['received', 'untold', ...standings] as const)
            expect(by[dimension].reduce((sum, row) => sum + row[figure], 0)).toBe(whole?.[figure] ?? 0);
        }
        expect(periods.reduce((sum, row) => sum + row.received, 0)).toBe(all.received);
      }
    });

    test('every figure is the length of the list that it opens', async () => {
      for (const filter of (await someFilters()).slice(0, 9)) {
        const { all, by, periods } = await numbers.overview(office, filter);
        expect(await count(filter)).toBe(all.received);
        if (filter.standing !== undefined) continue;
        for (const standing of groups)
          expect(await count({ ...filter, standing })).toBe(figureOf(all, standing));
        for (const dimension of shownDimensions) {
          for (const row of by[dimension]) {
            const opened = { ...filter, [dimension]: row.key };
            expect(await count(opened)).toBe(row.received);
            expect(await count({ ...opened, standing: 'overdue' })).toBe(row.overdue);
          }
        }
        for (const { year, quarter, received } of periods)
          expect(await count({ ...filter, year, quarter })).toBe(received);
      }
    });

    test('the report on a year says what the page says', async () => {
      for (const year of [2020, 2021, 2022, 2023]) {
        const ofYear = dialogues.filter((dialogue) => dialogue.year === year);
        const sources = ofYear.map((dialogue) => ({
          dialogue,
          petitions: many.petitionsOf(dialogue),
          draft: false,
        }));
        const report = progressOf(sources, to, await store.office.read());
        const { all } = await numbers.overview(office, { year: String(year), to });
        expect(report).toMatchObject({
          received: all.received,
          withdrawn: all.withdrawn,
          merged: all.merged,
        });
        for (const standing of followedStandings)
          expect(report.followed.filter((one) => one.standing === standing).length).toBe(all[standing]);
        expect(report.followed.filter(({ told }) => !told).length).toBe(all.untold);
      }
    });

    test('the spreadsheets hold the same figures and the whole list, page after page', async () => {
      const filter: Filter = { standing: 'solved' };
      const overview = await numbers.overview(office, filter);
      const all = await numbers.dialogues();
      const [first] = figuresTable(overview, all).rows;
      expect(first?.counts.received).toBe(overview.all.received);
      const list = await numbers.wholeList(office, filter);
      expect(listTable(list, all).rows.length).toBe(overview.all.received);
      expect(new Set(list.map(({ dialogueId, id }) => `${dialogueId}/${id}`)).size).toBe(list.length);
      const paged = await numbers.list(office, filter, 50, 50);
      expect(paged.petitions).toEqual(list.slice(50, 100));
    });

    test('the median is of working days, without the office’s holidays, of those answered after the hall', async () => {
      await store.dialogues.write(dialogueOf(20, { year: 2026, heldOn: '2026-05-20' }));
      const one = (id: string, replyDate: string) => ({
        ...many.petitionsOf(dialogues[0] ?? dialogueOf(0))[0],
        id,
        raisedAt: '2026-05-20T02:00:00.000Z',
        state: 'replied',
        outcome: 'deferred',
        history: [],
        replyDate,
      });
      // Wednesday; to Friday 2, over the week's end 3, a week later 5.
      const replies = [one('reply1', '2026-05-22'), one('reply2', '2026-05-25'), one('reply3', '2026-05-27')];
      await store.petitions.upsert('dialogue0020', replies as never);
      const median = async () =>
        (await numbers.overview(office, { year: '2026', to: '2026-06-30' })).all.medianDays;
      expect(await median()).toBe(3);
      const settings = await store.office.read();
      await store.office.write({ ...settings, holidays: ['2026-05-21', '2026-05-25'] });
      // 1, 1, 3
      expect(await median()).toBe(1);
      await store.office.write({ ...settings, holidays: [], workdays: ['2026-05-23'] });
      expect(await median()).toBe(4);
      await store.office.write(settings);
    });

    test('a change is in the next answer, and a dialogue that is moved takes its petitions along', async () => {
      const dialogue = dialogueOf(21, { year: 2028, quarter: 'I', heldOn: '' });
      await store.dialogues.write(dialogue);
      const [petition] = many.petitionsOf(dialogues[1] ?? dialogue);
      if (!petition) throw new Error('no petition');
      const raised = { ...petition, state: 'raised', outcome: '', dueDate: '', history: [] } as const;
      await store.petitions.upsert(dialogue.id, [{ ...raised, history: [] }]);
      const open = { year: '2028', standing: 'open' } as const;
      expect(await count(open)).toBe(1);
      await store.petitions.upsert(dialogue.id, [{ ...raised, state: 'withdrawn', history: [] }]);
      expect([await count(open), await count({ year: '2028', standing: 'withdrawn' })]).toEqual([0, 1]);
      await store.dialogues.write({ ...dialogue, year: 2029 });
      expect([await count({ year: '2028' }), await count({ year: '2029', quarter: 'I' })]).toEqual([0, 1]);
    });

    test('a name spelled otherwise and a former name of a village count as the one that is used now', async () => {
      const settings = await store.office.read();
      await store.office.write({
        ...settings,
        units: ['ĐỊA CHÍNH - XÂY DỰNG'],
        villages: ['Giang Lố'],
        formerVillages: { 'Giang Lố I': 'Giang Lố' },
      });
      const { by } = await numbers.overview(office, { year: '2021' });
      const keys = (rows: { key: string }[]) => rows.map(({ key }) => key);
      expect(keys(by.unit)).toEqual(expect.arrayContaining(['ĐỊA CHÍNH - XÂY DỰNG', 'Công an xã']));
      expect(keys(by.unit)).not.toContain('Địa chính – Xây dựng');
      expect(keys(by.village)).toContain('Giang Lố');
      expect(keys(by.village)).not.toContain('Giang Lố I');
      const [named] = by.village.filter(({ key }) => key === 'Giang Lố');
      expect(await count({ year: '2021', village: 'Giang Lố' })).toBe(named?.received);
      const ofYear = dialogues.filter(({ year }) => year === 2021);
      const sources = ofYear.map((dialogue) => ({
        dialogue,
        petitions: many.petitionsOf(dialogue),
        draft: false,
      }));
      const report = countByUnit(progressOf(sources, to, await store.office.read()).followed);
      const [unit] = by.unit.filter(({ key }) => key === 'ĐỊA CHÍNH - XÂY DỰNG');
      expect(report.find(({ label }) => label === unit?.key)?.total).toBe(unit && figureOf(unit, 'toSolve'));
      await store.office.write(settings);
    });

    test('whoever works on one dialogue is told of that one, whatever is asked', async () => {
      const id = dialogues[3]?.id ?? '';
      const chair = { role: 'chair', dialogueId: id } as const;
      const mine = await count({ dialogue: id });
      expect(mine).toBeGreaterThan(0);
      expect(await count({}, chair)).toBe(mine);
      expect(await count({ dialogue: dialogues[4]?.id ?? '' }, chair)).toBe(mine);
      expect((await numbers.overview(chair, {})).by.dialogue.map(({ key }) => key)).toEqual([id]);
    });

    test('matters that return come with the dialogues they came up in, and open their petitions', async () => {
      const wait = async (filter: Filter) => {
        await expect
          .poll(async () => (await numbers.matters(office, filter)).waiting, { timeout: 20_000 })
          .toBe(0);
        return numbers.matters(office, filter);
      };
      const { matters, total } = await wait({ to: '2030-01-01' });
      expect(total).toBeGreaterThanOrEqual(matters.length);
      expect(matters.length).toBeGreaterThan(3);
      for (const { key, received, overdue, dialogueIds, newest } of matters.slice(0, 8)) {
        const opened: Filter = { to: '2030-01-01', matter: key };
        const { petitions } = await numbers.list(office, opened, 0, 1000);
        expect(petitions.length).toBe(received);
        expect(new Set(petitions.map(({ dialogueId }) => dialogueId))).toEqual(new Set(dialogueIds));
        expect(dialogueIds.length).toBeGreaterThan(1);
        expect(await count({ ...opened, standing: 'overdue' })).toBe(overdue);
        expect(petitions).toContainEqual(newest);
      }
      // Within one dialogue nothing returns.
      expect((await wait({ dialogue: dialogues[3]?.id ?? '' })).matters).toEqual([]);
    });

    test('a list names no people and holds no household category', async () => {
      const [petition] = many.petitionsOf(dialogues[0] ?? dialogueOf(0));
      if (!petition) throw new Error('no petition');
      await store.dialogues.write(dialogueOf(22, { year: 2031 }));
      const content = 'Bà Nguyễn Văn Giấu ở nhà 12, số điện thoại 0905 123 456, đề nghị làm mương.';
      await store.petitions.upsert('dialogue0022', [{ ...petition, content }]);
      const { petitions } = await numbers.list(office, { year: '2031', to: '2032-01-01' }, 0, 10);
      expect(petitions).toHaveLength(1);
      expect(JSON.stringify(petitions)).not.toMatch(/Giấu|0905|123 456|category/);
      expect(petitions[0]?.matter).toContain('đề nghị làm mương');
    });
  });

  test('a filter goes into an address and comes back; nonsense is left out', () => {
    const filter: Filter = {
      year: '2023',
      unit: '',
      field: 'Đất & nước',
      standing: 'replied',
      to: '2023-06-30',
    };
    expect(readFilter(new URLSearchParams(writeFilter(filter).toString()))).toEqual(filter);
    const nonsense = 'standing=toString&to=2023-02-30&category=rich&quarter=V&nobody=1';
    expect(readFilter(new URLSearchParams(nonsense))).toEqual({});
  });
}
