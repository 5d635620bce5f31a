import { createEffect, createMemo, createSignal, For, on, onCleanup, onMount } from 'solid-js';
import type * as Y from 'yjs';
import { t } from '../i18n/board.ts';
import { SelectField, TextArea, TextField } from '../ui/controls.tsx';
import { longDay } from './days.ts';
import styles from './live-field.module.css';
import { bindText } from './text-binding.ts';

/** How long after the last letter a one-line field is written into the document, in milliseconds. */
const writeDelay = 300;

interface LiveFieldProps {
  label: string;
  /** Name by which the field is found when something is missing (`data-field`). */
  name: string;
  value: string;
  onValue: (value: string) => void;
  /** The person is done with the field (left it, or pressed Enter) and changed it. */
  onDone?: (value: string) => void;
  readOnly?: boolean;
  type?: 'text' | 'tel' | 'date';
  /** Id of a datalist. */
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
  let timer: ReturnType<typeof setTimeout> | undefined;
  let changed = false;
  const [draft, setDraft] = createSignal<string | null>(null);
  const clean = (text: string) => text.normalize('NFC').replace(/\s+/g, ' ');

  const write = () => {
    clearTimeout(timer);
    const text = draft();
    if (text !== null && clean(text) !== props.value) props.onValue(clean(text));
  };
  const finish = () => {
    const text = draft();
    if (text === null) return;
    setDraft(clean(text).trim());
    write();
    setDraft(null);
    if (changed) props.onDone?.(clean(text).trim());
    changed = false;
  };

  createEffect(() => {
    const shown = draft() ?? props.value;
    if (input && input.value !== shown) input.value = shown;
  });
  onMount(() => window.addEventListener('pagehide', finish));
  onCleanup(() => {
    window.removeEventListener('pagehide', finish);
    finish();
  });

  return (
    <TextField
      ref={input}
      label={props.label}
      hint={props.hint ?? (props.type === 'date' ? longDay(props.value) : undefined)}
      error={props.error}
      class={props.class}
      type={props.type ?? 'text'}
      list={props.list}
      placeholder={props.placeholder}
      readOnly={props.readOnly}
      autocomplete="off"
      data-field={props.name}
      onInput={(event) => {
        changed = true;
        setDraft(event.currentTarget.value);
        clearTimeout(timer);
        timer = setTimeout(write, writeDelay);
      }}
      onBlur={finish}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && !event.isComposing) finish();
      }}
    />
  );
}

/** A choice of a shared value. A value that is not among the choices is offered too, so that it is never lost. */
export function ChoiceField(props: {
  label: string;
  name: string;
  value: string;
  choices: readonly { value: string; label: string }[];
  /** Offers the empty choice. */
  optional?: boolean;
  onValue: (value: string) => void;
  readOnly?: boolean;
  error?: string;
}) {
  const choices = createMemo(() => {
    const known = props.choices.some((choice) => choice.value === props.value);
    const all = props.optional ? [{ value: '', label: t().choose }, ...props.choices] : [...props.choices];
    return known || (props.value === '' && props.optional)
      ? all
      : [...all, { value: props.value, label: props.value }];
  });
  return (
    <SelectField
      label={props.label}
      error={props.error}
      disabled={props.readOnly}
      data-field={props.name}
      onChange={(event) => props.onValue(event.currentTarget.value)}
    >
      <For each={choices()}>
        {(choice) => (
          <option value={choice.value} selected={choice.value === props.value}>
            {choice.label}
          </option>
        )}
      </For>
    </SelectField>
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
      class={styles.text}
      rows={3}
      spellcheck={false}
      readOnly={props.readOnly}
      hint={props.hint}
      error={props.error}
      data-field={props.name}
    />
  );
}
