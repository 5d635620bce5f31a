import type { InvitationAnswer } from '../../shared/docs/invitation.ts';
import type { Attendee } from '../../shared/docs/register.ts';
import { isLateArrival } from '../../shared/lateness.ts';
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

/** First letters of a name's words, `nva` for Nguyễn Văn An. */
const initialsOf = (name: string) =>
  fold(name)
    .split(/\s+/)
    .map((word) => word.slice(0, 1))
    .join('');

/**
 * A test for attendees: each word must occur in name, title, village, group or phone, without marks and case; one word of
 * two letters or more may also be the first letters of the whole name.
 */
export function attendeeMatcher(text: string, shown: Shown): (attendee: Attendee) => boolean {
  const words = fold(text).split(/\s+/).filter(Boolean);
  return (attendee) => {
    if (!isShown(attendee, shown)) return false;
    if (words.length === 0) return true;
    const { name, title, village, group, phone } = attendee;
    const digits = phone.replace(/\D/g, '');
    const known = fold([name, title, village, group, phone, digits].join('\n'));
    const [only = '', more] = words;
    if (!more && only.length > 1 && initialsOf(name) === only) return true;
    return words.every((word) => known.includes(word));
  };
}

/**
 * How well a person answers to what is typed, from 0: people are called by the given name, so that comes first, then
 * another word of the name that begins so, then all else. Without a text all are alike.
 */
export function nameRank(text: string): (attendee: Pick<Attendee, 'name'>) => number {
  const words = fold(text).split(/\s+/).filter(Boolean);
  const last = words.at(-1) ?? '';
  if (last === '') return () => 0;
  return ({ name }) => {
    const parts = fold(name).trim().split(/\s+/);
    const given = parts.at(-1) ?? '';
    const begins = (word: string) => parts.some((part) => part.startsWith(word));
    if (!words.every(begins)) return 4;
    if (given === last) return 0;
    return given.startsWith(last) ? 1 : given.startsWith(words[0] ?? '') ? 2 : 3;
  };
}

/** The folded names that more than one of the list has. */
export function namesakesIn(attendees: readonly Pick<Attendee, 'name'>[]): Set<string> {
  const [once, twice] = [new Set<string>(), new Set<string>()];
  for (const { name } of attendees) {
    const key = fold(name).trim();
    if (key !== '') (once.has(key) ? twice : once).add(key);
  }
  return twice;
}

export interface Count {
  label: string;
  present: number;
  all: number;
  /** Of `all`, those with an invitation. */
  invited: number;
  told: number;
  /** Will come, will not, has a petition to hand in ahead. */
  coming: number;
  declined: number;
  brings: number;
  /** Came after the beginning. */
  late: number;
}

export const noCount: Omit<Count, 'label'> = {
  present: 0,
  all: 0,
  invited: 0,
  told: 0,
  coming: 0,
  declined: 0,
  brings: 0,
  late: 0,
};

type Counted = Attendee & Partial<InvitationAnswer>;

function add(count: Omit<Count, 'label'>, attendee: Counted, beginning: number | null): void {
  count.all++;
  if (attendee.present) count.present++;
  if (attendee.present && isLateArrival(attendee.checkedInAt, beginning)) count.late++;
  if (attendee.walkIn) return;
  count.invited++;
  if (attendee.toldAt) count.told++;
  if (attendee.coming === 'yes') count.coming++;
  if (attendee.coming === 'no') count.declined++;
  if (attendee.brings) count.brings++;
}

/** Numbers of all together. `beginning` as `beginningOf` has it. */
export function countAll(attendees: readonly Counted[], beginning: number | null): Omit<Count, 'label'> {
  const count = { ...noCount };
  for (const attendee of attendees) add(count, attendee, beginning);
  return count;
}

/** Numbers by village or group, in Vietnamese order; those without one come last, unlabelled. */
export function countBy(
  attendees: readonly Counted[],
  key: 'village' | 'group',
  beginning: number | null = null,
): Count[] {
  const counts = new Map<string, Count>();
  for (const attendee of attendees) {
    const label = attendee[key];
    const count = counts.get(label) ?? { label, ...noCount };
    add(count, attendee, beginning);
    counts.set(label, count);
  }
  const last = (label: string) => (label === '' ? 1 : 0);
  return [...counts.values()].sort(
    (a, b) => last(a.label) - last(b.label) || collator.compare(a.label, b.label),
  );
}
