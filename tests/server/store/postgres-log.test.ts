import { afterAll, beforeAll, expect, test } from 'vitest';
import * as Y from 'yjs';
import { isSealedState, type SharedLog, startState } from '../../../server/relay/contract.ts';
import type { Pool } from '../../../server/store/postgres/pool.ts';
import { PostgresLog, plainLog } from '../../../server/store/postgres/update-log.ts';
import { postgresOfFile } from './postgres-stand.ts';

let pool: Pool;
let log: SharedLog;
beforeAll(async () => {
  ({ pool } = await postgresOfFile());
  log = new PostgresLog(pool);
});
afterAll(() => pool.close());

const batch = (room: string, ...bytes: number[]) => ({ room, update: Uint8Array.from(bytes) });
const rowsOf = async (room: string, after = 0) =>
  (await log.read(new Map([[room, after]])))
    .get(room)
    ?.rows.map(({ version, update }) => [version, ...update]);
const stateOf = async (room: string) => (await log.states([room])).get(room);

/** Updates of one document, letter by letter, the last ones deleting. */
function typed(text: string, deleted = 0): { updates: Uint8Array[]; text: string } {
  const doc = new Y.Doc();
  const updates: Uint8Array[] = [];
  doc.on('update', (update: Uint8Array) => updates.push(update));
  const field = doc.getText('t');
  for (const letter of text) field.insert(field.length, letter);
  for (let n = 0; n < deleted; n += 1) field.delete(0, 1);
  return { updates, text: field.toString() };
}

function textOf(updates: readonly Uint8Array[]): string {
  const doc = new Y.Doc();
  for (const update of updates) Y.applyUpdate(doc, update);
  return doc.getText('t').toString();
}

test('versions go up by one without gaps, also when many write at the same time', async () => {
  const rooms = ['a.test/one', 'b.test/one', 'a.test/two'];
  const versions = await Promise.all(
    Array.from({ length: 30 }, (_, n) =>
      // Each in another order: nobody waits for one that waits for him.
      log.append([...rooms.slice(n % 3), ...rooms.slice(0, n % 3)].map((room) => batch(room, n))),
    ),
  );
  const wanted = Array.from({ length: 30 }, (_, n) => n + 1);
  for (const room of rooms) {
    const given = versions.map((each, n) => each[(rooms.indexOf(room) - (n % 3) + 3) % 3]);
    expect(given.toSorted((a, b) => Number(a) - Number(b))).toEqual(wanted);
    const stored = await rowsOf(room);
    expect(stored?.map(([version]) => version)).toEqual(wanted);
    // What was stored under a version is what was told so.
    for (const [version, n] of stored ?? []) expect(given[n ?? -1]).toBe(version);
  }
  expect(await rowsOf('a.test/one', 28)).toEqual((await rowsOf('a.test/one'))?.slice(28));
});

test('rooms never written have nothing; several are read at one moment', async () => {
  await log.append([batch('a.test/here', 7)]);
  const found = await log.read(
    new Map([
      ['a.test/nowhere', 0],
      ['a.test/here', 0],
    ]),
  );
  expect(found.get('a.test/nowhere')).toEqual({ state: startState, rows: [] });
  expect(found.get('a.test/here')).toEqual({
    state: { ...startState, version: 1 },
    rows: [{ version: 1, update: Uint8Array.of(7) }],
  });
  await expect(log.append([batch('nowhere', 1)])).rejects.toThrow('without a commune');
});

test('a sealed room takes nothing but an erasure; the others of the tick are stored', async () => {
  const [sealed, open] = ['a.test/sealed', 'a.test/open'];
  await log.append([batch(sealed, 1)]);
  const state = (await log.seal([sealed, 'a.test/never'])).get(sealed);
  expect(state).toEqual({ version: 1, seals: 1, forgets: 0 });
  expect((await log.seal([sealed])).get(sealed)).toEqual(state);
  expect(await log.append([batch(sealed, 2), batch(open, 2), batch('a.test/never', 2)])).toEqual([
    null,
    1,
    null,
  ]);
  expect(await rowsOf(sealed)).toEqual([[1, 1]]);
  expect(await log.append([{ ...batch(sealed, 3), evenSealed: true }, batch('a.test/never', 3)])).toEqual([
    2,
    null,
  ]);
  const opened = (await log.unseal([sealed])).get(sealed);
  expect(opened).toEqual({ version: 2, seals: 2, forgets: 0 });
  expect((await log.unseal([sealed])).get(sealed)).toEqual(opened);
  expect(await log.append([batch(sealed, 4)])).toEqual([3]);
  expect(isSealedState((await stateOf('a.test/never')) ?? startState)).toBe(true);
});

test('a seal is one point: what got a version before is below it, what comes later is refused', async () => {
  const room = 'a.test/point';
  const appends = Array.from({ length: 40 }, (_, n) => log.append([batch(room, n)]));
  const sealing = log.seal([room]);
  const later = Array.from({ length: 10 }, (_, n) => log.append([batch(room, n)]));
  const state = (await sealing).get(room);
  const versions = (await Promise.all([...appends, ...later])).map(([version]) => version);
  const stored = versions.filter((version) => version !== null);
  expect(stored.length).toBe(state?.version);
  expect((await rowsOf(room))?.length).toBe(state?.version);
});

test('what changed since a moment is told, also what was not committed at that moment', async () => {
  await log.append([batch('c.test/r', 1)]);
  const first = await log.changed(['c.test', 'd.test'], null);
  expect([...first.states.keys()]).toEqual(['c.test/r']);
  await pool.use({ relay: true }, async (writer) => {
    await writer.execute('BEGIN');
    await writer.query("INSERT INTO update_room (tenant, name, version) VALUES ('d.test', 'slow', 1)", []);
    const during = await log.changed(['c.test', 'd.test'], first.next);
    expect(during.states.has('d.test/slow')).toBe(false);
    // Another one that was quicker moves nothing past the slow one.
    await log.append([batch('c.test/r', 2)]);
    const then = await log.changed(['c.test', 'd.test'], during.next);
    expect(then.states.get('c.test/r')?.version).toBe(2);
    await writer.execute('COMMIT');
    const after = await log.changed(['c.test', 'd.test'], then.next);
    expect(after.states.get('d.test/slow')?.version).toBe(1);
    const quiet = await log.changed(['c.test', 'd.test'], after.next);
    expect((await log.changed(['e.test'], quiet.next)).states.size).toBe(0);
  });
});

test('merging keeps versions and text, and what came meanwhile; who is behind it catches up', async () => {
  const room = 'a.test/merged';
  const { updates, text } = typed('Kênh nội đồng bị bồi lấp', 4);
  for (const update of updates) await log.append([{ room, update }]);
  const before = await stateOf(room);
  await log.compact(room, true);
  expect(await stateOf(room)).toEqual(before);
  const rows = (await log.read(new Map([[room, 3]]))).get(room)?.rows ?? [];
  expect(rows.map(({ version }) => version)).toEqual([updates.length]);
  expect(textOf(rows.map(({ update }) => update))).toBe(text);
  expect(textOf(await plainLog(log, 'a.test/').load('merged'))).toBe(text);
  expect(await log.append([batch(room, 0, 0)])).toEqual([updates.length + 1]);
});

test('merging never brings back what was forgotten while it was at it', async () => {
  const room = 'a.test/forgotten';
  const { updates, text } = typed('số điện thoại 0905', 14);
  for (const update of updates) await log.append([{ room, update }]);
  const version = updates.length;
  const secret = Y.mergeUpdates(updates);
  expect(Buffer.from(secret).includes('0905')).toBe(false);
  const doc = new Y.Doc();
  for (const update of updates) Y.applyUpdate(doc, update);
  const compacting = log.compact(room, false);
  expect(await log.replace(room, version - 1, Uint8Array.of(0, 0))).toBe(null);
  const state = await log.replace(room, version, Y.encodeStateAsUpdate(doc));
  expect(state).toEqual({ version, seals: 0, forgets: 1 });
  await compacting;
  const rows = (await log.read(new Map([[room, 0]]))).get(room)?.rows ?? [];
  expect(rows.map((row) => row.version)).toEqual([version]);
  expect(rows[0]?.update).toEqual(Y.encodeStateAsUpdate(doc));
  expect(textOf(rows.map(({ update }) => update))).toBe(text);
});

test('two that merge one room at the same time do no harm', async () => {
  const room = 'a.test/both';
  const { updates, text } = typed('hai rơ-le cùng gộp');
  for (const update of updates) await log.append([{ room, update }]);
  await Promise.all([log.compact(room, true), new PostgresLog(pool).compact(room, true)]);
  const rows = (await log.read(new Map([[room, 0]]))).get(room)?.rows ?? [];
  expect(rows.length).toBe(1);
  expect(textOf(rows.map(({ update }) => update))).toBe(text);
});

test('a log that misses an update is not merged', async () => {
  const room = 'a.test/holes';
  const { updates } = typed('abc');
  for (const update of updates.slice(1)) await log.append([{ room, update }]);
  await expect(log.compact(room, true)).rejects.toThrow('not complete');
  expect((await rowsOf(room))?.length).toBe(2);
});
