import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createExaminer, views } from './examine.ts';
import { pageStates } from './states.ts';
import { startWalk, type Walk } from './walk.ts';

/* axe, with every rule it has, on every page but the hall; and what each page owes to a screen reader besides. */
let walk: Walk;
const examine = createExaminer();
beforeAll(async () => {
  walk = await startWalk({ frozen: true });
});
afterAll(() => walk?.close());

describe.each(views)('on a %s, in %s', (device, language) => {
  test.each(pageStates)('$name', (state) => examine(walk, state, device, language));
});

test('no page met an error', () => {
  expect(walk.errors()).toEqual([]);
});
