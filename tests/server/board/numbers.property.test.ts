import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { NumberBook } from '../../../server/board/contract.ts';
import { type BoardWatcher, createBoardWatcher } from '../../../server/board/watch.ts';
import type { Relay } from '../../../server/relay/contract.ts';
import { roomName } from '../../../shared/dialogue.ts';
import { allPetitions, petitionsOf, raisePetition } from '../../../shared/docs/board.ts';
import { petitionNumber } from '../../../shared/petition.ts';
import { memoryBook, memoryIndex, memoryLogger, memoryRelay, Recorder } from './memory.ts';

const dialogueId = 'property2023';
const room = roomName(dialogueId, 'board');

/** A server process that can be killed: afterwards nothing of it reaches the store, not even what had begun. */
function process(store: { relay: Relay; numbers: NumberBook; index: ReturnType<typeof memoryIndex> }) {
  let alive = true;
  let dieAfterAssign = false;
  const living = () => {
    if (!alive) throw new Error('dead');
  };
  const { relay, numbers, index } = store;
  const watcher: BoardWatcher = createBoardWatcher({
    relay: {
      ...relay,
      onStored: (listener) => relay.onStored((...args) => alive && listener(...args)),
      read: async (name) => {
        living();
        return relay.read(name);
      },
      write: async (name, update) => {
        living();
        await relay.write(name, update);
      },
    },
    numbers: {
      numbersOf: (dialogue) => numbers.numbersOf(dialogue),
      async assign(dialogue, ids) {
        living();
        const given = await numbers.assign(dialogue, ids);
        if (dieAfterAssign) alive = false;
        return given;
      },
    },
    index: {
      last: (dialogue, petition) => index.last(dialogue, petition),
      async upsert(dialogue, petitions) {
        living();
        await index.upsert(dialogue, petitions);
      },
    },
    logger: memoryLogger(),
    numberMs: 0,
    indexMs: 0,
  });
  return {
    watcher,
    kill: () => {
      alive = false;
    },
    killAfterAssign: () => {
      dieAfterAssign = true;
    },
  };
}

type Action = 'raise' | 'sync' | 'offline' | 'forge' | 'delete' | 'settle' | 'kill' | 'killAfterAssign';
const weights: Record<Action, number> = {
  raise: 6,
  sync: 6,
  offline: 2,
  forge: 2,
  delete: 1,
  settle: 2,
  kill: 1,
  killAfterAssign: 1,
};
const step = fc.record({
  action: fc.oneof(
    ...Object.entries(weights).map(([action, weight]) => ({
      weight,
      arbitrary: fc.constant(action as Action),
    })),
  ),
  who: fc.nat(2),
});

/** Three recorders, one store and a server that is killed and started again. */
class Hall {
  readonly relay = memoryRelay();
  readonly store = { relay: this.relay, numbers: memoryBook(), index: memoryIndex() };
  readonly recorders = [0, 1, 2].map(() => new Recorder(this.relay, room));
  server = process(this.store);
  #raised = 0;

  get book(): ReadonlyMap<string, number> {
    return this.store.numbers.pages.get(dialogueId) ?? new Map();
  }

  async act(action: Action, recorder: Recorder): Promise<void> {
    const [petition] = allPetitions(recorder.doc);
    const acts: Record<Action, () => unknown> = {
      raise: () => {
        this.#raised += 1;
        const id = `petition${String(this.#raised).padStart(3, '0')}`;
        raisePetition(recorder.doc, id, 'Thư ký', '2023-06-14T01:00:00.000Z');
      },
      sync: () => {
        recorder.online = true;
        return recorder.sync();
      },
      offline: () => {
        recorder.online = false;
      },
      forge: () => petition && petitionsOf(recorder.doc).get(petition.id)?.set('number', 'KN-01'),
      delete: () => petition?.number && petitionsOf(recorder.doc).delete(petition.id),
      settle: () => this.server.watcher.settled(dialogueId).catch(() => {}),
      kill: () => this.restart(() => this.server.kill()),
      killAfterAssign: () => this.restart(() => this.server.killAfterAssign()),
    };
    await acts[action]();
  }

  async restart(die: () => void): Promise<void> {
    die();
    await this.server.watcher.settled(dialogueId).catch(() => {});
    this.server.kill();
    await this.server.watcher.close();
    this.server = process(this.store);
    await this.server.watcher.heal([dialogueId]);
  }

  /** Everybody comes back; then nothing is left to do. */
  async end(): Promise<void> {
    for (const recorder of this.recorders) {
      recorder.online = true;
      await recorder.sync();
    }
    await this.server.watcher.settled(dialogueId);
    for (const recorder of this.recorders) recorder.pull();
    await this.server.watcher.close();
  }
}

it('any interleaving of raising, partitions, forging, deleting and server kills ends with one number each', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
      const hall = new Hall();
      const firstGiven = new Map<string, number>();
      for (const { action, who } of steps) {
        const recorder = hall.recorders[who];
        if (recorder) await hall.act(action, recorder);
        for (const [id, n] of hall.book) {
          expect(firstGiven.get(id) ?? n).toBe(n);
          firstGiven.set(id, n);
        }
      }
      await hall.end();
      const given = [...hall.book.values()].toSorted((a, b) => a - b);
      expect(given).toEqual(given.map((_, n) => n + 1));
      const expected = Object.fromEntries([...hall.book].map(([id, n]) => [id, petitionNumber(n)]));
      for (const { doc } of hall.recorders) {
        const shown = Object.fromEntries(allPetitions(doc).map(({ id, number }) => [id, number]));
        expect(shown).toEqual(expected);
      }
    }),
    { seed: 20230614, numRuns: 300 },
  );
});
