import WebSocket from 'ws';
import { ours, startMember } from '../bench/cluster/pairs.ts';
import type { Running } from '../bench/relays.ts';
import { Writer } from '../faults/writer.ts';
import { Random } from '../server/relay/random.ts';
import { until } from '../server/relay/test-relay.ts';
import { findNginx } from '../setup/commands.ts';
import { freePort } from '../setup/ports.ts';
import { type PostgresService, type Service, startPostgres, startRedis } from '../setup/services.ts';
import { type Front, startFront } from './front.ts';

/*
 * Two relays on PostgreSQL and Redis behind nginx, people who type without pause, and parts that are killed as a power
 * cut would. Nothing that a writer was told is stored may be missing afterwards, whatever was killed, and in which order.
 */

export const parts = ['relay 1', 'relay 2', 'Redis', 'PostgreSQL', 'nginx'] as const;
export type Part = (typeof parts)[number];

export interface ChaosOptions {
  /** The same seed kills the same parts in the same order, after the same times. */
  seed: number;
  rounds: number;
  /** Told what happens. */
  say(line: string): unknown;
}

export interface ChaosResult {
  /** Words whose storing was acknowledged, and those of them that were missing in a round or at the end. */
  acknowledged: number;
  lost: string[];
  /** Of each round: what was killed, and seconds from then until all writers were told of something typed after it. */
  rounds: { struck: readonly Part[]; seconds: number }[];
}

const rooms = 3;
const writersPerRoom = 2;
/** Between two words of a writer, ms. */
const wordEvery = 25;
/** What a part may need to be there again, and all writers with it, ms. */
const patience = 60_000;

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

/** All of it, started and to be stopped. */
export class Province {
  readonly postgres: PostgresService;
  readonly redis: Service;
  readonly front: Front;
  readonly relays: [Running, Running];
  private readonly shared: { databaseUrl: string; redisUrl: string };
  private readonly ports: readonly [number, number];

  private constructor(
    postgres: PostgresService,
    redis: Service,
    front: Front,
    relays: [Running, Running],
    shared: { databaseUrl: string; redisUrl: string },
    ports: readonly [number, number],
  ) {
    this.postgres = postgres;
    this.redis = redis;
    this.front = front;
    this.relays = relays;
    this.shared = shared;
    this.ports = ports;
  }

  static async start(): Promise<Province> {
    const nginx = findNginx();
    if (nginx === null) throw new Error('nginx is not installed; npm test installs it on Debian');
    const postgres = await startPostgres();
    const redis = await startRedis();
    const shared = {
      databaseUrl: postgres.url(await postgres.createDatabase()),
      redisUrl: `redis://127.0.0.1:${redis.port}`,
    };
    const ports = [await freePort(), await freePort()] as const;
    const relays: [Running, Running] = [
      await startMember(ours, shared, ports[0]),
      await startMember(ours, shared, ports[1]),
    ];
    const front = await startFront(nginx, ports, [await freePort(), await freePort()]);
    return new Province(postgres, redis, front, relays, shared, ports);
  }

  kill(part: Part): Promise<void> {
    if (part === 'nginx') return this.front.kill();
    if (part === 'Redis') return this.redis.kill();
    if (part === 'PostgreSQL') return this.postgres.kill();
    return this.relays[part === 'relay 1' ? 0 : 1].kill();
  }

  /** Starts what was killed. */
  async restart(part: Part): Promise<void> {
    if (part === 'nginx') return this.front.restart();
    if (part === 'Redis') return this.redis.restart();
    if (part === 'PostgreSQL') return this.postgres.restart();
    const at = part === 'relay 1' ? 0 : 1;
    // A relay does not begin without PostgreSQL; whatever looks after it starts it again.
    const end = performance.now() + patience;
    for (;;) {
      const started = await startMember(ours, this.shared, this.ports[at]).catch((error: unknown) => {
        if (performance.now() > end) throw error;
        return null;
      });
      if (started) {
        this.relays[at] = started;
        return;
      }
    }
  }

  /** Somebody in a room, through nginx. */
  writer(room: string, name: string): Writer {
    return new Writer(() => this.front.socket(`/sync/${room}`, ''), '', name);
  }

  /** Somebody in a room at one relay, past nginx. */
  writerAt(at: 0 | 1, room: string, name: string): Writer {
    return new Writer(() => new WebSocket(`${this.relays[at].url}/sync/${room}`), '', name);
  }

  async stop(): Promise<void> {
    await this.front.stop();
    for (const relay of this.relays) await relay.kill();
    await this.redis.stop();
    await this.postgres.stop();
  }
}

/** Words of a writer that a room does not hold, as somebody sees it who comes anew. */
function missingFrom(reader: Writer, name: string, words: Iterable<string>): string[] {
  const there = new Set(reader.doc.getText(name).toString().split(' '));
  return [...words].filter((word) => !there.has(word));
}

/** Kills random parts, round after round, while people type. */
export async function chaos(province: Province, { seed, rounds, say }: ChaosOptions): Promise<ChaosResult> {
  const random = new Random(seed);
  const roomOf = (n: number) => `room-${n % rooms}`;
  const writers = Array.from({ length: rooms * writersPerRoom }, (_, n) =>
    province.writer(roomOf(n), `writer-${n}`),
  );
  const typing = setInterval(() => {
    for (const writer of writers) writer.type();
  }, wordEvery);
  const done: ChaosResult['rounds'] = [];
  const lost = new Set<string>();

  /** Looks for words in all rooms with readers of their own; they must be there within `patience`, else they are lost. */
  async function lookFor(
    promised: readonly (readonly string[])[],
    open: (room: string) => Writer,
  ): Promise<void> {
    const readers = Array.from({ length: rooms }, (_, n) => open(roomOf(n)));
    const missing = () =>
      promised.flatMap((words, n) => {
        const reader = readers[n % rooms];
        return reader ? missingFrom(reader, `writer-${n}`, words) : [...words];
      });
    await until(() => missing().length === 0, 'all that was acknowledged is there', patience).catch(() => {
      for (const word of missing()) lost.add(word);
    });
    for (const reader of readers) reader.close();
  }

  try {
    await until(() => writers.every(({ acknowledged }) => acknowledged.size > 20), 'all type', patience);
    for (let round = 1; round <= rounds; round++) {
      // Whoever came back is at the relay that lived; half of them go to the one that is empty.
      for (const writer of writers.filter((_writer, n) => n % 2 === round % 2)) writer.drop();
      const before = writers.map((writer) => writer.count);
      await until(
        () => writers.every(({ acknowledged }, n) => acknowledged.size > (before[n] ?? 0)),
        `round ${round}: all write (seed ${seed})`,
        patience,
      );
      const first = random.pick(parts);
      const second = random.pick(parts);
      // Two at once in every fifth round.
      const struck = [...new Set(random.below(5) === 0 ? [first, second] : [first])];
      const downFor = random.below(1500);
      await pause(random.below(400));
      const from = performance.now();
      await Promise.all(struck.map((part) => province.kill(part)));
      const promised = writers.map(({ acknowledged }) => [...acknowledged]);
      const typed = writers.map((writer) => writer.count);
      const writeAgain = until(
        () => writers.every(({ acknowledged }, n) => acknowledged.size > (typed[n] ?? 0)),
        `round ${round}: all write again after ${struck.join(' and ')} went (seed ${seed})`,
        patience,
      ).then(() => (performance.now() - from) / 1000);
      const [seconds] = await Promise.all([
        writeAgain,
        pause(downFor).then(() => Promise.all(struck.map((part) => province.restart(part)))),
      ]);
      done.push({ struck, seconds });
      await lookFor(promised, (room) => province.writer(room, 'reader'));
      say(
        `round ${round}/${rounds}: ${struck.join(' and ')} killed for ${(downFor / 1000).toFixed(1)} s; all written again after ${seconds.toFixed(1)} s; ${promised.flat().length} acknowledged words, ${lost.size} lost`,
      );
    }
    clearInterval(typing);
    for (const writer of writers) await writer.saved(patience);
    const promised = writers.map(({ acknowledged }) => [...acknowledged]);
    for (const at of [0, 1] as const)
      await lookFor(promised, (room) => province.writerAt(at, room, 'reader'));
    return { acknowledged: promised.flat().length, lost: [...lost], rounds: done };
  } finally {
    clearInterval(typing);
    for (const writer of writers) writer.close();
  }
}

export interface CatchUp {
  /** While Redis was away: how old a word was when it came to the other relay, at most, ms. */
  mostBehind: number;
  /** From Redis' return until each relay's clients had all that was typed at the other until then, ms. */
  milliseconds: number;
}

/** Takes Redis away for a while, with somebody typing at each relay and somebody reading at the other. */
export async function withoutRedis(province: Province, awayFor: number): Promise<CatchUp> {
  const pairs = ([0, 1] as const).map((at) => {
    const name = `alone-${at}`;
    const writer = province.writerAt(at, 'apart', name);
    const reader = province.writerAt(at === 0 ? 1 : 0, 'apart', `reads-${at}`);
    const typedAt = new Map<string, number>();
    let seen = 0;
    let mostBehind = 0;
    reader.doc.on('update', () => {
      const words = reader.doc.getText(name).toString().split(' ').slice(0, -1);
      for (const word of words.slice(seen))
        mostBehind = Math.max(mostBehind, performance.now() - (typedAt.get(word) ?? 0));
      seen = words.length;
    });
    return {
      writer,
      reader,
      type: () => typedAt.set(writer.type(), performance.now()),
      isCaughtUp: (words: number) => seen >= words,
      forget: () => {
        mostBehind = 0;
      },
      behind: () => mostBehind,
    };
  });
  const typing = setInterval(() => {
    for (const { type } of pairs) type();
  }, 100);
  try {
    await until(() => pairs.every(({ isCaughtUp }) => isCaughtUp(10)), 'both see each other', patience);
    for (const { forget } of pairs) forget();
    await province.redis.kill();
    await pause(awayFor);
    const mostBehind = Math.max(...pairs.map(({ behind }) => behind()));
    await province.redis.restart();
    const from = performance.now();
    const typed = pairs.map(({ writer }) => writer.count);
    await until(
      () => pairs.every(({ isCaughtUp }, n) => isCaughtUp(typed[n] ?? 0)),
      'both see all that was typed',
      patience,
    );
    return { mostBehind, milliseconds: performance.now() - from };
  } finally {
    clearInterval(typing);
    for (const { writer, reader } of pairs) {
      writer.close();
      reader.close();
    }
  }
}
