import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import {
  type Exchange,
  type ExchangedKind,
  exchangedKinds,
  exchangeScopes,
  readExchange,
  writeExchange,
} from '../../../shared/exchange/format.ts';
import { type ExchangeError, exchangeSentence } from '../../../shared/exchange/problems.ts';
import { proveUpdate } from '../../../shared/exchange/prove.ts';

const seed = Number(process.env.SEED ?? 20261126);
const runs = { seed, numRuns: 40 };
const id = 'dialogue0001';
const hashOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const problemOf = (work: Promise<unknown>) =>
  work.then(
    () => 'none',
    (error: ExchangeError) => error.problem,
  );

const bytes = fc.uint8Array({ maxLength: 400, size: 'max' });
const exchanges: fc.Arbitrary<Exchange> = fc.record({
  dialogue: fc.record({ id: fc.constant(id), title: fc.constantFrom('Đối thoại quý III', 'Họp “thôn”') }),
  device: fc.record({ id: fc.constantFrom('abcdef234567', ''), name: fc.constantFrom('Máy thư ký 2', '') }),
  person: fc.constantFrom('Nguyễn Thị Bưởi', ''),
  madeAt: fc.constant('2026-11-26T02:03:04.000Z'),
  scope: fc.constantFrom(...exchangeScopes),
  session: fc.constant(null),
  documents: fc
    .subarray([...exchangedKinds])
    .chain((kinds) =>
      fc.tuple(...kinds.map((kind) => fc.record({ kind: fc.constant(kind), update: bytes, clocks: bytes }))),
    ),
  papers: fc
    .uniqueArray(bytes, { maxLength: 3, selector: hashOf })
    .map((all) =>
      all.map((one) => ({ hash: hashOf(one), bytes: one })).sort((a, b) => (a.hash < b.hash ? -1 : 1)),
    ),
});

describe(`file of an exchange (seed ${seed})`, () => {
  test('what was written is read, and equal contents give equal bytes', async () => {
    await fc.assert(
      fc.asyncProperty(exchanges, async (exchange) => {
        const written = await writeExchange(exchange);
        expect(await readExchange(written)).toEqual(exchange);
        const turned = {
          ...exchange,
          documents: exchange.documents.toReversed(),
          papers: exchange.papers.toReversed(),
        };
        expect(await writeExchange(turned)).toEqual(written);
      }),
      runs,
    );
  });

  test('no file of which a byte is missing, more or another is read', async () => {
    await fc.assert(
      fc.asyncProperty(exchanges, fc.nat(), fc.integer({ min: 1, max: 255 }), async (exchange, at, bit) => {
        const written = await writeExchange(exchange);
        const cut = written.subarray(0, at % written.length);
        expect(['cut', 'notExchange']).toContain(await problemOf(readExchange(cut)));
        const longer = new Uint8Array([...written, 0]);
        expect(await problemOf(readExchange(longer))).toBe('broken');
        const changed = written.slice();
        const place = at % written.length;
        changed[place] = (changed[place] ?? 0) ^ bit;
        expect(await problemOf(readExchange(changed))).not.toBe('none');
      }),
      runs,
    );
  });

  test('each fault has its own word, in both languages', async () => {
    const base: Exchange = {
      dialogue: { id, title: 'Đối thoại' },
      device: { id: '', name: '' },
      person: '',
      madeAt: '2026-11-26T02:03:04.000Z',
      scope: 'waiting',
      session: null,
      documents: [{ kind: 'minutes', update: new Uint8Array(90), clocks: new Uint8Array(3) }],
      papers: [],
    };
    const written = await writeExchange(base);
    const at = (place: number, value: number) => {
      const changed = written.slice();
      changed[place] = value;
      return problemOf(readExchange(changed));
    };
    expect(await at(4, 2)).toBe('newer');
    expect(await at(5, 7)).toBe('broken');
    expect(await at(0, 0x50)).toBe('notExchange');
    expect(await at(written.length - 1, 0xff)).toBe('broken');
    expect(await problemOf(readExchange(written.subarray(0, 60)))).toBe('cut');
    expect(await problemOf(readExchange(new Uint8Array()))).toBe('notExchange');
    const paper = { hash: 'a'.repeat(64), bytes: Uint8Array.of(1) };
    expect(await problemOf(readExchange(await writeExchange({ ...base, papers: [paper] })))).toBe('broken');
    const screen = { kind: 'screen' as ExchangedKind, update: new Uint8Array(), clocks: new Uint8Array() };
    expect(await problemOf(readExchange(await writeExchange({ ...base, documents: [screen] })))).toBe(
      'broken',
    );
    expect(exchangeSentence('newer', 'vi')).toMatch(/phiên bản/);
    expect(exchangeSentence('newer', 'en')).toMatch(/newer version/);
  });
});

/** A minutes document with some paragraphs; the text of a paragraph is its name. */
function minutes(...names: string[]): Y.Doc {
  const doc = new Y.Doc();
  write(doc, ...names);
  return doc;
}

function write(doc: Y.Doc, ...names: string[]): void {
  doc.transact(() => {
    for (const name of names) {
      const block = new Y.XmlElement('paragraph');
      block.insert(0, [new Y.XmlText(name)]);
      doc.getXmlFragment('body').push([block]);
    }
  });
}

describe('proof of an update', () => {
  test('counts what comes, and knows what is there already', () => {
    const doc = minutes('một', 'hai');
    const before = Y.encodeStateAsUpdate(doc);
    write(doc, 'ba');
    const [first] = doc.getXmlFragment('body').toArray();
    const text = first instanceof Y.XmlElement ? first.get(0) : null;
    if (text instanceof Y.XmlText) text.insert(0, 'x');
    const after = Y.encodeStateAsUpdate(doc);
    expect(proveUpdate('minutes', before, after).news).toEqual({ kind: 'minutes', added: 1, changed: 1 });
    expect(proveUpdate('minutes', after, before).news).toBeNull();
    expect(proveUpdate('minutes', new Uint8Array(), after).news).toEqual({
      kind: 'minutes',
      added: 3,
      changed: 0,
    });
  });

  test('refuses what lacks its beginning, and what no client can join', () => {
    const doc = minutes('một');
    const clocks = Y.encodeStateVector(doc);
    write(doc, 'hai');
    const rest = Y.encodeStateAsUpdate(doc, clocks);
    const problem = (update: Uint8Array) => {
      try {
        proveUpdate('minutes', new Uint8Array(), update);
        return 'none';
      } catch (error) {
        return (error as ExchangeError).problem;
      }
    };
    expect(problem(rest)).toBe('incomplete');
    expect(problem(Uint8Array.of(1, 2, 3, 4, 5))).toBe('poisoned');
    // Nested deeper than any client could take apart again: Yjs would take it, the hall would not.
    const deep = new Y.Doc();
    let map = deep.getMap<Y.Map<unknown>>('petitions');
    for (let level = 0; level < 300; level += 1) {
      const next = new Y.Map<Y.Map<unknown>>();
      map.set('a', next as Y.Map<unknown>);
      map = next as Y.Map<Y.Map<unknown>>;
    }
    expect(problem(Y.encodeStateAsUpdate(deep))).toBe('poisoned');
  });
});
