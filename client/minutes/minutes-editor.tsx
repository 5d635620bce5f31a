import { Editor } from '@tiptap/core';
import { Placeholder } from '@tiptap/extensions/placeholder';
import {
  createEffect,
  createMemo,
  createSignal,
  createUniqueId,
  For,
  onCleanup,
  onMount,
  Show,
  untrack,
} from 'solid-js';
import { bodyOf } from '../../shared/docs/minutes.ts';
import { minutesTexts as t } from '../i18n/minutes.ts';
import type { OpenDocument } from '../sync/open-document.ts';
import { followPeers } from '../sync/people.ts';
import { Notice } from '../ui/controls.tsx';
import { type BoardView, viewBoard } from './board-view.ts';
import { FactsForm } from './facts-form.tsx';
import { FarBlocks } from './far-blocks.ts';
import { HeadingNumbers } from './heading-numbers.ts';
import styles from './minutes-editor.module.css';
import { pasteTextLimit } from './paste.ts';
import { createPetitionList, optionId, PetitionList } from './petition-list.tsx';
import { petitionNode } from './petition-view.tsx';
import { PetitionPicker, type PickerQuery, takePetition } from './picker-plugin.ts';
import { minutesSchemaExtensions } from './schema.ts';
import { drawSharedText, sharedText } from './shared-text.ts';
import { speakerNode } from './speaker-view.tsx';
import { keepStrangersOut } from './strangers.ts';
import { TextRules } from './text-rules.ts';
import { Toolbar } from './toolbar.tsx';
import { WholeWords } from './whole-words.ts';

export interface MinutesEditorProps {
  dialogueId: string;
  minutes: OpenDocument;
  board: OpenDocument;
  /** Where the names of speakers live; without it the text shows a neutral word for them. */
  register?: OpenDocument;
  /** The dialogue's own reason to read only (a frozen one); the hall's own word comes on top. */
  readOnly?: boolean;
  /** Called with the id of a petition whose mention was clicked. */
  onOpenPetition?: (petitionId: string) => void;
  /** Called with the editor once it is on the page, and with null when it goes. */
  onEditor?: (editor: Editor | null) => void;
}

/** So long after a change the tools show what holds at the caret, ms. */
const toolbarDelay = 40;

/** The minutes of a dialogue: the form around the text, and the text that several people write at once. */
export function MinutesEditor(props: MinutesEditorProps) {
  const locked = () => props.readOnly === true || ['sealed', 'read'].includes(props.minutes.mode());
  /** Said where the saving is said, with the way back in. */
  const shutOut = () => props.minutes.status().problem === 'noSession';
  const offline = () => !props.minutes.status().online && props.minutes.status().offlineSince !== '';
  return (
    <Show when={props.minutes.ready()} fallback={<Notice>{offline() ? t().never : t().opening}</Notice>}>
      <div class={styles.page}>
        <Show when={locked() && !shutOut()}>
          <Notice>{props.minutes.mode() === 'read' ? t().readOnly : t().sealed}</Notice>
        </Show>
        <FactsForm doc={props.minutes.doc} readOnly={locked()} />
        <Peers minutes={props.minutes} />
        <TextEditor {...props} locked={locked()} />
      </div>
    </Show>
  );
}

/** Who else has the minutes open. */
function Peers(props: { minutes: OpenDocument }) {
  const peers = followPeers(props.minutes.awareness);
  return (
    <Show when={peers().length > 0}>
      <p class={styles.peers}>
        <span class="visually-hidden">{t().present('')}</span>
        <For each={peers()}>
          {(peer) => (
            <span class={styles.peer} style={{ 'border-color': peer.color }}>
              {peer.name}
            </span>
          )}
        </For>
      </p>
    </Show>
  );
}

function TextEditor(props: MinutesEditorProps & { locked: boolean }) {
  const textId = createUniqueId();
  const listId = createUniqueId();
  const board = viewBoard(props.board, (id) => props.onOpenPetition?.(id));
  const [editor, setEditor] = createSignal<Editor | null>(null);
  const [version, setVersion] = createSignal(0);
  const [refused, setRefused] = createSignal(0);
  const [asked, setAsked] = createSignal<PickerQuery | null>(null);
  const list = createPetitionList(
    board,
    () => asked()?.query ?? null,
    (petition) => {
      const [at, into] = [asked(), editor()];
      if (at && into) takePetition(into, at, petition.id);
    },
  );
  // A sentence that happens to hold a # must not drag a list along: with no match and a space it goes.
  const listOpen = createMemo(() => {
    const at = asked();
    return at !== null && (list.matches().length > 0 || !at.query.includes(' '));
  });
  let mount: HTMLDivElement | undefined;

  onMount(() => {
    if (!mount) return;
    const made = untrack(() =>
      makeEditor(mount, props, board, {
        textId,
        onRefused: setRefused,
        onQuery: setAsked,
        onKey: (event) => listOpen() && list.onKey(event),
      }),
    );
    // After the paint: a letter does not wait for the toolbar.
    let told: ReturnType<typeof setTimeout> | undefined;
    made.on('transaction', () => {
      // A refusal goes with the next thing that is done to the text.
      setRefused(0);
      told ??= setTimeout(() => {
        told = undefined;
        setVersion((count) => count + 1);
      }, toolbarDelay);
    });
    setEditor(made);
    props.onEditor?.(made);
    onCleanup(() => {
      clearTimeout(told);
      props.onEditor?.(null);
      made.destroy();
    });
  });
  createEffect(() => editor()?.setEditable(!props.locked, false));
  createEffect(() => {
    const text = editor()?.view.dom;
    if (!text) return;
    text.setAttribute('aria-label', t().editor);
    if (listOpen()) text.setAttribute('aria-activedescendant', optionId(listId, list.current()));
    else text.removeAttribute('aria-activedescendant');
  });

  return (
    <div class={styles.sheet}>
      <Show when={!props.locked && editor()}>
        {(made) => <Toolbar editor={made()} version={version} controls={textId} />}
      </Show>
      <Show when={refused() > 0}>
        <Notice kind="error">{t().pasteTooLarge(megabytes(refused()), megabytes(pasteTextLimit))}</Notice>
      </Show>
      <div ref={mount} class={styles.paper} />
      <Show when={listOpen() && editor()}>
        {(made) => (
          <div class={styles.popup} style={placeOf(made(), asked())}>
            <PetitionList id={listId} list={list} />
          </div>
        )}
      </Show>
    </div>
  );
}

interface EditorHooks {
  textId: string;
  onRefused: (bytes: number) => void;
  onQuery: (query: PickerQuery | null) => void;
  onKey: (event: KeyboardEvent) => boolean;
}

function makeEditor(
  element: HTMLElement,
  props: MinutesEditorProps & { locked: boolean },
  board: BoardView,
  hooks: EditorHooks,
): Editor {
  const { doc, awareness } = props.minutes;
  // Whoever may not write must not send a change either, not even this one.
  const letGo = props.locked ? undefined : keepStrangersOut(bodyOf(doc));
  const editor = new Editor({
    element,
    editable: !props.locked,
    injectCSS: false,
    // The core's look-out for deleted nodes walks the whole text at each change of another person.
    enableCoreExtensions: { delete: false },
    // Markdown's signs would turn `_` and `*` in a sentence into formats; lists are welcome.
    enableInputRules: ['bulletList', 'orderedList'],
    enablePasteRules: false,
    editorProps: {
      attributes: {
        id: hooks.textId,
        class: styles.text ?? '',
        role: 'textbox',
        'aria-multiline': 'true',
        lang: 'vi',
        spellcheck: 'false',
      },
    },
    extensions: [
      ...minutesSchemaExtensions(petitionNode(board), speakerNode(props.register)),
      ...sharedText(doc, awareness),
      Placeholder.configure({
        placeholder: ({ node }) => (node.type.name === 'paragraph' ? t().placeholder : ''),
      }),
      HeadingNumbers,
      FarBlocks,
      WholeWords.configure({ document: props.minutes }),
      TextRules.configure({ onRefused: hooks.onRefused }),
      PetitionPicker.configure({ onQuery: hooks.onQuery, onKey: hooks.onKey }),
    ],
  });
  editor.on('destroy', () => letGo?.());
  drawSharedText(editor);
  return editor;
}

/** Beside the sign that opened the list: under it, or above it where the window ends. */
function placeOf(editor: Editor, query: PickerQuery | null): Record<string, string> {
  if (!query) return {};
  const sign = editor.view.coordsAtPos(Math.min(query.from, editor.state.doc.content.size));
  const left = `${Math.max(8, Math.min(sign.left, innerWidth - 380))}px`;
  if (sign.bottom > innerHeight * 0.6) return { left, bottom: `${innerHeight - sign.top + 4}px` };
  return { left, top: `${sign.bottom + 4}px` };
}

function megabytes(bytes: number): string {
  return `${(bytes / 1024 / 1024).toLocaleString('vi', { maximumFractionDigits: 1 })} MB`;
}
