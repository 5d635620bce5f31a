import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ImportError } from '../../../server/export/import-error.ts';
import { importSession } from '../../../server/export/import-session.ts';
import { readSession } from '../../../server/export/read-session.ts';
import { sessionJson } from '../../../server/export/session-json.ts';
import { provenSignOffs } from '../../../server/export/sign-offs.ts';
import { openSigningKey } from '../../../server/freeze/key.ts';
import type { StoredFreeze } from '../../../server/store/store.ts';
import type { Capacity, ProvenSignOff, SignOff } from '../../../shared/review.ts';
import { statesOf } from '../../../shared/review.ts';
import { sessionSchemaText } from '../../setup/session-schema-text.ts';
import { dialogueId, frozen, installation, key, someSession } from './sessions.ts';

/* Who signed a record goes with its session, and cannot be changed on the way. */
const validate = new Ajv2020({ strict: true, validateFormats: false }).compile(
  JSON.parse(sessionSchemaText()),
);
const freeze = frozen(someSession, 'freeze000001');

function signedAs(capacity: Capacity, under: StoredFreeze, name: string): SignOff {
  const [id, at] = [`signed-${capacity}`, '2023-06-15T03:00:00.000Z'];
  const drawing = 'data:image/png;base64,iVBORw0KGgo=';
  return {
    id,
    dialogueId,
    recordId: under.id,
    hash: under.hash,
    capacity,
    name,
    title: 'Chủ tịch UBND xã',
    at,
    drawing,
  };
}
const both = [
  signedAs('secretary', freeze, 'Phạm Thị Ghi Chép'),
  signedAs('chair', freeze, 'Nguyễn Hữu Bảng'),
];
const bookOf = (signOffs: SignOff[]) => ({
  signOffs: async () => signOffs,
  signOffProofs: async () => new Map(),
});
const fileOf = (signOffs: readonly ProvenSignOff[]) => [...sessionJson([freeze], signOffs)].join('');

async function refusal(signOffs: readonly ProvenSignOff[]): Promise<string> {
  try {
    await readSession(fileOf(signOffs));
    return '';
  } catch (error) {
    return error instanceof ImportError ? error.code : String(error);
  }
}

let there: Awaited<ReturnType<typeof installation>>;
let signOffs: ProvenSignOff[];
beforeEach(async () => {
  there = await installation();
  signOffs = await provenSignOffs(bookOf(both), key, dialogueId);
});
afterEach(() => there.remove());

describe('the signatures under a record', () => {
  test('come with the session: signed by both, it is final there as well, and goes on with the same bytes', async () => {
    const text = fileOf(signOffs);
    expect(validate(JSON.parse(text)), JSON.stringify(validate.errors)).toBe(true);
    await importSession(there.store, await readSession(text));
    const { review, freezes } = there.store;
    const [summary] = await freezes.list(dialogueId);
    if (!summary) throw new Error('nothing was imported');
    expect(await review.signOffs(dialogueId)).toEqual(both);
    expect(statesOf([{ summary, amends: null }], await review.signOffs(dialogueId), [])[0]?.state).toBe(
      'final',
    );
    // By another key than the one they were signed with here.
    const again = await provenSignOffs(review, openSigningKey(there.dir), dialogueId);
    expect(fileOf(again)).toBe(text);
  });

  test('do not let a letter of theirs be changed', async () => {
    const [first, second] = signOffs as [ProvenSignOff, ProvenSignOff];
    expect(await refusal([first, second])).toBe('');
    for (const change of [
      { name: 'Trần Văn Khác' },
      { title: '' },
      { at: '2024-06-15T03:00:00.000Z' },
      { drawing: '' },
      { id: 'signed-other' },
      { capacity: 'secretary' as const },
      { proof: first.proof },
    ])
      expect(await refusal([{ ...second, ...change }]), JSON.stringify(change)).toBe('changed');
  });

  test('are refused under another record, twice, or by another key than the record itself', async () => {
    const foreign = await provenSignOffs(bookOf(both), openSigningKey(there.dir), dialogueId);
    const elsewhere = both.map((one) => ({ ...one, hash: 'a'.repeat(64) }));
    const twice = both.map((one) => ({ ...one, id: `${one.id}-again` }));
    expect(await refusal(foreign)).toBe('changed');
    expect(await refusal(await provenSignOffs(bookOf(elsewhere), key, dialogueId))).toBe('changed');
    expect(await refusal(await provenSignOffs(bookOf([...both, ...twice]), key, dialogueId))).toBe('changed');
  });
});
