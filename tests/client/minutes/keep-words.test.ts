import { Schema } from '@tiptap/pm/model';
import { EditorState } from '@tiptap/pm/state';
import type { EditorView } from '@tiptap/pm/view';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { keepWords } from '../../../client/minutes/keep-words.ts';
import { bodyOf } from '../../../shared/docs/minutes.ts';

const schema = new Schema({
  nodes: {
    doc: { content: 'paragraph+' },
    paragraph: { content: 'text*' },
    text: {},
  },
});

/** A paragraph that another device knows; here `letters` were just written at its end. */
function writtenHere(known: string, letters: string) {
  const doc = new Y.Doc();
  const other = new Y.Doc();
  const text = new Y.XmlText(known);
  const paragraph = new Y.XmlElement('paragraph');
  paragraph.insert(0, [text]);
  bodyOf(other).insert(0, [paragraph]);
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(other));
  const own = (bodyOf(doc).get(0) as Y.XmlElement).get(0) as Y.XmlText;
  const from = Y.getState(doc.store, doc.clientID);
  own.insert(own.length, letters);
  return { doc, other, own, theirs: text, from };
}

test.each(['n', 'nn', 'ng'])('a letter stays when an equal one before it is deleted: %s', (letters) => {
  const { doc, other, own, theirs, from } = writtenHere('Đề nghị xem xét đườn', letters);
  const sent: unknown[] = [];
  const view = {
    isDestroyed: false,
    state: EditorState.create({
      doc: schema.node('doc', null, [schema.node('paragraph', null, [schema.text(own.toString())])]),
    }),
    dispatch: (tr: unknown) => sent.push(tr),
  };
  const afterwards = keepWords(view as unknown as EditorView, { doc, storedClock: () => from });
  expect(afterwards).toBeDefined();
  theirs.delete(theirs.length - 1, 1);
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(other));
  view.state = EditorState.create({
    doc: schema.node('doc', null, [schema.node('paragraph', null, [schema.text(own.toString())])]),
  });
  afterwards?.();
  expect(sent).toEqual([]);
  expect(own.toString()).toBe(`Đề nghị xem xét đườ${letters}`);
});
