import type { Editor, Extensions } from '@tiptap/core';
import { Collaboration } from '@tiptap/extension-collaboration';
import { type ProsemirrorBinding, ySyncPluginKey } from '@tiptap/y-tiptap';
import type { Awareness } from 'y-protocols/awareness';
import type * as Y from 'yjs';
import { bodyOf } from '../../shared/docs/minutes.ts';
import { Carets } from './carets.ts';
import { LastingMapping, quicken } from './quick-binding.ts';

/** The text shared through Yjs, the carets of the others, and undo of one's own changes only. */
export function sharedText(doc: Y.Doc, awareness: Awareness): Extensions {
  const mapping = new LastingMapping();
  const body = bodyOf(doc);
  return [
    Collaboration.configure({ fragment: body, ySyncOptions: { mapping } }),
    Carets.configure({ body, awareness, render: caret }),
  ];
}

/** Draws the document for the first time; with a mapping of our own the binding leaves that to us. */
export function drawSharedText(editor: Editor): void {
  const { binding } = ySyncPluginKey.getState(editor.state) as { binding: ProsemirrorBinding };
  // What the binding asks at each change of another person, to scroll to the caret, forces a layout of the whole
  // text; the browser's own scroll anchoring keeps the place without it.
  binding._isLocalCursorInView = () => false;
  binding.unrenderSnapshot();
  quicken(binding);
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
