import { findVillage, type Household, inviteesOf } from '../../../shared/households.ts';
import type { HouseholdBook } from '../../households/contract.ts';
import type { OfficeBook } from '../store.ts';
import { listImports } from './household-imports.ts';
import { householdQuestions } from './household-questions.ts';
import { householdRows } from './household-rows.ts';
import { text } from './rows.ts';
import { type Sql, upsert } from './sql.ts';
import { villageBook } from './village-rows.ts';

/** Households, villages, and the lists that were taken in. */
export function householdBook(sql: Sql, office: OfficeBook): HouseholdBook {
  const rows = householdRows(sql);
  const { forget, forgetHousehold, ...imports } = listImports(sql, rows);
  const questions = householdQuestions(sql);
  const villages = villageBook(sql, office);
  const mappings = sql.prepare('SELECT shape, mapping FROM list_mapping LIMIT 500');
  const keepMapping = sql.prepare(upsert('list_mapping', ['shape', 'mapping'], ['shape']));
  const now = () => new Date().toISOString();

  /** Brings what is stored of a household to what it is now to be. */
  async function put(household: Household): Promise<void> {
    const { id, members, years } = household;
    await rows.putHousehold(household, now());
    const kept = new Set(members.map((member) => member.id));
    for (const member of await rows.membersOf(id)) if (!kept.has(member.id)) await rows.dropMember(member.id);
    for (const [place, member] of members.entries())
      await rows.putMember({ ...member, householdId: id, place });
    for (const { year } of await rows.yearsOf(id)) await rows.dropYear(id, year);
    for (const { year, category } of years) await rows.putYear({ householdId: id, year, category });
  }

  /** An id of another household's member would take that member away from it. */
  async function takesMember({ members }: Household, before: Household | null): Promise<boolean> {
    const own = new Set(before?.members.map((member) => member.id));
    for (const { id } of members)
      if (!own.has(id) && (await rows.now({ kind: 'member', id })) !== null) return true;
    return false;
  }

  return {
    ...villages,
    ...imports,
    all: () => rows.all(),
    async page(query) {
      const { ids, members } = await questions.find(query);
      const shown = ids.slice(query.offset, query.offset + query.limit);
      return { households: await rows.readSome(shown), total: ids.length, members };
    },
    read: (id) => rows.read(id),
    write(household) {
      return sql.transaction(async () => {
        const { id, revision } = household;
        const before = await rows.read(id);
        if ((before?.revision ?? 0) !== revision || (await takesMember(household, before))) return null;
        await put(household);
        return rows.read(id);
      });
    },
    remove(id) {
      return sql.transaction(async () => {
        const household = await rows.read(id);
        if (!household) return false;
        await forget(household.members.map((member) => member.id));
        await forgetHousehold(id);
        return rows.dropHousehold(id);
      });
    },
    async invitees({ year, categories, villages: asked }) {
      const all = await villages.villages();
      const names = new Map(all.map(({ id, name }) => [id, name]));
      const wanted = asked && new Set(asked.map((name) => findVillage(name, all)?.id));
      const households = (await rows.all()).filter(({ villageId }) => !wanted || wanted.has(villageId));
      return inviteesOf(households, names, { year, categories });
    },
    async mappings() {
      return (await mappings.all()).map((row) => [text(row, 'shape'), text(row, 'mapping')]);
    },
    async keepMapping(shape, value) {
      await keepMapping.run(shape, value);
    },
    async everybody() {
      const names = new Map((await villages.villages()).map(({ id, name }) => [id, name]));
      const households = new Map((await rows.all()).map(({ id, villageId }) => [id, villageId]));
      return (await rows.everyMember()).map((member) => ({
        member,
        village: names.get(households.get(member.householdId) ?? '') ?? '',
      }));
    },
    erase(memberIds) {
      return sql.transaction(async () => {
        const gone: { id: string; householdId: string }[] = [];
        for (const id of memberIds) {
          const row = await rows.now({ kind: 'member', id });
          if (row && 'householdId' in row) gone.push({ id, householdId: row.householdId });
        }
        for (const { id } of gone) await rows.dropMember(id);
        await forget(memberIds);
        let count = gone.length;
        for (const householdId of new Set(gone.map((one) => one.householdId))) {
          await rows.touch(householdId, now());
          if ((await rows.membersOf(householdId)).length > 0) continue;
          await forgetHousehold(householdId);
          if (await rows.dropHousehold(householdId)) count += 1;
        }
        return count;
      });
    },
    unusedSince: (year) => questions.unusedSince(year),
  };
}
