import type { Editor, Extensions } from '@tiptap/core';
import { Collaboration } from '@tiptap/extension-collaboration';
import { CollaborationCaret } from '@tiptap/extension-collaboration-caret';
import type { Node } from '@tiptap/pm/model';
import { type ProsemirrorBinding, ySyncPluginKey } from '@tiptap/y-tiptap';
import type { Awareness } from 'y-protocols/awareness';
import type * as Y from 'yjs';
import { bodyOf } from '../../shared/docs/minutes.ts';
import { type Person, readPerson } from '../sync/people.ts';

type Mapping = Map<Y.AbstractType<unknown>, Node | Node[]>;

/**
 * The binding's memory of which Yjs type is which node. y-tiptap 3.0.9 empties it at every change of another
 * person and builds the whole document anew: in a text of 200 pages that took 29 ms (p50) to 90 ms, against
 * 5 ms when the nodes that nobody touched are kept. Those that were touched it forgets one by one before.
 */
class LastingMapping extends Map<Y.AbstractType<unknown>, Node | Node[]> {
  override clear(): void {}
}

/** The text shared through Yjs, the carets of the others, and undo of one's own changes only. */
export function sharedText(doc: Y.Doc, awareness: Awareness, person: Person): Extensions {
  const mapping: Mapping = new LastingMapping();
  return [
    Collaboration.configure({ fragment: bodyOf(doc), ySyncOptions: { mapping } }),
    CollaborationCaret.configure({
      provider: { awareness },
      user: person,
      render: (user) => caret(readPerson({ user }) ?? { name: '…', color: '#57524a' }),
      selectionRender: (user) => {
        const color = readPerson({ user })?.color;
        return color ? { style: `background-color: ${color}26` } : {};
      },
    }),
  ];
}

/** Draws the document for the first time; with a mapping of our own the binding leaves that to us. */
export function drawSharedText(editor: Editor): void {
  const { binding } = ySyncPluginKey.getState(editor.state) as { binding: ProsemirrorBinding };
  binding.unrenderSnapshot();
}

function caret(person: { name: string; color: string }): HTMLElement {
  const bar = document.createElement('span');
  bar.className = 'caret';
  bar.style.borderColor = person.color;
  const label = document.createElement('span');
  label.className = 'caret-name';
  label.style.backgroundColor = person.color;
  label.textContent = person.name;
  bar.append(label);
  return bar;
}
