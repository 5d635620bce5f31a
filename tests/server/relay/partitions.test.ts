import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import type { RoomBatch, UpdateLog } from '../../../server/relay/contract.ts';
import { createRelay, type ObservedRelay } from '../../../server/relay/relay.ts';
import { openDatabase } from '../../../server/store/sqlite/database.ts';
import { createUpdateLog } from '../../../server/store/sqlite/update-log.ts';
import { contentOf, edit } from './corpus.ts';
import { turns } from './killable-log.ts';
import { MemoryClient } from './memory-client.ts';
import { Random } from './random.ts';
import { RecordingLogger } from './test-relay.ts';

/**
 * Devices that keep what they have on a disk of their own, at a hall with the real relay and the real store on disk.
 * Networks fall apart and come together, devices lose their memory, the server is killed, messages arrive in part. In
 * the end all are equal, and nothing is gone that the hall had acknowledged or that a device had called saved. SEED and
 * RUNS choose others; a failure prints what replays it.
 */
const seed = Number(process.env.SEED ?? 20261126);
const numRuns = Number(process.env.RUNS ?? 80);
const room = 'buổi/biên bản';
const deviceCount = 4;
/** The longest that it may take until all are equal on a busy machine, ms: some of what heals waits for a timer. */
const patience = 20_000;

type Step =
  | { kind: Plain; device: number }
  | { kind: 'edit' | 'halve'; device: number; number: number }
  | { kind: 'partition'; reached: boolean[] }
  | { kind: 'wait'; turns: number }
  | { kind: 'kill' };

const device = fc.nat(deviceCount - 1);
type Plain = 'put' | 'take' | 'save' | 'crash';
const one = (kind: Plain) => fc.record({ kind: fc.constant(kind), device });
const numbered = (kind: 'edit' | 'halve', number: fc.Arbitrary<number>) =>
  fc.record({ kind: fc.constant(kind), device, number });
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 7, arbitrary: one('put') },
  { weight: 2, arbitrary: one('take') },
  { weight: 5, arbitrary: one('save') },
  { weight: 2, arbitrary: one('crash') },
  { weight: 6, arbitrary: numbered('edit', fc.nat()) },
  { weight: 3, arbitrary: numbered('halve', fc.nat(80)) },
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant('partition' as const),
      reached: fc.array(fc.boolean(), { minLength: deviceCount, maxLength: deviceCount }),
    }),
  },
  { weight: 8, arbitrary: fc.record({ kind: fc.constant('wait' as const), turns: fc.nat(12) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('kill' as const) }) },
);

/** A change that can be told from every other: a key put into a map once, or taken out of it. */
interface Mark {
  kind: 'put' | 'take';
  key: string;
}

/** A device: its memory, which a crash takes, and its disk, which it does not. */
class Device {
  client = new MemoryClient();
  private readonly disk: Uint8Array[] = [];
  private inMemory: Uint8Array[] = [];
  private unsaved: Mark[] = [];
  private open: Mark[] = [];
  private latest: Mark[] = [];
  private messages: Mark[][] = [];
  private readonly promised: Set<Mark>;

  constructor(promised: Set<Mark>) {
    this.promised = promised;
    this.begin();
  }

  private begin(): void {
    const { client } = this;
    for (const update of this.disk) Y.applyUpdate(client.doc, update, 'disk');
    client.doc.on('update', (update: Uint8Array) => this.inMemory.push(update));
    client.onSent = (isAnswer) => {
      this.messages.push(isAnswer ? this.open.slice() : this.latest);
    };
    client.onSaved = (count) => {
      for (const mark of this.messages.slice(0, count).flat()) this.promised.add(mark);
    };
  }

  get kept(): Y.Map<boolean> {
    return this.client.doc.getMap<boolean>('kept');
  }

  mark(mark: Mark): void {
    this.open.push(mark);
    this.unsaved.push(mark);
    this.latest = [mark];
    if (mark.kind === 'put') this.kept.set(mark.key, true);
    else this.kept.delete(mark.key);
    this.latest = [];
  }

  /** All that is in memory is on the disk now: "saved on this device". */
  save(): void {
    this.disk.push(...this.inMemory.splice(0));
    for (const mark of this.unsaved.splice(0)) this.promised.add(mark);
  }

  crash(): void {
    this.client.cut();
    this.client.doc.destroy();
    [this.inMemory, this.unsaved, this.open, this.messages] = [[], [], [], []];
    this.client = new MemoryClient();
    this.begin();
  }

  connect(relay: ObservedRelay, subject: string): void {
    if (this.client.isConnected) return;
    this.messages = [];
    this.client.connect(relay, room, subject);
  }
}

/** The store's log until its server is killed: from then on nothing is written and nobody is told of anything. */
class MortalLog implements UpdateLog {
  isDead = false;
  private readonly log: UpdateLog;

  constructor(log: UpdateLog) {
    this.log = log;
  }

  load(name: string) {
    return this.log.load(name);
  }

  append(batches: readonly RoomBatch[]): void | Promise<void> {
    if (this.isDead) return new Promise<never>(() => undefined);
    return this.log.append(batches);
  }

  async close(): Promise<void> {
    await this.log.close?.();
  }
}

class Hall {
  readonly promised = new Set<Mark>();
  readonly taken = new Set<string>();
  readonly devices = Array.from({ length: deviceCount }, () => new Device(this.promised));
  private readonly dir = mkdtempSync(join(tmpdir(), 'doithoai-partitions-'));
  private database: DatabaseSync;
  private log: MortalLog;
  private relay: ObservedRelay;
  private keys = 0;

  constructor() {
    [this.database, this.log, this.relay] = this.start();
  }

  private start(): [DatabaseSync, MortalLog, ObservedRelay] {
    const database = openDatabase(this.dir);
    // Durable against a killed process as it is; what a lost machine would take is not this test's.
    database.exec('PRAGMA synchronous = OFF');
    const log = new MortalLog(createUpdateLog(database));
    return [database, log, createRelay({ log, isSealed: () => false, logger: new RecordingLogger() })];
  }

  private async die(): Promise<void> {
    this.log.isDead = true;
    for (const { client } of this.devices) client.cut();
    void this.relay.close().catch(() => undefined);
    await this.log.close();
    this.database.close();
  }

  async do(next: Step): Promise<void> {
    if (next.kind === 'wait') return turns(next.turns);
    if (next.kind === 'kill') {
      await this.die();
      [this.database, this.log, this.relay] = this.start();
      return;
    }
    if (next.kind === 'partition') {
      for (const [at, one] of this.devices.entries())
        if (next.reached[at]) one.connect(this.relay, `d${at}`);
        else one.client.cut();
      return;
    }
    const one = this.devices[next.device] as Device;
    if ('number' in next) {
      if (next.kind === 'halve') one.client.halveNext(next.number);
      else edit(one.client.doc, new Random(next.number));
    } else if (next.kind === 'put') one.mark({ kind: 'put', key: `k${++this.keys}` });
    else if (next.kind === 'take') this.takeSome(one);
    else if (next.kind === 'save') one.save();
    else one.crash();
  }

  private takeSome(one: Device): void {
    const key = one.kept.keys().next().value;
    if (key === undefined) return;
    this.taken.add(key);
    one.mark({ kind: 'take', key });
  }

  /** The network is whole again: everybody comes back, as often as it takes. */
  async settle(): Promise<void> {
    const end = performance.now() + patience;
    for (let same = 0; same < 5 && performance.now() < end; ) {
      for (const [at, one] of this.devices.entries()) one.connect(this.relay, `d${at}`);
      await turns(10);
      const isEven = this.devices.every(({ client }) => client.hasAnswered) && this.contents().size === 1;
      same = isEven ? same + 1 : 0;
    }
  }

  contents(): Set<string> {
    return new Set(
      this.devices.map(({ client, kept }) => `${contentOf(client.doc)} ${[...kept.keys()].sort().join(' ')}`),
    );
  }

  /** What lies in the store once the server is dead. */
  async stored(): Promise<Y.Map<boolean>> {
    await this.die();
    const database = openDatabase(this.dir);
    const doc = new Y.Doc();
    for (const update of await createUpdateLog(database).load(room)) Y.applyUpdate(doc, update);
    database.close();
    return doc.getMap<boolean>('kept');
  }

  async end(): Promise<void> {
    if (!this.log.isDead) await this.die();
    for (const { client } of this.devices) client.doc.destroy();
    rmSync(this.dir, { recursive: true, force: true });
  }
}

test('any partitions, crashes and half messages end with all equal and nothing lost that was called saved', async () => {
  let promised = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 80, size: 'max' }), async (steps) => {
      const hall = new Hall();
      try {
        for (const next of steps) await hall.do(next);
        await hall.settle();
        expect(hall.contents().size).toBe(1);
        const kept = hall.devices[0]?.kept;
        const stored = await hall.stored();
        for (const { kind, key } of hall.promised) {
          if (kind === 'take') expect(kept?.has(key) || stored.has(key), `${key} is back`).toBe(false);
          else if (!hall.taken.has(key))
            expect(kept?.has(key) && stored.has(key), `${key} is lost`).toBe(true);
        }
        promised += hall.promised.size;
      } finally {
        await hall.end();
      }
    }),
    { numRuns, seed },
  );
  // It would be easy to lose nothing if nothing were ever promised.
  expect(promised).toBeGreaterThan(4 * numRuns);
}, 300_000);
