import { useParams } from '@solidjs/router';
import { createMemo, createResource, createSignal, For, Show } from 'solid-js';
import {
  type Comparison,
  compareRecords,
  type EntryChange,
  type FieldChange,
  isSame,
} from '../../../shared/comparing/comparing.ts';
import type { WordPart } from '../../../shared/comparing/words.ts';
import { valueWords } from '../../board/conflicts.ts';
import { loadRecord, loadReview } from '../../data.ts';
import { comparedFields } from '../../i18n/compared-fields.ts';
import { pageNames } from '../../i18n/page-names.ts';
import { reviewTexts as t } from '../../i18n/review.ts';
import { Notice } from '../../ui/controls.tsx';
import { DocumentRow } from '../../ui/document-links.tsx';
import page from '../../ui/page.module.css';
import { DialogueFrame } from '../dialogue/dialogue-frame.tsx';
import { stateWords } from './model.ts';
import styles from './review.module.css';

/** What differs between two versions of a dialogue's record. */
export default function ComparePage() {
  const params = useParams<{ id: string; before: string }>();
  const [after] = createResource(() => params.id, loadRecord);
  const [before] = createResource(() => params.before, loadRecord);
  const both = () => {
    const [one, two] = [before(), after()];
    return one && two ? { before: one, after: two } : null;
  };
  return (
    <Show when={both()}>
      {(loaded) => (
        <DialogueFrame dialogue={loaded().after.record.dialogue}>
          <Compared {...loaded()} />
        </DialogueFrame>
      )}
    </Show>
  );
}

type Loaded = Awaited<ReturnType<typeof loadRecord>>;

function Compared(props: { before: Loaded; after: Loaded }) {
  const [review] = createResource(() => props.after.record.dialogue.id, loadReview);
  const [onlyChanges, setOnlyChanges] = createSignal(true);
  const made = createMemo(() => compareRecords(props.before.record, props.after.record));
  const nameOf = (id: string) => {
    const version = review()?.versions.find((one) => one.id === id);
    return version ? `${t().edition(version.edition)} (${stateWords(version)})` : '';
  };
  const href = () =>
    `/api/freezes/${props.after.summary.id}/comparison/${props.before.summary.id}/comparison`;
  return (
    <div class={page.page}>
      <div class={page.head}>
        <h2>{pageNames().compare}</h2>
        <DocumentRow name={t().asDocument} href={href()} />
      </div>
      <p>
        {t().before}: {nameOf(props.before.summary.id)} · {t().after}: {nameOf(props.after.summary.id)}
      </p>
      <Show when={props.after.record.amends}>{(amends) => <p>{`${t().reason}: ${amends().reason}`}</p>}</Show>
      <Show when={isSame(made())}>
        <Notice>{t().same}</Notice>
      </Show>
      <label class={styles.check}>
        <input
          type="checkbox"
          checked={onlyChanges()}
          onChange={(event) => setOnlyChanges(event.currentTarget.checked)}
        />{' '}
        {t().onlyChanges}
      </label>
      <MinutesChanges changes={made().minutes} onlyChanges={onlyChanges()} />
      <Entries title={t().petitions} changes={made().petitions} />
      <Entries title={t().attendance} changes={made().attendees} />
    </div>
  );
}

/** What differs between two texts of minutes, with the headings over each change. */
export function MinutesChanges(props: { changes: Comparison['minutes']; onlyChanges: boolean }) {
  const shown = () => {
    if (!props.onlyChanges) return props.changes;
    // Headings over a change stay, so that a reader knows where it is.
    const result: Comparison['minutes'] = [];
    let head: Comparison['minutes'][number] | null = null;
    for (const change of props.changes) {
      if (change.kind === 'same') {
        if (change.passage.kind === 'heading') head = change;
        continue;
      }
      if (head) result.push(head);
      head = null;
      result.push(change);
    }
    return result;
  };
  return (
    <section class={page.card} aria-label={t().minutes}>
      <h2>{t().minutes}</h2>
      <For each={shown()} fallback={<p class={page.muted}>{t().unchanged}</p>}>
        {(change) => (
          <p
            class={styles.passage}
            data-kind={change.passage.kind}
            data-level={change.passage.level}
            data-change={change.kind}
          >
            <Parts parts={change.parts} />
          </p>
        )}
      </For>
    </section>
  );
}

/** Words with those added and removed; told apart without colour, and to a screen reader as well. */
function Parts(props: { parts: readonly WordPart[] }) {
  return (
    <For each={props.parts}>
      {(part) => (
        <Show when={part.kind !== 'same'} fallback={part.text}>
          <Show
            when={part.kind === 'added'}
            fallback={
              <del class={styles.removed}>
                <span class="visually-hidden">[{t().removed}: </span>
                {part.text}
                <span class="visually-hidden">]</span>
              </del>
            }
          >
            <ins class={styles.added}>
              <span class="visually-hidden">[{t().added}: </span>
              {part.text}
              <span class="visually-hidden">]</span>
            </ins>
          </Show>
        </Show>
      )}
    </For>
  );
}

type Field = keyof ReturnType<typeof comparedFields>;

function comparedWords(field: Field, value: string): string {
  if (field === 'present') return value === 'yes' ? t().yes : t().no;
  return valueWords(field === 'outcome' ? 'state' : field, value);
}

function fieldParts({ field, from, to, parts }: FieldChange<Field>): WordPart[] {
  if (field === 'content' || field === 'answer') return parts;
  return [
    ...(from ? [{ kind: 'removed' as const, text: comparedWords(field, from) }] : []),
    ...(from && to ? [{ kind: 'same' as const, text: ' ' }] : []),
    ...(to ? [{ kind: 'added' as const, text: comparedWords(field, to) }] : []),
  ];
}

/** Petitions or people that differ, field by field. */
export function Entries(props: { title: string; changes: readonly EntryChange<Field>[] }) {
  return (
    <section class={page.card} aria-label={props.title}>
      <h2>{props.title}</h2>
      <For each={props.changes} fallback={<p class={page.muted}>{t().unchanged}</p>}>
        {(change) => (
          <div class={styles.entry} data-change={change.kind}>
            <p>
              <strong>{change.name}</strong> ({t()[change.kind]})
            </p>
            <dl class={styles.fields}>
              <For each={change.fields}>
                {(field) => (
                  <div>
                    <dt>{comparedFields()[field.field]}</dt>
                    <dd>
                      <Parts parts={fieldParts(field)} />
                    </dd>
                  </div>
                )}
              </For>
            </dl>
          </div>
        )}
      </For>
    </section>
  );
}
