import type { Audit } from '../../../server/privacy/contract.ts';

/** A log that keeps nothing, for tests of what is not about it. */
export const silentAudit: Audit = {
  note: async () => undefined,
  noteOnce: async () => undefined,
  unseen: () => [],
  seen: () => undefined,
};
