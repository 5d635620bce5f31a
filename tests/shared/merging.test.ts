import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import {
  allPetitions,
  mendOutcomes,
  moveTo,
  petitionsOf,
  raisePetition,
  readMoment,
  sessionOf,
  setPetition,
} from '../../shared/docs/board.ts';
import {
  areApart,
  mergedByKept,
  mergePetition,
  setApart,
  unknotMerges,
  unknotter,
  unmergePetition,
  wayOf,
} from '../../shared/merging.ts';
import { type Petition, petitionNumber } from '../../shared/petition.ts';

const at = '2026-09-01T01:00:00.000Z';
const seed = Number(process.env.SEED ?? 20_261_125);
const ids = ['a', 'b', 'c', 'd'].map((letter) => letter.repeat(6));
const [a = '', b = '', c = ''] = ids;

function board(): Y.Doc {
  const doc = new Y.Doc();
  ids.forEach((id, n) => {
    raisePetition(doc, id, 'Hoa', at, {
      content: `Nội dung ${id}`,
      number: petitionNumber(n + 1),
      field: 'Vay vốn',
      village: 'Hào Lý',
    });
  });
  return doc;
}

function read(doc: Y.Doc, id: string): Petition {
  const found = allPetitions(doc).find((petition) => petition.id === id);
  if (!found) throw new Error('no such petition');
  return found;
}

function set(doc: Y.Doc, id: string, values: Partial<Petition>): void {
  const map = petitionsOf(doc).get(id);
  if (map) setPetition(doc, map, values);
}

function move(doc: Y.Doc, id: string, to: Petition['state']): void {
  const map = petitionsOf(doc).get(id);
  if (map) moveTo(doc, map, to, 'Hoa', at);
}

const find = (doc: Y.Doc) => (id: string) => allPetitions(doc).find((petition) => petition.id === id);

describe('a merge', () => {
  it('changes nothing but the state, and its undoing brings back all, whatever became of the kept one', () => {
    const doc = board();
    set(doc, a, { dueDate: '2026-09-20', unit: 'Văn phòng', authority: 'UBND tỉnh' });
    move(doc, a, 'assigned');
    move(doc, a, 'escalated');
    const { history, ...before } = read(doc, a);
    expect(mergePetition(doc, a, b, 'Hoa', at)).toBe(true);
    expect(read(doc, a)).toEqual({
      ...before,
      state: 'merged',
      mergedInto: b,
      history: [...history, { at, by: 'Hoa', from: 'escalated', to: 'merged' }],
    });
    move(doc, b, 'answered');
    set(doc, b, { village: 'Đăk Vang' });
    expect(unmergePetition(doc, a, 'Nam', at)).toBe(true);
    const { history: after, ...back } = read(doc, a);
    expect(back).toEqual(before);
    expect(after.at(-1)).toEqual({ at, by: 'Nam', from: 'merged', to: 'escalated' });
    expect(unmergePetition(doc, a, 'Nam', at)).toBe(false);
  });

  it('is refused into itself, in a circle, into nothing, and after the citizen was told', () => {
    const doc = board();
    expect(mergePetition(doc, a, a, 'Hoa', at)).toBe(false);
    expect(mergePetition(doc, a, 'nothing', 'Hoa', at)).toBe(false);
    mergePetition(doc, a, b, 'Hoa', at);
    mergePetition(doc, b, c, 'Hoa', at);
    expect(mergePetition(doc, c, a, 'Hoa', at)).toBe(false);
    const closed = board();
    move(closed, a, 'answered');
    move(closed, a, 'closed');
    expect(mergePetition(closed, a, b, 'Hoa', at)).toBe(false);
  });

  it('leads through others to the one that is kept, which holds all of them', () => {
    const doc = board();
    mergePetition(doc, a, b, 'Hoa', at);
    mergePetition(doc, b, c, 'Hoa', at);
    expect(wayOf(read(doc, a), find(doc))).toMatchObject({ kept: { id: c }, through: [{ id: b }] });
    expect(wayOf(read(doc, c), find(doc))).toBe(null);
    const held = mergedByKept(allPetitions(doc));
    expect([...held].map(([kept, merged]) => [kept, merged.map(({ id }) => id)])).toEqual([[c, [a, b]]]);
    unmergePetition(doc, b, 'Hoa', at);
    expect(wayOf(read(doc, a), find(doc))).toMatchObject({ kept: { id: b }, through: [] });
  });

  it('lets the hall go on with the kept one', () => {
    const doc = board();
    sessionOf(doc).set('currentPetition', a);
    mergePetition(doc, a, b, 'Hoa', at);
    expect(readMoment(doc).currentPetition).toBe(b);
  });
});

it('two petitions that are not the same matter are remembered as such in either order, and it can be taken back', () => {
  const doc = board();
  setApart(doc, b, a, true);
  expect([areApart(doc, a, b), areApart(doc, b, a), areApart(doc, a, c)]).toEqual([true, true, false]);
  setApart(doc, a, b, false);
  expect(areApart(doc, a, b)).toBe(false);
});

function exchange(from: Y.Doc, to: Y.Doc): void {
  Y.applyUpdate(to, Y.encodeStateAsUpdate(from, Y.encodeStateVector(to)));
}

/** A device meets the server, which undoes what ends nowhere, as the board's watcher does. */
function meet(device: Y.Doc, server: Y.Doc): void {
  exchange(device, server);
  server.transact(() => {
    unknotMerges(server, ids, at);
    mendOutcomes(server, ids);
  });
  exchange(server, device);
}

it('two recorders who merged crosswise while apart end with the lower number kept, and the history says so', () => {
  const server = board();
  const [one, two] = [new Y.Doc(), new Y.Doc()];
  for (const device of [one, two]) exchange(server, device);
  mergePetition(one, b, a, 'Hoa', at);
  mergePetition(two, a, b, 'Nam', at);
  for (const device of [one, two, one]) meet(device, server);
  for (const doc of [one, two, server]) {
    expect(read(doc, a)).toMatchObject({ state: 'raised', mergedInto: '' });
    expect(read(doc, b)).toMatchObject({ state: 'merged', mergedInto: a });
    expect(read(doc, a).history.at(-1)?.by).toBe(unknotter);
  }
});

it('while the circle is there no reader hangs, and one tap ends it', () => {
  const doc = board();
  for (const [id, into] of [
    [a, b],
    [b, a],
  ] as const) {
    set(doc, id, { mergedInto: into });
    move(doc, id, 'merged');
  }
  expect(wayOf(read(doc, a), find(doc))).toBe(null);
  expect(mergedByKept(allPetitions(doc)).size).toBe(0);
  unmergePetition(doc, b, 'Hoa', at);
  expect(wayOf(read(doc, a), find(doc))).toMatchObject({ kept: { id: b } });
});

type Step = {
  device: number;
  what: 'merge' | 'undo' | 'answer' | 'assign' | 'meet' | 'raw';
  id: string;
  into: string;
};
const step: fc.Arbitrary<Step> = fc.record({
  device: fc.nat(2),
  what: fc.constantFrom('merge', 'merge', 'undo', 'answer', 'assign', 'meet', 'raw'),
  id: fc.constantFrom(...ids),
  into: fc.constantFrom(...ids, 'nowhere'),
});

function take(doc: Y.Doc, { what, id, into }: Step): void {
  const live = read(doc, id).state !== 'merged';
  if (what === 'merge') mergePetition(doc, id, into, 'Hoa', at);
  else if (what === 'undo') unmergePetition(doc, id, 'Nam', at);
  else if (what === 'answer' && live) move(doc, id, 'answered');
  else if (what === 'assign' && live) move(doc, id, 'assigned');
  // A foreign client that asks nobody.
  else if (what === 'raw' && live) {
    set(doc, id, { mergedInto: into });
    move(doc, id, 'merged');
  }
}

const anyOrder = fc.shuffledSubarray([1, 2, 3, 4], { minLength: 4 });

it('whatever three devices merge and undo out of reach of each other, all end alike, no petition leads nowhere, and each can be brought back', () => {
  fc.assert(
    // Of writes at the same time the one with the higher client id wins: which device has it belongs to the case.
    fc.property(fc.array(step, { maxLength: 30 }), anyOrder, (steps, [serverId, ...ids]) => {
      const server = board();
      server.clientID = serverId ?? 0;
      const devices = ids.map((id) => Object.assign(new Y.Doc(), { clientID: id }));
      for (const device of devices) exchange(server, device);
      for (const each of steps) {
        const device = devices[each.device];
        if (!device) continue;
        if (each.what === 'meet') meet(device, server);
        else take(device, each);
      }
      for (const device of [...devices, ...devices]) meet(device, server);
      const end = allPetitions(server);
      for (const device of devices) expect(allPetitions(device)).toEqual(end);
      const ways = end.map((petition) => ({ petition, way: wayOf(petition, find(server)) }));
      for (const { petition, way } of ways) {
        if (petition.state === 'merged') expect(way?.kept.state).not.toBe('merged');
      }
      expect(end.some(({ state }) => state !== 'merged')).toBe(true);
      // Every merge can be undone, in any order; then each stands where its history left it.
      for (const { id, state } of [...end].reverse())
        expect(unmergePetition(server, id, 'Nam', at)).toBe(state === 'merged');
      for (const petition of allPetitions(server)) {
        expect(petition.state).not.toBe('merged');
        expect(petition.outcome === '').toBe(petition.state !== 'answered');
      }
    }),
    { seed, numRuns: 3000 },
  );
});
