import { isLate } from '../../../shared/due.ts';
import { isToTell, type Work, type WorkPetition } from '../../../shared/work.ts';
import { shortDay } from '../../board/days.ts';
import { workTexts as t } from '../../i18n/work.ts';

type GroupName = 'toAnswer' | 'answered' | 'toTell' | 'waiting' | 'told' | 'gone';

export interface Group<P> {
  name: GroupName;
  petitions: P[];
}

const order: Record<Work['kind'], readonly GroupName[]> = {
  unit: ['toAnswer', 'answered', 'told', 'gone'],
  village: ['toTell', 'waiting', 'told', 'gone'],
};

function groupOf(kind: Work['kind'], petition: WorkPetition): GroupName {
  const { state } = petition;
  if (state === 'closed') return 'told';
  if (state === 'withdrawn' || state === 'merged') return 'gone';
  if (isToTell(petition)) return kind === 'unit' ? 'answered' : 'toTell';
  return kind === 'unit' ? 'toAnswer' : 'waiting';
}

const numberOf = ({ number }: WorkPetition) => Number(number.replace(/\D/g, '') || Number.POSITIVE_INFINITY);

/** Late ones first, then by due date, then by number. */
function byNeed(today: string) {
  const rank = (petition: WorkPetition) =>
    `${isLate(petition, today) ? 0 : 1}${petition.dueDate || '9999-99-99'}`;
  return (a: WorkPetition, b: WorkPetition) => {
    const [one, two] = [rank(a), rank(b)];
    return one === two ? numberOf(a) - numberOf(b) : one < two ? -1 : 1;
  };
}

/** A petition whose form is open: it stays in its group until the form is closed, whatever others make of it meanwhile. */
export interface Pinned {
  id: string;
  name: GroupName;
}

/** The petitions by what is to be done with them, the most pressing first. `today` as `YYYY-MM-DD`. */
export function groupsOf<P extends WorkPetition>(
  kind: Work['kind'],
  petitions: readonly P[],
  today: string,
  pinned?: Pinned | null,
): Group<P>[] {
  const groups = Map.groupBy(petitions, (petition) =>
    pinned?.id === petition.id ? pinned.name : groupOf(kind, petition),
  );
  return order[kind].map((name) => ({ name, petitions: (groups.get(name) ?? []).sort(byNeed(today)) }));
}

const day = 86_400_000;

/** A due date in words, with how many days are left or over; null where no answer is owed. */
export function dueWords(
  petition: WorkPetition,
  today: string,
): { words: string; on: string; late: boolean } | null {
  const { dueDate, state } = petition;
  if (dueDate === '' || (state !== 'deferred' && state !== 'escalated')) return null;
  const left = Math.round((Date.parse(dueDate) - Date.parse(today)) / day);
  const words = left < 0 ? t().late(-left) : left === 0 ? t().dueToday : t().dueIn(left);
  return { words, on: t().dueDay(shortDay(dueDate)), late: left < 0 };
}
