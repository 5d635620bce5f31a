import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openSigningKey } from '../../server/freeze/key.ts';
import { openSqliteStore } from '../../server/store/sqlite/store.ts';
import { createUpdateLog } from '../../server/store/sqlite/update-log.ts';
import { command } from '../e2e/server.ts';
import { isRoot, SmallDisk } from './small-disk.ts';

process.stdout.write(
  isRoot ? 'backups on a stick: a tmpfs\n' : 'backups on a stick: not root, nothing mounted\n',
);

describe.runIf(isRoot)('a stick', () => {
  let base: string;
  let dataDir: string;
  let stick: SmallDisk;
  beforeEach(async () => {
    base = mkdtempSync(join(tmpdir(), 'doithoai-stick-'));
    dataDir = join(base, 'data');
    const store = await openSqliteStore(dataDir, createUpdateLog);
    openSigningKey(dataDir);
    await store.updates.append([{ room: 'r', update: randomBytes(3_000_000) }]);
    await store.close();
    stick = new SmallDisk(5);
  });
  afterEach(() => {
    stick.remove();
    rmSync(base, { recursive: true, force: true });
  });

  test('takes a backup that fits; a second one is refused with a sentence and leaves nothing', () => {
    const env = { DATA_DIR: dataDir };
    expect(command('backup', [join(stick.dir, 'a.tar')], env).code).toBe(0);
    const second = command('backup', [join(stick.dir, 'b.tar')], env);
    expect(second.code).toBe(1);
    expect(second.err).toContain('Không đủ dung lượng đĩa');
    expect(readdirSync(stick.dir).sort()).toEqual(['a.tar', 'data']);
    expect(command('backup', ['--check', join(stick.dir, 'a.tar')], env).code).toBe(0);
  });

  test('is restored into a folder where a disk is mounted, and not where there is no room', () => {
    const file = join(base, 'a.tar');
    expect(command('backup', [file], { DATA_DIR: dataDir }).code).toBe(0);
    rmSync(stick.dataDir, { recursive: true });
    const restored = command('restore', [file, '--data', stick.dir], {});
    expect(restored.code, restored.err).toBe(0);
    expect(readdirSync(stick.dir).sort()).toEqual(['doithoai.sqlite', 'restored', 'signing-key.pem']);
    const full = command('restore', [file, '--data', stick.dir], {});
    expect(full.err).toContain('đã có dữ liệu');
    for (const name of readdirSync(stick.dir)) rmSync(join(stick.dir, name));
    mkdirSync(join(stick.dir, 'other'));
    writeFileSync(join(stick.dir, 'other', 'ballast'), Buffer.alloc(3_000_000));
    const small = command('restore', [file, '--data', join(stick.dir, 'data')], {});
    expect(small.code).toBe(1);
    expect(small.err).toContain('Không đủ dung lượng đĩa');
    expect(readdirSync(stick.dir)).toEqual(['other']);
  });
});
