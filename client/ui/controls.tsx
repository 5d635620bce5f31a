import {
  createContext,
  createEffect,
  createSignal,
  createUniqueId,
  type JSX,
  on,
  onCleanup,
  onMount,
  type ParentProps,
  Show,
  splitProps,
  useContext,
} from 'solid-js';
import { common } from '../i18n/common.ts';
import styles from './controls.module.css';
import { Icon, type IconName } from './icon.tsx';

type ButtonKind = 'plain' | 'primary' | 'quiet' | 'danger';

interface ButtonProps extends JSX.ButtonHTMLAttributes<HTMLButtonElement> {
  kind?: ButtonKind;
  icon?: IconName;
}

/** A button that never submits by accident (type="button" unless said otherwise). */
export function Button(props: ButtonProps) {
  const [own, rest] = splitProps(props, ['kind', 'icon', 'class', 'children', 'type']);
  return (
    <button
      {...rest}
      type={own.type ?? 'button'}
      class={`${styles.button} ${own.kind && own.kind !== 'plain' ? styles[own.kind] : ''} ${own.class ?? ''}`}
    >
      <Show when={own.icon}>{(name) => <Icon name={name()} />}</Show>
      {own.children}
    </button>
  );
}

interface FieldProps {
  label: string;
  hint?: string;
  error?: string;
}

/** What a part of the page shows under each of its fields, by the field's name (`data-field`). */
export const BesideField = createContext<(name: string) => JSX.Element>();

function Beside(props: { field: () => HTMLElement | undefined }) {
  const show = useContext(BesideField);
  const [name, setName] = createSignal('');
  onMount(() => {
    const control = show && props.field()?.querySelector('[data-field]');
    setName(control?.getAttribute('data-field') ?? '');
  });
  return <Show when={name()}>{(known) => show?.(known())}</Show>;
}

/** Label, control, hint and error, tied together for assistive technology. */
export function Field(
  props: FieldProps & {
    children: (ids: { id: string; describedBy: string | undefined; invalid: boolean }) => JSX.Element;
  },
) {
  let root: HTMLDivElement | undefined;
  const id = createUniqueId();
  const described = () => (props.error || props.hint ? `${id}-note` : undefined);
  return (
    <div ref={root} class={styles.field}>
      <label class={styles.label} for={id}>
        {props.label}
      </label>
      {props.children({
        id,
        get describedBy() {
          return described();
        },
        get invalid() {
          return Boolean(props.error);
        },
      })}
      <Show when={props.error || props.hint}>
        <span id={`${id}-note`} class={props.error ? styles.error : styles.hint}>
          {props.error || props.hint}
        </span>
      </Show>
      <Beside field={() => root} />
    </div>
  );
}

/** A labelled one-line input. */
export function TextField(props: FieldProps & JSX.InputHTMLAttributes<HTMLInputElement>) {
  const [own, rest] = splitProps(props, ['label', 'hint', 'error', 'class']);
  // A browser shows a day in the order of its own language; the words under the box say which day it is.
  const day = () =>
    rest.type === 'date' && typeof rest.value === 'string' ? common().dayInWords(rest.value) : '';
  return (
    <Field label={own.label} hint={[day(), own.hint].filter(Boolean).join(' · ')} error={own.error}>
      {(ids) => (
        <input
          {...rest}
          id={ids.id}
          class={`${styles.control} ${own.class ?? ''}`}
          aria-describedby={ids.describedBy}
          aria-invalid={ids.invalid}
        />
      )}
    </Field>
  );
}

/** A labelled text of several lines. */
export function TextArea(props: FieldProps & JSX.TextareaHTMLAttributes<HTMLTextAreaElement>) {
  const [own, rest] = splitProps(props, ['label', 'hint', 'error', 'class']);
  return (
    <Field label={own.label} hint={own.hint} error={own.error}>
      {(ids) => (
        <textarea
          {...rest}
          id={ids.id}
          class={`${styles.control} ${own.class ?? ''}`}
          aria-describedby={ids.describedBy}
          aria-invalid={ids.invalid}
        />
      )}
    </Field>
  );
}

/** A labelled choice. */
export function SelectField(props: FieldProps & JSX.SelectHTMLAttributes<HTMLSelectElement>) {
  const [own, rest] = splitProps(props, ['label', 'hint', 'error', 'class', 'children']);
  return (
    <Field label={own.label} hint={own.hint} error={own.error}>
      {(ids) => (
        <select
          {...rest}
          id={ids.id}
          class={`${styles.control} ${own.class ?? ''}`}
          aria-describedby={ids.describedBy}
          aria-invalid={ids.invalid}
        >
          {own.children}
        </select>
      )}
    </Field>
  );
}

/** A short word with a colour behind it; the colour never carries the meaning alone. */
export function Badge(props: ParentProps<{ color?: string; icon?: IconName }>) {
  return (
    <span class={styles.badge} style={props.color ? { color: props.color } : undefined}>
      <Show when={props.icon}>{(name) => <Icon name={name()} />}</Show>
      {props.children}
    </span>
  );
}

/** A sentence that needs attention; `error` and `warn` are announced. */
export function Notice(props: ParentProps<{ kind?: 'info' | 'warn' | 'error' | 'done' }>) {
  const kind = () => props.kind ?? 'info';
  const look = { info: '', warn: styles.warn, error: styles.bad, done: styles.good };
  return (
    <div class={`${styles.notice} ${look[kind()]}`} role={kind() === 'error' ? 'alert' : 'status'}>
      <Icon name={kind() === 'done' ? 'check' : kind() === 'info' ? 'info' : 'warning'} />
      <div>{props.children}</div>
    </div>
  );
}

/** A modal dialog on the browser's own <dialog>: focus stays inside, Escape closes, focus returns. */
export function Dialog(props: ParentProps<{ open: boolean; title: string; onClose: () => void }>) {
  let element: HTMLDialogElement | undefined;
  const titleId = createUniqueId();
  onMount(() => {
    createEffect(
      on(
        () => props.open,
        (open) => {
          if (open && !element?.open) {
            element?.showModal();
            // Not the button that closes: a space typed too early must not throw the form away.
            element
              ?.querySelector<HTMLElement>(`.${styles.dialogBody} :is(input, textarea, select)`)
              ?.focus();
          }
          if (!open && element?.open) element.close();
        },
      ),
    );
  });
  onCleanup(() => element?.close());
  return (
    <dialog ref={element} class={styles.dialog} aria-labelledby={titleId} onClose={() => props.onClose()}>
      <div class={styles.dialogHead}>
        <h2 id={titleId}>{props.title}</h2>
        <Button kind="quiet" icon="close" aria-label={common().close} onClick={() => props.onClose()} />
      </div>
      <div class={styles.dialogBody}>
        <Show when={props.open}>{props.children}</Show>
      </div>
    </dialog>
  );
}
