import type { Editor } from '@tiptap/core';
import { type Accessor, createMemo, For, type JSX, Show } from 'solid-js';
import { minutesTexts as t } from '../i18n/minutes.ts';
import styles from './toolbar.module.css';
import { ToolbarIcon, type ToolbarIconName } from './toolbar-icons.tsx';

interface Tool {
  name: () => string;
  face: ToolbarIconName | (() => JSX.Element);
  /** A word beside the sign, where there is room. */
  word?: () => string;
  /** Present only on tools that are on or off. */
  pressed?: () => boolean;
  disabled?: () => boolean;
  run: () => void;
}

/** The text's tools. `version` changes with every change of text or selection. */
export function Toolbar(props: { editor: Editor; version: Accessor<number>; controls: string }) {
  const { editor } = props;
  const chain = () => editor.chain().focus();
  const active = (name: string, attributes?: Record<string, unknown>) =>
    createMemo(() => {
      props.version();
      return editor.isActive(name, attributes);
    });
  const can = (test: () => boolean) =>
    createMemo(() => {
      props.version();
      return test();
    });
  const inTable = active('table');
  const canUndo = can(() => editor.can().undo());
  const canRedo = can(() => editor.can().redo());

  const groups: Tool[][] = [
    [
      {
        name: () => t().petitionHelp,
        face: 'petition',
        word: () => t().petition,
        run: () => chain().askForPetition().run(),
      },
      {
        name: () => t().timeHelp,
        face: 'time',
        word: () => t().time,
        run: () => chain().insertHallTime().run(),
      },
    ],
    [
      {
        name: () => t().heading1,
        face: () => <span class={styles.serif}>I.</span>,
        pressed: active('heading', { level: 1 }),
        run: () => chain().toggleHeading({ level: 1 }).run(),
      },
      {
        name: () => t().heading2,
        face: () => <span class={styles.serif}>1.</span>,
        pressed: active('heading', { level: 2 }),
        run: () => chain().toggleHeading({ level: 2 }).run(),
      },
      {
        name: () => t().heading3,
        face: () => <span class={styles.serif}>a)</span>,
        pressed: active('heading', { level: 3 }),
        run: () => chain().toggleHeading({ level: 3 }).run(),
      },
    ],
    [
      {
        name: () => t().bold,
        face: () => <b class={styles.serif}>B</b>,
        pressed: active('bold'),
        run: () => chain().toggleBold().run(),
      },
      {
        name: () => t().italic,
        face: () => <i class={styles.serif}>I</i>,
        pressed: active('italic'),
        run: () => chain().toggleItalic().run(),
      },
      {
        name: () => t().underline,
        face: () => <u class={styles.serif}>U</u>,
        pressed: active('underline'),
        run: () => chain().toggleUnderline().run(),
      },
    ],
    [
      {
        name: () => t().bullets,
        face: 'bullets',
        pressed: active('bulletList'),
        run: () => chain().toggleBulletList().run(),
      },
      {
        name: () => t().numbers,
        face: 'numbers',
        pressed: active('orderedList'),
        run: () => chain().toggleOrderedList().run(),
      },
      {
        name: () => t().table,
        face: 'table',
        disabled: inTable,
        run: () => chain().insertMinutesTable().run(),
      },
    ],
    [
      { name: () => t().undo, face: 'undo', disabled: () => !canUndo(), run: () => chain().undo().run() },
      { name: () => t().redo, face: 'redo', disabled: () => !canRedo(), run: () => chain().redo().run() },
    ],
  ];
  const tableTools: Tool[] = [
    { name: () => t().rowAbove, face: () => t().rowAbove, run: () => chain().addRowBefore().run() },
    { name: () => t().rowBelow, face: () => t().rowBelow, run: () => chain().addRowAfter().run() },
    {
      name: () => t().columnBefore,
      face: () => t().columnBefore,
      run: () => chain().addColumnBefore().run(),
    },
    { name: () => t().columnAfter, face: () => t().columnAfter, run: () => chain().addColumnAfter().run() },
    { name: () => t().removeRow, face: () => t().removeRow, run: () => chain().deleteRow().run() },
    { name: () => t().removeColumn, face: () => t().removeColumn, run: () => chain().deleteColumn().run() },
    { name: () => t().headerRow, face: () => t().headerRow, run: () => chain().toggleHeaderRow().run() },
    { name: () => t().mergeCells, face: () => t().mergeCells, run: () => chain().mergeOrSplit().run() },
    { name: () => t().removeTable, face: () => t().removeTable, run: () => chain().deleteTable().run() },
  ];

  return (
    <div class={styles.bar} data-minutes-toolbar>
      <div
        class={styles.row}
        role="toolbar"
        aria-label={t().toolbar}
        aria-controls={props.controls}
        onKeyDown={(event) => walk(event, () => editor.commands.focus())}
      >
        <For each={groups}>
          {(tools, group) => (
            <div class={styles.group}>
              <For each={tools}>
                {(tool, index) => <ToolButton tool={tool} first={group() + index() === 0} />}
              </For>
            </div>
          )}
        </For>
      </div>
      <Show when={inTable()}>
        <div
          class={styles.row}
          role="toolbar"
          aria-label={t().tableTools}
          aria-controls={props.controls}
          onKeyDown={(event) => walk(event, () => editor.commands.focus())}
        >
          <span class={styles.rowName} aria-hidden="true">
            {t().tableTools}
          </span>
          <For each={tableTools}>
            {(tool, index) => <ToolButton tool={tool} first={index() === 0} small />}
          </For>
        </div>
      </Show>
    </div>
  );
}

function ToolButton(props: { tool: Tool; first: boolean; small?: boolean }) {
  const { tool } = props;
  const face = () => (typeof tool.face === 'string' ? <ToolbarIcon name={tool.face} /> : tool.face());
  return (
    <button
      type="button"
      class={`${styles.tool} ${props.small ? styles.small : ''}`}
      aria-label={tool.name()}
      title={tool.name()}
      aria-pressed={tool.pressed?.()}
      // Not `disabled`: the focus of somebody who walks the bar with the keys must not fall out of it.
      aria-disabled={tool.disabled?.() || undefined}
      tabIndex={props.first ? 0 : -1}
      onMouseDown={(event) => event.preventDefault()}
      onClick={() => {
        if (!tool.disabled?.()) tool.run();
      }}
    >
      {face()}
      <Show when={tool.word}>{(word) => <span class={styles.word}>{word()()}</span>}</Show>
    </button>
  );
}

/** Arrow keys, Home and End walk along a toolbar (one tab stop); Escape goes back to the text. */
function walk(event: KeyboardEvent & { currentTarget: HTMLElement }, leave: () => void): void {
  if (event.key === 'Escape') {
    leave();
    return;
  }
  const tools = [...event.currentTarget.querySelectorAll('button')];
  const at = tools.indexOf(document.activeElement as HTMLButtonElement);
  const target = {
    ArrowRight: at + 1,
    ArrowLeft: at - 1,
    Home: 0,
    End: tools.length - 1,
  }[event.key];
  if (target === undefined || at < 0) return;
  const next = tools[(target + tools.length) % tools.length];
  if (!next) return;
  event.preventDefault();
  for (const tool of tools) tool.tabIndex = tool === next ? 0 : -1;
  next.focus();
}
