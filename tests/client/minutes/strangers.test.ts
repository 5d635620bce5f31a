import { getSchema } from '@tiptap/core';
import { EditorState, type Transaction } from '@tiptap/pm/state';
import type { EditorView } from '@tiptap/pm/view';
import { type ProsemirrorBinding, ySyncPlugin, ySyncPluginKey } from '@tiptap/y-tiptap';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { LastingMapping, quicken } from '../../../client/minutes/quick-binding.ts';
import { minutesSchemaExtensions } from '../../../client/minutes/schema.ts';
import { keepStrangersOut } from '../../../client/minutes/strangers.ts';
import { bodyOf } from '../../../shared/docs/minutes.ts';
import { spoil } from '../../fuzz/hostile-documents.ts';
import { Random } from '../../server/relay/random.ts';

/** The editor's part of the shared text, without a page. */

const seed = Number(process.env.SEED ?? 20_261_126);
const schema = getSchema(minutesSchemaExtensions());

function editorOf(doc: Y.Doc) {
  const plugin = ySyncPlugin(bodyOf(doc), { mapping: new LastingMapping() });
  const view = {
    state: EditorState.create({ schema, plugins: [plugin] }),
    update(): void {},
    hasFocus: () => false,
    dispatch(tr: Transaction) {
      view.state = view.state.apply(tr);
      view.update();
    },
  };
  const spec = plugin.spec.view(view as unknown as EditorView);
  view.update = () => spec.update();
  const { binding } = ySyncPluginKey.getState(view.state) as { binding: ProsemirrorBinding };
  binding._isLocalCursorInView = () => false;
  binding.unrenderSnapshot();
  quicken(binding);
  return view;
}

function paragraph(words: string): Y.XmlElement {
  const made = new Y.XmlElement('paragraph');
  made.insert(0, [new Y.XmlText(words)]);
  return made;
}

/** Anything as if it were an element: the wire does not mind. */
const asElement = (value: unknown) => value as Y.XmlElement;

const strangers: [string, () => unknown][] = [
  ['a text in no element', () => new Y.XmlText('trôi nổi')],
  ['a map', () => new Y.Map([['a', 1]])],
  ['a list', () => new Y.Array()],
  ['a string', () => 'chữ'],
  ['an object', () => ({ a: [1] })],
  ['nothing', () => null],
];

test.each(strangers)('%s between the elements goes before the editor sees it', (_what, make) => {
  const doc = new Y.Doc();
  const body = bodyOf(doc);
  body.insert(0, [paragraph('trước'), asElement(make()), paragraph('sau')]);
  keepStrangersOut(body);
  const view = editorOf(doc);
  expect(view.state.doc.textContent).toBe('trướcsau');
  // And live, from elsewhere: beside the elements, in one, and in one that comes as a whole.
  const list = new Y.XmlElement('bulletList');
  const item = new Y.XmlElement('listItem');
  item.insert(0, [paragraph('mục'), ...(make() instanceof Y.XmlText ? [] : [asElement(make())])]);
  list.insert(0, [item]);
  const other = new Y.Doc();
  Y.applyUpdate(other, Y.encodeStateAsUpdate(doc));
  bodyOf(other).insert(1, [asElement(make()), list]);
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(other));
  expect(view.state.doc.textContent).toBe('trướcmụcsau');
  // It still follows what others write.
  bodyOf(other).push([paragraph('nữa')]);
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(other));
  expect(view.state.doc.textContent).toBe('trướcmụcsaunữa');
});

test('whatever somebody puts there by hand, the editor draws and follows', () => {
  for (let round = 0; round < 60; round++) {
    const random = new Random(seed + round);
    const [doc, other] = [new Y.Doc(), new Y.Doc()];
    bodyOf(doc).insert(0, [paragraph('đầu')]);
    for (let at = 0; at < 10; at++) spoil(doc, random);
    keepStrangersOut(bodyOf(doc));
    const view = editorOf(doc);
    Y.applyUpdate(other, Y.encodeStateAsUpdate(doc));
    for (let at = 0; at < 20; at++) {
      spoil(other, random);
      Y.applyUpdate(doc, Y.encodeStateAsUpdate(other, Y.encodeStateVector(doc)));
    }
    bodyOf(other).insert(0, [paragraph('cuối')]);
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(other, Y.encodeStateVector(doc)));
    expect(view.state.doc.firstChild?.textContent, `seed ${seed + round}`).toBe('cuối');
    expect(view.state.doc.textContent, `seed ${seed + round}`).toContain('đầu');
  }
});

test('once let go it takes nothing out any more, and a text of its own is never touched', () => {
  const doc = new Y.Doc();
  const body = bodyOf(doc);
  body.insert(0, [paragraph('a')]);
  const state = Y.encodeStateVector(doc);
  const letGo = keepStrangersOut(body);
  expect(Y.encodeStateVector(doc)).toEqual(state);
  letGo();
  body.push([asElement(new Y.Map())]);
  expect(body.length).toBe(2);
});
