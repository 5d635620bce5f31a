import { spawnSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { asBackupError } from '../../../server/backup/error.ts';
import { readBackup } from '../../../server/backup/read.ts';
import { restoreBackup } from '../../../server/backup/restore.ts';
import { isSealed, seal, sealedSize, unseal } from '../../../server/backup/seal.ts';
import { blockBytes, paddingOf, readTarHeader, tarEnd, tarHeader } from '../../../server/backup/tar.ts';
import { makeBackup } from '../../../server/backup/write.ts';
import { openSigningKey } from '../../../server/freeze/key.ts';
import { openSqliteStore } from '../../../server/store/sqlite/store.ts';
import { createUpdateLog } from '../../../server/store/sqlite/update-log.ts';
import { Random } from '../relay/random.ts';

let base: string;
let dataDir: string;
const passphrase = 'thư ký, con trâu, bờ ruộng';
const none = async () => null;

async function allOf<T>(pieces: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const piece of pieces) all.push(piece);
  return all;
}

beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'doithoai-backup-'));
  dataDir = join(base, 'data');
});
afterEach(() => rmSync(base, { recursive: true, force: true }));

function keepPaper(bytes: Uint8Array): string {
  const hash = createHash('sha256').update(bytes).digest('hex');
  mkdirSync(join(dataDir, 'papers', hash.slice(0, 2)), { recursive: true });
  writeFileSync(join(dataDir, 'papers', hash.slice(0, 2), hash), bytes);
  return hash;
}

/** A data folder with a room, papers, keys, and what must not be backed up. Returns the papers' hashes. */
async function fill(): Promise<string[]> {
  const store = await openSqliteStore(dataDir, createUpdateLog);
  openSigningKey(dataDir);
  const hashes = [1, 70_000, 600_000].map((size) => keepPaper(randomBytes(size)));
  for (const hash of hashes)
    await store.papers.add({ dialogueId: 'd', hash, type: 'image/png', size: 1, storedAt: '' });
  await store.updates.append([{ room: 'r', update: new Uint8Array([1, 2, 3]) }]);
  await store.close();
  mkdirSync(join(dataDir, 'https'));
  writeFileSync(join(dataDir, 'https', 'authority.pem'), 'authority');
  writeFileSync(join(dataDir, 'lock.sqlite'), '');
  mkdirSync(join(dataDir, 'papers', 'parts'));
  writeFileSync(join(dataDir, 'papers', 'parts', 'd-half'), 'half');
  keepPaper(new Uint8Array([9]));
  return hashes;
}

/** The code with which a restore of these bytes is refused; '' when it is not. Proves that nothing is left behind. */
async function refusalOf(bytes: Uint8Array, words: string | null): Promise<string> {
  const file = join(base, 'tried');
  const target = join(base, 'tried-data');
  writeFileSync(file, bytes);
  try {
    await restoreBackup({ file, dataDir: target, passphrase: async () => words });
    rmSync(target, { recursive: true });
    return '';
  } catch (error) {
    expect(readdirSync(base).filter((name) => name.startsWith('tried-data'))).toEqual([]);
    return asBackupError(error).code;
  }
}

describe('a backup', () => {
  test('is a tar of exactly what belongs, and comes back byte for byte', async () => {
    const hashes = await fill();
    const file = join(base, 'a.tar');
    const made = await makeBackup({ dataDir, file, passphrase: null });
    expect(made.papers).toBe(3);
    expect(made.bytes).toBe(readFileSync(file).length);
    const listed = spawnSync('tar', ['tf', file], { encoding: 'utf8' }).stdout.trim().split('\n');
    const papers = hashes.map((hash) => `papers/${hash.slice(0, 2)}/${hash}`).sort();
    const expected = ['doithoai.sqlite', 'signing-key.pem', 'https/authority.pem', ...papers];
    expect(listed).toEqual(['manifest.json', ...expected, 'SHA256']);
    expect(readdirSync(base).sort()).toEqual(['a.tar', 'data']);
    expect(readdirSync(dataDir).filter((name) => name.startsWith('backup-work'))).toEqual([]);

    const target = join(base, 'restored');
    await restoreBackup({ file, dataDir: target, passphrase: none });
    for (const path of expected.slice(1))
      expect(readFileSync(join(target, path)).equals(readFileSync(join(dataDir, path)))).toBe(true);
    const store = await openSqliteStore(target, createUpdateLog);
    expect(await store.updates.load('r')).toEqual([new Uint8Array([1, 2, 3])]);
    expect((await store.papers.total('d')).papers).toBe(3);
    await store.close();
  });

  test('names the papers whose file is gone or damaged, and holds the others', async () => {
    const [gone = '', damaged = '', whole = ''] = await fill();
    rmSync(join(dataDir, 'papers', gone.slice(0, 2), gone));
    writeFileSync(join(dataDir, 'papers', damaged.slice(0, 2), damaged), 'other bytes');
    const file = join(base, 'a.tar');
    const { missingPapers } = await makeBackup({ dataDir, file, passphrase: null });
    expect(missingPapers).toEqual([gone, damaged].sort());
    await restoreBackup({ file, dataDir: join(base, 'restored'), passphrase: none });
    expect(existsSync(join(base, 'restored', 'papers', whole.slice(0, 2), whole))).toBe(true);
  });

  test('never takes the place of another file, and never looks whole when it is not', async () => {
    await fill();
    const file = join(base, 'a.tar');
    writeFileSync(file, 'an earlier one');
    await expect(makeBackup({ dataDir, file, passphrase: null })).rejects.toMatchObject({
      code: 'fileExists',
    });
    expect(readFileSync(file, 'utf8')).toBe('an earlier one');
    const other = join(base, 'b.tar');
    const far = makeBackup({ dataDir, file: other, passphrase: null, reserve: Number.MAX_SAFE_INTEGER });
    await expect(far).rejects.toMatchObject({ code: 'noRoom' });
    const empty = makeBackup({ dataDir: join(base, 'no'), file: other, passphrase: null });
    await expect(empty).rejects.toMatchObject({ code: 'noStore' });
    expect(readdirSync(base).sort()).toEqual(['a.tar', 'data']);
  });

  test('is refused for any changed byte and any cut', async () => {
    await fill();
    const file = join(base, 'a.tar');
    await makeBackup({ dataDir, file, passphrase: null });
    const whole = readFileSync(file);
    expect(await refusalOf(whole, null)).toBe('');
    const seed = Number(process.env.SEED ?? Date.now() % 1_000_000);
    const random = new Random(seed);
    for (let n = 0; n < 60; n++) {
      // A third of them in the first blocks and the last ones, where headers and checksums are.
      const within = n % 3 === 0 ? 3000 : whole.length;
      const at = random.below(within);
      const place = n % 6 === 0 ? whole.length - 1 - at : at;
      const changed = Buffer.from(whole);
      changed[place] = (changed[place] ?? 0) ^ (1 << random.below(8));
      expect(await refusalOf(changed, null), `seed ${seed}, byte ${place}`).toMatch(
        /damaged|notBackup|cut|newer/,
      );
      const length = random.below(whole.length);
      expect(await refusalOf(whole.subarray(0, length), null), `seed ${seed}, length ${length}`).toMatch(
        /cut|notBackup/,
      );
    }
    expect(await refusalOf(whole.subarray(0, -1), null)).toBe('cut');
    expect(await refusalOf(Buffer.concat([whole, Buffer.alloc(512)]), null)).toBe('damaged');
  });

  test('of a newer format, or with data of a newer version, says so', async () => {
    await fill();
    const file = join(base, 'a.tar');
    await makeBackup({ dataDir, file, passphrase: null });
    const edited = (from: RegExp, to: string) =>
      Buffer.from(readFileSync(file).toString('latin1').replace(from, to), 'latin1');
    expect(await refusalOf(edited(/"version": \d/, '"version": 9'), null)).toBe('newerFormat');
    expect(await refusalOf(edited(/"schema": \d/, '"schema": 9'), null)).toBe('newerFormat');
    expect(await refusalOf(Buffer.from('no backup at all'), null)).toBe('notBackup');
    expect(await refusalOf(Buffer.alloc(0), null)).toBe('notBackup');
  });

  test('goes into an empty folder only', async () => {
    await fill();
    const file = join(base, 'a.tar');
    await makeBackup({ dataDir, file, passphrase: null });
    const before = readdirSync(dataDir);
    await expect(restoreBackup({ file, dataDir, passphrase: none })).rejects.toMatchObject({
      code: 'folderNotEmpty',
    });
    expect(readdirSync(dataDir)).toEqual(before);
    mkdirSync(join(base, 'empty'));
    await restoreBackup({ file, dataDir: join(base, 'empty'), passphrase: none });
    expect(readdirSync(join(base, 'empty'))).toContain('doithoai.sqlite');
    expect(readdirSync(base).sort()).toEqual(['a.tar', 'data', 'empty']);
  });
});

describe('an encrypted backup', () => {
  test('opens with its passphrase in any form of Unicode, and with no other', async () => {
    await fill();
    const file = join(base, 'a.tar.age');
    await makeBackup({ dataDir, file, passphrase: passphrase.normalize('NFD') });
    const bytes = readFileSync(file);
    expect(isSealed(bytes)).toBe(true);
    expect(bytes.includes('doithoai.sqlite')).toBe(false);
    expect(await refusalOf(bytes, passphrase)).toBe('');
    expect(await refusalOf(bytes, 'một mật khẩu khác')).toBe('wrongPassphrase');
    expect(await refusalOf(bytes, null)).toBe('needsPassphrase');
    expect(await refusalOf(bytes.subarray(0, -1000), passphrase)).toBe('cut');
    const changed = Buffer.from(bytes);
    changed[200_000] = (changed[200_000] ?? 0) ^ 1;
    expect(await refusalOf(changed, passphrase)).toBe('damaged');
    await expect(makeBackup({ dataDir, file: join(base, 'b'), passphrase: 'ngắn' })).rejects.toMatchObject({
      code: 'weakPassphrase',
    });
  });

  test('is as large as its parts say, whatever their size', async () => {
    for (const size of [0, 1, 65_535, 65_536, 65_537, 200_000]) {
      async function* plain() {
        yield new Uint8Array(size);
      }
      const pieces = await allOf(await seal(plain(), passphrase, 2));
      const bytes = Buffer.concat(pieces);
      expect(sealedSize(bytes.subarray(0, 1024), size)).toBe(bytes.length);
      async function* sealed() {
        yield bytes;
      }
      expect(Buffer.concat(await allOf(await unseal(sealed(), passphrase)))).toHaveLength(size);
    }
  });
});

test('sizes above 8 GiB stand in a header that tar reads', () => {
  const size = 9 * 1024 ** 3 + 5;
  const header = tarHeader({ name: 'papers/ab/abcd', size }, 1_790_000_000);
  expect(readTarHeader(header)).toEqual({ name: 'papers/ab/abcd', size, time: 1_790_000_000 });
  const listed = spawnSync('tar', ['tvf', '-'], { input: Buffer.concat([header, tarEnd]), encoding: 'utf8' });
  expect(listed.stdout).toContain(String(size));
  expect(paddingOf(blockBytes)).toHaveLength(0);
  header[3] = (header[3] ?? 0) ^ 1;
  expect(readTarHeader(header)).toBeNull();
  expect(() => tarHeader({ name: 'ảnh', size: 1 }, 0)).toThrow(RangeError);
});

test('the reader refuses a manifest whose parts leave the folder', async () => {
  await fill();
  const file = join(base, 'a.tar');
  await makeBackup({ dataDir, file, passphrase: null });
  const edited = Buffer.from(
    readFileSync(file).toString('latin1').replace('"signing-key.pem"', '"../ning-key.pem"'),
    'latin1',
  );
  writeFileSync(join(base, 'b.tar'), edited);
  await expect(readBackup(join(base, 'b.tar'), { passphrase: none })).rejects.toMatchObject({
    code: 'damaged',
  });
});
