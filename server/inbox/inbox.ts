import { createBase, type InboxParts } from './base.ts';
import type { Inbox } from './contract.ts';
import { createOrganizer } from './organizer.ts';
import { createSenders } from './senders.ts';

/** Makes the inbox of petitions that are handed in before the day. */
export function createInbox(parts: InboxParts): Inbox {
  const base = createBase(parts);
  return {
    ...createSenders(base),
    ...createOrganizer(base),
    begin: () => base.inTurn(base.endCutShort),
    close: () => base.close(),
  };
}
