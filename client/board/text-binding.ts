import * as Y from 'yjs';
import { followTypedWords, restLimit } from '../ui/composition.ts';
import {
  type Alignment,
  alignLocal,
  alignRemote,
  alignText,
  type DeltaStep,
  diffText,
  normalizeEdit,
  type TextEdit,
  toShared,
  toShown,
} from './text-alignment.ts';

/** The part of a `<textarea>` that the binding uses. */
export interface TextControl
  extends Pick<
    HTMLTextAreaElement,
    | 'value'
    | 'selectionStart'
    | 'selectionEnd'
    | 'scrollTop'
    | 'setSelectionRange'
    | 'addEventListener'
    | 'removeEventListener'
  > {
  matches(selector: string): boolean;
}

/** How long typing goes on as one step of undo, in milliseconds. */
const undoStep = 500;

function applyEdit(value: string, edit: TextEdit): string {
  return value.slice(0, edit.index) + edit.insert + value.slice(edit.index + edit.remove);
}

/** Where a change of the shared text ends: behind the last letter put in, or where the last one was taken out. */
function endOf(delta: readonly DeltaStep[]): number {
  let at = 0;
  let end = 0;
  for (const step of delta) {
    if (step.retain !== undefined) at += step.retain;
    else {
      if (step.insert !== undefined) at += typeof step.insert === 'string' ? step.insert.length : 1;
      end = at;
    }
  }
  return end;
}

/**
 * Ties a text field to a shared text until the returned function is called.
 *
 * What is typed goes into `text` with each input event, also in the middle of a composition. What others type
 * is shown at once, the caret staying with its letter; during a composition and in a word that is being typed the
 * field is left alone and catches up when it ends or rests. Undo (keys, menu) takes back own typing only. Own typing
 * is brought to NFC.
 */
export function bindText(control: TextControl, text: Y.Text): () => void {
  const origin = {};
  const undoManager = new Y.UndoManager(text, {
    trackedOrigins: new Set([origin]),
    captureTimeout: undoStep,
  });
  let { shown, alignment }: { shown: string; alignment: Alignment } = alignText(text.toDelta());
  let isClosed = false;
  let composing = false;
  /** The word rests: a phone composes its last word for as long as its owner listens. */
  let resting = false;
  let restTimer: ReturnType<typeof setTimeout> | undefined;
  /** A word is being typed letter by letter. */
  let inWord = false;
  /** Shown range typed since the field last showed the shared text. */
  let typed: { start: number; end: number } | null = null;

  const show = (value: string, start: number, end: number) => {
    if (control.value === value) return;
    const { scrollTop } = control;
    control.value = value;
    if (control.matches(':focus')) control.setSelectionRange(start, end);
    control.scrollTop = scrollTop;
  };

  const edit = (change: TextEdit) => {
    const aligned = alignLocal(alignment, change);
    alignment = aligned.alignment;
    shown = applyEdit(shown, change);
    const write = () => {
      for (const { index, remove, insert } of aligned.edits) {
        if (remove) text.delete(index, remove);
        if (insert) text.insert(index, insert);
      }
    };
    if (text.doc) text.doc.transact(write, origin);
    else write();
  };

  /** Brings what was typed to NFC and shows the shared text as it is now. */
  const settle = (caret?: number) => {
    let start = control.selectionStart;
    let end = control.selectionEnd;
    const fix = typed && normalizeEdit(shown, typed.start, typed.end);
    if (fix) {
      edit(fix);
      const behind = fix.index + fix.remove;
      const shorter = fix.remove - fix.insert.length;
      if (start >= behind) start -= shorter;
      if (end >= behind) end -= shorter;
    }
    typed = null;
    const from = caret ?? toShared(alignment, start);
    const to = caret ?? toShared(alignment, end);
    ({ shown, alignment } = alignText(text.toDelta()));
    show(shown, toShown(alignment, from), toShown(alignment, to));
  };

  /** Takes what the field holds now into the shared text. */
  const take = () => {
    const change = diffText(shown, control.value, control.selectionEnd);
    if (!change) return;
    edit(change);
    const grown = change.insert.length - change.remove;
    const end = change.index + change.insert.length;
    typed = typed
      ? {
          start: Math.min(typed.start, change.index),
          end: Math.max(end, typed.end >= change.index + change.remove ? typed.end + grown : end),
        }
      : { start: change.index, end };
  };

  const restLater = () => {
    resting = false;
    clearTimeout(restTimer);
    restTimer = setTimeout(() => {
      resting = true;
      if (text.toString() !== shown) settle();
    }, restLimit);
  };
  const onInput = () => {
    take();
    if (composing) restLater();
    else if (!inWord || text.toString() === shown) settle();
  };
  const onCompositionStart = () => {
    composing = true;
    restLater();
  };
  const onCompositionEnd = () => {
    composing = false;
    clearTimeout(restTimer);
    take();
    settle();
  };
  /** An input method that was cut off (the window changed) sends no end. */
  const onBlur = () => {
    if (composing) onCompositionEnd();
  };
  const onBeforeInput = (event: InputEvent) => {
    if (event.inputType !== 'historyUndo' && event.inputType !== 'historyRedo') return;
    event.preventDefault();
    if (event.inputType === 'historyUndo') undoManager.undo();
    else undoManager.redo();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.isComposing || event.altKey || !(event.ctrlKey || event.metaKey)) return;
    const key = event.key.toLowerCase();
    if (key !== 'z' && key !== 'y') return;
    event.preventDefault();
    if (key === 'z' && !event.shiftKey) undoManager.undo();
    else undoManager.redo();
  };
  const onShared = (event: Y.YTextEvent, transaction: Y.Transaction) => {
    if (transaction.origin === origin) return;
    alignment = alignRemote(alignment, event.delta);
    const waits = composing ? !resting : inWord && transaction.origin !== undoManager;
    if (waits) return;
    settle(transaction.origin === undoManager ? endOf(event.delta) : undefined);
  };

  const stopFollowing = followTypedWords(control, () => {
    inWord = true;
    return () => {
      inWord = false;
      // The key that ends the word goes in first.
      setTimeout(() => {
        if (!isClosed && !composing && !inWord && text.toString() !== shown) settle();
      });
    };
  });

  show(shown, shown.length, shown.length);
  text.observe(onShared);
  control.addEventListener('input', onInput);
  control.addEventListener('compositionstart', onCompositionStart);
  control.addEventListener('compositionend', onCompositionEnd);
  control.addEventListener('blur', onBlur);
  control.addEventListener('beforeinput', onBeforeInput);
  control.addEventListener('keydown', onKeyDown);
  return () => {
    isClosed = true;
    stopFollowing();
    if (composing) onCompositionEnd();
    text.unobserve(onShared);
    undoManager.destroy();
    control.removeEventListener('input', onInput);
    control.removeEventListener('compositionstart', onCompositionStart);
    control.removeEventListener('compositionend', onCompositionEnd);
    control.removeEventListener('blur', onBlur);
    control.removeEventListener('beforeinput', onBeforeInput);
    control.removeEventListener('keydown', onKeyDown);
  };
}
