import { describe } from 'vitest';
import { createLocalHub } from '../../../server/bus/local.ts';
import { busSuite } from './suite.ts';

describe('within one process', () => {
  const hub = createLocalHub();
  busSuite(() => hub);
});
