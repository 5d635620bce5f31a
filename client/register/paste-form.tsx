import { createMemo, createSignal, For, onMount, Show } from 'solid-js';
import { t } from '../i18n/register.ts';
import { words } from '../i18n/words.ts';
import { Button, Notice, TextArea } from '../ui/controls.tsx';
import type { RegisterModel } from './model.ts';
import { type PersonValues, type Problem, readPaste } from './paste.ts';
import styles from './paste-form.module.css';

/** Rows drawn in the preview; all are read. */
const drawn = 50;

const allColumns = ['name', 'birthYear', 'title', 'village', 'group', 'category', 'phone'] as const;

function cell(values: PersonValues, column: keyof PersonValues): string {
  if (column !== 'category') return values[column] ?? '';
  return values.category === 'other' ? '' : words().category[values.category];
}

const problemWords = (problems: readonly Problem[]) =>
  problems.map((problem) => t()[`problem_${problem}`]).join('; ');

/**
 * Takes rows copied from a spreadsheet: shows what was understood, adds the good ones, and leaves the others
 * in the field with their error, so that nothing that was pasted is lost.
 */
export function PasteForm(props: {
  model: RegisterModel;
  text: string;
  onAdded: (count: number, left: number) => void;
}) {
  let field: HTMLTextAreaElement | undefined;
  const [text, setText] = createSignal(props.text);
  const table = createMemo(() => readPaste(text(), props.model.all()));
  const good = createMemo(() => table().rows.filter((row) => row.problems.length === 0));
  const bad = createMemo(() => table().rows.filter((row) => row.problems.length > 0));
  const columns = createMemo(() =>
    allColumns.filter((column) => table().rows.some(({ values }) => cell(values, column) !== '')),
  );
  const preview = () => [...bad(), ...good()].slice(0, drawn);
  onMount(() => queueMicrotask(() => field?.focus()));
  const add = () => {
    const { header } = table();
    const [people, left] = [good(), bad()];
    // What is left is put down before the good rows become known people.
    setText(left.length > 0 ? [header, ...left.map((row) => row.source)].filter(Boolean).join('\n') : '');
    props.model.addInvited(people.map((row) => row.values));
    props.onAdded(people.length, left.length);
  };
  return (
    <div class={styles.form} data-draft>
      <TextArea
        ref={field}
        label={t().pasteLabel}
        hint={t().pasteHint}
        class={styles.source}
        rows={5}
        spellcheck={false}
        value={text()}
        onInput={(event) => setText(event.currentTarget.value)}
      />
      <Show when={table().rows.length > 0} fallback={<p class={styles.quiet}>{t().pasteNothing}</p>}>
        <Notice kind={bad().length > 0 ? 'warn' : 'done'}>
          {t().pasteFound(good().length, bad().length)}
        </Notice>
        <div class={styles.scroller}>
          <table class={styles.table}>
            <thead>
              <tr>
                <th scope="col">{t().line}</th>
                <For each={columns()}>{(column) => <th scope="col">{t()[column]}</th>}</For>
                <th scope="col">{t().problem}</th>
              </tr>
            </thead>
            <tbody>
              <For each={preview()}>
                {(row) => (
                  <tr>
                    <td>{row.line}</td>
                    <For each={columns()}>{(column) => <td>{cell(row.values, column)}</td>}</For>
                    <td class={styles.problem}>{problemWords(row.problems)}</td>
                  </tr>
                )}
              </For>
            </tbody>
          </table>
        </div>
        <Show when={table().rows.length > drawn}>
          <p class={styles.quiet}>{t().pasteMore(table().rows.length - drawn)}</p>
        </Show>
      </Show>
      <div>
        <Button kind="primary" icon="add" disabled={good().length === 0} onClick={add}>
          {t().pasteAdd(good().length)}
        </Button>
      </div>
    </div>
  );
}
