import { DatabaseSync } from 'node:sqlite';
import { describe, expect, test } from 'vitest';
import type { PaperFiles } from '../../../server/papers/contract.ts';
import { sqlPaperFiles } from '../../../server/papers/sql-files.ts';
import { sqliteEngine } from '../../../server/store/sqlite/engine.ts';

function files(now?: () => number): PaperFiles {
  const database = new DatabaseSync(':memory:');
  database.exec(`
    CREATE TABLE paper_part (name TEXT, start INTEGER, size INTEGER, bytes BLOB, written_at INTEGER, PRIMARY KEY (name, start));
    CREATE TABLE paper_file (hash TEXT, start INTEGER, bytes BLOB, PRIMARY KEY (hash, start));
  `);
  return sqlPaperFiles(sqliteEngine(database), now);
}

const bytes = (...values: number[]) => new Uint8Array(values);

async function inParts(kept: PaperFiles, hash: string): Promise<number[][]> {
  const parts: number[][] = [];
  for await (const part of kept.readParts(hash)) parts.push([...part]);
  return parts;
}

describe('papers in the database', () => {
  test('grow piece by piece and become a file', async () => {
    const kept = files();
    expect(await kept.partSize('d-h')).toBe(0);
    await kept.append('d-h', 0, bytes(1, 2, 3));
    await kept.append('d-h', 3, bytes(4, 5));
    await kept.append('d2-h', 0, bytes(9));
    expect(await kept.partSize('d-h')).toBe(5);
    expect(await kept.parts('d-')).toEqual([{ name: 'd-h', size: 5 }]);
    expect([...(await kept.readPart('d-h'))]).toEqual([1, 2, 3, 4, 5]);
    await kept.keep('d-h', 'hash');
    expect(await kept.partSize('d-h')).toBe(0);
    expect([...((await kept.read('hash')) ?? [])]).toEqual([1, 2, 3, 4, 5]);
    expect(await inParts(kept, 'hash')).toEqual([
      [1, 2, 3],
      [4, 5],
    ]);
  });

  test('the same paper of another dialogue, sent in other pieces, is still one file', async () => {
    const kept = files();
    await kept.append('d-h', 0, bytes(1, 2, 3));
    await kept.keep('d-h', 'hash');
    await kept.append('d2-h', 0, bytes(1));
    await kept.append('d2-h', 1, bytes(2, 3));
    await kept.keep('d2-h', 'hash');
    expect([...((await kept.read('hash')) ?? [])]).toEqual([1, 2, 3]);
  });

  test('a second piece for the same place is refused, the first stays', async () => {
    const kept = files();
    await kept.append('d-h', 0, bytes(1));
    await expect(kept.append('d-h', 0, bytes(2))).rejects.toThrow();
    expect([...(await kept.readPart('d-h'))]).toEqual([1]);
  });

  test('what is not there is said as the system says it', async () => {
    const kept = files();
    expect(await kept.read('hash')).toBeNull();
    await expect(kept.readPart('d-h')).rejects.toMatchObject({ code: 'ENOENT' });
    await expect(inParts(kept, 'hash')).rejects.toMatchObject({ code: 'ENOENT' });
    await kept.remove('hash');
    await kept.removePart('d-h');
  });

  test('parts that nobody goes on with are removed, by their last piece', async () => {
    let time = 1000;
    const kept = files(() => time);
    await kept.append('old', 0, bytes(1));
    await kept.append('young', 0, bytes(1));
    time = 2000;
    await kept.append('young', 1, bytes(2));
    await kept.removeOldParts(1500);
    expect(await kept.partSize('old')).toBe(0);
    expect(await kept.partSize('young')).toBe(2);
  });

  test('a file that is removed is gone', async () => {
    const kept = files();
    await kept.append('d-h', 0, bytes(1));
    await kept.keep('d-h', 'hash');
    await kept.remove('hash');
    expect(await kept.read('hash')).toBeNull();
  });
});
