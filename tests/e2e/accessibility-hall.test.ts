import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createExaminer, views } from './examine.ts';
import { hallStates } from './states.ts';
import { startWalk, type Walk } from './walk.ts';

/* axe, with every rule it has, on the hall in each of its states. */
let walk: Walk;
const examine = createExaminer();
beforeAll(async () => {
  walk = await startWalk();
});
afterAll(() => walk?.close());

describe.each(views)('on a %s, in %s', (device, language) => {
  test.each(hallStates)('$name', (state) => examine(walk, state, device, language));
});

test('no page met an error', () => {
  expect(walk.errors()).toEqual([]);
});
