import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, describe, expect, test, vi } from 'vitest';
import * as Y from 'yjs';
import { readSchema } from '../../../server/store/sqlite/database.ts';
import { schemaVersion } from '../../../server/store/sqlite/schema.ts';
import { upgradeCopies } from '../../../server/store/sqlite/upgrade-copy.ts';
import type { Dialogue } from '../../../shared/dialogue.ts';
import { allPetitions } from '../../../shared/docs/board.ts';
import { bodyOf } from '../../../shared/docs/minutes.ts';
import type { DialogueRecord, FreezeSummary } from '../../../shared/record.ts';
import type { SignOff, Thread } from '../../../shared/review.ts';
import type { SearchHit } from '../../../shared/search.ts';
import { keyMatcher } from '../../../shared/verify/bytes.ts';
import type { Known } from '../../../shared/verify/report.ts';
import { verifyFile } from '../../../shared/verify/verify.ts';
import { joinAs, openPeer } from '../../e2e/peer.ts';
import { type ServerProcess, startServer } from '../../e2e/server.ts';
import { fixtureFacts, fixtureNames, type OpenedFixture, openFixture } from '../../setup/fixture-open.ts';

/* The data of every state that main ever wrote, made by its own server, opened by this one. */

// A slow machine starts two servers, prints and searches in each.
vi.setConfig({ testTimeout: 180_000 });

let server: ServerProcess | null = null;
let fixture: OpenedFixture | null = null;
afterEach(async () => {
  await server?.kill();
  server = null;
  fixture?.remove();
  fixture = null;
});

/** Reads of one session; answers of other kinds than the asked are thrown. */
function reader(url: string, cookie: string) {
  const get = async (path: string) => {
    const response = await fetch(`${url}/api${path}`, { headers: { cookie } });
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return response;
  };
  return {
    json: async <T>(path: string): Promise<T> => (await get(path)).json(),
    bytes: async (path: string) => new Uint8Array(await (await get(path)).arrayBuffer()),
  };
}
type Reader = ReturnType<typeof reader>;

/** What a stranger with this installation's keys at hand can check. */
async function known({ json }: Reader): Promise<Known> {
  const { keys } = await json<{ keys: string[] }>('/verification/key');
  return {
    trusts: keyMatcher(keys),
    hasRecord: async (hash) => (await json<{ known: boolean }>(`/verification/records/${hash}`)).known,
  };
}

/** What all rooms say, whichever rows of the log it is spread over. */
function roomsOf(database: DatabaseSync): [room: string, state: string][] {
  const rows = database
    .prepare('SELECT name, body FROM update_log l JOIN update_room r ON r.id = l.room ORDER BY l.id')
    .all();
  const docs = new Map<string, Y.Doc>();
  for (const { name, body } of rows) {
    const doc = docs.get(String(name)) ?? new Y.Doc();
    docs.set(String(name), doc);
    if (body instanceof Uint8Array) Y.applyUpdate(doc, body);
  }
  return [...docs]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, doc]) => [name, Buffer.from(Y.encodeStateAsUpdate(doc)).toString('base64')]);
}

/** All rooms, and all rows of all tables but those of the log and the organizer's link that each start makes. */
function contentOf(dir: string): Record<string, string> {
  const database = new DatabaseSync(join(dir, 'doithoai.sqlite'), { readOnly: true });
  try {
    const tables = database
      .prepare(
        "SELECT name, sql FROM sqlite_master WHERE type = 'table' AND name NOT GLOB 'update_*' AND sql NOT LIKE 'CREATE VIRTUAL%'",
      )
      .all();
    const rows = tables.map(({ name, sql }) => {
      const but = name === 'link' ? "WHERE label <> 'start'" : '';
      const text = JSON.stringify(
        [sql, database.prepare(`SELECT * FROM ${name} ${but}`).all()],
        (_key, value) => (value instanceof Uint8Array ? Buffer.from(value).toString('base64') : value),
      );
      return [String(name), createHash('sha256').update(text).digest('hex')];
    });
    return Object.fromEntries([...rows, ...roomsOf(database)]);
  } finally {
    database.close();
  }
}

async function checkAccess(url: string, { facts }: OpenedFixture): Promise<void> {
  const { access } = facts;
  const { session } = await reader(url, access.cookie).json<{ session: object }>('/session');
  expect(session).toMatchObject({ name: access.name, role: 'recorder', dialogueId: access.dialogueId });
  const join = (token: string) =>
    fetch(`${url}/api/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ token }),
    });
  const again = await join(access.token);
  expect(await again.json()).toMatchObject({
    session: { role: 'recorder', dialogueId: access.dialogueId },
    opens: { role: 'recorder', dialogueId: access.dialogueId },
  });
  expect(await (await join(access.usedToken)).json()).toEqual({ error: 'linkUsed' });
}

async function checkDocuments(url: string, cookie: string, { facts }: OpenedFixture): Promise<void> {
  for (const [dialogueId, sentence] of Object.entries(facts.sentences)) {
    const minutes = await openPeer(url, cookie, `${dialogueId}/minutes`);
    expect(JSON.stringify(bodyOf(minutes.doc).toJSON())).toContain(sentence);
    minutes.close();
  }
  for (const [dialogueId, numbers] of Object.entries(facts.numbers)) {
    const board = await openPeer(url, cookie, `${dialogueId}/board`);
    const shown = Object.fromEntries(allPetitions(board.doc).map(({ id, number }) => [id, number]));
    expect(shown).toEqual(numbers);
    board.close();
  }
}

async function checkRecords(office: Reader, { facts }: OpenedFixture): Promise<void> {
  const trusted = await known(office);
  for (const { id, dialogueId, hash, previous } of facts.freezes) {
    const all = await office.json<FreezeSummary[]>(`/dialogues/${dialogueId}/freezes`);
    expect(all.find((one) => one.id === id)).toMatchObject({ hash, previous });
    const report = await verifyFile(await office.bytes(`/freezes/${id}/record.json`), trusted);
    expect(report.verdict).toBe('whole');
    expect(report.facts?.hash).toBe(hash);
    const signed = await office.json<SignOff[]>(`/freezes/${id}/signatures`);
    const expected = facts.signatures.filter(({ recordId }) => recordId === id);
    expect(signed.map(({ capacity, name }) => ({ recordId: id, capacity, name }))).toEqual(expected);
    expect(signed.every((one) => one.hash === hash)).toBe(true);
  }
  const newest = facts.freezes.at(-1);
  const { record } = await office.json<{ record: DialogueRecord }>(`/freezes/${newest?.id}`);
  expect(JSON.stringify(record.minutes.body)).toContain(facts.sentences[record.dialogue.id]);
  const pdf = await office.bytes(`/freezes/${newest?.id}/documents/minutes.pdf`);
  expect(Buffer.from(pdf.subarray(0, 5)).toString()).toBe('%PDF-');
  // A record of format 1 has no signature, and is not put into its documents.
  if (record.version === 1) return;
  const printed = await verifyFile(pdf, trusted);
  expect(printed).toMatchObject({ verdict: 'whole', facts: { hash: newest?.hash } });
}

async function checkWork(office: Reader, { facts }: OpenedFixture): Promise<void> {
  const { comments, paper, moments, preparation, search, access } = facts;
  if (comments) {
    const threads = await office.json<Thread[]>(`/freezes/${comments.recordId}/threads`);
    expect(threads.flatMap(({ events }) => events.map(({ text }) => text))).toEqual([comments.text]);
  }
  if (paper) {
    const bytes = await office.bytes(`/dialogues/${paper.dialogueId}/papers/${paper.hash}`);
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(paper.hash);
  }
  if (moments > 0) {
    const history = await office.json<{ moments: unknown[] }>(`/dialogues/${access.dialogueId}/history`);
    expect(history.moments.length).toBeGreaterThanOrEqual(moments);
  }
  if (preparation) {
    const stored = await office.json<{ notes: string[] }>(`/dialogues/${preparation.dialogueId}/preparation`);
    expect(stored.notes).toContain(preparation.note);
  }
  const find = async () => {
    const { hits } = await office.json<{ hits: SearchHit[] }>(`/search?q=${encodeURIComponent(search.word)}`);
    return hits.map(({ dialogueId, number }) => ({ dialogueId, number }));
  };
  // What an older version did not index is caught up with in the background.
  await expect.poll(find).toEqual([{ dialogueId: search.dialogueId, number: search.number }]);
}

describe.each(fixtureNames)('data of %s', (name) => {
  test('open with everything that was there, and a second start changes nothing', async () => {
    fixture = openFixture(name);
    const { dir, facts } = fixture;
    expect(readSchema(dir)).toBe(facts.schema);
    server = await startServer({ dataDir: dir });
    const { url } = server;
    const cookie = await joinAs(server.organizerLink, 'Lê Văn Phòng');
    const office = reader(url, cookie);

    const dialogues = await office.json<Dialogue[]>('/dialogues');
    const byId = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1);
    expect(dialogues.map(({ id, title, state }) => ({ id, title, state })).sort(byId)).toEqual(
      facts.dialogues.toSorted(byId),
    );
    await checkAccess(url, fixture);
    await checkDocuments(url, cookie, fixture);
    await checkRecords(office, fixture);
    await checkWork(office, fixture);

    expect(await server.stop()).toBe(0);
    expect(readSchema(dir)).toBe(schemaVersion);
    const copies = upgradeCopies(dir);
    expect(copies).toHaveLength(facts.schema < schemaVersion ? 1 : 0);
    for (const copy of copies) expect(copy).toContain(`.schema-${facts.schema}.`);

    const before = contentOf(dir);
    server = await startServer({ dataDir: dir });
    expect(await server.stop()).toBe(0);
    expect(contentOf(dir)).toEqual(before);
    expect(upgradeCopies(dir)).toEqual(copies);
  });
});

test('there is a fixture of every schema up to the newest that has one', () => {
  const schemas = fixtureNames.map((name) => fixtureFacts(name).schema);
  const all = Array.from({ length: Math.max(...schemas) }, (_, at) => at + 1);
  expect(all.filter((schema) => !schemas.includes(schema))).toEqual([]);
});
