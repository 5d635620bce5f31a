import { type Extensions, mergeAttributes, Node } from '@tiptap/core';
import { Bold } from '@tiptap/extension-bold';
import { Document } from '@tiptap/extension-document';
import { HardBreak } from '@tiptap/extension-hard-break';
import { Heading } from '@tiptap/extension-heading';
import { Italic } from '@tiptap/extension-italic';
import { BulletList } from '@tiptap/extension-list/bullet-list';
import { ListItem } from '@tiptap/extension-list/item';
import { ListKeymap } from '@tiptap/extension-list/keymap';
import { OrderedList } from '@tiptap/extension-list/ordered-list';
import { Paragraph } from '@tiptap/extension-paragraph';
import { TableKit } from '@tiptap/extension-table';
import { Text } from '@tiptap/extension-text';
import { Underline } from '@tiptap/extension-underline';
import { Dropcursor } from '@tiptap/extensions/drop-cursor';
import { Gapcursor } from '@tiptap/extensions/gap-cursor';

/** What the minutes' text may hold; `shared/rich-text.ts` names the same nodes and marks. */

declare module '@tiptap/core' {
  interface Commands<ReturnType> {
    petition: {
      /** Puts a mention of a petition of the board at the selection. */
      insertPetition: (petitionId: string) => ReturnType;
    };
    speaker: {
      /**
       * Says who speaks in the paragraph of the selection: at its start, so that it can be told while the
       * words are already being typed; at the caret when the paragraph begins with another speaker. Nothing
       * (false) when it begins with the same one, or when the selection is in no line of text.
       */
      insertSpeaker: (speakerId: string) => ReturnType;
    };
  }
}

/** A mention of a petition: the text holds its id alone, what is shown comes from the board. */
export const Petition = Node.create({
  name: 'petition',
  group: 'inline',
  inline: true,
  atom: true,
  draggable: true,

  addAttributes() {
    return {
      petitionId: {
        default: '',
        parseHTML: (element) => element.getAttribute('data-petition') ?? '',
        renderHTML: (attributes) => ({ 'data-petition': attributes.petitionId }),
      },
    };
  },

  parseHTML() {
    return [{ tag: 'span[data-petition]' }];
  },

  renderHTML({ HTMLAttributes }) {
    return ['span', mergeAttributes(HTMLAttributes)];
  },

  addCommands() {
    return {
      insertPetition:
        (petitionId) =>
        ({ commands }) =>
          commands.insertContent([
            { type: 'petition', attrs: { petitionId } },
            { type: 'text', text: ' ' },
          ]),
    };
  },
});

/** A speaker of the queue: the text holds the id alone, the name lives in the register. */
export const Speaker = Node.create({
  name: 'speaker',
  group: 'inline',
  inline: true,
  atom: true,

  addAttributes() {
    return {
      speakerId: {
        default: '',
        parseHTML: (element) => element.getAttribute('data-speaker') ?? '',
        renderHTML: (attributes) => ({ 'data-speaker': attributes.speakerId }),
      },
    };
  },

  parseHTML() {
    return [{ tag: 'span[data-speaker]' }];
  },

  renderHTML({ HTMLAttributes }) {
    return ['span', mergeAttributes(HTMLAttributes)];
  },

  addCommands() {
    return {
      insertSpeaker:
        (speakerId) =>
        ({ tr, state, dispatch }) => {
          const { $from } = tr.selection;
          const first = $from.parent.firstChild;
          const begun = first?.type === this.type;
          if (!$from.parent.isTextblock || (begun && first.attrs.speakerId === speakerId)) return false;
          const told = [this.type.create({ speakerId }), state.schema.text(': ')];
          if (dispatch) tr.insert(begun ? $from.pos : $from.start(), told).scrollIntoView();
          return true;
        },
    };
  },
});

/**
 * The nodes and marks of the minutes. Undo is the collaboration's own; a trailing paragraph is not added by
 * itself, because every open editor would write one.
 */
export function minutesSchemaExtensions(petition: Node = Petition, speaker: Node = Speaker): Extensions {
  return [
    Bold,
    BulletList,
    Document,
    Dropcursor,
    Gapcursor,
    HardBreak,
    Heading.configure({ levels: [1, 2, 3] }),
    Italic,
    ListItem,
    ListKeymap,
    OrderedList,
    Paragraph,
    Text,
    Underline,
    TableKit.configure({
      table: { resizable: true, cellMinWidth: 48, lastColumnResizable: false, allowTableNodeSelection: true },
    }),
    petition,
    speaker,
  ];
}
