import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonicalize } from '../../../shared/canonical.ts';
import { isKeyName, keyMatcher, sha256Hex } from '../../../shared/verify/bytes.ts';
import { isCommitment, personalPaths, rejoin, valueAt } from '../../../shared/verify/personal.ts';
import { keptRecordOf, writeRecordFile } from '../../../shared/verify/record-file.ts';
import { documentMessage, isSignedBy, recordMessage } from '../../../shared/verify/signing.ts';
import { linkReports, verifyFile } from '../../../shared/verify/verify.ts';
import { sampleRecord } from '../../server/documents/sample.ts';
import { freeze, office, testKey, troubles } from './frozen.ts';

const kept = freeze(sampleRecord);
const file = writeRecordFile(kept, true);
const bytes = (text: string) => new TextEncoder().encode(text);
const verify = (text: string, known = office) => verifyFile(bytes(text), known);

/** Changes one letter of a place in the file's own JSON: the value found there, as `change` has it. */
function flip(path: readonly (string | number)[], change: (value: string) => string): string {
  const whole = JSON.parse(file);
  const holder = path.slice(0, -1).reduce((node, key) => node[key], whole);
  const last = path.at(-1) ?? '';
  const value: string = holder[last];
  holder[last] = change(value);
  if (holder[last] === value) throw new Error('nothing was changed');
  return canonicalize(whole);
}
const hexFlip = (value: string) => value.slice(0, -1) + (value.endsWith('0') ? '1' : '0');
const name = '/attendees/0/name';

describe('a record’s file', () => {
  test('is whole as it was exported, with personal values and without', async () => {
    expect(await verify(file)).toMatchObject({ kind: 'record', verdict: 'whole' });
    const bare = await verify(writeRecordFile(kept, false));
    expect(bare.verdict).toBe('whole');
    expect(troubles(bare)).toEqual({ 'personal.withheld': [] });
    expect(bare.facts?.hash).toBe(sha256Hex(kept.canonical));
  });

  test('holds no personal value under the hash, and none at all without the personal part', () => {
    const people = sampleRecord.attendees.map((one) => one.name).filter((one) => one.length > 5);
    expect(people.length).toBeGreaterThan(3);
    const free = canonicalize({
      ...JSON.parse(kept.canonical),
      minutes: null,
      petitions: null,
      office: null,
      dialogue: null,
    });
    for (const person of people) expect(free).not.toContain(person);
    const citizens = sampleRecord.petitions.flatMap(({ petitioner }) => petitioner?.phone || []);
    expect(citizens.length).toBeGreaterThan(0);
    for (const phone of citizens) expect(writeRecordFile(kept, false)).not.toContain(phone);
  });

  test('opens to the record that was frozen', () => {
    expect(rejoin(JSON.parse(kept.canonical), kept.personal)).toEqual({ ...sampleRecord, version: 2 });
  });

  test.each<[string, () => string, Record<string, string[]>]>([
    [
      'a letter of the minutes',
      () => flip(['record', 'minutes', 'body', 'content', 0, 'content', 0, 'text'], (value) => `${value}.`),
      { 'record.changed': ['/minutes/body/content/0'] },
    ],
    [
      'a letter of a petition',
      () => flip(['record', 'petitions', 2, 'content'], (value) => value.replace(/^./u, 'X')),
      { 'record.changed': ['/petitions/2'] },
    ],
    ['a salt', () => flip(['personal', name, 'salt'], hexFlip), { 'personal.changed': [name] }],
    [
      'a personal value',
      () => flip(['personal', name, 'value'], (value) => `${value}a`),
      { 'personal.changed': [name] },
    ],
    [
      'a commitment',
      () => flip(['record', 'attendees', 0, 'name', 'commitment'], hexFlip),
      { 'record.changed': ['/attendees/0'], 'personal.changed': [name] },
    ],
    [
      'the Yjs state of the board',
      () => flip(['record', 'yjs', 'board'], (value) => `B${value.slice(1)}`),
      { 'record.changed': ['/yjs/board'] },
    ],
    [
      'the Yjs state of the register',
      () => flip(['personal', '/yjs/register', 'value'], (value) => `B${value.slice(1)}`),
      { 'personal.changed': ['/yjs/register'] },
    ],
    ['the hash', () => flip(['hash'], hexFlip), { 'hash.changed': [] }],
    [
      'the record before',
      () =>
        canonicalize({
          ...JSON.parse(file),
          record: { ...JSON.parse(file).record, previous: 'a'.repeat(64) },
        }),
      { 'record.changed': ['/previous'], 'chain.unchecked': [] },
    ],
    ['the signature', () => flip(['signature', 'value'], hexFlip), { 'signature.changed': [] }],
    [
      'the public key',
      () => flip(['signature', 'publicKey'], hexFlip),
      { 'signature.changed': [], 'key.unknown': [] },
    ],
    ['a digest', () => flip(['parts', '/office'], hexFlip), { 'form.changed': ['/parts'] }],
    ['white space', () => file.replace('{', '{ '), { 'form.changed': [] }],
    [
      'a member that was added',
      () => canonicalize({ ...JSON.parse(file), note: 'x' }),
      { 'form.changed': [] },
    ],
    ['a member named twice', () => file.replace('{', '{"hash":"x",'), { 'form.changed': [] }],
    [
      'a petition taken out',
      () => {
        const whole = JSON.parse(file);
        whole.record.petitions.pop();
        return canonicalize(whole);
      },
      { 'record.changed': [`/petitions/${sampleRecord.petitions.length - 1}`] },
    ],
  ])('%s changed is found, and where', async (_name, change, expected) => {
    const report = await verify(change());
    expect(report.verdict).toBe('changed');
    expect(troubles(report)).toMatchObject(expected);
  });

  test('one changed byte anywhere is never called whole', async () => {
    const whole = bytes(file);
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: whole.length - 1 }),
        fc.integer({ min: 1, max: 255 }),
        async (at, by) => {
          const flipped = Uint8Array.from(whole);
          flipped[at] = (flipped[at] ?? 0) ^ by;
          const { verdict } = await verifyFile(flipped, office);
          expect(['changed', 'unknown']).toContain(verdict);
        },
      ),
      { seed: 180_001, numRuns: 150 },
    );
  });

  test('what was erased is told as erased, and the rest is whole', async () => {
    const erased = { ...kept, personal: { ...kept.personal, [name]: null, '/yjs/register': null } };
    const report = await verify(writeRecordFile(erased, true));
    expect(report.verdict).toBe('whole');
    expect(troubles(report)).toEqual({ 'personal.erased': [name, '/yjs/register'] });
    const { [name]: _gone, ...rest } = kept.personal;
    expect(troubles(await verify(writeRecordFile({ ...kept, personal: rest }, true)))).toEqual({
      'personal.erased': [name],
    });
    expect(valueAt(rejoin(JSON.parse(kept.canonical), rest), name)).toBe('');
  });

  test('a value that is nobody’s, or another person’s, is foreign', async () => {
    const other = { ...kept.personal, '/attendees/9999/name': { salt: '0'.repeat(32), value: 'X' } };
    expect(troubles(await verify(writeRecordFile({ ...kept, personal: other }, true)))).toEqual({
      'personal.changed': ['/attendees/9999/name'],
    });
    const swapped = { ...kept.personal, [name]: kept.personal['/attendees/1/name'] ?? null };
    expect(troubles(await verify(writeRecordFile({ ...kept, personal: swapped }, true)))).toEqual({
      'personal.changed': [name],
    });
  });

  test('signed anew with another key is unknown, not whole; a fingerprint makes it known', async () => {
    const forged = writeRecordFile(freeze({ ...sampleRecord, frozenBy: 'Kẻ khác' }, testKey(8)), true);
    const report = await verify(forged);
    expect(report.verdict).toBe('unknown');
    expect(troubles(report)).toEqual({ 'key.unknown': [] });
    const fingerprint = report.facts?.fingerprint ?? '';
    for (const typed of [fingerprint, fingerprint.toLowerCase().replaceAll(' ', ''), testKey(8).publicKey]) {
      expect((await verify(forged, { ...office, trusts: keyMatcher([typed]) })).verdict).toBe('whole');
      expect([typed, typed.slice(1), `${typed}0`].map(isKeyName)).toEqual([true, false, false]);
    }
    expect((await verify(forged, { ...office, trusts: keyMatcher(['', 'FFFF']) })).verdict).toBe('unknown');
  });

  test('a signature of one kind is none of another', () => {
    const { publicKey, sign } = testKey(7);
    const signature = sign(documentMessage('a'.repeat(64)));
    expect(isSignedBy(publicKey, signature, documentMessage('a'.repeat(64)))).toBe(true);
    expect(isSignedBy(publicKey, signature, recordMessage('a'.repeat(64)))).toBe(false);
    for (const hostile of ['', 'zz', '0'.repeat(64), 'f'.repeat(64), 7, null, undefined])
      expect(isSignedBy(hostile, signature, documentMessage('a'.repeat(64)))).toBe(false);
  });

  test('taken in again it is the record that was exported', async () => {
    expect(keptRecordOf(bytes(file))).toEqual(kept);
    expect(keptRecordOf(bytes(writeRecordFile(kept, false)))).toBeNull();
    expect(keptRecordOf(bytes(file.replace('{', '{ ')))).toBeNull();
  });
});

describe('a record of version 1', () => {
  const canonical = canonicalize({ ...sampleRecord, version: 1 });
  const has = (hash: string) => ({ ...office, hasRecord: async (asked: string) => asked === hash });

  test('is read, and whole where the office has it; elsewhere nobody can say', async () => {
    const report = await verify(canonical);
    expect(report).toMatchObject({ verdict: 'unknown', facts: { version: 1, hash: sha256Hex(canonical) } });
    expect((await verify(canonical, has(sha256Hex(canonical)))).verdict).toBe('whole');
    const changed = canonical.replace('"frozenBy":"', '"frozenBy":"X');
    expect((await verify(changed, has(sha256Hex(canonical)))).verdict).toBe('unknown');
    expect((await verify(`${canonical}\n`, has(sha256Hex(canonical)))).verdict).toBe('changed');
  });

  test('is kept as it is, with its personal values in their places', () => {
    const old = { canonical, signature: null, personal: {} };
    expect(writeRecordFile(old, true)).toBe(canonical);
    expect(rejoin(JSON.parse(canonical), {})).toEqual({ ...sampleRecord, version: 1 });
    expect(keptRecordOf(bytes(canonical))).toEqual(old);
    expect(
      personalPaths(JSON.parse(canonical)).some((path) => isCommitment(valueAt(sampleRecord, path))),
    ).toBe(false);
  });
});

describe('the chain', () => {
  const first = freeze(sampleRecord);
  const following = (by: string) =>
    freeze({ ...sampleRecord, id: by, frozenBy: by, previous: sha256Hex(first.canonical) });
  const reportsOf = async (...records: ReturnType<typeof freeze>[]) =>
    linkReports(await Promise.all(records.map((one) => verify(writeRecordFile(one, true)))));

  test('holds when the record before is at hand, is not checked when it is not', async () => {
    const [alone] = await reportsOf(following('a'));
    expect(alone && troubles(alone)).toEqual({ 'chain.unchecked': [] });
    expect((await reportsOf(following('a'), first)).map(troubles)).toEqual([{}, {}]);
  });

  test('two records behind one are told', async () => {
    const reports = await reportsOf(first, following('a'), following('b'));
    expect(reports.map(({ verdict }) => verdict)).toEqual(['whole', 'changed', 'changed']);
    expect((await reportsOf(following('a'), following('a'), first)).map(({ verdict }) => verdict)).toEqual([
      'whole',
      'whole',
      'whole',
    ]);
  });
});

describe('what is no record', () => {
  test.each([
    ['nothing', ''],
    ['a text', 'xin chào'],
    ['a number', '7'],
    ['another JSON', '{"format":"khác","version":2}'],
    ['a list', '[]'],
  ])('%s is unknown', async (_name, text) => {
    expect(await verify(text)).toMatchObject({ kind: 'none', verdict: 'unknown', checks: [] });
  });

  test('a record cut off, of a later version or with parts of the wrong kind is changed', async () => {
    const whole = JSON.parse(file);
    for (const text of [
      file.slice(0, 500),
      canonicalize({ ...whole, version: 3 }),
      canonicalize({ ...whole, parts: 7 }),
      canonicalize({ ...whole, personal: [] }),
      canonicalize({ ...whole, personal: { [name]: 'x' } }),
      canonicalize({ ...whole, signature: { algorithm: 'none', publicKey: '', value: '' } }),
    ])
      expect(troubles(await verify(text))).toEqual({ 'form.changed': [] });
    for (const record of [null, 7, [], 'x', {}, { attendees: { 0: { name: 7 } }, petitions: [null] }])
      expect((await verify(canonicalize({ ...whole, record }))).verdict).toBe('changed');
  });

  test('a file nested deeper than any stack is answered, not thrown', async () => {
    const deep = `{"format":"doi-thoai/record","version":2,"record":${'['.repeat(200_000)}${']'.repeat(200_000)}}`;
    expect((await verify(deep)).verdict).toBe('changed');
    expect((await verify('__proto__')).verdict).toBe('unknown');
    expect(
      (await verify(canonicalize({ ...JSON.parse(file), personal: JSON.parse('{"__proto__":null}') })))
        .verdict,
    ).toBe('changed');
  });
});
