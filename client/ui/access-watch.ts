import { type Accessor, createMemo, untrack } from 'solid-js';
import { hasEnded, session, worksHere } from '../session.ts';
import { openDocument } from '../sync/open-document.ts';

/** Pages on live documents: these say themselves that the access has ended, and keep what was not sent in sight. */
const livePages =
  /^\/dialogues\/[^/]+(?:\/(?:register|reading|chair|direct|history|devices|preview\/[^/]+))?$/;

/**
 * Whether the access of this device has ended while it shows a page that hears nothing from the server by itself:
 * names of citizens must not stay there until somebody reloads it. It holds the hall's screen, which every role
 * may read, open beside the page. To be called inside a Solid owner.
 */
export function watchAccess(path: Accessor<string>): Accessor<boolean> {
  const watched = createMemo(
    () => {
      const now = session();
      if (!now?.dialogueId || !worksHere(now.role) || livePages.test(path())) return null;
      return { dialogueId: now.dialogueId, key: `${now.id} ${now.dutyId}` };
    },
    null,
    { equals: (a, b) => a?.key === b?.key },
  );
  const door = createMemo(() => {
    const now = watched();
    if (!now) return null;
    const screen = openDocument(now.dialogueId, 'screen');
    // Another duty ended the connection of the one before.
    if (untrack(screen.status).problem) screen.reconnect();
    return screen;
  });
  return () => (hasEnded() && !livePages.test(path())) || door()?.status().problem === 'noSession';
}
