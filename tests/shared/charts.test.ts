import '../../server/documents/fonts.ts';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { barChart, type StandingCounts, standingChart, stepsOf } from '../../shared/documents/charts.ts';
import { measures } from '../../shared/documents/measures.ts';
import { standings } from '../../shared/numbers.ts';

const { steps: room, longest } = measures.chart;
const counts = fc
  .array(fc.nat({ max: 400 }), { minLength: standings.length, maxLength: standings.length })
  .map(
    (values): StandingCounts =>
      Object.fromEntries(
        standings.map((one, n) => [one, values[n] ?? 0]).filter(([, value]) => Number(value) % 3 > 0),
      ),
  );

test('parts add up to their bar, all of it is drawn, and nothing that is there has no length', () => {
  fc.assert(
    fc.property(fc.array(counts, { minLength: 1, maxLength: 12 }), (rows) => {
      const chart = standingChart(
        'Biểu đồ',
        rows.map((one, n) => ({ label: `Dòng ${n}`, counts: one })),
      );
      for (const [n, bar] of chart.bars.entries()) {
        const all = Object.values(rows[n] ?? {}).reduce((sum, value) => sum + value, 0);
        expect(bar.value).toBe(all);
        expect(bar.parts?.length).toBe(chart.parts?.length);
        expect(bar.parts?.reduce((sum, value) => sum + value, 0)).toBe(all);
        const steps = stepsOf(chart, bar);
        for (const [at, value] of (bar.parts ?? []).entries()) expect((steps[at] ?? 0) > 0).toBe(value > 0);
        const drawn = steps.reduce((sum, one) => sum + one, 0);
        const most = Math.max(1, ...chart.bars.map(({ value }) => value));
        const parts = bar.parts?.filter((value) => value > 0).length ?? 0;
        // A tiny bar of many parts is a step a part; every other is as long as its value says.
        expect(drawn).toBe(Math.max(Math.round((all / most) * room * longest), parts));
      }
    }),
    { seed: 20_261_126 },
  );
});

test('no two parts are filled alike, and those that no bar has are not named', () => {
  const chart = standingChart('Biểu đồ', [
    { label: 'Văn phòng', counts: { hall: 3, overdue: 1, merged: 1 } },
    { label: 'Công an', counts: { hall: 1, withdrawn: 1 } },
  ]);
  expect(chart.parts?.map(({ label }) => label)).toEqual([
    'Giải quyết tại hội nghị',
    'Quá hạn chưa giải quyết',
    'Rút, gộp',
  ]);
  const all = standingChart('', [
    { label: '', counts: Object.fromEntries(standings.map((one) => [one, 1])) },
  ]);
  expect(new Set(all.parts?.map(({ fill }) => fill)).size).toBe(all.parts?.length);
  expect(
    stepsOf(
      barChart('', [
        { label: 'a', value: 4 },
        { label: 'b', value: 0 },
      ]),
      { label: 'b', value: 0 },
    ),
  ).toEqual([0]);
});
