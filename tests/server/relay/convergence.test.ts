import fc from 'fast-check';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type * as Y from 'yjs';
import { createRelay, type ObservedRelay } from '../../../server/relay/relay.ts';
import { contentOf, edit } from './corpus.ts';
import { type Disk, KillableLog, turns } from './killable-log.ts';
import { MemoryClient } from './memory-client.ts';
import { Random } from './random.ts';
import { RecordingLogger } from './test-relay.ts';

/**
 * Any interleaving of edits, pulled cables, reconnects, deaths of clients and of the server, and compactions ends with
 * all clients equal and nothing gone that was acknowledged. A failure prints the seed and the path that replay it;
 * SEED and RUNS choose others.
 */
const seed = Number(process.env.SEED ?? 20261124);
const numRuns = Number(process.env.RUNS ?? 2000);
const room = 'phòng';
const clientCount = 3;

type Step =
  | { kind: 'put' | 'cut' | 'connect' | 'pull' | 'die'; client: number }
  | { kind: 'edit'; client: number; seed: number }
  | { kind: 'wait'; turns: number }
  | { kind: 'kill'; commitTurns: number }
  | { kind: 'sweep' };

const client = fc.nat(clientCount - 1);
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('put' as const), client }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('cut' as const), client }) },
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('edit' as const), client, seed: fc.nat() }) },
  { weight: 8, arbitrary: fc.record({ kind: fc.constant('wait' as const), turns: fc.nat(12) }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('connect' as const), client }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('pull' as const), client }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('die' as const), client }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('kill' as const), commitTurns: fc.nat(4) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('sweep' as const) }) },
);

/** An edit that can be told from every other: a key put into a map once, or taken out of it. */
interface Mark {
  kind: 'put' | 'cut';
  key: string;
}

/** A client and what of its marks the server said it has stored. */
class Recorder {
  readonly client = new MemoryClient();
  /** Marks made in this document that are not acknowledged. */
  private open: Mark[] = [];
  private latest: Mark[] = [];
  /** Per document message of this connection, the marks in it. */
  private messages: Mark[][] = [];
  private readonly acknowledged: Mark[];

  constructor(acknowledged: Mark[]) {
    this.acknowledged = acknowledged;
    this.client.onSent = (isAnswer) => {
      this.messages.push(isAnswer ? this.open.slice() : this.latest);
    };
    this.client.onSaved = (count) => {
      const stored = new Set(this.messages.slice(0, count).flat());
      this.acknowledged.push(...stored);
      this.open = this.open.filter((mark) => !stored.has(mark));
    };
  }

  get kept(): Y.Map<boolean> {
    return this.client.doc.getMap<boolean>('kept');
  }

  mark(mark: Mark): void {
    this.open.push(mark);
    this.latest = [mark];
    if (mark.kind === 'put') this.kept.set(mark.key, true);
    else this.kept.delete(mark.key);
    this.latest = [];
  }

  connect(relay: ObservedRelay, subject: string): void {
    if (this.client.isConnected) return;
    this.messages = [];
    this.client.connect(relay, room, subject);
  }
}

/** A server that can die, its disk, and the clients around it. */
class Hall {
  private readonly disk: Disk = new Map();
  private readonly collectsGarbage: boolean;
  private log: KillableLog;
  private relay: ObservedRelay;
  private now = 0;
  private keys = 0;
  readonly acknowledged: Mark[] = [];
  readonly cut = new Set<string>();
  readonly recorders = Array.from({ length: clientCount }, () => new Recorder(this.acknowledged));

  constructor(collectsGarbage: boolean) {
    this.collectsGarbage = collectsGarbage;
    this.log = new KillableLog(this.disk, 0);
    this.relay = this.startRelay();
  }

  private startRelay(): ObservedRelay {
    return createRelay({
      log: this.log,
      isSealed: () => false,
      logger: new RecordingLogger(),
      // Time goes on with each look at it, so that the relay never waits for a real clock.
      clock: () => (this.now += 10),
      limits: { silentFor: 1e12, pingAfter: 1e12, compactFrom: 2 },
      keepsHistory: () => !this.collectsGarbage,
    });
  }

  /** As kill -9: no goodbye, no last commit. */
  kill(commitTurns: number): void {
    this.log.kill();
    for (const { client } of this.recorders) client.cut();
    void this.relay.close().catch(() => {});
    this.log = new KillableLog(this.disk, commitTurns);
    this.relay = this.startRelay();
  }

  async do(step: Step): Promise<void> {
    if (step.kind === 'wait') return turns(step.turns);
    if (step.kind === 'kill') return this.kill(step.commitTurns);
    if (step.kind === 'sweep') {
      // A timer never fires between the promises of one turn.
      await turns(1);
      this.now += 40_000;
      vi.advanceTimersByTime(5_000);
      return;
    }
    const recorder = this.recorders[step.client] as Recorder;
    if (step.kind === 'put') recorder.mark({ kind: 'put', key: `k${++this.keys}` });
    else if (step.kind === 'cut') this.cutSome(recorder);
    else if (step.kind === 'edit') edit(recorder.client.doc, new Random(step.seed));
    else if (step.kind === 'connect') recorder.connect(this.relay, `c${step.client}`);
    else recorder.client.cut();
    if (step.kind === 'die') this.recorders[step.client] = new Recorder(this.acknowledged);
  }

  private cutSome(recorder: Recorder): void {
    const key = recorder.kept.keys().next().value;
    if (key === undefined) return;
    this.cut.add(key);
    recorder.mark({ kind: 'cut', key });
  }

  /** Everybody comes back and all that is on its way arrives. */
  async settle(): Promise<void> {
    for (const [i, recorder] of this.recorders.entries()) recorder.connect(this.relay, `c${i}`);
    let last = '';
    for (let same = 0, i = 0; same < 5 && i < 1000; i++) {
      await turns(10);
      const now = this.recorders.map(({ client }) => contentOf(client.doc)).join();
      const isEven = this.recorders.every(({ client }) => client.hasAnswered) && this.contents().size === 1;
      same = isEven && now === last ? same + 1 : 0;
      last = now;
    }
  }

  contents(): Set<string> {
    return new Set(
      this.recorders.map(
        ({ client, kept }) => `${contentOf(client.doc)} ${[...kept.keys()].sort().join(' ')}`,
      ),
    );
  }

  end(): void {
    this.log.kill();
    for (const { client } of this.recorders) {
      client.cut();
      client.doc.destroy();
    }
    void this.relay.close().catch(() => {});
  }

  /** What a server that starts on this disk sends to somebody new. */
  async afterRestart(): Promise<Y.Map<boolean>> {
    this.kill(0);
    const witness = new Recorder([]);
    witness.connect(this.relay, 'witness');
    for (let i = 0; i < 100 && !witness.client.hasAnswered; i++) await turns(2);
    await turns(10);
    witness.client.cut();
    return witness.kept;
  }
}

// Only the relay's sweeping: all else goes by turns of the event loop.
beforeAll(() => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
});
afterAll(() => {
  vi.useRealTimers();
});

test('any order of edits, cuts, deaths and compactions ends with all equal and nothing acknowledged lost', async () => {
  let acknowledged = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { minLength: 5, maxLength: 60, size: 'max' }),
      fc.boolean(),
      async (steps, gc) => {
        const hall = new Hall(gc);
        try {
          for (const next of steps) await hall.do(next);
          await hall.settle();
          expect(hall.contents().size).toBe(1);
          const kept = hall.recorders[0]?.kept;
          const stored = await hall.afterRestart();
          for (const { kind, key } of hall.acknowledged) {
            if (kind === 'cut') expect(kept?.has(key) || stored.has(key), `${key} is back`).toBe(false);
            else if (!hall.cut.has(key))
              expect(kept?.has(key) && stored.has(key), `${key} is lost`).toBe(true);
          }
          acknowledged += hall.acknowledged.length;
        } finally {
          hall.end();
        }
      },
    ),
    { numRuns, seed },
  );
  // It would be easy to lose nothing if nothing were ever acknowledged.
  expect(acknowledged).toBeGreaterThan(numRuns);
}, 300_000);
