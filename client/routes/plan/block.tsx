import { createMemo, For, type ParentProps, Show } from 'solid-js';
import { textIn } from '../../../shared/docs/plan.ts';
import { ensureText } from '../../../shared/docs/plan-write.ts';
import { LiveField, SharedText } from '../../board/live-field.tsx';
import { initials } from '../../board/presence.ts';
import { t } from '../../i18n/plan.ts';
import { Icon } from '../../ui/icon.tsx';
import type { Link } from './link.ts';
import type { PlanModel } from './model.ts';
import styles from './plan.module.css';

type Entry = ReturnType<PlanModel['head']>;

interface BlockProps {
  id: string;
  /** The part's name, as the way to the source says it. */
  name: string;
  link: Link;
}

/** A block of the form that lines of the source went to; it shows who else is in it. */
export function Block(props: ParentProps<BlockProps>) {
  const others = () => props.link.others(props.id);
  return (
    <div
      id={props.id}
      tabIndex={-1}
      class={styles.block}
      classList={{ [styles.active ?? '']: props.link.active() === props.id }}
      onFocusIn={() => {
        props.link.point(props.id);
        props.link.here(props.id);
      }}
      onPointerEnter={() => props.link.point(props.id)}
    >
      {props.children}
      <Show when={others().length > 0}>
        <span class={styles.others} data-others>
          <For each={others()}>
            {(person) => (
              <span class={styles.other} style={{ background: person.color }} title={t().isHere(person.name)}>
                <span aria-hidden="true">{initials(person.name)}</span>
                <span class="visually-hidden">{t().isHere(person.name)}</span>
              </span>
            )}
          </For>
        </span>
      </Show>
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

/** A root text of the plan: running text, or a list with one entry a line. */
export function RootText(props: {
  model: PlanModel;
  name: Parameters<PlanModel['text']>[0];
  label: string;
  hint?: string;
  rows?: number;
}) {
  return (
    <SharedText
      label={props.label}
      hint={props.hint}
      name={props.name}
      class={styles.growing}
      rows={props.rows ?? 2}
      text={props.model.text(props.name)}
      onStart={() => undefined}
      readOnly={props.model.readOnly()}
    />
  );
}

/** A text of an entry. */
export function EntryText(props: {
  model: PlanModel;
  entry: Entry | null;
  /** Key in the entry. */
  name: string;
  label: string;
  hint?: string;
  rows?: number;
}) {
  // The same text as long as the entry has it: the field is not bound anew at each letter.
  const text = createMemo(() => {
    props.model.version();
    return textIn(props.entry, props.name);
  });
  return (
    <SharedText
      label={props.label}
      hint={props.hint}
      name={props.name}
      class={styles.growing}
      rows={props.rows ?? 2}
      text={text()}
      onStart={() => props.entry && ensureText(props.entry, props.name)}
      readOnly={props.model.readOnly()}
    />
  );
}

/** A short value of an entry; of two who write one at once, one value stays. */
export function Line(props: {
  model: PlanModel;
  entry: Entry | null;
  name: string;
  label: string;
  value: string;
  hint?: string;
  type?: 'text' | 'date' | 'time';
  required?: boolean;
  list?: string;
}) {
  return (
    <LiveField
      label={props.label}
      hint={props.hint}
      name={props.name}
      type={props.type ?? 'text'}
      required={props.required}
      list={props.list}
      value={props.value}
      onValue={(value) => props.model.set(props.entry, props.name, value)}
      readOnly={props.model.readOnly()}
    />
  );
}
