import type { DatabaseSync } from 'node:sqlite';
import type { Office } from '../../../shared/dialogue.ts';
import type { Village } from '../../../shared/households.ts';
import { newId } from '../../../shared/ids.ts';
import type { FormerNames } from '../../../shared/same-name.ts';
import type { HouseholdBook } from '../../households/contract.ts';
import { integer, text } from '../sql/rows.ts';
import type { OfficeBook } from '../store.ts';
import { transaction } from './transaction.ts';

type VillageBook = Pick<HouseholdBook, 'villages' | 'addVillage' | 'renameVillage' | 'removeVillage'>;

const same = (name: string) => name.normalize('NFC').trim().toLocaleLowerCase('vi');

/** Earlier names, all of them leading to the name that is used now. */
function renamed(former: FormerNames = {}, before: string, name: string): FormerNames {
  if (same(before) === same(name)) return former;
  const known = Object.entries(former).filter(([earlier]) => same(earlier) !== same(name));
  const led = known.map(([earlier, now]) => [earlier, same(now) === same(before) ? name : now]);
  return { ...Object.fromEntries(led), [before]: name };
}

/**
 * Villages as data. The office's list of names stays what documents and pages read; here each of its names has an id,
 * so that a household keeps its village when the name changes.
 */
export function villageBook(
  database: DatabaseSync,
  office: OfficeBook & { readNow(): Office; writeNow(office: Office): void },
): VillageBook & { villagesNow(): Village[] } {
  const all = database.prepare(
    `SELECT village.*, (SELECT count(*) FROM household WHERE village_id = village.id) AS households
     FROM village ORDER BY name, id`,
  );
  const put = database.prepare('INSERT OR REPLACE INTO village VALUES (?, ?, ?)');
  const drop = database.prepare('DELETE FROM village WHERE id = ?');
  const renames = ['duty', 'link', 'session'].map((table) =>
    database.prepare(`UPDATE ${table} SET village = ? WHERE village = ?`),
  );
  const write = ({ id, name, spellings }: Pick<Village, 'id' | 'name' | 'spellings'>) =>
    put.run(id, name, JSON.stringify(spellings));

  function stored(): Omit<Village, 'listed'>[] {
    return all.all().map((row) => ({
      id: text(row, 'id'),
      name: text(row, 'name'),
      spellings: JSON.parse(text(row, 'spellings')),
      households: integer(row, 'households'),
    }));
  }

  function villagesNow(): Village[] {
    const names = office.readNow().villages;
    const known = new Map(stored().map((village) => [same(village.name), village]));
    const listed = names.map((name): Village => {
      const village = known.get(same(name));
      known.delete(same(name));
      if (village) return { ...village, listed: true };
      const made = { id: newId(), name, spellings: [], households: 0 };
      write(made);
      return { ...made, listed: true };
    });
    // A village that left the office's list is shown as long as somebody lives there.
    const rest = [...known.values()].filter(({ households }) => households > 0);
    return [...listed, ...rest.map((village) => ({ ...village, listed: false }))];
  }

  const byId = (id: string) => villagesNow().find((village) => village.id === id);
  const hasName = (name: string, but: string) =>
    villagesNow().some((village) => village.id !== but && same(village.name) === same(name));

  return {
    villagesNow,
    async villages() {
      return transaction(database, villagesNow);
    },
    async addVillage(name) {
      return transaction(database, () => {
        const known = villagesNow().find((village) => village.listed && same(village.name) === same(name));
        if (known) return known;
        const now = office.readNow();
        office.writeNow({ ...now, villages: [...now.villages, name] });
        const added = villagesNow().find((village) => same(village.name) === same(name));
        if (!added) throw new Error('a village of the office has no row');
        return added;
      });
    },
    async renameVillage(id, name, spellings) {
      return transaction(database, () => {
        const before = byId(id);
        if (!before || hasName(name, id)) return false;
        const kept = [...spellings, ...(before.name === name ? [] : [before.name])];
        const others = [...new Map(kept.map((one) => [same(one), one])).values()];
        write({ id, name, spellings: others.filter((one) => same(one) !== same(name)) });
        const now = office.readNow();
        const villages = now.villages.map((one) => (same(one) === same(before.name) ? name : one));
        office.writeNow({ ...now, villages, formerVillages: renamed(now.formerVillages, before.name, name) });
        for (const rename of renames) rename.run(name, before.name);
        return true;
      });
    },
    async removeVillage(id) {
      return transaction(database, () => {
        const village = byId(id);
        if (!village || village.households > 0) return false;
        drop.run(id);
        const now = office.readNow();
        const villages = now.villages.filter((one) => same(one) !== same(village.name));
        office.writeNow({ ...now, villages });
        return true;
      });
    },
  };
}
