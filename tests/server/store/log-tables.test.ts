import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openDatabase } from '../../../server/store/sqlite/database.ts';
import { type LogTables, openLogTables } from '../../../server/store/sqlite/log-tables.ts';

const rooms = ['a', 'b', 'c'];

type Step =
  | { kind: 'append'; rows: number[] }
  | { kind: 'one'; room: number; times: number }
  | { kind: 'replace'; room: number }
  | { kind: 'compact'; room: number; meanwhile: number }
  | { kind: 'reopen' };

const room = fc.nat(rooms.length - 1);
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('append' as const),
      rows: fc.array(room, { minLength: 1, maxLength: 400, size: 'max' }),
    }),
  },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('one' as const), room, times: fc.nat(40) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('replace' as const), room }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('compact' as const), room, meanwhile: fc.nat(3) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('reopen' as const) }) },
);

/** A number in as many bytes as it takes, so that a row can be told from another. */
function body(n: number): Uint8Array {
  return new Uint8Array(Uint32Array.of(n).buffer);
}

test('whatever is appended, compacted, replaced and reopened, a room has its rows in order', () => {
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 30, size: 'max' }), (steps) => {
      const dir = mkdtempSync(join(tmpdir(), 'log-'));
      let database = openDatabase(dir);
      const other = openDatabase(dir);
      try {
        let log = openLogTables(database);
        const compactor: LogTables = openLogTables(other);
        const model = rooms.map((): number[] => []);
        let n = 0;
        const add = (index: number): { room: string; update: Uint8Array } => {
          model[index]?.push(++n);
          return { room: rooms[index] as string, update: body(n) };
        };
        for (const step of steps) {
          if (step.kind === 'append') log.append(step.rows.map(add));
          else if (step.kind === 'one') for (let i = 0; i < step.times; i++) log.append([add(step.room)]);
          else if (step.kind === 'replace') {
            model[step.room] = [++n];
            log.replaceAll(rooms[step.room] as string, body(n));
          } else if (step.kind === 'compact') {
            const name = rooms[step.room] as string;
            const read = compactor.read(name);
            const before = model[step.room]?.length ?? 0;
            for (let i = 0; i < step.meanwhile; i++) log.append([add(step.room)]);
            if (before === 0) continue;
            expect(compactor.replaceRead(name, read, body(++n))).toBe(true);
            model[step.room]?.splice(0, before, n);
          } else {
            database.close();
            database = openDatabase(dir);
            log = openLogTables(database);
          }
        }
        for (const reader of [log, compactor])
          expect(
            rooms.map((name) => reader.read(name).updates.map((u) => new Uint32Array(u.slice().buffer)[0])),
          ).toEqual(model);
      } finally {
        database.close();
        other.close();
        rmSync(dir, { recursive: true, force: true });
      }
    }),
    { numRuns: 60, seed: 20261124 },
  );
});

test('a compaction gives up when somebody else has replaced what it read', () => {
  const dir = mkdtempSync(join(tmpdir(), 'log-'));
  const database = openDatabase(dir);
  try {
    const log = openLogTables(database);
    log.append([{ room: 'a', update: body(1) }]);
    log.append([{ room: 'a', update: body(2) }]);
    const read = log.read('a');
    log.replaceAll('a', body(3));
    expect(log.replaceRead('a', read, body(4))).toBe(false);
    expect(log.read('a').updates).toEqual([body(3)]);
  } finally {
    database.close();
    rmSync(dir, { recursive: true, force: true });
  }
});
