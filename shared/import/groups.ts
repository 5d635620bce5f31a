import { personKey } from '../households.ts';
import type { Entry } from './entries.ts';
import type { Mapping } from './fields.ts';

/**
 * Which rows are one household: those with one number of a household; else those that name one head; else a head's row
 * and the rows below it that say whose wife or child they are, or that have no number of their own.
 */
export function grouped(entries: Entry[], mapping: Mapping): Entry[] {
  const byKey = new Map<string, number>();
  const hasRelation = mapping.includes('relation');
  const hasOrdinal = mapping.includes('ordinal') && entries.some(({ ordinal }) => ordinal !== '');
  /** A column with a tick for each head, or with the head's name. */
  const hasHeads = mapping.includes('headName');
  const ticksHeads = hasHeads && entries.every(({ headName }) => headName === '');
  let count = 0;
  let last: Entry | undefined;

  const open = (key: string): number => {
    const group = byKey.get(key) ?? count;
    if (group === count) count += 1;
    if (key !== '') byKey.set(key, group);
    return group;
  };
  const goesWithLast = ({ code, relation, head, ordinal, village }: Entry): boolean => {
    if (!last || code !== '' || head) return false;
    if (village !== '' && last.village !== '' && village !== last.village) return false;
    if (hasOrdinal && ordinal !== '' && ordinal === last.ordinal) return true;
    if (hasRelation) return relation !== '';
    if (ticksHeads) return true;
    return hasOrdinal && ordinal === '';
  };
  const groupOf = (entry: Entry): number => {
    const { code, headName, head, name, villageId, household } = entry;
    if (code !== '') return open(`code ${code.toLowerCase()} ${villageId}`);
    if (headName !== '') return open(`head ${personKey(headName)} ${villageId}`);
    if (goesWithLast(entry)) return last?.household ?? household;
    return head && hasHeads && !ticksHeads ? open(`head ${personKey(name)} ${villageId}`) : open('');
  };

  const result = entries.map((entry) => {
    last = { ...entry, household: groupOf(entry), ordinal: entry.ordinal || (last?.ordinal ?? '') };
    return { ...last, ordinal: entry.ordinal };
  });
  return withHeads(result);
}

/** Each household has one head: who the list says, else who stands first and is nobody's wife or child. */
function withHeads(entries: Entry[]): Entry[] {
  const heads = new Map<number, Entry>();
  for (const entry of entries) {
    const known = heads.get(entry.household);
    if (!known || (entry.head && !known.head)) heads.set(entry.household, entry);
  }
  return entries.map((entry) => {
    const first = heads.get(entry.household) === entry;
    return { ...entry, head: first && (entry.head || (entry.relation === '' && entry.headName === '')) };
  });
}
