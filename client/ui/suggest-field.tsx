import { createEffect, createUniqueId, Show } from 'solid-js';
import { suggestTexts as t } from '../i18n/suggest.ts';
import { TextField } from './controls.tsx';
import { createLiveDraft } from './live-draft.ts';
import { createSuggestions, type Suggestion } from './suggest.ts';
import styles from './suggest-field.module.css';
import { optionId, SuggestList } from './suggest-list.tsx';

export type { Suggestion } from './suggest.ts';

interface SuggestFieldProps {
  label: string;
  /** Name by which the field is found when something is missing (`data-field`). */
  name: string;
  /** The shared value. */
  value: string;
  /** What is offered, in the order in which it is offered before a letter is typed. */
  suggestions: readonly Suggestion[];
  /** Stands first, ready to be taken by Enter, while the field is empty. */
  offer?: Suggestion | null;
  /** Only what is offered may be chosen, and the empty value when `optional`. Otherwise any text may be typed. */
  strict?: boolean;
  optional?: boolean;
  /** The list opens by itself when the empty field gets the focus. */
  eager?: boolean;
  onValue: (value: string) => void;
  /** The person is done with the field and changed it; `taken` is the suggestion that was taken, if one was. */
  onDone?: (value: string, taken: Suggestion | null) => void;
  readOnly?: boolean;
  hint?: string;
  error?: string;
  placeholder?: string;
}

/**
 * A one-line field of a shared value that is filled by typing: what matches is offered, without regard to marks
 * and by first letters too. Enter takes what is marked and leaves it to the form to go on to the next field; Tab
 * takes it when the person moved to it or what was typed can mean nothing else. Like LiveField, free text is
 * written after a short rest, on leaving and when the page goes, and others do not overwrite it meanwhile.
 */
export function SuggestField(props: SuggestFieldProps) {
  let input: HTMLInputElement | undefined;
  let wasOpen = false;
  const listId = createUniqueId();
  const known = (value: string) => props.suggestions.find((suggestion) => suggestion.value === value);
  const labelOf = (value: string) => (props.strict ? known(value)?.label : undefined) ?? value;

  const take = (suggestion: Suggestion) => {
    list.reset();
    const changed = suggestion.value !== props.value || draft.text() !== null;
    draft.drop();
    if (suggestion.value !== props.value) props.onValue(suggestion.value);
    if (changed) props.onDone?.(suggestion.value, suggestion);
  };
  /** The field is left without a choice: free text stays as it was typed, a choice must be one of the list. */
  const leave = () => {
    const typed = draft.text();
    list.close();
    if (typed === null) return;
    if (!props.strict) {
      list.reset();
      const done = draft.finish();
      if (done !== null) props.onDone?.(done, null);
      return;
    }
    const meant = list.meant();
    if (meant) take(meant);
    else if (typed.trim() === '' && props.optional) take({ value: '' });
    else {
      list.reset(typed);
      draft.drop();
    }
  };
  const draft = createLiveDraft(
    () => props.value,
    (value) => props.onValue(value),
    leave,
  );
  const list = createSuggestions({
    typed: () => draft.text(),
    value: () => props.value,
    suggestions: () => props.suggestions,
    offer: () => props.offer ?? null,
    strict: () => props.strict === true,
  });
  const shown = () => draft.text() ?? labelOf(props.value);
  createEffect(() => {
    const text = shown();
    if (input && input.value !== text) input.value = text;
  });

  /** Enter takes what is marked, or what was typed; a choice that there is not keeps the form where it is. */
  const confirm = (event: KeyboardEvent) => {
    const marked = list.marked();
    // What is taken must not submit a form around the field, too.
    if (marked) event.preventDefault();
    if (marked) take(marked);
    else leave();
    if (list.refused() === '') return;
    event.preventDefault();
    event.stopPropagation();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    // Key 229: the input method has the key.
    if (event.isComposing || event.keyCode === 229 || props.readOnly) return;
    const withModifier = event.ctrlKey || event.metaKey || event.altKey;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      if (withModifier) return;
      event.preventDefault();
      list.move(event.key === 'ArrowDown' ? 1 : -1);
    } else if (event.key === 'Escape' && list.open()) {
      event.preventDefault();
      event.stopPropagation();
      list.close();
    } else if (event.key === 'Tab' || (event.key === 'Enter' && withModifier)) {
      const meant = list.meant();
      if (meant) take(meant);
    } else if (event.key === 'Enter') confirm(event);
  };
  const error = () => (list.refused() ? t().notOffered(list.refused(), labelOf(props.value)) : props.error);

  return (
    <div class={styles.field}>
      <TextField
        ref={input}
        label={props.label}
        hint={props.hint}
        error={error()}
        class={props.strict ? styles.choice : undefined}
        role="combobox"
        aria-expanded={list.open()}
        aria-controls={list.open() ? listId : undefined}
        aria-autocomplete="list"
        aria-activedescendant={list.markedAt() < 0 ? undefined : optionId(listId, list.markedAt())}
        // A finger chooses from the list; a keyboard on the screen would only hide it.
        inputmode={props.strict && matchMedia('(pointer: coarse)').matches ? 'none' : undefined}
        placeholder={props.placeholder ?? (props.strict ? t().choose : undefined)}
        readOnly={props.readOnly}
        autocomplete="off"
        spellcheck={false}
        enterkeyhint="next"
        data-field={props.name}
        onFocus={(event) => {
          if (props.readOnly) return;
          if (props.strict) event.currentTarget.select();
          if ((props.eager ?? true) && props.value === '') list.show();
        }}
        onInput={(event) => {
          list.ask();
          draft.type(event.currentTarget.value, !props.strict);
        }}
        onPointerDown={() => {
          wasOpen = list.open();
        }}
        onMouseDown={(event) => {
          if (props.readOnly || !props.strict || draft.text() !== null) return;
          // The next letter begins another choice; the mouse must not put a caret into the one there is.
          event.preventDefault();
          event.currentTarget.focus();
          event.currentTarget.select();
        }}
        onClick={() => {
          if (props.readOnly) return;
          if (wasOpen) list.close();
          else if (props.strict || shown() === '') list.show();
        }}
        onBlur={leave}
        onKeyDown={onKeyDown}
      />
      <Show when={list.open()}>
        <SuggestList id={listId} label={props.label} list={list} field={() => input} onTake={take} />
      </Show>
    </div>
  );
}
