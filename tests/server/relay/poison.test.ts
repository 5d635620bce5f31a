import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { MalformedError } from '../../../shared/updates/bytes.ts';
import { DeleteSet } from '../../../shared/updates/delete-set.ts';
import { History } from '../../../shared/updates/history.ts';
import { Intake, maxTypeDepth } from '../../../shared/updates/intake.ts';
import { contentOf, edit, makeCorpus, mutate, type Sample } from './corpus.ts';
import { Random } from './random.ts';

/** SEED and MUTATIONS choose other ones; a failure says which sample and which mutation it was. */
const seed = Number(process.env.SEED ?? 20261124);
const mutations = Number(process.env.MUTATIONS ?? 100_000);
const corpusSize = 3_000;

/** A room's memory of a document, as the relay keeps it. */
class Memory {
  readonly intake = new Intake();
  readonly stored = new History();

  /** Takes an update as the relay does; returns what it would store and send on, null if nothing. */
  take(update: Uint8Array): Uint8Array | null {
    const batch = new History();
    try {
      this.intake.take(update, this.stored.deletes, batch);
    } catch (error) {
      if (!(error instanceof MalformedError)) throw error;
    }
    if (batch.isEmpty) return null;
    const taken = batch.encode();
    this.stored.absorb(batch);
    return taken;
  }
}

function apply(doc: Y.Doc, update: Uint8Array): void {
  Y.applyUpdate(doc, update, 'relay');
  if (doc.store.pendingStructs !== null || doc.store.pendingDs !== null)
    throw new Error('something is missing');
}

/** Deletes all that there is, which meets every item: half-made ones throw here. */
function clear(doc: Y.Doc): void {
  doc.transact(() => {
    doc.getText('text').delete(0, doc.getText('text').length);
    doc.getMap('map').clear();
    doc.getArray('list').delete(0, doc.getArray('list').length);
    doc.getXmlFragment('xml').delete(0, doc.getXmlFragment('xml').length);
  });
}

/** What every client must be able to do with what the relay stored and sent on. */
function prove(before: Uint8Array, taken: Uint8Array, stored: Uint8Array, thorough: boolean): void {
  const present = new Y.Doc();
  apply(present, before);
  apply(present, taken);
  const fresh = new Y.Doc();
  apply(fresh, stored);
  if (!thorough) return;
  const late = new Y.Doc();
  apply(late, Y.mergeUpdates([before, taken]));
  expect(contentOf(fresh)).toBe(contentOf(present));
  expect(contentOf(late)).toBe(contentOf(present));
  const again = new Y.Doc();
  apply(again, Y.encodeStateAsUpdate(fresh));
  apply(again, Y.diffUpdate(stored, Y.encodeStateVector(again)));
  for (const doc of [present, fresh, late, again]) clear(doc);
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}

test(`of ${mutations} mutated updates none is taken that a client cannot apply`, () => {
  const random = new Random(seed);
  const corpus = makeCorpus(random, corpusSize);
  let taken = 0;
  let decoded = 0;
  for (let i = 0; i < mutations; i++) {
    const { before, update } = corpus[i % corpus.length] as Sample;
    const mutated = mutate(update, random);
    const memory = new Memory();
    memory.take(before);
    const part = memory.take(mutated);
    if (part === null) continue;
    taken++;
    try {
      prove(before, part, memory.stored.encode(), i % 8 === 0);
    } catch (error) {
      throw new Error(`mutation ${i}, seed ${seed}: before ${hex(before)}, mutated ${hex(mutated)}`, {
        cause: error,
      });
    }
    decoded++;
  }
  // The proof must not be "nothing is taken": many mutations change a letter, and these are good updates.
  expect(taken).toBeGreaterThan(mutations / 20);
  expect(decoded).toBe(taken);
}, 180_000);

test('every update that Yjs makes is taken, whole and with the same meaning', () => {
  for (const { before, update } of makeCorpus(new Random(seed + 1), corpusSize)) {
    const memory = new Memory();
    memory.take(before);
    memory.take(update);
    const expected = new Y.Doc();
    apply(expected, before);
    apply(expected, update);
    const fresh = new Y.Doc();
    apply(fresh, memory.stored.encode());
    expect(contentOf(fresh)).toBe(contentOf(expected));
    expect(memory.stored.encodeStateVector().length).toBe(Y.encodeStateVector(expected).length);
  }
});

test('the whole history of several people who wrote in turn is taken at once', () => {
  const random = new Random(seed + 3);
  for (let round = 0; round < 40; round++) {
    const docs = Array.from({ length: 2 + random.below(6) }, () => new Y.Doc());
    const whole = new Y.Doc();
    const turns = 10 + random.below(60);
    for (let turn = 0; turn < turns; turn++) {
      const doc = random.pick(docs);
      Y.applyUpdate(doc, Y.encodeStateAsUpdate(whole, Y.encodeStateVector(doc)));
      const text = doc.getText('text');
      for (let i = 0; i < 20; i++) text.insert(random.below(text.length + 1), 'ă');
      Y.applyUpdate(whole, Y.encodeStateAsUpdate(doc, Y.encodeStateVector(whole)));
    }
    const batch = new History();
    const { rest } = new Intake().take(Y.encodeStateAsUpdate(whole), new DeleteSet(), batch);
    expect(rest).toBeNull();
    const fresh = new Y.Doc();
    apply(fresh, batch.encode());
    expect(fresh.getText('text').toString()).toBe(whole.getText('text').toString());
  }
});

test('a room that is sent poison all the time stays readable, and so does its honest writer', () => {
  const random = new Random(seed + 2);
  for (let round = 0; round < 300; round++) {
    const memory = new Memory();
    const honest = new Y.Doc();
    const sent: Uint8Array[] = [];
    honest.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin !== 'relay') sent.push(update);
    });
    for (let i = 0; i < 20; i++) {
      edit(honest, random);
      for (const update of sent.splice(0)) {
        const poison = memory.take(mutate(update, random));
        memory.take(update);
        if (poison === null) continue;
        try {
          apply(honest, Y.diffUpdate(memory.stored.encode(), Y.encodeStateVector(honest)));
        } catch (error) {
          throw new Error(`round ${round}, edit ${i}, seed ${seed}`, { cause: error });
        }
      }
    }
    const fresh = new Y.Doc();
    apply(fresh, memory.stored.encode());
    clear(fresh);
  }
});

test.each([
  ['values nested deeper than the stack is tall', nested(100_000)],
  [
    'a string that says it is 4 GB long',
    Uint8Array.from([1, 1, 1, 0, 4, 1, 1, 97, 255, 255, 255, 255, 15, 97, 0]),
  ],
  ['four thousand million structs', Uint8Array.from([1, 255, 255, 255, 255, 15, 1, 0, 0])],
  [
    'a clock at the end of what numbers can say',
    Uint8Array.from([1, 1, 1, 255, 255, 255, 255, 15, 4, 1, 1, 97, 1, 97, 0]),
  ],
  // Client 1, clock 0: two values under the key "k" of the root type "map".
  [
    'two living values under one key',
    Uint8Array.from([1, 1, 1, 0, 0x28, 1, 3, 109, 97, 112, 1, 107, 2, 126, 126, 0]),
  ],
  ['a struct of no length', Uint8Array.from([1, 1, 1, 0, 4, 1, 1, 97, 0, 0])],
  ['nothing at all', new Uint8Array()],
])('%s is refused', (_what, update) => {
  const memory = new Memory();
  expect(() => memory.intake.take(update, new DeleteSet(), new History())).toThrow(MalformedError);
});

/** An array in an array in an array. */
function nested(depth: number): Uint8Array {
  const value = new Uint8Array(depth * 2 + 1);
  for (let i = 0; i < depth; i++) value.set([117, 1], i * 2);
  value[depth * 2] = 126;
  // One struct of client 1 at clock 0: an item with any content, one value, under the root type "a".
  return Uint8Array.from([1, 1, 1, 0, 8, 1, 1, 97, 1, ...value, 0]);
}

test('types nested deeper than a stack is tall are refused, wherever the update is cut', () => {
  const memory = new Memory();
  const doc = new Y.Doc();
  const updates: Uint8Array[] = [];
  doc.on('update', (update: Uint8Array) => updates.push(update));
  let inner = doc.getArray<unknown>('list');
  for (let depth = 0; depth < 250; depth++) {
    const next = new Y.Array<unknown>();
    inner.insert(0, [next]);
    inner = next;
  }
  const taken = updates.filter((update) => memory.take(update) !== null);
  expect(taken.length).toBe(maxTypeDepth);
  expect(new Memory().take(Y.mergeUpdates(updates))).not.toEqual(Y.mergeUpdates(updates));
});

test('what an intake counts as known is in the batch, also when the rest of the update is refused', () => {
  const doc = new Y.Doc();
  doc.getText('text').insert(0, 'tốt');
  let map = doc.getMap<unknown>('map');
  for (let depth = 0; depth <= maxTypeDepth; depth++) {
    const inner = new Y.Map<unknown>();
    map.set('sâu', inner);
    map = inner;
  }
  const intake = new Intake();
  const batch = new History();
  expect(() => intake.take(Y.encodeStateAsUpdate(doc), new DeleteSet(), batch)).toThrow(MalformedError);
  expect(intake.clockOf(doc.clientID)).toBeGreaterThan(3);
  expect(batch.clockOf(doc.clientID)).toBe(intake.clockOf(doc.clientID));
});
