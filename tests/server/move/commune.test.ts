import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { checkMovedInto, openCommune } from '../../../server/move/commune.ts';
import { openSourceFolder, openTargetFolder } from '../../../server/move/folder.ts';
import { moveHall } from '../../../server/move/move.ts';
import type { HallPlace } from '../../../server/move/place.ts';
import {
  communeTables,
  copiedTables,
  derivedTables,
  readCopiedTables,
  roomTables,
  sharedTables,
} from '../../../server/move/tables.ts';
import { CommuneServedError } from '../../../server/stewards/claim.ts';
import { lockKey } from '../../../server/stewards/lease.ts';
import { openDatabase } from '../../../server/store/postgres/open.ts';
import type { Pool } from '../../../server/store/postgres/pool.ts';
import { moveProgressTable, UnfinishedMoveError } from '../../../server/store/sqlite/database.ts';
import { readKeySeal } from '../../../server/tenants/key-seal.ts';
import { frozenKinds, roomName } from '../../../shared/dialogue.ts';
import { dataFolder } from '../../e2e/server.ts';
import { testDatabase } from '../../setup/shared-postgres.ts';
import { Broken, breaking } from './breaking.ts';
import { type FilledHall, filledHall } from './fill.ts';
import { expectSame } from './same.ts';

let hall: FilledHall;
let pool: Pool;
const seal = readKeySeal(null);
const opened = new Set<HallPlace>();
const folders = new Set<{ remove(): void }>();

beforeAll(async () => {
  hall = await filledHall();
  pool = await openDatabase((await testDatabase()).url);
});
afterEach(async () => {
  for (const place of opened) await place.close();
  opened.clear();
  for (const folder of folders) folder.remove();
  folders.clear();
});
afterAll(() => {
  pool.close();
  hall.remove();
});

function keepOpen(place: HallPlace): HallPlace {
  opened.add(place);
  return place;
}

async function close(place: HallPlace): Promise<void> {
  opened.delete(place);
  await place.close();
}

function newFolder(): string {
  const folder = dataFolder();
  folders.add(folder);
  return folder.dir;
}

const communeOf = async (id: string) => keepOpen(await openCommune(pool, id, seal));
const source = async () => keepOpen(await openSourceFolder(hall.dir));

async function moveIn(id: string): Promise<HallPlace> {
  const from = await source();
  const to = await communeOf(id);
  await moveHall({ from, to });
  await close(from);
  return to;
}

describe('a move into a commune of the province', () => {
  test('and back brings all there is, beside another commune with the same hall', async () => {
    await close(await moveIn('xa-a'));
    const other = await moveIn('xa-b');
    const back = newFolder();
    const to = keepOpen(openTargetFolder(back));
    const { how, hashes } = await moveHall({ from: await communeOf('xa-a'), to });
    expect(how).toBe('moved');
    expect([...hashes.tables.values()].every(({ rows }) => rows > 0)).toBe(true);
    await close(to);
    expectSame(hall.dir, back);
    // One commune sees nothing of the other, and a third one nothing at all.
    const third = await communeOf('xa-c');
    for (const table of copiedTables) {
      const count = async ({ sql }: HallPlace) =>
        (await sql.prepare(`SELECT count(*) AS n FROM ${table}`).get())?.n;
      expect(await count(third)).toBe(0);
      expect(await count(other)).toBe(hashes.tables.get(table)?.rows);
    }
    expect(await third.rooms.names()).toEqual([]);
  });

  test.each([4, 25])('broken off after every %i changes it ends the same', async (step) => {
    const id = `xa-broken-${step}`;
    const from = await source();
    let after = step;
    let runs = 0;
    for (let done = false; !done; runs += 1) {
      const to = await communeOf(id);
      try {
        await moveHall({ from, to: breaking(to, after) });
        done = true;
      } catch (error) {
        if (!(error instanceof Broken)) throw error;
        if (await to.isUnfinished())
          await expect(checkMovedInto(to.sql)).rejects.toThrow(UnfinishedMoveError);
      }
      await close(to);
      after += step;
    }
    expect(runs).toBeGreaterThan(1);
    const back = newFolder();
    const to = keepOpen(openTargetFolder(back));
    await moveHall({ from: await communeOf(id), to });
    await close(to);
    expectSame(hall.dir, back);
  });

  test('leaves rooms of frozen dialogues sealed, and running numbers that go on', async () => {
    const { sql } = await moveIn('xa-numbers');
    await checkMovedInto(sql);
    const frozen = await sql.prepare("SELECT id FROM dialogue WHERE state = 'frozen'").all();
    expect(frozen.length).toBeGreaterThan(0);
    const sealed = await sql.prepare('SELECT name FROM update_room WHERE seals % 2 = 1').all();
    expect(sealed.map(({ name }) => name).sort()).toEqual(
      frozen.flatMap(({ id }) => frozenKinds.map((kind) => roomName(String(id), kind))).sort(),
    );
    const last = await sql.prepare('SELECT max(seq) AS last FROM moment').get();
    const next = await sql
      .prepare("INSERT INTO moment (room, at, snapshot) VALUES ('r', '', ?) RETURNING seq")
      .get(new Uint8Array());
    expect(Number(next?.seq)).toBeGreaterThan(Number(last?.last));
  });

  test('goes into no commune that has data, and into none that a server works on', async () => {
    const to = await communeOf('xa-full');
    await to.sql.prepare("INSERT INTO village (id, name, spellings) VALUES ('v', 'Thôn', '[]')").run();
    await expect(moveHall({ from: await source(), to })).rejects.toMatchObject({ code: 'hasData' });
    expect(await to.isUnfinished()).toBe(false);
    const steward = await pool.connectAlone();
    await steward.query('SELECT pg_advisory_lock($1)', [lockKey('xa-served')]);
    await expect(openCommune(pool, 'xa-served', seal)).rejects.toThrow(CommuneServedError);
    steward.end();
  });

  test('knows every table of a commune, with the same columns', async () => {
    const { sql, tables } = await communeOf('xa-tables');
    const known: string[] = [
      ...copiedTables,
      ...derivedTables,
      ...roomTables,
      ...communeTables,
      ...sharedTables,
      moveProgressTable,
    ];
    const found = await tables();
    expect(found.filter((name) => !known.includes(name))).toEqual([]);
    expect(copiedTables.filter((name) => !found.includes(name))).toEqual([]);
    const columns = sql.prepare(
      'SELECT column_name AS name FROM information_schema.columns WHERE table_schema = current_schema() AND table_name = ?',
    );
    for (const table of readCopiedTables()) {
      const names = (await columns.all(table.name)).map(({ name }) => String(name));
      expect([table.name, ...names.sort()]).toEqual([table.name, ...[...table.columns, 'tenant'].sort()]);
    }
  });
});
