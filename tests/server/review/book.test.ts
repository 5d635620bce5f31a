import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openSqliteStore } from '../../../server/store/sqlite/store.ts';
import { createUpdateLog } from '../../../server/store/sqlite/update-log.ts';
import type { Store, StoredFreeze } from '../../../server/store/store.ts';
import type { Dialogue } from '../../../shared/dialogue.ts';
import type { Reopening, SignOff } from '../../../shared/review.ts';

const at = '2026-11-25T08:00:00.000Z';
const dialogue: Dialogue = {
  id: 'dialogue0001',
  planId: '',
  title: 'Đối thoại',
  year: 2026,
  quarter: '',
  topic: '',
  groups: [],
  fields: [],
  place: '',
  heldOn: '',
  chairName: '',
  chairTitle: '',
  secretaries: [],
  state: 'open',
};
const freeze = (id: string): StoredFreeze => ({
  id,
  dialogueId: dialogue.id,
  hash: id.padEnd(64, '0'),
  previous: null,
  frozenAt: at,
  frozenBy: 'Văn phòng',
  canonical: '{}',
  signature: null,
  personal: {},
});
const signature = (recordId: string, change: Partial<SignOff> = {}): SignOff => ({
  id: `${recordId}${change.capacity ?? 'chair'}`,
  dialogueId: dialogue.id,
  recordId,
  hash: recordId.padEnd(64, '0'),
  capacity: 'chair',
  name: 'Nguyễn Hữu Bảng',
  title: '',
  at,
  drawing: '',
  ...change,
});
const opening = (recordId: string, kind: Reopening['kind']): Reopening => ({
  id: `${recordId}${kind}`,
  dialogueId: dialogue.id,
  recordId,
  kind,
  reason: 'Lý do',
  by: 'Văn phòng',
  at,
});

let dir = '';
let store: Store;
beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'doithoai-review-'));
  store = await openSqliteStore(dir, createUpdateLog);
  await store.dialogues.write(dialogue);
  await store.freezes.add(freeze('one'));
});
afterEach(async () => {
  await store.close();
  rmSync(dir, { recursive: true });
});

test('a signature is taken once in each capacity, under the very hash of the newest record', async () => {
  const { review } = store;
  expect(await review.sign(signature('one', { hash: 'f'.repeat(64) }))).toBe('recordChanged');
  expect(await review.sign(signature('none'))).toBe('recordChanged');
  expect(await review.sign(signature('one'))).toBe('signed');
  expect(await review.sign(signature('one', { id: 'another', name: 'Người khác' }))).toBe('alreadySigned');
  expect(await review.sign(signature('one', { capacity: 'secretary' }))).toBe('signed');
  expect((await review.signOffs(dialogue.id)).map(({ capacity }) => capacity)).toEqual([
    'chair',
    'secretary',
  ]);
});

test('while the dialogue is open again, and once there is a newer version, nobody signs the old one', async () => {
  const { review } = store;
  expect(await review.reopen(opening('one', 'correct'))).toBe(true);
  expect((await store.dialogues.read(dialogue.id))?.state).toBe('open');
  expect(await review.sign(signature('one'))).toBe('recordChanged');
  expect(await review.reopen(opening('one', 'correct'))).toBe(false);
  await store.freezes.add(freeze('two'));
  expect(await review.sign(signature('one'))).toBe('recordChanged');
  expect(await review.sign(signature('two'))).toBe('signed');
});

test('what both signed is opened by an amendment alone, a draft by a correction alone', async () => {
  const { review } = store;
  expect(await review.reopen(opening('one', 'amend'))).toBe(false);
  await review.sign(signature('one'));
  await review.sign(signature('one', { capacity: 'secretary' }));
  expect(await review.reopen(opening('one', 'correct'))).toBe(false);
  expect((await store.dialogues.read(dialogue.id))?.state).toBe('frozen');
  expect(await review.reopen(opening('one', 'amend'))).toBe(true);
  expect(await review.reopenings(dialogue.id)).toEqual([opening('one', 'amend')]);
});
