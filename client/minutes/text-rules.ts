import { Extension } from '@tiptap/core';
import { Plugin } from '@tiptap/pm/state';
import { fixTablesKey } from '@tiptap/pm/tables';
import { ySyncPluginKey } from '@tiptap/y-tiptap';
import { hallDate } from '../time/hall-clock.ts';
import { inertDocument } from '../trusted-html.ts';
import { composeLetters } from './compose-letters.ts';
import { timeStamp } from './hall-time.ts';
import { cleanHtml, cleanText, refusedHtmlText, refusedSize } from './paste.ts';

/** Rules of the minutes' text: composed letters, the time by one key, what may be pasted. */

declare module '@tiptap/core' {
  interface Commands<ReturnType> {
    textRules: {
      /** Puts the hall's time at the selection: `[09 giờ 42] `. */
      insertHallTime: () => ReturnType;
      /** Puts a table at the selection, with a line after it to go on in. */
      insertMinutesTable: () => ReturnType;
    };
  }
}

export interface TextRulesOptions {
  /** Told the size in bytes of a paste that was refused. */
  onRefused: (bytes: number) => void;
}

export const TextRules = Extension.create<TextRulesOptions>({
  name: 'textRules',

  addOptions() {
    return { onRefused: () => undefined };
  },

  addCommands() {
    return {
      insertHallTime:
        () =>
        ({ tr, dispatch }) => {
          if (dispatch) tr.insertText(timeStamp(hallDate())).scrollIntoView();
          return true;
        },
      insertMinutesTable:
        () =>
        ({ chain }) =>
          chain()
            .insertTable({ rows: 3, cols: 3, withHeaderRow: true })
            .command(({ tr, state }) => {
              const { $from } = tr.selection;
              const end = $from.depth > 0 ? $from.after(1) : tr.doc.content.size;
              const paragraph = state.schema.nodes.paragraph;
              if (end >= tr.doc.content.size && paragraph) tr.insert(end, paragraph.create());
              return true;
            })
            .run(),
    };
  },

  addKeyboardShortcuts() {
    const inTable = (command: 'addRowBefore' | 'addRowAfter' | 'addColumnBefore' | 'addColumnAfter') => () =>
      this.editor.isActive('table') && this.editor.commands[command]();
    return {
      F4: () => this.editor.commands.insertHallTime(),
      'Alt-t': () => this.editor.commands.insertHallTime(),
      'Alt-Shift-ArrowUp': inTable('addRowBefore'),
      'Alt-Shift-ArrowDown': inTable('addRowAfter'),
      'Alt-Shift-ArrowLeft': inTable('addColumnBefore'),
      'Alt-Shift-ArrowRight': inTable('addColumnAfter'),
      'Alt-Shift-Backspace': () => this.editor.isActive('table') && this.editor.commands.deleteRow(),
      'Alt-Shift-Delete': () => this.editor.isActive('table') && this.editor.commands.deleteColumn(),
    };
  },

  addProseMirrorPlugins() {
    return [composeLetters(), tablesOfOthers(), pasteRules(this.options)];
  },
});

/**
 * Two people who change rows and columns at once can leave a table with missing cells. Every open editor
 * would repair it at the same moment, each adding its own cells; so it is left to the next one who edits it.
 */
function tablesOfOthers(): Plugin {
  return new Plugin({
    filterTransaction: (tr, state) =>
      !(tr.getMeta(fixTablesKey) && ySyncPluginKey.getState(state)?.isChangeOrigin === true),
  });
}

function pasteRules(options: TextRulesOptions): Plugin {
  const refuse = (event: Event, data: DataTransfer | null): boolean => {
    if (!data) return false;
    const html = data.getData('text/html');
    const bytes = refusedSize(data.getData('text/plain'), html) || refusedHtmlText(html, inertDocument);
    if (bytes === 0) return false;
    event.preventDefault();
    options.onRefused(bytes);
    return true;
  };
  return new Plugin({
    props: {
      handleDOMEvents: {
        paste: (_view, event) => refuse(event, event.clipboardData),
        drop: (_view, event) => refuse(event, event.dataTransfer),
      },
      transformPastedHTML: (html) => cleanHtml(html, inertDocument),
      transformPastedText: (text) => cleanText(text),
    },
  });
}
