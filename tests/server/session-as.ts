import type { Session } from '../../server/store/store.ts';
import type { Role } from '../../shared/access.ts';

/** A session of a role in a dialogue that came from nobody's link; the organizer's is for all dialogues. */
export function sessionAs(role: Role, dialogueId = '', more: Partial<Session> = {}): Session {
  return {
    id: `session of ${role}`,
    tokenHash: '',
    linkId: '',
    role,
    dialogueId: role === 'organizer' ? '' : dialogueId,
    unit: '',
    village: '',
    personId: '',
    dutyId: '',
    name: '',
    createdAt: '',
    expiresAt: '',
    ...more,
  };
}
