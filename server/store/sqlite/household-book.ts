import type { DatabaseSync } from 'node:sqlite';
import type { Office } from '../../../shared/dialogue.ts';
import { findVillage, type Household, inviteesOf } from '../../../shared/households.ts';
import type { HouseholdBook } from '../../households/contract.ts';
import { text } from '../sql/rows.ts';
import type { OfficeBook } from '../store.ts';
import { listImports } from './household-imports.ts';
import { householdQuestions } from './household-questions.ts';
import { householdRows } from './household-rows.ts';
import { transaction } from './transaction.ts';
import { villageBook } from './village-rows.ts';

/** Households, villages, and the lists that were taken in. */
export function householdBook(
  database: DatabaseSync,
  office: OfficeBook & { readNow(): Office; writeNow(office: Office): void },
): HouseholdBook {
  const rows = householdRows(database);
  const imports = listImports(database, rows);
  const questions = householdQuestions(database);
  const { villagesNow, ...villages } = villageBook(database, office);
  const mappings = database.prepare('SELECT * FROM list_mapping LIMIT 500');
  const keepMapping = database.prepare('INSERT OR REPLACE INTO list_mapping VALUES (?, ?)');
  const now = () => new Date().toISOString();

  /** Brings what is stored of a household to what it is now to be. */
  function put(household: Household): void {
    const { id, members, years } = household;
    rows.putHousehold(household, now());
    const kept = new Set(members.map((member) => member.id));
    for (const member of rows.membersOf(id)) if (!kept.has(member.id)) rows.dropMember(member.id);
    for (const [place, member] of members.entries()) rows.putMember({ ...member, householdId: id, place });
    for (const { year } of rows.yearsOf(id)) rows.dropYear(id, year);
    for (const { year, category } of years) rows.putYear({ householdId: id, year, category });
  }

  return {
    ...villages,
    ...imports,
    async all() {
      return rows.all();
    },
    async page(query) {
      const { ids, members } = questions.find(query);
      const shown = ids.slice(query.offset, query.offset + query.limit);
      return {
        households: shown.map((id) => rows.read(id)).filter((one) => one !== null),
        total: ids.length,
        members,
      };
    },
    async read(id) {
      return rows.read(id);
    },
    async write(household) {
      return transaction(database, () => {
        const { id, revision } = household;
        const before = rows.read(id);
        if ((before?.revision ?? 0) !== revision) return null;
        // An id of another household's member would take that member away from it.
        const own = new Set(before?.members.map((member) => member.id));
        const taken = household.members.some(
          (member) => !own.has(member.id) && rows.now({ kind: 'member', id: member.id }) !== null,
        );
        if (taken) return null;
        put(household);
        return rows.read(id);
      });
    },
    async remove(id) {
      return transaction(database, () => {
        const household = rows.read(id);
        if (!household) return false;
        imports.forget(household.members.map((member) => member.id));
        imports.forgetHousehold(id);
        return rows.dropHousehold(id);
      });
    },
    async invitees({ year, categories, villages: asked }) {
      const all = transaction(database, villagesNow);
      const names = new Map(all.map(({ id, name }) => [id, name]));
      const wanted = asked && new Set(asked.map((name) => findVillage(name, all)?.id));
      const households = rows.all().filter(({ villageId }) => !wanted || wanted.has(villageId));
      return inviteesOf(households, names, { year, categories });
    },
    async mappings() {
      return mappings.all().map((row) => [text(row, 'shape'), text(row, 'mapping')]);
    },
    async keepMapping(shape, value) {
      keepMapping.run(shape, value);
    },
    async everybody() {
      const names = new Map(transaction(database, villagesNow).map(({ id, name }) => [id, name]));
      const households = new Map(rows.all().map(({ id, villageId }) => [id, villageId]));
      return rows.everyMember().map((member) => ({
        member,
        village: names.get(households.get(member.householdId) ?? '') ?? '',
      }));
    },
    async erase(memberIds) {
      return transaction(database, () => {
        const gone = memberIds.flatMap((id) => {
          const row = rows.now({ kind: 'member', id });
          return row && 'householdId' in row ? [{ id, householdId: row.householdId }] : [];
        });
        for (const { id } of gone) rows.dropMember(id);
        imports.forget(memberIds);
        let count = gone.length;
        for (const householdId of new Set(gone.map((one) => one.householdId))) {
          rows.touch(householdId, now());
          if (rows.membersOf(householdId).length > 0) continue;
          imports.forgetHousehold(householdId);
          if (rows.dropHousehold(householdId)) count += 1;
        }
        return count;
      });
    },
    async unusedSince(year) {
      return questions.unusedSince(year);
    },
  };
}
