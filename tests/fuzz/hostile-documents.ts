import * as Y from 'yjs';
import { minutesBody } from '../../shared/docs/minutes.ts';
import type { Random } from '../server/relay/random.ts';
import { hostileStrings, hostileValue } from './hostile-values.ts';

/** What somebody who may write a document can put there by hand: updates that Yjs takes and no page ever makes. */

/** The types that the product's documents have at their root, whichever document they belong to. */
const maps = [
  'petitions',
  'attendees',
  'petitioners',
  'speakers',
  'papers',
  'screens',
  'corrections',
  'conflicts',
  'session',
  'settings',
  'facts',
  'hall',
  'head',
  'counts',
  'apart',
  'settled',
  'released',
  'read',
  'writers',
  'queue',
  'issues',
  'speech',
];
const keys = [
  'number',
  'content',
  'answer',
  'state',
  'field',
  'name',
  'phone',
  'village',
  'unit',
  'authority',
  'deadline',
  'category',
  'hash',
  'type',
  'size',
  'petitionId',
  'order',
  'mode',
  'scale',
  '__proto__',
  'constructor',
  'toString',
];
const tags = [
  'paragraph',
  'heading',
  'bulletList',
  'orderedList',
  'listItem',
  'table',
  'tableRow',
  'tableCell',
  'petition',
  'speaker',
  'hardBreak',
  'script',
  'iframe',
  'img',
  'image',
  'link',
  'doc',
  'text',
  '__proto__',
  'constructor',
];
const marks: readonly object[] = [
  { bold: true },
  { bold: {} },
  { link: { href: 'javascript:alert(1)' } },
  { script: { src: 'https://evil.example/x.js' } },
  { code: true, onclick: 'alert(1)' },
  { 'bold--x': true },
  { underline: { style: 'x:expression(1)' } },
];
const hrefs = [
  'javascript:alert(1)',
  'data:text/html,<script>alert(1)</script>',
  'https://evil.example/x.png',
  '//evil.example',
];

function stored(random: Random): unknown {
  switch (random.below(5)) {
    case 0:
      return new Y.Text(random.pick(hostileStrings).toWellFormed());
    case 1:
      return new Y.Map<unknown>([[random.pick(keys), random.pick(hostileStrings)]]);
    case 2:
      return Y.Array.from<string | number | null | object>([random.pick(hostileStrings), null, { a: [1] }]);
    case 3:
      return random.bytes(20);
    default:
      return hostileValue(random);
  }
}

/** Yjs itself takes no value whose `constructor` is another; no client can send one. */
function put(map: Y.Map<unknown>, key: string, value: unknown): void {
  const isRefused = typeof value === 'object' && value !== null && Object.hasOwn(value, 'constructor');
  if (!isRefused) map.set(key, value);
}

/** What has no place among elements, though the wire lets it there. */
function stranger(random: Random): Y.XmlElement {
  const kinds = [
    () => new Y.Map([['a', 1]]),
    () => new Y.Array(),
    () => new Y.XmlText('trôi nổi'),
    () => 'chữ',
    () => ({ a: [1] }),
    () => null,
  ];
  return random.pick(kinds)() as unknown as Y.XmlElement;
}

function element(random: Random, depth: number): Y.XmlElement | Y.XmlText {
  if (random.chance(0.3)) {
    const text = new Y.XmlText(random.pick(hostileStrings).slice(0, 200).toWellFormed());
    text.format(0, 1, random.pick(marks) as Record<string, never>);
    return text;
  }
  const made = new Y.XmlElement(random.pick(tags));
  for (const name of ['href', 'src', 'style', 'onclick', 'level', 'colspan', 'petitionId', '__proto__']) {
    if (!random.chance(0.3)) continue;
    // Attributes hold any value on the wire, whatever their type says.
    const value = random.chance(0.5)
      ? random.pick(hrefs)
      : random.pick([1, null, true, 'x', { a: 'b' }, ['a']]);
    made.setAttribute(name, value as string);
  }
  const inside = depth > 0 ? random.below(3) : 0;
  if (inside > 0)
    made.insert(
      0,
      Array.from({ length: inside }, () => element(random, depth - 1)),
    );
  return made;
}

/** Elements in elements, so many deep. */
export function nested(depth: number, tag: string): Y.XmlElement {
  let made = new Y.XmlElement(tag);
  for (let at = 1; at < depth; at++) {
    const outer = new Y.XmlElement(tag);
    outer.insert(0, [made]);
    made = outer;
  }
  return made;
}

/** Makes one hostile change to a document. */
export function spoil(doc: Y.Doc, random: Random): void {
  if (random.chance(0.4)) {
    const minutes = doc.getXmlFragment(minutesBody);
    const depth = random.chance(0.05) ? 100 : 0;
    if (random.chance(0.1)) minutes.insert(0, [stranger(random)]);
    minutes.insert(random.below(minutes.length + 1), [
      depth ? nested(depth, random.pick(tags)) : element(random, 4),
    ]);
    return;
  }
  const map = doc.getMap<unknown>(random.pick(maps));
  const id = random.chance(0.7)
    ? `fuzz${random.below(1_000_000)}`
    : random.pick(hostileStrings).slice(0, 500).toWellFormed();
  if (random.chance(0.3)) {
    put(map, id, stored(random));
    return;
  }
  const entry = new Y.Map<unknown>();
  map.set(id, entry);
  for (const key of keys) if (random.chance(0.5)) put(entry, key, stored(random));
}
