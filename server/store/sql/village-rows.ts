import type { Village } from '../../../shared/households.ts';
import { newId } from '../../../shared/ids.ts';
import type { FormerNames } from '../../../shared/same-name.ts';
import type { HouseholdBook } from '../../households/contract.ts';
import type { OfficeBook } from '../store.ts';
import { integer, text } from './rows.ts';
import { type Sql, upsert } from './sql.ts';

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
export function villageBook(sql: Sql, office: OfficeBook): VillageBook {
  const all = sql.prepare(
    `SELECT village.*, (SELECT count(*) FROM household WHERE village_id = village.id) AS households
     FROM village ORDER BY name, id`,
  );
  const put = sql.prepare(upsert('village', ['id', 'name', 'spellings'], ['id']));
  const drop = sql.prepare('DELETE FROM village WHERE id = ?');
  const renames = ['duty', 'link', 'session'].map((table) =>
    sql.prepare(`UPDATE ${table} SET village = ? WHERE village = ?`),
  );
  const write = ({ id, name, spellings }: Pick<Village, 'id' | 'name' | 'spellings'>) =>
    put.run(id, name, JSON.stringify(spellings));

  async function stored(): Promise<Omit<Village, 'listed'>[]> {
    return (await all.all()).map((row) => ({
      id: text(row, 'id'),
      name: text(row, 'name'),
      spellings: JSON.parse(text(row, 'spellings')),
      households: integer(row, 'households'),
    }));
  }

  /** Within a transaction: a name of the office's list that is new gets its row. */
  async function villagesNow(): Promise<Village[]> {
    const { villages: names } = await office.read();
    const known = new Map((await stored()).map((village) => [same(village.name), village]));
    const listed: Village[] = [];
    for (const name of names) {
      const village = known.get(same(name));
      known.delete(same(name));
      const made = village ?? { id: newId(), name, spellings: [], households: 0 };
      if (!village) await write(made);
      listed.push({ ...made, listed: true });
    }
    // A village that left the office's list is shown as long as somebody lives there.
    const rest = [...known.values()].filter(({ households }) => households > 0);
    return [...listed, ...rest.map((village) => ({ ...village, listed: false }))];
  }

  const within = <T>(work: (villages: Village[]) => Promise<T>) =>
    sql.transaction(async () => work(await villagesNow()));

  return {
    villages: () => within(async (villages) => villages),
    addVillage(name) {
      return within(async (villages) => {
        const known = villages.find((village) => village.listed && same(village.name) === same(name));
        if (known) return known;
        const now = await office.read();
        await office.write({ ...now, villages: [...now.villages, name] });
        const added = (await villagesNow()).find((village) => same(village.name) === same(name));
        if (!added) throw new Error('a village of the office has no row');
        return added;
      });
    },
    renameVillage(id, name, spellings) {
      return within(async (all) => {
        const before = all.find((village) => village.id === id);
        const isTaken = all.some((village) => village.id !== id && same(village.name) === same(name));
        if (!before || isTaken) return false;
        const kept = [...spellings, ...(before.name === name ? [] : [before.name])];
        const others = [...new Map(kept.map((one) => [same(one), one])).values()];
        await write({ id, name, spellings: others.filter((one) => same(one) !== same(name)) });
        const now = await office.read();
        const villages = now.villages.map((one) => (same(one) === same(before.name) ? name : one));
        await office.write({
          ...now,
          villages,
          formerVillages: renamed(now.formerVillages, before.name, name),
        });
        for (const rename of renames) await rename.run(name, before.name);
        return true;
      });
    },
    removeVillage(id) {
      return within(async (all) => {
        const village = all.find((one) => one.id === id);
        if (!village || village.households > 0) return false;
        await drop.run(id);
        const now = await office.read();
        const villages = now.villages.filter((one) => same(one) !== same(village.name));
        await office.write({ ...now, villages });
        return true;
      });
    },
  };
}
