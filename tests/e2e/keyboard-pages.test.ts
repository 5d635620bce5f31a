import { afterAll, beforeAll, describe, test } from 'vitest';
import { expectWholeWalk } from './keyboard.ts';
import { pageStates } from './states.ts';
import { startWalk, type Walk } from './walk.ts';

/* Every page but the hall without a mouse. */
let walk: Walk;
beforeAll(async () => {
  walk = await startWalk({ frozen: true });
});
afterAll(() => walk?.close());

/** Hundreds of boxes of the kinds that the stored plan has, too: not walked through one by one. */
const states = pageStates.filter(({ name }) => name !== 'plan, pasted');

describe('by Tab through', () => {
  test.each(states)('$name', async (state) => {
    await expectWholeWalk(await walk.show(state, 'laptop', 'vi'));
  });
});
