import { Pool as DirectPool } from 'pg';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { discardMove, removeMoved } from '../../../server/move/clear.ts';
import { checkMovedInto, openCommune } from '../../../server/move/commune.ts';
import { openSourceFolder } from '../../../server/move/folder.ts';
import { hashHall } from '../../../server/move/hashes.ts';
import { moveHall } from '../../../server/move/move.ts';
import type { HallPlace } from '../../../server/move/place.ts';
import { readCopiedTables } from '../../../server/move/tables.ts';
import { openDatabase } from '../../../server/store/postgres/open.ts';
import type { Pool } from '../../../server/store/postgres/pool.ts';
import { UnfinishedMoveError } from '../../../server/store/sqlite/database.ts';
import { prepareInstallation } from '../../../server/tenants/installation.ts';
import { readKeySeal } from '../../../server/tenants/key-seal.ts';
import { testDatabase } from '../../setup/shared-postgres.ts';
import { Broken, breaking } from './breaking.ts';
import { type FilledHall, filledHall } from './fill.ts';

/* What a move left behind goes, whatever refuses to be deleted otherwise; and nothing else goes with it. */

let hall: FilledHall;
let pool: Pool;
let admin: DirectPool;
let source: HallPlace;
let other: HallPlace;
const opened: HallPlace[] = [];

beforeAll(async () => {
  hall = await filledHall();
  const { url, adminUrl } = await testDatabase();
  pool = await openDatabase(url);
  const direct = new DirectPool({ connectionString: url });
  await prepareInstallation(direct).finally(() => direct.end());
  admin = new DirectPool({ connectionString: adminUrl });
  source = await openSourceFolder(hall.dir);
  // Beside each test the same hall stands in another commune: not a row of it may go.
  other = await openCommune(pool, 'xa-ben', readKeySeal(null));
  await moveHall({ from: source, to: other });
});
afterEach(async () => {
  for (const place of opened.splice(0)) await place.close();
});
afterAll(async () => {
  await other?.close();
  await source?.close();
  pool?.close();
  await admin?.end();
  hall?.remove();
});

async function communeOf(id: string): Promise<HallPlace> {
  const place = await openCommune(pool, id, readKeySeal(null));
  opened.push(place);
  return place;
}

/** Rows of a commune by table, past all policies; tables with none are left out. */
async function rowsOf(id: string): Promise<Record<string, number>> {
  const { rows: tables } = await admin.query<{ name: string }>(
    `SELECT table_name AS name FROM information_schema.columns
     WHERE table_schema = 'public' AND column_name = 'tenant' AND table_name <> 'steward'`,
  );
  const counts: Record<string, number> = {};
  for (const { name } of tables) {
    const { rows } = await admin.query(`SELECT count(*) AS n FROM "${name}" WHERE tenant = $1`, [id]);
    if (Number(rows[0]?.n) > 0) counts[name] = Number(rows[0]?.n);
  }
  return counts;
}

/** All rows of the other commune are there, and what refuses a deletion does so again. */
async function expectOtherWhole(before: Record<string, number>): Promise<void> {
  expect(await rowsOf('xa-ben')).toEqual(before);
  const { rows } = await admin.query("SELECT tgrelid FROM pg_trigger WHERE tgenabled <> 'O'");
  expect(rows).toEqual([]);
  for (const table of ['freeze', 'audit', 'petition_number'])
    await expect(other.sql.prepare(`DELETE FROM ${table}`).run(), table).rejects.toThrow(/never/);
}

test('a move that is stuck is taken back, and the hall can be moved there again', async () => {
  const before = await rowsOf('xa-ben');
  const stuck = await communeOf('xa-do');
  for (const after of [150, 151]) {
    const moved = moveHall({ from: source, to: breaking(stuck, after) });
    await expect(moved).rejects.toThrow(Broken);
    expect(await rowsOf('xa-do')).toMatchObject({
      freeze: expect.any(Number),
      audit: expect.any(Number),
      petition_number: expect.any(Number),
    });
    await discardMove(stuck);
    expect(await rowsOf('xa-do')).toEqual({});
  }
  await expectOtherWhole(before);
  expect((await moveHall({ from: source, to: stuck })).how).toBe('moved');
  // What is finished is no stuck move.
  const whole = await rowsOf('xa-do');
  await expect(discardMove(stuck)).rejects.toMatchObject({ code: 'nothingUnfinished' });
  expect(await rowsOf('xa-do')).toEqual(whole);
});

test('what a folder holds is removed from the database, also when it is killed again and again', async () => {
  const before = await rowsOf('xa-ben');
  const commune = await communeOf('xa-ra');
  await moveHall({ from: source, to: commune });
  let unlisted = 0;
  let runs = 0;
  for (let after = 7, done = false; !done; after += 7, runs += 1) {
    try {
      await removeMoved(breaking(commune, after), source, async () => {
        unlisted += 1;
      });
      done = true;
    } catch (error) {
      if (!(error instanceof Broken)) throw error;
      // No server opens a commune of which a part is gone.
      await expect(checkMovedInto(commune.sql)).rejects.toThrow(UnfinishedMoveError);
    }
  }
  expect(runs).toBeGreaterThan(2);
  expect(unlisted).toBe(runs);
  expect(await rowsOf('xa-ra')).toEqual({});
  await expectOtherWhole(before);
});

test('nothing is removed while the folder is not the same, or a move is not finished', async () => {
  const never = () => Promise.reject(new Error('taken from the list'));
  const commune = await communeOf('xa-khac');
  await expect(moveHall({ from: source, to: breaking(commune, 50) })).rejects.toThrow(Broken);
  const stuck = await rowsOf('xa-khac');
  await expect(removeMoved(commune, source, never)).rejects.toMatchObject({ code: 'unfinishedSource' });
  expect(await rowsOf('xa-khac')).toEqual(stuck);
  await moveHall({ from: source, to: commune });
  // Somebody worked on it after it had been moved.
  await commune.sql.prepare("INSERT INTO village (id, name, spellings) VALUES ('v', 'Mới', '[]')").run();
  const whole = await hashHall(commune, readCopiedTables());
  await expect(removeMoved(commune, source, never)).rejects.toMatchObject({
    code: 'notMovedAway',
    places: [expect.stringContaining('village')],
  });
  expect(await hashHall(commune, readCopiedTables())).toEqual(whole);
  expect(await commune.isUnfinished()).toBe(false);
});
