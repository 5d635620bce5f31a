import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { ImportError, type ImportProblem } from '../../../server/export/import-error.ts';
import { importSession } from '../../../server/export/import-session.ts';
import { readSession } from '../../../server/export/read-session.ts';
import { sessionJson } from '../../../server/export/session-json.ts';
import { petitionsOf } from '../../../shared/docs/board.ts';
import { writeRecordFile } from '../../../shared/verify/record-file.ts';
import { sessionSchemaText } from '../../setup/session-schema-text.ts';
import { sampleRecord } from '../documents/sample.ts';
import { anySession, dialogueId, exported, frozen, installation, jsonOf, someSession } from './sessions.ts';

const seed = 20_261_127;
const schema = readFileSync(new URL('../../../docs/schema/session.schema.json', import.meta.url), 'utf8');
const validate = new Ajv2020({ strict: true, validateFormats: false }).compile(JSON.parse(schema));

let other: Awaited<ReturnType<typeof installation>>;
beforeEach(async () => {
  other = await installation();
});
afterEach(() => other.remove());

async function refusal(text: string): Promise<ImportProblem | null> {
  try {
    await readSession(text);
    return null;
  } catch (error) {
    expect(error).toBeInstanceOf(ImportError);
    return (error as ImportError).code;
  }
}

describe('the schema', () => {
  test('is the one that the server reads with (npm run schema)', () => {
    expect(schema).toBe(sessionSchemaText());
  });

  test('takes what is exported, and nothing with a member missing or of another type', () => {
    const whole = JSON.parse(jsonOf(frozen(someSession, 'freeze000001')));
    expect(validate(whole)).toBe(true);
    const [file] = whole.records;
    const { record } = file;
    for (const key of Object.keys(record)) {
      if (['edition', 'speakers', 'corrections', 'papers'].includes(key)) continue;
      const { [key]: _gone, ...rest } = record;
      expect(validate({ ...whole, records: [{ ...file, record: rest }] }), key).toBe(false);
    }
    for (const key of ['hash', 'parts', 'signature', 'personal', 'record']) {
      const { [key]: _gone, ...rest } = file;
      expect(validate({ ...whole, records: [rest] }), key).toBe(false);
    }
    record.petitions[0].state = 'forgotten';
    expect(validate(whole)).toBe(false);
    expect(validate({ ...whole, version: 2 })).toBe(false);
  });
});

describe('export and import', () => {
  test('any session is exported, fits the schema, is proved, and gives the same bytes again', async () => {
    await fc.assert(
      fc.asyncProperty(anySession, anySession, async (first, second) => {
        const one = frozen(first, 'freeze000001');
        const two = frozen(second, 'freeze000002', one.hash);
        const text = jsonOf(one, two);
        expect(validate(JSON.parse(text)), JSON.stringify(validate.errors)).toBe(true);
        // Not even the order and the spaces of the file count.
        const { freezes } = await readSession(JSON.stringify(JSON.parse(text), null, 1));
        expect([...sessionJson(freezes, [])].join('')).toBe(text);
        expect(freezes.map(({ hash }) => hash)).toEqual([one.hash, two.hash]);
      }),
      { seed, numRuns: 20 },
    );
  });

  test('comes back with the same bytes and hashes from another installation', async () => {
    const one = frozen(someSession, 'freeze000001');
    const two = frozen({ ...someSession, people: [] }, 'freeze000002', one.hash);
    await importSession(other.store, await readSession(jsonOf(one, two)));
    expect(await exported(other.store)).toBe(jsonOf(one, two));
    const list = await other.store.freezes.list(dialogueId);
    expect(list.map(({ hash }) => hash)).toEqual([one.hash, two.hash]);
  });

  test('stands there as an archived session: frozen, with documents, numbers and search, outside the own chain', async () => {
    const own = frozen(someSession, 'freeze000009');
    await other.store.dialogues.write({ ...sampleRecord.dialogue, id: 'dialogue0009', state: 'open' });
    const signature = { algorithm: 'Ed25519', publicKey: 'b'.repeat(64), value: '' } as const;
    await other.store.freezes.add({ ...own, dialogueId: 'dialogue0009', hash: 'f'.repeat(64), signature });
    await importSession(
      other.store,
      await readSession(jsonOf(frozen(someSession, 'freeze000001', 'a'.repeat(64)))),
    );
    const { store } = other;
    expect(await store.dialogues.read(dialogueId)).toMatchObject({
      title: someSession.title,
      state: 'frozen',
    });
    expect(await store.numbers.numbersOf(dialogueId)).toEqual(
      new Map([
        ['petition0000', 1],
        ['petition0001', 2],
        ['petition0002', 3],
      ]),
    );
    expect(await store.petitions.last(dialogueId, 'petition0001')).toMatchObject({ number: 'KN-02' });
    expect(JSON.stringify(await store.petitions.last(dialogueId, 'petition0001'))).not.toContain('Ví Dụ');
    const board = new Y.Doc();
    for (const update of await store.updates.load(`${dialogueId}/board`)) Y.applyUpdate(board, update);
    expect([...petitionsOf(board).keys()].sort()).toEqual(['petition0000', 'petition0001', 'petition0002']);
    expect(await store.freezes.lastHash()).toBe('f'.repeat(64));
    // Nobody here vouches for the key of the other installation.
    expect(await store.freezes.keys()).toEqual(['b'.repeat(64)]);
  });

  test('a dialogue that is there already is left alone', async () => {
    const session = await readSession(jsonOf(frozen(someSession, 'freeze000001')));
    await importSession(other.store, session);
    await expect(importSession(other.store, session)).rejects.toMatchObject({ code: 'alreadyThere' });
    const again = await readSession(jsonOf(frozen({ ...someSession, title: 'Khác' }, 'freeze000002')));
    await expect(importSession(other.store, again)).rejects.toMatchObject({ code: 'alreadyThere' });
    expect(await other.store.freezes.list(dialogueId)).toHaveLength(1);
  });
});

describe('what happens meanwhile', () => {
  test('a crash in the middle leaves nothing to see, and the same import again ends it', async () => {
    const session = await readSession(jsonOf(frozen(someSession, 'freeze000001')));
    const broken = {
      ...other.store,
      imports: { ...other.store.imports, finish: async () => Promise.reject(new Error('power cut')) },
    };
    await expect(importSession(broken, session)).rejects.toThrow('power cut');
    expect(await other.store.dialogues.list()).toEqual([]);
    expect(await other.store.freezes.lastHash()).toBeNull();
    await importSession(other.store, session);
    expect((await other.store.dialogues.list()).map(({ id }) => id)).toEqual([dialogueId]);
    expect(await other.store.freezes.list(dialogueId)).toHaveLength(1);
  });

  test('names that the office erased stay erased, and the record still holds', async () => {
    await importSession(other.store, await readSession(jsonOf(frozen(someSession, 'freeze000001'))));
    await other.store.freezes.erase('freeze000001', ['/attendees/0/name'], '2026-04-01T00:00:00.000Z');
    const text = await exported(other.store);
    expect(validate(JSON.parse(text)), JSON.stringify(validate.errors)).toBe(true);
    const there = await installation();
    try {
      await importSession(there.store, await readSession(text));
      expect(await exported(there.store)).toBe(text);
    } finally {
      await there.remove();
    }
  });
});

describe('a broken file is refused with a sentence', () => {
  const one = frozen(someSession, 'freeze000001');
  const text = jsonOf(one);

  test.each<[ImportProblem, string]>([
    ['notJson', ''],
    ['notJson', text.slice(0, -10)],
    ['notSession', '[]'],
    ['notSession', one.canonical],
    ['notSession', writeRecordFile(one, true)],
    ['wrongShape', `{"format":"doi-thoai/session","records":[${writeRecordFile(one, false)}],"version":1}`],
    ['newer', text.replace(/"version":1\}$/, '"version":2}')],
    ['wrongShape', text.replace('"channel":"spoken"', '"channel":"sung"')],
    ['wrongShape', text.replace('"attendees"', '"attendance"')],
    [
      'wrongShape',
      jsonOf(frozen({ ...someSession, petitions: [] }, 'freeze000001')).replace(
        /"records":\[.*\]/s,
        '"records":[]',
      ),
    ],
    ['changed', text.replace('Đề nghị sửa đường 1', 'Đề nghị sửa đường 7')],
    ['changed', text.replace('"present":true', '"present":false')],
    ['changed', text.replace('"value":"Y Ví Dụ', '"value":"Y Kẻ Khác')],
    ['changed', text.replace(/"publicKey":"(.)/, (_, digit) => `"publicKey":"${digit === '0' ? '1' : '0'}`)],
    ['changed', text.replace('"frozenBy"', '"extra":1,"frozenBy"')],
    ['changed', text.replace(/"hash":"(.)/, (_, digit) => `"hash":"${digit === '0' ? '1' : '0'}`)],
    ['mixed', jsonOf(one, one)],
  ])('%s', async (code, broken) => {
    expect(broken).not.toBe(text);
    expect(await refusal(broken)).toBe(code);
  });

  test('the sentence names the place and nothing that stands there', async () => {
    try {
      await readSession(text.replace('"state":"raised"', '"state":900000123'));
      expect.unreachable();
    } catch (error) {
      const { vi, message } = error as ImportError;
      expect(vi).toContain('records.0.record.petitions.0.state');
      expect(vi + message).not.toContain('900000123');
      expect(vi).toMatch(/^Hồ sơ thiếu hoặc sai/);
    }
  });

  test('every single byte counts: one changed letter of any text, number or flag is found', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(text.length - 1), async (place) => {
        const letter = text[place] === '0' ? '1' : '0';
        if (text[place] === letter) return;
        expect(await refusal(text.slice(0, place) + letter + text.slice(place + 1))).not.toBeNull();
      }),
      { seed, numRuns: 100 },
    );
  });
});
