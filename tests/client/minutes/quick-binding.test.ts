import { getSchema } from '@tiptap/core';
import type { Node } from '@tiptap/pm/model';
import { EditorState, TextSelection, type Transaction } from '@tiptap/pm/state';
import type { EditorView } from '@tiptap/pm/view';
import {
  type ProsemirrorBinding,
  ySyncPlugin,
  ySyncPluginKey,
  yXmlFragmentToProseMirrorRootNode,
} from '@tiptap/y-tiptap';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { LastingMapping, quicken } from '../../../client/minutes/quick-binding.ts';
import { minutesSchemaExtensions } from '../../../client/minutes/schema.ts';
import { bodyOf } from '../../../shared/docs/minutes.ts';

/** The editor and the shared text, without a page: any edits here and elsewhere, in any order, leave both alike. */

const seed = Number(process.env.SEED ?? 20_261_125);
const runs = Number(process.env.RUNS ?? 300);
const schema = getSchema(minutesSchemaExtensions());
const render = (doc: Y.Doc): Node => yXmlFragmentToProseMirrorRootNode(bodyOf(doc), schema);

/** A device: its document, and what an editor's view does of what the binding asks of it. */
function device(from: Uint8Array, clientID: number) {
  const doc = new Y.Doc();
  doc.clientID = clientID;
  Y.applyUpdate(doc, from);
  const body = bodyOf(doc);
  const plugin = ySyncPlugin(body, { mapping: new LastingMapping() });
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
  return { doc, view };
}

type Device = ReturnType<typeof device>;

function start(): Uint8Array {
  const doc = new Y.Doc();
  doc.clientID = 1;
  const words = ['Ông A Lương', 'hỏi về đường', 'Ủy ban trả lời', 'sẽ sửa', 'trong quý'];
  bodyOf(doc).insert(
    0,
    words.map((word) => {
      const block = new Y.XmlElement('paragraph');
      block.insert(0, [new Y.XmlText(word)]);
      return block;
    }),
  );
  return Y.encodeStateAsUpdate(doc);
}

interface Edit {
  who: number;
  kind: 'type' | 'delete' | 'split' | 'join' | 'heading' | 'bold' | 'caret' | 'deliver';
  at: number;
  letters: string;
}

const edits: fc.Arbitrary<Edit> = fc.record({
  who: fc.nat(1),
  kind: fc.constantFrom(
    'type',
    'type',
    'type',
    'delete',
    'split',
    'join',
    'heading',
    'bold',
    'caret',
    'deliver',
    'deliver',
  ),
  at: fc.nat(1000),
  letters: fc.constantFrom('a', 'đ', 'ữ ', 'thôn'),
});

function act({ view }: Device, { kind, at, letters }: Edit): void {
  const { doc, tr } = view.state;
  const selection = TextSelection.near(doc.resolve(at % (doc.content.size + 1)));
  const { from, $from } = selection;
  if (kind === 'caret') view.dispatch(tr.setSelection(selection));
  if (kind === 'type') view.dispatch(tr.insertText(letters, from));
  if (kind === 'delete') view.dispatch(tr.delete(from, Math.min($from.end(), from + 3)));
  if (kind === 'split') view.dispatch(tr.split(from));
  if (kind === 'join' && $from.before(1) > 0) view.dispatch(tr.join($from.before(1)));
  const heading = schema.nodes.heading;
  if (kind === 'heading' && heading) view.dispatch(tr.setBlockType(from, from, heading, { level: 2 }));
  const bold = schema.marks.bold;
  if (kind === 'bold' && bold) view.dispatch(tr.addMark($from.start(), $from.end(), bold.create()));
}

function deliver(from: Device, to: Device): void {
  Y.applyUpdate(to.doc, Y.encodeStateAsUpdate(from.doc, Y.encodeStateVector(to.doc)), 'hall');
}

/** What each has goes to the other at the same time. */
function exchange(one: Device, other: Device): void {
  const [ofOne, ofOther] = [one, other].map(({ doc }) => Y.encodeStateAsUpdate(doc));
  if (ofOther) Y.applyUpdate(one.doc, ofOther, 'hall');
  if (ofOne) Y.applyUpdate(other.doc, ofOne, 'hall');
}

describe('the editor and the shared text', () => {
  test('are alike after any edits of two devices, delivered at any time', () => {
    fc.assert(
      fc.property(fc.array(edits, { maxLength: 40 }), (steps) => {
        const from = start();
        const devices = [device(from, 10), device(from, 20)] as const;
        for (const step of steps) {
          const [own, other] = step.who === 0 ? devices : [devices[1], devices[0]];
          if (step.kind === 'deliver') deliver(other, own);
          else act(own, step);
          expect(own.view.state.doc.toJSON()).toEqual(render(own.doc).toJSON());
        }
        deliver(devices[0], devices[1]);
        deliver(devices[1], devices[0]);
        deliver(devices[0], devices[1]);
        for (const { doc, view } of devices) expect(view.state.doc.toJSON()).toEqual(render(doc).toJSON());
        expect(devices[0].view.state.doc.toJSON()).toEqual(devices[1].view.state.doc.toJSON());
      }),
      { seed, numRuns: runs },
    );
  });

  test('takes what Yjs tidies behind others, when the text has become shorter meanwhile', () => {
    const from = start();
    const [own, other] = [device(from, 10), device(from, 20)];
    act(other, { who: 1, kind: 'delete', at: 0, letters: '' });
    act(other, { who: 1, kind: 'bold', at: 768, letters: '' });
    act(own, { who: 0, kind: 'delete', at: 3, letters: '' });
    act(own, { who: 0, kind: 'bold', at: 288, letters: '' });
    deliver(own, other);
    deliver(other, own);
    for (const { doc, view } of [own, other]) expect(view.state.doc.toJSON()).toEqual(render(doc).toJSON());
  });

  test('a letter of another leaves every other block the same, and this caret where it is', () => {
    const from = start();
    const [own, other] = [device(from, 10), device(from, 20)];
    act(own, { who: 0, kind: 'caret', at: 40, letters: '' });
    const before = own.view.state;
    act(other, { who: 1, kind: 'type', at: 3, letters: 'thôn' });
    deliver(other, own);
    const { doc, selection } = own.view.state;
    expect(doc.child(0)).not.toBe(before.doc.child(0));
    for (const at of [1, 2, 3, 4]) expect(doc.child(at)).toBe(before.doc.child(at));
    expect(selection.from).toBe(before.selection.from + 4);
  });

  test('a letter of another before the caret, in its own paragraph, moves the caret along', () => {
    const from = start();
    const [own, other] = [device(from, 10), device(from, 20)];
    act(own, { who: 0, kind: 'caret', at: 9, letters: '' });
    act(other, { who: 1, kind: 'type', at: 3, letters: 'thôn' });
    deliver(other, own);
    const { $from } = own.view.state.selection;
    expect($from.parent.textContent.slice(0, $from.parentOffset)).toBe(
      'ÔnthôngAthôn Lư'.replace('gAthôn', 'g A'),
    );
  });

  test.each(['split', 'heading'] as const)(
    'of two who type at once into a block just made (%s) both texts stay',
    (kind) => {
      const from = start();
      const [own, other] = [device(from, 10), device(from, 20)];
      const end = (own.view.state.doc.firstChild?.nodeSize ?? 0) - 1;
      act(own, { who: 0, kind: 'split', at: end, letters: '' });
      if (kind === 'heading') act(own, { who: 0, kind, at: end + 2, letters: '' });
      deliver(own, other);
      const texts = ['thôn Đăk Vang', 'hỏi về ruộng'];
      for (const one of [own, other]) act(one, { who: 0, kind: 'caret', at: end + 2, letters: '' });
      for (const [who, one] of [own, other].entries())
        for (const letter of texts[who] ?? '') {
          const place = end + 2 + (one.view.state.doc.child(1).textContent.length ?? 0);
          act(one, { who, kind: 'type', at: place, letters: letter });
        }
      exchange(own, other);
      // Both know what both typed, and write on at once.
      act(own, { who: 0, kind: 'type', at: end + 2, letters: 'a' });
      act(other, { who: 1, kind: 'type', at: end + 5, letters: 'đ' });
      exchange(own, other);
      exchange(own, other);
      for (const { doc, view } of [own, other]) {
        const block = view.state.doc.child(1).textContent;
        // Each letter once.
        expect([...block].sort().join('')).toBe([...texts.join(''), 'a', 'đ'].sort().join(''));
        expect(view.state.doc.toJSON()).toEqual(render(doc).toJSON());
      }
    },
  );
});
