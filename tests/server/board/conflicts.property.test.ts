import fc from 'fast-check';
import { expect, it } from 'vitest';
import * as Y from 'yjs';
import { createActivityWatcher } from '../../../server/activity/watch.ts';
import { roomName } from '../../../shared/dialogue.ts';
import { petitionsOf, raisePetition, setPetition } from '../../../shared/docs/board.ts';
import { winnerOf } from '../../../shared/docs/concurrent.ts';
import { conflictsOf, openConflicts } from '../../../shared/docs/conflicts.ts';
import { signWrites } from '../../../shared/docs/writers.ts';
import { type MemoryRelay, memoryLogger, memoryRelay, Recorder } from './memory.ts';

const dialogueId = 'property2023';
const room = roomName(dialogueId, 'board');
const fields = ['village', 'unit'] as const;
const petitionIds = ['petition001', 'petition002'] as const;
const values = { fields: [], villages: [], units: [], authorities: [] };

/** A server that can be killed: afterwards nothing of it reaches the store. */
function startWatch(relay: MemoryRelay) {
  let alive = true;
  const watcher = createActivityWatcher({
    relay: {
      ...relay,
      onStored: (listener) => relay.onStored((...args) => alive && listener(...args)),
      write: async (name, update) => {
        if (!alive) throw new Error('dead');
        await relay.write(name, update);
      },
    },
    knownValues: async () => values,
    sessionName: async () => '',
    logger: memoryLogger(),
    lookMs: 0,
    minutesMs: 0,
    writeMs: 0,
  });
  return {
    watcher,
    kill: () => {
      alive = false;
    },
  };
}

const who = fc.nat(3);
const step = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({ act: fc.constant('write' as const), who, at: fc.nat(3), value: fc.nat(2) }),
  },
  { weight: 3, arbitrary: fc.record({ act: fc.constant('offline' as const), who }) },
  { weight: 2, arbitrary: fc.record({ act: fc.constant('online' as const), who }) },
  {
    weight: 1,
    arbitrary: fc.record({ act: fc.constantFrom('settle' as const, 'restart' as const, 'all' as const) }),
  },
);

type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

/** One write of a field, with what its author had seen: the model that the server's finding is held against. */
interface Made {
  id: string;
  client: number;
  clock: number;
  by: string;
  petitionId: string;
  field: string;
  value: string;
  seen: Map<number, number>;
}

const clockOf = (id: string) => Number(id.split('-')[1]);

class Hall {
  readonly relay = memoryRelay();
  readonly made: Made[] = [];
  readonly recorders = ['Phạm', 'Hoàng', 'Lê', 'Y Thu'].map((name) => {
    const recorder = new Recorder(this.relay, room);
    signWrites(recorder.doc, () => name);
    return { name, recorder, online: true };
  });
  /** How often each conflict came into the document. */
  readonly appeared = new Map<string, number>();
  server = startWatch(this.relay);

  constructor() {
    const reader = new Y.Doc();
    conflictsOf(reader).observe((event) => {
      for (const [key, { action }] of event.changes.keys)
        if (action === 'add') this.appeared.set(key, (this.appeared.get(key) ?? 0) + 1);
    });
    this.relay.onStored((name, update) => name === room && Y.applyUpdate(reader, update));
  }

  async begin(): Promise<void> {
    await this.server.watcher.begin([dialogueId]);
    const [first] = this.recorders;
    for (const id of petitionIds)
      if (first) raisePetition(first.recorder.doc, id, first.name, '2023-06-14T01:00:00.000Z');
    for (const { recorder } of this.recorders) await recorder.sync();
  }

  async write(who: number, at: number, value: string): Promise<void> {
    const { recorder, name, online } = this.recorders[who] ?? {};
    const petitionId = petitionIds[at % 2] ?? '';
    const field = fields[at >> 1] ?? 'village';
    const map = recorder && petitionsOf(recorder.doc).get(petitionId);
    if (!recorder || !name || !map || map.get(field) === value) return;
    const seen = Y.decodeStateVector(Y.encodeStateVector(recorder.doc));
    setPetition(recorder.doc, map, { [field]: value });
    const { id, client } = winnerOf(map, field) ?? { id: '', client: 0 };
    this.made.push({ id, client, clock: clockOf(id), by: name, petitionId, field, value, seen });
    if (online) await recorder.sync();
  }

  async connect(who: number, online: boolean): Promise<void> {
    const one = this.recorders[who];
    if (!one) return;
    one.online = online;
    one.recorder.online = online;
    if (online) await one.recorder.sync();
  }

  async restart(): Promise<void> {
    this.server.kill();
    await this.server.watcher.close();
    this.server = startWatch(this.relay);
    await this.server.watcher.begin([dialogueId]);
  }

  async all(): Promise<void> {
    for (const who of this.recorders.keys()) await this.connect(who, true);
    await this.server.watcher.settled(dialogueId);
    for (const { recorder } of this.recorders) recorder.pull();
  }

  async act(each: Step, at: number | null): Promise<void> {
    if (each.act === 'write') await this.write(each.who, each.at, `giá trị ${at ?? each.value}`);
    else if (each.act === 'offline') await this.connect(each.who, false);
    else if (each.act === 'online') await this.connect(each.who, true);
    else if (each.act === 'settle') await this.server.watcher.settled(dialogueId);
    else if (each.act === 'restart') await this.restart();
    else await this.all();
  }

  /** Writes that nobody wrote after having seen them, that do not stand in their field and say something else. */
  expected(doc: Y.Doc) {
    const unseen = this.made.filter(
      (write) =>
        !this.made.some(
          (later) =>
            later.petitionId === write.petitionId &&
            later.field === write.field &&
            (later.seen.get(write.client) ?? 0) > write.clock,
        ),
    );
    return unseen
      .flatMap((write) => {
        const map = petitionsOf(doc).get(write.petitionId);
        const winner = map && winnerOf(map, write.field);
        const kept = this.made.find(({ id }) => id === winner?.id);
        if (!kept || kept.id === write.id || kept.value === write.value) return [];
        return [`${write.petitionId} ${write.field} ${kept.by}: ${kept.value} | ${write.by}: ${write.value}`];
      })
      .sort();
  }
}

const found = (doc: Y.Doc) =>
  openConflicts(doc)
    .map(
      ({ petitionId, field, kept, lost }) =>
        `${petitionId} ${field} ${kept.by}: ${kept.value} | ${lost.by}: ${lost.value}`,
    )
    .sort();

it.each([
  { distinct: true, seed: 20260701 },
  { distinct: false, seed: 20260702 },
])(
  'exactly the writes made at once that differ are reported (values all different: $distinct, seed $seed)',
  async ({ distinct, seed }) => {
    let conflicts = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 30 }), async (steps) => {
        const hall = new Hall();
        await hall.begin();
        for (const [at, each] of steps.entries()) await hall.act(each, distinct ? at : null);
        await hall.all();
        for (const { recorder } of hall.recorders)
          expect(found(recorder.doc)).toEqual(hall.expected(recorder.doc));
        conflicts += hall.appeared.size;
        if (distinct) for (const times of hall.appeared.values()) expect(times).toBe(1);

        // Once everybody has seen all, the next writes are no conflict, and settle what was one.
        for (const at of [0, 1, 2, 3]) await hall.write(at, at, `cuối cùng ${at}`);
        await hall.all();
        for (const { recorder } of hall.recorders) expect(found(recorder.doc)).toEqual([]);
        await hall.restart();
        await hall.all();
        for (const { recorder } of hall.recorders) expect(found(recorder.doc)).toEqual([]);
        await hall.server.watcher.close();
      }),
      { seed, numRuns: 150 },
    );
    expect(conflicts).toBeGreaterThan(30);
  },
);
