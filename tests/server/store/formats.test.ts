import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, test } from 'vitest';
import { readSession } from '../../../server/export/read-session.ts';
import { canonicalize } from '../../../shared/canonical.ts';
import { verifyFile } from '../../../shared/verify/verify.ts';
import { sentenceOf } from '../../../shared/verify/words.ts';
import { joinAs } from '../../e2e/peer.ts';
import { command, dataFolder, startServer } from '../../e2e/server.ts';
import { fixtureFacts, fixtureFile, fixtureNames, openFixture } from '../../setup/fixture-open.ts';

/* Files that earlier versions handed out, and files of versions that do not exist yet. */

const withRecord = fixtureNames.filter((name) => fixtureFile(name, 'record.json'));
const withSession = fixtureNames.filter((name) => fixtureFile(name, 'session.json'));
const textOf = (bytes: Uint8Array | null) => new TextDecoder().decode(bytes ?? new Uint8Array());
const everybody = { trusts: () => true, hasRecord: async () => true };

describe('a record that an earlier version exported', () => {
  test.each(withRecord)('of %s is whole under the same hash', async (name) => {
    const bytes = fixtureFile(name, 'record.json') ?? new Uint8Array();
    const report = await verifyFile(bytes, everybody);
    const newest = fixtureFacts(name).freezes.at(-1);
    expect(report).toMatchObject({ kind: 'record', verdict: 'whole', facts: { hash: newest?.hash } });
    expect(report.facts?.version).toBe(fixtureFacts(name).schema < 7 ? 1 : 2);
  });

  test('both formats are among them', () => {
    const versions = withRecord.map((name) => JSON.parse(textOf(fixtureFile(name, 'record.json'))).version);
    expect(new Set(versions)).toEqual(new Set([1, 2]));
  });
});

describe('a session that an earlier version exported', () => {
  test.each(withSession)('of %s is imported with its hashes and signatures', async (name) => {
    const { freezes: expected, signatures } = fixtureFacts(name);
    const data = dataFolder();
    const file = join(data.dir, 'session.json');
    writeFileSync(file, fixtureFile(name, 'session.json') ?? '');
    const { freezes, signOffs } = await readSession(textOf(fixtureFile(name, 'session.json')));
    expect(freezes.map(({ hash }) => hash)).toEqual(expected.map(({ hash }) => hash));
    // The first version with this file did not take signatures along.
    if (fixtureFacts(name).schema > 8)
      expect(signOffs.map(({ recordId, capacity }) => ({ recordId, capacity }))).toEqual(
        signatures.map(({ recordId, capacity }) => ({ recordId, capacity })),
      );
    const imported = command('import', [file], { DATA_DIR: data.dir });
    expect(imported.err).toBe('');
    expect(command('link', ['--list'], { DATA_DIR: data.dir }).out).toContain('\tfrozen\t');
    data.remove();
  });
});

describe('a file of a version that is newer than this one', () => {
  const signed = JSON.parse(textOf(fixtureFile('schema-7', 'record.json')));
  const newer = canonicalize({ ...signed, version: 3, record: { ...signed.record, version: 3 } });

  test('is called that by the verification, and neither whole nor changed', async () => {
    const report = await verifyFile(new TextEncoder().encode(newer), everybody);
    expect(report).toMatchObject({ kind: 'record', verdict: 'unknown', facts: null });
    expect(sentenceOf(report)[0]).toContain('phiên bản phần mềm mới hơn');
    const data = dataFolder();
    const file = join(data.dir, 'record.json');
    writeFileSync(file, newer);
    const { code, out } = command('verify', [file], { DATA_DIR: data.dir });
    expect(code).toBe(3);
    expect(out).toContain('Hãy kiểm tra bằng phiên bản mới.');
    data.remove();
  });

  test.each([
    ['session', (session: object) => ({ ...session, version: 2 })],
    ['record in it', (session: object) => ({ ...session, records: [JSON.parse(newer)] })],
  ])('is refused by the import with a sentence: %s', (_what, change) => {
    const data = dataFolder();
    const file = join(data.dir, 'session.json');
    writeFileSync(file, JSON.stringify(change(JSON.parse(textOf(fixtureFile('schema-9', 'session.json'))))));
    const { code, err } = command('import', [file], { DATA_DIR: data.dir });
    expect(code).toBe(1);
    expect(err).toContain('Hồ sơ này do một phiên bản phần mềm mới hơn xuất ra');
    data.remove();
  });

  test('that is in the store is not shown or printed, and said to be that', async () => {
    const { dir, facts, remove } = openFixture('schema-7');
    const dialogueId = facts.freezes[0]?.dialogueId ?? '';
    const database = new DatabaseSync(join(dir, 'doithoai.sqlite'));
    database
      .prepare(
        'INSERT INTO freeze (seq, id, dialogue_id, hash, previous, frozen_at, frozen_by, canonical) VALUES (99, ?, ?, ?, NULL, ?, ?, ?)',
      )
      .run(
        'banghisau001',
        dialogueId,
        '9'.repeat(64),
        '2027-01-01T00:00:00.000Z',
        'Sau',
        canonicalize({ ...signed.record, version: 3 }),
      );
    database.close();
    const server = await startServer({ dataDir: dir });
    const cookie = await joinAs(server.organizerLink, 'Lê Văn Phòng');
    const ask = async (path: string) => {
      const answer = await fetch(`${server.url}/api/freezes/${path}`, { headers: { cookie } });
      return [answer.status, answer.ok ? 'read' : await answer.json()];
    };
    const refused = [409, { error: 'newerRecord' }];
    expect(await ask('banghisau001')).toEqual(refused);
    expect(await ask('banghisau001/documents/minutes.pdf')).toEqual(refused);
    expect(await ask('banghisau001/petitions.csv')).toEqual(refused);
    expect((await ask(facts.freezes[0]?.id ?? ''))[0]).toBe(200);
    await server.kill();
    remove();
  });
});
