import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { byField, chartPages, countOf, newestOf } from '../../../client/routes/screen/model.ts';
import { pageOf, paginate } from '../../../client/routes/screen/paginate.ts';
import type { PublicIssue } from '../../../shared/docs/screen.ts';

const card = (id: string, height: number, field = 'Giảm nghèo') => ({ id, field, height });
const room = { height: 100, heading: 20, gap: 5 };

describe('pages of issues', () => {
  it('hold as many as fit, with the heading of each field', () => {
    const pages = paginate([card('a', 30), card('b', 30), card('c', 30), card('d', 10, 'Việc làm')], room);
    expect(pages).toEqual([
      [{ field: 'Giảm nghèo', continued: false, ids: ['a', 'b'] }],
      [
        { field: 'Giảm nghèo', continued: true, ids: ['c'] },
        { field: 'Việc làm', continued: false, ids: ['d'] },
      ],
    ]);
    expect(pageOf(pages, 'd')).toBe(1);
    expect(pageOf(pages, 'gone')).toBe(-1);
  });

  it('give a card that is higher than a page a page of its own', () => {
    expect(paginate([card('a', 10), card('b', 500), card('c', 10)], room)).toHaveLength(3);
  });

  it('are none for no card', () => {
    expect(paginate([], room)).toEqual([]);
  });

  it('hold every card once, in order, and never more than fits', () => {
    const cards = fc.array(fc.tuple(fc.integer({ min: 5, max: 120 }), fc.constantFrom('A', 'B', 'C')), {
      maxLength: 60,
    });
    fc.assert(
      fc.property(cards, (drawn) => {
        const sorted = drawn.toSorted((a, b) => a[1].localeCompare(b[1]));
        const list = sorted.map(([height, field], n) => card(String(n), height, field));
        const pages = paginate(list, room);
        expect(pages.flatMap((page) => page.flatMap((group) => group.ids))).toEqual(list.map(({ id }) => id));
        for (const page of pages) {
          const ids = page.flatMap((group) => group.ids);
          const parts = page.length + ids.length;
          const cardsHeight = ids.reduce((sum, id) => sum + (list[Number(id)]?.height ?? 0), 0);
          const height = cardsHeight + page.length * room.heading + (parts - 1) * room.gap;
          if (ids.length > 1) expect(height).toBeLessThanOrEqual(room.height);
        }
      }),
      { seed: 7, numRuns: 300 },
    );
  });
});

describe('what the screen counts and sorts', () => {
  const issue = (n: number, values: Partial<PublicIssue> = {}): PublicIssue => ({
    id: `petition${n}`,
    number: `KN-${n}`,
    matter: '',
    answer: '',
    field: 'Giảm nghèo',
    village: '',
    name: '',
    state: 'raised',
    outcome: '',
    raisedAt: `2023-06-14T01:${String(n).padStart(2, '0')}:00.000Z`,
    ...values,
  });

  it('sorts by number inside a field, fields as they first came up, no field last', () => {
    const groups = byField([
      issue(3, { field: '' }),
      issue(10),
      issue(9),
      issue(2, { field: 'Việc làm' }),
      issue(11, { number: '' }),
    ]);
    expect(groups.map(({ field, issues }) => [field, issues.map(({ id }) => id)])).toEqual([
      ['Giảm nghèo', ['petition9', 'petition10', 'petition11']],
      ['Việc làm', ['petition2']],
      ['', ['petition3']],
    ]);
  });

  it('divides the charts by field and by village into pages; what was not said has no bar among the villages', () => {
    const many = (words: string[]) => words.map((of) => ({ of, count: 1 }));
    const counts = {
      total: 9,
      outcomes: [{ of: '' as const, count: 2 }],
      channels: [],
      fields: many(['a', 'b', 'c', '']),
      villages: many(['', 'Cao Sơn']),
    };
    expect(
      chartPages(counts, 3).map(({ by, part, counts: of }) => [by, part, of.map((one) => one.of)]),
    ).toEqual([
      ['field', 0, ['a', 'b', 'c']],
      ['field', 1, ['']],
      ['village', 0, ['Cao Sơn']],
    ]);
    expect([countOf(counts, 'waiting'), countOf(counts, 'answered')]).toEqual([2, 0]);
    expect(newestOf([])).toBeNull();
  });
});
