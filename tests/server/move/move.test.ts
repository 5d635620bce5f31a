import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { MoveError } from '../../../server/move/error.ts';
import { openSourceFolder, openTargetFolder } from '../../../server/move/folder.ts';
import { moveHall } from '../../../server/move/move.ts';
import type { HallPlace, KeyTexts } from '../../../server/move/place.ts';
import { copiedTables, derivedTables, roomTables, tablesIn } from '../../../server/move/tables.ts';
import { receiptKeyFile } from '../../../server/receipt/key.ts';
import { openDatabase, StoreInUseError, UnfinishedMoveError } from '../../../server/store/sqlite/database.ts';
import { openLogTables } from '../../../server/store/sqlite/log-tables.ts';
import { migrate } from '../../../server/store/sqlite/schema.ts';
import { openSqliteStore } from '../../../server/store/sqlite/store.ts';
import { createUpdateLog } from '../../../server/store/sqlite/update-log.ts';
import { dataFolder } from '../../e2e/server.ts';
import { Broken, breaking } from './breaking.ts';
import { type FilledHall, filledHall } from './fill.ts';
import { contentOf, expectSame, wholePaper } from './same.ts';

let hall: FilledHall;
const opened = new Set<HallPlace>();
const folders = new Set<{ remove(): void }>();

beforeAll(async () => {
  hall = await filledHall();
});
afterEach(async () => {
  for (const place of opened) await place.close();
  opened.clear();
  for (const folder of folders) folder.remove();
  folders.clear();
});
afterAll(() => hall.remove());

function newFolder(): string {
  const folder = dataFolder();
  folders.add(folder);
  return folder.dir;
}

function keepOpen(place: HallPlace): HallPlace {
  opened.add(place);
  return place;
}

async function close(place: HallPlace): Promise<void> {
  opened.delete(place);
  await place.close();
}

const openHall = async (dir: string) => openSqliteStore(dir, createUpdateLog);
const sourceOf = async (dir: string) => keepOpen(await openSourceFolder(dir));
const targetOf = (dir: string) => keepOpen(openTargetFolder(dir));

describe('a move between data folders', () => {
  test('brings every table, room, paper and key, and the hall opens', async () => {
    const dir = newFolder();
    const to = targetOf(dir);
    const { how, hashes, proved } = await moveHall({ from: await sourceOf(hall.dir), to });
    expect(how).toBe('moved');
    expect([...hashes.tables.values()].every(({ rows }) => rows > 0)).toBe(true);
    expect(hashes.papers.whole).toHaveLength(1);
    expect(proved.records).toBeGreaterThan(0);
    expect(proved.auditRows).toBeGreaterThan(0);
    await close(to);
    expectSame(hall.dir, dir);
    const store = await openHall(dir);
    try {
      expect((await store.dialogues.list()).length).toBeGreaterThan(0);
      // What is made anew is there again.
      expect(await store.petitions.size()).toBe(hashes.tables.get('petition')?.rows);
      expect(await store.search.catchUp(1000)).toBe(hashes.tables.get('petition')?.rows);
    } finally {
      await store.close();
    }
  });

  test.each([1, 6, 35])('broken off after every %i changes it ends the same', async (step) => {
    const dir = newFolder();
    const from = await sourceOf(hall.dir);
    let runs = 0;
    let after = step;
    for (let done = false; !done; runs += 1) {
      const to = targetOf(dir);
      try {
        const { how } = await moveHall({ from, to: breaking(to, after) });
        expect(how).not.toBe('moved');
        done = true;
      } catch (error) {
        if (!(error instanceof Broken)) throw error;
        if (await to.isUnfinished()) await expect(openHall(dir)).rejects.toThrow(UnfinishedMoveError);
      }
      await close(to);
      after += step;
    }
    expect(runs).toBeGreaterThan(1);
    expectSame(hall.dir, dir);
  });

  test('asked for again when it is done says so and changes nothing', async () => {
    const dir = newFolder();
    const from = await sourceOf(hall.dir);
    const to = targetOf(dir);
    await moveHall({ from, to });
    expect((await moveHall({ from, to })).how).toBe('there');
    expect(await to.isUnfinished()).toBe(false);
    expectSame(hall.dir, dir);
  });

  test('goes into no hall, not even one like it', async () => {
    const other = await filledHall();
    folders.add(other);
    const database = openDatabase(other.dir);
    database.exec("UPDATE village SET name = 'x' WHERE id = 'a'");
    database.close();
    const before = contentOf(other.dir);
    const to = targetOf(other.dir);
    await expect(moveHall({ from: await sourceOf(hall.dir), to })).rejects.toMatchObject({ code: 'hasData' });
    expect(contentOf(other.dir)).toEqual(before);
    expect(await to.isUnfinished()).toBe(false);
  });

  test('goes into no folder with files, and touches none that a server uses', async () => {
    const dir = newFolder();
    writeFileSync(join(dir, 'notes.txt'), 'x');
    expect(() => openTargetFolder(dir)).toThrow(MoveError);
    await sourceOf(hall.dir);
    await expect(openSourceFolder(hall.dir)).rejects.toThrow(StoreInUseError);
    expect(() => openTargetFolder(hall.dir)).toThrow(StoreInUseError);
    await expect(openSourceFolder(dir)).rejects.toMatchObject({ code: 'noHall' });
  });

  test('does not go on with another hall, nor with one that was changed', async () => {
    const changed = await filledHall();
    folders.add(changed);
    const dir = newFolder();
    const to = targetOf(dir);
    const first = await sourceOf(changed.dir);
    await expect(moveHall({ from: first, to: breaking(to, 12) })).rejects.toThrow(Broken);
    await close(first);
    const database = openDatabase(changed.dir);
    database.exec("UPDATE village SET name = 'x' WHERE id = 'a'");
    database.close();
    const before = contentOf(dir);
    const second = await sourceOf(changed.dir);
    await expect(moveHall({ from: second, to })).rejects.toMatchObject({ code: 'otherMove' });
    expect(contentOf(dir)).toEqual(before);
  });

  test('is no source while it is unfinished', async () => {
    const dir = newFolder();
    const to = targetOf(dir);
    await expect(moveHall({ from: await sourceOf(hall.dir), to: breaking(to, 12) })).rejects.toThrow(Broken);
    await expect(moveHall({ from: to, to: targetOf(newFolder()) })).rejects.toMatchObject({
      code: 'unfinishedSource',
    });
    await close(to);
    await expect(openSourceFolder(dir)).rejects.toThrow(UnfinishedMoveError);
  });

  test('sees a row, a room, a paper and a key that arrive otherwise than they left', async () => {
    const from = await sourceOf(hall.dir);
    const spoils: readonly [string, (dir: string, database: DatabaseSync) => void][] = [
      ['table village', (_, database) => database.exec("UPDATE village SET name = 'x' WHERE id = 'a'")],
      ['room ', (_, database) => database.exec('DELETE FROM update_log WHERE id = 1')],
      ['paper ', (dir) => writeFileSync(join(dir, wholePaper(dir)), 'x')],
      ['keys', (dir) => writeFileSync(join(dir, receiptKeyFile), '0'.repeat(64))],
    ];
    for (const [place, spoil] of spoils) {
      const dir = newFolder();
      const to = targetOf(dir);
      const keys = {
        ...to.keys,
        async write(texts: KeyTexts) {
          await to.keys.write(texts);
          const database = openDatabase(dir);
          spoil(dir, database);
          database.close();
        },
      };
      const error = await moveHall({ from, to: { ...to, keys } }).catch((thrown: unknown) => thrown);
      expect(error).toMatchObject({ code: 'differs', places: [expect.stringContaining(place)] });
      expect(await to.isUnfinished()).toBe(true);
    }
  });

  test('sees that its source goes on being written', async () => {
    const changing = await filledHall();
    folders.add(changing);
    const from = await sourceOf(changing.dir);
    const to = targetOf(newFolder());
    const onPart = (part: string) => {
      if (part !== 'papers') return;
      const database = openDatabase(changing.dir);
      database.exec("INSERT INTO update_log (room, body) SELECT 1, x'00'");
      database.close();
    };
    await expect(moveHall({ from, to, onPart })).rejects.toMatchObject({ code: 'changing' });
  });

  test('names a table that it does not know, and a record that is not whole', async () => {
    const odd = await filledHall();
    folders.add(odd);
    const from = await sourceOf(odd.dir);
    const database = openDatabase(odd.dir);
    database.exec('CREATE TABLE forgotten (id INTEGER PRIMARY KEY)');
    const to = targetOf(newFolder());
    await expect(moveHall({ from, to })).rejects.toMatchObject({
      code: 'unknownTable',
      places: ['forgotten'],
    });
    database.exec(
      "DROP TABLE forgotten; DROP TRIGGER freeze_fixed; UPDATE freeze SET canonical = canonical || ' '",
    );
    database.close();
    await expect(moveHall({ from, to })).rejects.toMatchObject({ code: 'unproved' });
    expect(await to.isUnfinished()).toBe(false);
  });
});

test('every table of the schema is copied, made anew, or a part of the rooms', async () => {
  const database = openDatabase(newFolder());
  try {
    migrate(database);
    openLogTables(database);
    const known: readonly string[] = [...copiedTables, ...derivedTables, ...roomTables];
    const found = tablesIn(database);
    expect(found.filter((name) => !known.includes(name))).toEqual([]);
    expect(copiedTables.filter((name) => !found.includes(name))).toEqual([]);
  } finally {
    database.close();
  }
});
