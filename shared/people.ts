import { type Role, roles } from './access.ts';

/** The roles that a person may have; the screen and the public list are nobody's. */
export type DutyRole = Exclude<Role, 'screen' | 'public'>;
export const dutyRoles: readonly DutyRole[] = roles.filter((role) => role !== 'screen' && role !== 'public');

/** What a duty, or a link, of a role is for besides its dialogue: a unit, a village, or nothing. */
export function placeOf(role: Role): 'unit' | 'village' | null {
  if (role === 'officer') return 'unit';
  return role === 'village' ? 'village' : null;
}

/** Whether a duty or a link has the unit or the village that its role needs, and no other. */
export function isPlaced({ role, unit, village }: { role: Role; unit: string; village: string }): boolean {
  const place = placeOf(role);
  return (place === 'unit') === (unit !== '') && (place === 'village') === (village !== '');
}
