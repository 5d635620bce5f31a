import { type JSX, type ParentProps, Show } from 'solid-js';
import { t } from '../../i18n/plan.ts';
import { TextArea, TextField } from '../../ui/controls.tsx';
import { Icon } from '../../ui/icon.tsx';
import { fromLines, toLines } from '../../ui/lines.ts';
import type { Link } from './link.ts';
import styles from './plan.module.css';

interface BlockProps {
  id: string;
  /** The part's name, as the way to the source says it. */
  name: string;
  link: Link;
}

/** A block of the form that lines of the source went to. */
export function Block(props: ParentProps<BlockProps>) {
  return (
    <div
      id={props.id}
      tabIndex={-1}
      class={styles.block}
      classList={{ [styles.active ?? '']: props.link.active() === props.id }}
      onFocusIn={() => props.link.point(props.id)}
      onPointerEnter={() => props.link.point(props.id)}
    >
      {props.children}
      <Show when={props.link.hasSource(props.id)}>
        <button
          type="button"
          class={styles.toSource}
          aria-label={t().toSource(props.name)}
          title={t().toSource(props.name)}
          onClick={() => props.link.toSource(props.id)}
        >
          <Icon name="document" />
        </button>
      </Show>
    </div>
  );
}

interface Value<T> {
  label: string;
  hint?: string;
  value: T;
  set: (value: T) => void;
}

/** A list, one entry a line. */
export function Lines(props: Value<readonly string[]> & { rows?: number }): JSX.Element {
  return (
    <TextArea
      label={props.label}
      hint={props.hint}
      class={styles.growing}
      rows={props.rows ?? 2}
      value={toLines(props.value)}
      onChange={(event) => props.set(fromLines(event.currentTarget.value))}
    />
  );
}

/** Paragraphs of running text. */
export function Paragraphs(props: Value<string>): JSX.Element {
  return (
    <TextArea
      label={props.label}
      hint={props.hint}
      class={styles.growing}
      rows={1}
      value={props.value}
      onInput={(event) => props.set(event.currentTarget.value)}
    />
  );
}

/** One line of text. */
export function Line(props: Value<string> & { type?: 'text' | 'date'; required?: boolean }): JSX.Element {
  return (
    <TextField
      label={props.label}
      hint={props.hint}
      type={props.type ?? 'text'}
      required={props.required ?? false}
      value={props.value}
      onInput={(event) => props.set(event.currentTarget.value)}
    />
  );
}
