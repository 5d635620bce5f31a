import fc from 'fast-check';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { bringIn, handOver, proveAll } from '../../../shared/exchange/documents.ts';
import {
  type Exchange,
  type ExchangedKind,
  readExchange,
  writeExchange,
} from '../../../shared/exchange/format.ts';
import { ExchangeError } from '../../../shared/exchange/problems.ts';

const seed = Number(process.env.SEED ?? 20261126);
const kinds = ['minutes', 'board', 'register'] as const satisfies readonly ExchangedKind[];

/** A device: its documents, what it knows the hall and the others to hold, and all that was ever typed on it. */
class Device {
  readonly docs = new Map<ExchangedKind, Y.Doc>(kinds.map((kind) => [kind, new Y.Doc()]));
  readonly hall = new Map<ExchangedKind, Uint8Array>();
  readonly peers = new Map<Device, Map<ExchangedKind, Uint8Array>>();
  readonly typed: { kind: ExchangedKind; update: Uint8Array }[] = [];

  constructor() {
    for (const [kind, doc] of this.docs)
      doc.on('update', (update: Uint8Array, origin: unknown) => {
        if (origin === 'typed') this.typed.push({ kind, update });
      });
  }

  doc(kind: ExchangedKind): Y.Doc {
    return this.docs.get(kind) ?? new Y.Doc();
  }

  type(kind: ExchangedKind, number: number): void {
    const doc = this.doc(kind);
    doc.transact(() => {
      const text = doc.getText('letters');
      if (number % 5 === 0 && text.length > 0) text.delete(number % text.length, 1);
      else text.insert(number % (text.length + 1), `${number}ộ`);
      doc.getMap(kind === 'board' ? 'petitions' : 'facts').set(`${number % 4}`, number);
    }, 'typed');
  }

  async write(what: 'waiting' | 'whole' | Device): Promise<Uint8Array> {
    const known = what === 'whole' ? null : what === 'waiting' ? this.hall : (this.peers.get(what) ?? null);
    const exchange: Exchange = {
      dialogue: { id: 'dialogue0001', title: '' },
      device: { id: '', name: '' },
      person: '',
      madeAt: '2026-11-26T00:00:00.000Z',
      scope: what === 'whole' ? 'whole' : 'waiting',
      session: null,
      documents: kinds.map((kind) => handOver(kind, this.doc(kind), known?.get(kind) ?? null)),
      papers: [],
    };
    return writeExchange(exchange);
  }

  /** False: refused, and nothing of it was taken. */
  async take(file: Uint8Array, from: Device): Promise<boolean> {
    const { documents } = await readExchange(file);
    const before = this.states();
    try {
      bringIn(
        proveAll(documents, (kind) => this.doc(kind)),
        (kind) => this.doc(kind),
      );
    } catch (error) {
      if (!(error instanceof ExchangeError) || error.problem !== 'incomplete') throw error;
      expect(this.states()).toEqual(before);
      return false;
    }
    this.peers.set(from, new Map(documents.map(({ kind, clocks }) => [kind, clocks])));
    return true;
  }

  states(): Uint8Array[] {
    return kinds.map((kind) => Y.encodeStateAsUpdate(this.doc(kind)));
  }

  /** What a person sees. */
  shown(): unknown {
    return kinds.map((kind) => {
      const doc = this.doc(kind);
      return [
        doc.getText('letters').toString(),
        doc.getMap('petitions').toJSON(),
        doc.getMap('facts').toJSON(),
      ];
    });
  }
}

/** The hall: takes and gives as a device does that is asked by all. */
function meet(hall: Device, device: Device): void {
  for (const kind of kinds) {
    const [there, here] = [hall.doc(kind), device.doc(kind)];
    Y.applyUpdate(there, Y.encodeStateAsUpdate(here, Y.encodeStateVector(there)));
    Y.applyUpdate(here, Y.encodeStateAsUpdate(there, Y.encodeStateVector(here)));
    device.hall.set(kind, Y.encodeStateVector(there));
  }
}

const step = fc.record({
  act: fc.constantFrom('type', 'type', 'type', 'waiting', 'lacking', 'whole', 'hall'),
  who: fc.nat(),
  whom: fc.nat(),
  number: fc.nat({ max: 10_000 }),
});

test(`any devices, any order, any repeats: all come to what one hall would have made (seed ${seed})`, async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 2, max: 5 }),
      fc.array(step, { minLength: 5, maxLength: 40, size: 'max' }),
      fc.array(fc.tuple(fc.nat(), fc.nat()), { maxLength: 10, size: 'max' }),
      async (count, steps, again) => {
        const devices = Array.from({ length: count }, () => new Device());
        const hall = new Device();
        const at = (n: number) => devices[n % count] as Device;
        const files: { from: Device; bytes: Uint8Array }[] = [];
        for (const { act, who, whom, number } of steps) {
          const [from, to] = [at(who), at(whom)];
          if (act === 'type') from.type(kinds[number % 3] ?? 'minutes', number);
          else if (act === 'hall') meet(hall, from);
          else {
            const bytes = await from.write(act === 'lacking' ? to : act);
            files.push({ from, bytes });
            await to.take(bytes, from);
          }
        }
        // Old files come back, in any order and to anybody.
        for (const [which, to] of again) {
          const file = files[which % Math.max(1, files.length)];
          if (file) await at(to).take(file.bytes, file.from);
        }
        // In the end each gives all to its neighbour, around and around: no server ever again.
        for (let round = 0; round < 2 * count; round += 1) {
          const [from, to] = [at(round), at(round + 1)];
          expect(await to.take(await from.write('whole'), from)).toBe(true);
        }
        const expected = new Device();
        for (const { kind, update } of devices.flatMap(({ typed }) => typed))
          Y.applyUpdate(expected.doc(kind), update);
        for (const device of devices) expect(device.shown()).toEqual(expected.shown());
        // And the hall, when it comes back, has all of it from whichever device reaches it first.
        meet(hall, at(steps.length));
        expect(hall.shown()).toEqual(expected.shown());
      },
    ),
    { seed, numRuns: 60 },
  );
}, 60_000);
