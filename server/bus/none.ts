import type { Bus } from './bus.ts';

/** A bus for processes that have none: nobody hears, and each looks into the database more often. */
export const noBus: Bus = {
  publish: () => undefined,
  subscribe: () => () => undefined,
  isJoined: () => false,
  onJoined: () => () => undefined,
  close: async () => undefined,
};
