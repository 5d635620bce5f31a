import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { writeRecordFile } from '../../../shared/verify/record-file.ts';
import { command } from '../../e2e/server.ts';
import { freezeStand, openDialogue } from './stand.ts';

let stand: Awaited<ReturnType<typeof freezeStand>>;
let out = '';
const path = (name: string) => join(out, name);

beforeAll(async () => {
  stand = await freezeStand();
  out = mkdtempSync(join(tmpdir(), 'doithoai-verify-'));
  for (const [index, name] of ['first.json', 'second.json'].entries()) {
    const id = `dialogue000${index}`;
    await stand.store.dialogues.write({ ...openDialogue, id, groups: [], fields: [], secretaries: [] });
    const { id: freezeId } = await stand.freezer.freeze(id, 'Văn phòng');
    const kept = await stand.store.freezes.read(freezeId);
    if (!kept) throw new Error('nothing stored');
    writeFileSync(path(name), writeRecordFile(kept, true));
    if (index === 0)
      writeFileSync(path('changed.json'), writeRecordFile(kept, true).replace('Văn phòng', 'Văn phỏng'));
  }
});
afterAll(async () => {
  await stand.close();
  rmSync(out, { recursive: true });
});

/** Far from any data unless `dir` says where they are. */
const verify = (args: string[], dir = path('none')) => command('verify', args, { DATA_DIR: dir });

test('beside the data a record and its chain are whole', () => {
  const { code, out: said } = verify([path('second.json')], stand.dir);
  expect(code, said).toBe(0);
  expect(said).toContain('Nguyên vẹn / Whole');
  expect(said).toContain('[whole] Liên kết với hồ sơ liền trước');
  expect(said).toContain(stand.key.fingerprint);
});

test('elsewhere it takes the fingerprint that the office published', () => {
  expect(verify([path('first.json')]).code).toBe(3);
  expect(verify([path('first.json'), '--key', stand.key.fingerprint]).code).toBe(0);
  const both = verify([path('first.json'), path('second.json'), '--key', stand.key.publicKey]);
  expect(both.code).toBe(0);
  expect(both.out).not.toContain('[unchecked]');
  expect(verify([path('second.json'), '--key', stand.key.publicKey]).out).toContain('[unchecked]');
});

test('a changed file ends with 1 and says where', () => {
  const { code, out: said } = verify([path('first.json'), path('changed.json')], stand.dir);
  expect(code).toBe(1);
  expect(said).toContain('[changed] Nội dung hồ sơ');
  expect(said).toContain('/frozenBy (người chốt / who froze it)');
});

test('wrong use ends with 2 and a sentence in both languages', () => {
  for (const args of [[], [path('missing.json')], ['--nonsense'], [path('first.json'), '--data', out]]) {
    const { code, err } = verify(args);
    expect(code).toBe(2);
    expect(err.split('\n').length).toBe(2);
  }
});
