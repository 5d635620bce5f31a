import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createPhone } from './examine.ts';
import { pageStates } from './states.ts';
import { startWalk, type Walk } from './walk.ts';

/* Every page but the hall on a phone that is touched: every rule of axe, room for a finger and for words. */
let walk: Walk;
const examine = createPhone();
beforeAll(async () => {
  walk = await startWalk({ frozen: true, touch: true });
});
afterAll(() => walk?.close());

describe('on a phone', () => {
  test.each(pageStates)('$name', (state) => examine(walk, state));
});

test('no page met an error', () => {
  expect(walk.errors()).toEqual([]);
});
