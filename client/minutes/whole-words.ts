import { Extension } from '@tiptap/core';
import { Plugin } from '@tiptap/pm/state';
import type { EditorView } from '@tiptap/pm/view';
import type { OpenDocument } from '../sync/open-document.ts';
import { followTypedWords, followWords } from '../ui/composition.ts';
import { keepWords } from './keep-words.ts';

export interface WholeWordsOptions {
  document: Pick<OpenDocument, 'doc' | 'holdWord' | 'holdOthers' | 'beforeOthers' | 'storedClock'> | null;
}

/**
 * A word under composition is one change: what others write waits until it is done (a change of its text node
 * ends or doubles the composition), and it leaves as a whole, so that nobody splits half of it away. A word typed
 * letter by letter is seen letter by letter, but what others write waits for its end, too.
 */
export const WholeWords = Extension.create<WholeWordsOptions>({
  name: 'wholeWords',
  addOptions() {
    return { document: null };
  },
  addProseMirrorPlugins() {
    const { document } = this.options;
    if (!document) return [];
    const view = (editorView: EditorView) => {
      const stops = [
        followWords(editorView.dom, () => document.holdWord()),
        followTypedWords(editorView.dom, () => document.holdOthers()),
      ];
      const stopReading = document.beforeOthers(() => {
        readSelection(editorView);
        return keepWords(editorView, document);
      });
      return {
        destroy: () => {
          stopReading();
          for (const stop of stops) stop();
        },
      };
    };
    return [new Plugin({ view })];
  },
});

/**
 * The browser moves the caret first and tells the editor a moment later. A change of others in between would
 * put it back to where the editor still believes it: an arrow key that did nothing.
 */
function readSelection(view: EditorView): void {
  // Not in ProseMirror's types; its plugins for tables and gaps call it, too.
  const { domObserver } = view as unknown as { domObserver: { flush(): void } };
  if (!view.isDestroyed) domObserver.flush();
}
