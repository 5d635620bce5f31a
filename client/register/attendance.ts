import type { Attendee } from '../../shared/docs/register.ts';
import { fold } from '../../shared/vietnamese/fold.ts';
import { compareNames } from '../../shared/vietnamese/names.ts';

export type Shown = 'all' | 'present' | 'absent' | 'walkIn';
export type Order = 'name' | 'village' | 'group' | 'checkedIn';

const collator = new Intl.Collator('vi', { numeric: true });

/** Order of the list: by given name, by village or group and then name, or who came last first. */
export function compareAttendees(order: Order): (a: Attendee, b: Attendee) => number {
  const byName = (a: Attendee, b: Attendee) =>
    compareNames(a.name, b.name) || (a.id === b.id ? 0 : a.id < b.id ? -1 : 1);
  if (order === 'name') return byName;
  if (order === 'checkedIn') {
    return (a, b) => collator.compare(b.checkedInAt, a.checkedInAt) || byName(a, b);
  }
  return (a, b) => collator.compare(a[order], b[order]) || byName(a, b);
}

function isShown(attendee: Attendee, shown: Shown): boolean {
  if (shown === 'present') return attendee.present;
  if (shown === 'absent') return !attendee.present;
  return shown === 'all' || attendee.walkIn;
}

/** A test for attendees: each word must occur in name, title, village, group or phone, without marks and case. */
export function attendeeMatcher(text: string, shown: Shown): (attendee: Attendee) => boolean {
  const words = fold(text).split(/\s+/).filter(Boolean);
  return (attendee) => {
    if (!isShown(attendee, shown)) return false;
    if (words.length === 0) return true;
    const { name, title, village, group, phone } = attendee;
    const digits = phone.replace(/\D/g, '');
    const known = fold([name, title, village, group, phone, digits].join('\n'));
    return words.every((word) => known.includes(word));
  };
}

export interface Count {
  label: string;
  present: number;
  all: number;
}

/** Numbers present and listed by village or group, in Vietnamese order; those without one come last, unlabelled. */
export function countBy(attendees: readonly Attendee[], key: 'village' | 'group'): Count[] {
  const counts = new Map<string, Count>();
  for (const attendee of attendees) {
    const label = attendee[key];
    const count = counts.get(label) ?? { label, present: 0, all: 0 };
    count.all++;
    if (attendee.present) count.present++;
    counts.set(label, count);
  }
  const last = (label: string) => (label === '' ? 1 : 0);
  return [...counts.values()].sort(
    (a, b) => last(a.label) - last(b.label) || collator.compare(a.label, b.label),
  );
}
