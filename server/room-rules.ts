import { frozenKinds, parseRoom } from '../shared/dialogue.ts';

/** What the relay asks of a room by its name. */
export const roomRules = {
  /** A freeze reads what was deleted from its documents; the screen is public and keeps nothing. */
  keepsHistory: (room: string): boolean => frozenKinds.some((kind) => kind === parseRoom(room)?.kind),
  /** Whoever looks at the public screen is nobody's business there. */
  isSilent: (room: string): boolean => parseRoom(room)?.kind === 'screen',
};
