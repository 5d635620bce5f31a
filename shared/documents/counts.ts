import type { Attendee } from '../docs/register.ts';
import { categories, channels, isBeyondAuthority, outcomes } from '../petition.ts';
import type { DialogueRecord, RecordPetition } from '../record.ts';
import { cleanLine } from './plain.ts';
import { categoryWords, channelWords, outcomeWords } from './wording.ts';

/** Counts of a record. Every petition is in exactly one line of each count, so the lines add up to the whole. */

export interface Count {
  label: string;
  value: number;
}

const noField = 'Chưa phân lĩnh vực';

/** Petitions by field: the dialogue's fields first, in their order, then others, those without one last. */
export function byField(record: DialogueRecord): { field: string; petitions: RecordPetition[] }[] {
  const groups = new Map<string, RecordPetition[]>();
  for (const field of record.dialogue.fields.map(cleanLine)) if (field) groups.set(field, []);
  const unsorted: RecordPetition[] = [];
  for (const petition of record.petitions) {
    const field = cleanLine(petition.field);
    const group = groups.get(field);
    if (field === '') unsorted.push(petition);
    else if (group) group.push(petition);
    else groups.set(field, [petition]);
  }
  const result = [...groups].map(([field, petitions]) => ({ field, petitions }));
  return unsorted.length > 0 ? [...result, { field: noField, petitions: unsorted }] : result;
}

/** Petitions beyond authority by the body they go to, in the order of the first of each; one may have no name yet. */
export function byAuthority(
  petitions: readonly RecordPetition[],
): { authority: string; petitions: RecordPetition[] }[] {
  const groups = Map.groupBy(petitions.filter(isBeyondAuthority), (petition) =>
    cleanLine(petition.authority),
  );
  return [...groups].map(([authority, group]) => ({ authority, petitions: group }));
}

/** Number of petitions of each field; fields without any are counted as 0. */
export function fieldCounts(record: DialogueRecord): Count[] {
  return byField(record).map(({ field, petitions }) => ({ label: field, value: petitions.length }));
}

/** Number of petitions by household category. */
export function categoryCounts(petitions: readonly RecordPetition[]): Count[] {
  return categories.map((category) => ({
    label: categoryWords[category],
    value: petitions.filter((petition) => petition.category === category).length,
  }));
}

/** Number of petitions by the way they came. */
export function channelCounts(petitions: readonly RecordPetition[]): Count[] {
  return channels.map((channel) => ({
    label: channelWords[channel],
    value: petitions.filter((petition) => petition.channel === channel).length,
  }));
}

/** Number of petitions by outcome; withdrawn, merged and undecided ones have lines of their own. */
export function outcomeCounts(petitions: readonly RecordPetition[]): Count[] {
  const withdrawn = petitions.filter((petition) => petition.state === 'withdrawn').length;
  const merged = petitions.filter((petition) => petition.state === 'merged').length;
  const live = petitions.filter((petition) => petition.state !== 'withdrawn' && petition.state !== 'merged');
  const undecided = live.filter((petition) => petition.outcome === '').length;
  return [
    ...outcomes.map((outcome) => ({
      label: outcomeWords[outcome],
      value: live.filter((petition) => petition.outcome === outcome).length,
    })),
    ...[
      { label: 'Chưa có kết luận', value: undecided },
      { label: 'Công dân rút', value: withdrawn },
      { label: 'Gộp vào kiến nghị khác', value: merged },
    ].filter((count) => count.value > 0),
  ];
}

export interface GroupCount {
  group: string;
  invited: number;
  present: number;
  walkIns: number;
}

/** Numbers invited and present by group, in the order in which the groups were invited. */
export function attendanceByGroup(record: DialogueRecord): GroupCount[] {
  const counts = new Map<string, GroupCount>();
  const groupOf = (attendee: Attendee) => cleanLine(attendee.group) || 'Thành phần khác';
  const order = record.dialogue.groups.map(cleanLine);
  const rank = (group: string) => (order.indexOf(group) + order.length + 1) % (order.length + 1);
  for (const attendee of record.attendees) {
    const group = groupOf(attendee);
    const count = counts.get(group) ?? { group, invited: 0, present: 0, walkIns: 0 };
    if (!attendee.walkIn) count.invited++;
    if (attendee.present) count.present++;
    if (attendee.present && attendee.walkIn) count.walkIns++;
    counts.set(group, count);
  }
  return [...counts.values()].sort((a, b) => rank(a.group) - rank(b.group));
}
