import { type Editor, Extension } from '@tiptap/core';
import { type EditorState, Plugin, PluginKey } from '@tiptap/pm/state';

/** Watches for `#` or `@` being typed and lets a list of petitions take the keys meanwhile. */

declare module '@tiptap/core' {
  interface Commands<ReturnType> {
    petitionPicker: {
      /** Types the sign that opens the list of petitions. */
      askForPetition: () => ReturnType;
    };
  }
}

/** What is being typed after the sign: document positions of sign and caret, and the words between. */
export interface PickerQuery {
  from: number;
  to: number;
  query: string;
}

export interface PickerOptions {
  /** Called at each change; null: nothing is being asked. */
  onQuery: (query: PickerQuery | null) => void;
  /** The list's keys: true when the key was the list's. */
  onKey: (event: KeyboardEvent) => boolean;
}

interface PickerState {
  query: PickerQuery | null;
  /** Where the sign stands whose list was sent away. */
  dismissed: number | null;
}

const key = new PluginKey<PickerState>('petitionPicker');
const longestQuery = 40;
/** A sign at the start of a line or after a space or bracket, and no second sign after it. */
const pattern = new RegExp(
  `(?:^|[\\s(\\[“"\uFFFC])([#@](?:[^#@\\s\uFFFC][^#@\uFFFC]{0,${longestQuery}})?)$`,
  'u',
);

export const PetitionPicker = Extension.create<PickerOptions>({
  name: 'petitionPicker',
  priority: 1100,

  addOptions() {
    return { onQuery: () => undefined, onKey: () => false };
  },

  addCommands() {
    return {
      askForPetition:
        () =>
        ({ tr, dispatch }) => {
          const { $from } = tr.selection;
          const before = $from.parent.textBetween(
            Math.max(0, $from.parentOffset - 1),
            $from.parentOffset,
            ' ',
            ' ',
          );
          if (dispatch) tr.insertText(before.trim() === '' ? '#' : ' #').scrollIntoView();
          return true;
        },
    };
  },

  addProseMirrorPlugins() {
    const { onQuery, onKey } = this.options;
    return [
      new Plugin<PickerState>({
        key,
        state: {
          init: () => ({ query: null, dismissed: null }),
          apply: (tr, before, _old, state) => {
            if (!tr.docChanged && !tr.selectionSet && !tr.getMeta(key)) return before;
            const query = readQuery(state);
            const dismissed = tr.getMeta(key) === 'dismiss' ? (before.query?.from ?? null) : before.dismissed;
            const mapped = dismissed === null ? null : tr.mapping.map(dismissed, -1);
            // A list sent away stays away as long as the caret is behind the same sign.
            if (query && query.from === mapped) return { query: null, dismissed: mapped };
            return { query, dismissed: null };
          },
        },
        props: {
          handleKeyDown: (view, event) => {
            if (!key.getState(view.state)?.query || event.isComposing) return false;
            if (event.key === 'Escape') {
              view.dispatch(view.state.tr.setMeta(key, 'dismiss'));
              return true;
            }
            return onKey(event);
          },
        },
        view: () => ({
          update: (view, before) => {
            const now = key.getState(view.state)?.query ?? null;
            if (now !== (key.getState(before)?.query ?? null)) onQuery(view.editable ? now : null);
          },
          destroy: () => onQuery(null),
        }),
      }),
    ];
  },
});

function readQuery(state: EditorState): PickerQuery | null {
  const { $from, empty } = state.selection;
  if (!empty || !$from.parent.isTextblock) return null;
  const start = Math.max(0, $from.parentOffset - longestQuery - 2);
  const before = $from.parent.textBetween(start, $from.parentOffset, '\uFFFC', '\uFFFC');
  const typed = pattern.exec(before)?.[1];
  if (typed === undefined) return null;
  return { from: $from.pos - typed.length, to: $from.pos, query: typed.slice(1) };
}

/** Puts the petition where the query stands. */
export function takePetition(editor: Editor, at: PickerQuery, petitionId: string): void {
  editor.chain().focus().deleteRange(at).insertPetition(petitionId).run();
}
