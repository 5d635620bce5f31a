import { createEffect, on, onCleanup, onMount } from 'solid-js';
import type * as Y from 'yjs';
import { TextArea, TextField } from '../ui/controls.tsx';
import { createLiveDraft } from '../ui/live-draft.ts';
import { longDay } from './days.ts';
import styles from './live-field.module.css';
import { bindText } from './text-binding.ts';

interface LiveFieldProps {
  label: string;
  /** Name by which the field is found when something is missing (`data-field`). */
  name: string;
  value: string;
  onValue: (value: string) => void;
  /** The person is done with the field (left it, or pressed Enter) and changed it. */
  onDone?: (value: string) => void;
  readOnly?: boolean;
  type?: 'text' | 'tel' | 'date' | 'time';
  required?: boolean;
  list?: string;
  hint?: string;
  error?: string;
  placeholder?: string;
  class?: string;
}

/**
 * A one-line field of a shared value: what is typed is written after a short rest, on leaving and when the
 * page goes; as long as it is being changed here, what comes from others does not overwrite it.
 */
export function LiveField(props: LiveFieldProps) {
  let input: HTMLInputElement | undefined;
  const finish = () => {
    const done = draft.finish();
    if (done !== null) props.onDone?.(done);
  };
  const draft = createLiveDraft(
    () => props.value,
    (value) => props.onValue(value),
    finish,
  );
  createEffect(() => {
    const shown = draft.text() ?? props.value;
    if (input && input.value !== shown) input.value = shown;
  });

  return (
    <TextField
      ref={input}
      label={props.label}
      hint={props.hint ?? (props.type === 'date' ? longDay(props.value) : undefined)}
      error={props.error}
      class={props.class}
      type={props.type ?? 'text'}
      placeholder={props.placeholder}
      required={props.required ?? false}
      list={props.list}
      readOnly={props.readOnly}
      autocomplete="off"
      enterkeyhint={props.type === 'date' ? undefined : 'next'}
      data-field={props.name}
      onInput={(event) => draft.type(event.currentTarget.value, true)}
      onBlur={finish}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && !event.isComposing) finish();
      }}
    />
  );
}

interface SharedTextProps {
  label: string;
  name: string;
  /** The text that all type into; null while it does not exist. */
  text: Y.Text | null;
  /** Called before the first letter when there is no text yet; must make `text` hold one. */
  onStart: () => void;
  readOnly: boolean;
  hint?: string;
  error?: string;
  /** Lines shown of a text that is empty or short (3). */
  rows?: number;
  class?: string;
}

/** A text that several people type into at once. */
export function SharedText(props: SharedTextProps) {
  let control: HTMLTextAreaElement | undefined;
  const start = (event: Event) => {
    const inserts = !(event instanceof InputEvent) || event.inputType.startsWith('insert');
    if (inserts && !props.text && !props.readOnly) props.onStart();
  };
  onMount(() => {
    // In the capture phase of an ancestor, so that the binding is there when the field itself hears the event.
    const around = control?.parentElement;
    around?.addEventListener('beforeinput', start, true);
    around?.addEventListener('compositionstart', start, true);
  });
  createEffect(
    on(
      () => props.text,
      (text) => {
        if (control && text) onCleanup(bindText(control, text));
      },
    ),
  );
  return (
    <TextArea
      ref={control}
      label={props.label}
      class={props.class ?? styles.text}
      rows={props.rows ?? 3}
      spellcheck={false}
      readOnly={props.readOnly}
      hint={props.hint}
      error={props.error}
      data-field={props.name}
    />
  );
}
