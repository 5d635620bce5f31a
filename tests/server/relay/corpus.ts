import * as Y from 'yjs';
import type { Random } from './random.ts';

const words = ['đối thoại', 'kiến nghị', 'a', 'ưỡ', '👍🏽', 'điện', '\n', 'Ấp 3', ' '];
const attributes = [
  { bold: true },
  { italic: true },
  { link: { href: 'https://example.org/?q=1' } },
  { bold: null },
];
const values = [1, -1, 2 ** 40, 0.1, true, false, null, 'chữ', [1, [2, { a: 'b' }]], { k: { l: [1, 10n] } }];

/** Makes one random change of any kind that Yjs knows. */
export function edit(doc: Y.Doc, random: Random): void {
  const text = doc.getText('text');
  const map = doc.getMap('map');
  const list = doc.getArray<unknown>('list');
  const xml = doc.getXmlFragment('xml');
  switch (random.below(12)) {
    case 0:
    case 1:
    case 2:
      text.insert(random.below(text.length + 1), random.pick(words));
      break;
    case 3:
      if (text.length > 2) text.delete(random.below(text.length - 2), 1 + random.below(2));
      break;
    case 4:
      if (text.length > 3) text.format(random.below(text.length - 3), 3, random.pick(attributes));
      break;
    case 5:
      text.insertEmbed(random.below(text.length + 1), { image: 'tệp.png' });
      break;
    case 6:
      map.set(random.pick(['a', 'b', 'tên']), random.pick(values));
      break;
    case 7:
      list.insert(random.below(list.length + 1), [random.pick(values), random.pick(values)]);
      break;
    case 8:
      if (list.length > 1) list.delete(random.below(list.length - 1), 1);
      break;
    case 9:
      editXml(xml, random);
      break;
    case 10:
      editNested(map, random);
      break;
    default:
      list.push([
        random.chance(0.5) ? new Uint8Array([1, 2, 3]) : new Y.Doc({ guid: 'phụ', meta: { a: 1 } }),
      ]);
  }
}

function editXml(xml: Y.XmlFragment, random: Random): void {
  const first = xml.length > 0 ? xml.get(random.below(xml.length)) : null;
  if (first instanceof Y.XmlElement && random.chance(0.6)) {
    if (random.chance(0.3)) first.setAttribute('level', String(random.below(4)));
    else first.insert(random.below(first.length + 1), [new Y.XmlText(random.pick(words))]);
    return;
  }
  if (first !== null && random.chance(0.3)) xml.delete(0, 1);
  else xml.insert(random.below(xml.length + 1), [new Y.XmlElement(random.pick(['p', 'heading', 'đoạn']))]);
}

function editNested(map: Y.Map<unknown>, random: Random): void {
  const key = random.pick(['x', 'y']);
  const inner = map.get(key);
  if (inner instanceof Y.Map) {
    if (random.chance(0.2)) map.delete(key);
    else inner.set(random.pick(['u', 'v']), new Y.Text(random.pick(words)));
  } else {
    map.set(key, new Y.Map([['w', random.pick(values)]]));
  }
}

/** One update as a client sends it, and the state it was made on. */
export interface Sample {
  /** The document before, as one update. */
  before: Uint8Array;
  update: Uint8Array;
}

/** Updates of random editing by two clients that sync now and then: single edits, differences, whole states. */
export function makeCorpus(random: Random, size: number): Sample[] {
  const samples: Sample[] = [];
  while (samples.length < size) {
    const gc = random.chance(0.5);
    const docs = [new Y.Doc({ gc }), new Y.Doc({ gc })];
    docs.forEach((doc) => {
      doc.clientID = 1 + random.below(random.chance(0.5) ? 2 ** 32 - 1 : 100);
    });
    const steps = 1 + random.below(25);
    for (let i = 0; i < steps && samples.length < size; i++) sampleStep(docs, random, samples);
    for (const doc of docs)
      samples.push({ before: new Uint8Array([0, 0]), update: Y.encodeStateAsUpdate(doc) });
    for (const doc of docs) doc.destroy();
  }
  return samples.slice(0, size);
}

function sampleStep(docs: Y.Doc[], random: Random, samples: Sample[]): void {
  const doc = random.pick(docs);
  const before = Y.encodeStateAsUpdate(doc);
  const vector = Y.encodeStateVector(doc);
  const updates: Uint8Array[] = [];
  const collect = (update: Uint8Array): void => {
    updates.push(update);
  };
  doc.on('update', collect);
  if (random.chance(0.2)) doc.transact(() => [edit(doc, random), edit(doc, random), edit(doc, random)]);
  else edit(doc, random);
  doc.off('update', collect);
  for (const update of updates) samples.push({ before, update });
  if (random.chance(0.2)) samples.push({ before, update: Y.encodeStateAsUpdate(doc, vector) });
  if (random.chance(0.3)) {
    const [a, b] = docs as [Y.Doc, Y.Doc];
    Y.applyUpdate(a, Y.encodeStateAsUpdate(b));
    Y.applyUpdate(b, Y.encodeStateAsUpdate(a));
  }
}

/** The same bytes with one to three of them changed, or cut, or with some repeated. */
export function mutate(bytes: Uint8Array, random: Random): Uint8Array {
  const kind = random.below(20);
  if (kind === 0) return bytes.slice(0, random.below(bytes.length));
  if (kind === 1) {
    const at = random.below(bytes.length);
    return new Uint8Array([...bytes.slice(0, at), ...bytes.slice(random.below(bytes.length))]);
  }
  const changed = bytes.slice();
  const count = 1 + random.below(3);
  for (let i = 0; i < count; i++) {
    const at = random.below(changed.length);
    changed[at] = random.chance(0.5)
      ? random.below(256)
      : ((changed[at] ?? 0) + (random.chance(0.5) ? 1 : 255)) & 255;
  }
  return changed;
}

/** An XML node as plain data; what is none, as a mutated update may put it there, as text. */
function plainXml(node: unknown): unknown {
  if (node instanceof Y.XmlElement)
    return [node.nodeName, node.getAttributes(), node.toArray().map(plainXml)];
  return node instanceof Y.XmlText ? node.toDelta() : String(node);
}

/** Halves of signs beyond 16 bits: a client that splits one shows two � where others still show the sign (Yjs 13). */
const halves = /[\uD800-\uDFFF\uFFFD]/g;

/** What the random edits above can have made of a document, as comparable text. */
export function contentOf(doc: Y.Doc): string {
  const plain = {
    text: doc.getText('text').toDelta(),
    map: doc.getMap('map').toJSON(),
    list: doc
      .getArray('list')
      .toArray()
      .map((item) => (item instanceof Y.Doc ? item.guid : item)),
    xml: doc.getXmlFragment('xml').toArray().map(plainXml),
  };
  return JSON.stringify(plain, (_key, value) => {
    if (typeof value === 'bigint') return `${value}n`;
    if (typeof value === 'string') return value.replaceAll(halves, '?');
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
    return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}
