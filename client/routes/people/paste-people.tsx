import { createMemo, createSignal, For, Show } from 'solid-js';
import type { Dialogue, Office } from '../../../shared/dialogue.ts';
import { api } from '../../api.ts';
import { common } from '../../i18n/common.ts';
import { peopleTexts as t } from '../../i18n/people.ts';
import { Button, Notice, TextArea } from '../../ui/controls.tsx';
import page from '../../ui/page.module.css';
import { createSending, SendingError } from '../../ui/sending.tsx';
import { DialogueSelect } from './dialogue-select.tsx';
import type { Listed } from './model.ts';
import { importRows, type PastedPerson, readPeople } from './paste.ts';
import styles from './people.module.css';

/** Rows drawn in the preview; all are read. The server takes as many at once. */
const drawn = 100;
const atOnce = 500;

/**
 * Takes persons copied from a spreadsheet: shows what was understood, adds the good rows, and leaves the others in
 * the box with what is wrong with them.
 */
export function PastePeople(props: {
  people: readonly Listed[];
  office: Office;
  dialogues: readonly Dialogue[];
  /** What was stored: how many persons, the ids of the new duties, how many rows are left. */
  onDone: (people: number, dutyIds: string[], left: number) => Promise<void>;
}) {
  const open = props.dialogues.filter(({ state }) => state === 'open');
  const [text, setText] = createSignal('');
  const [dialogueId, setDialogueId] = createSignal(open.length === 1 ? (open[0]?.id ?? '') : '');
  const read = createMemo(() =>
    readPeople(text(), { known: props.people, office: props.office, dialogueId: dialogueId() }),
  );
  const good = createMemo(() =>
    read()
      .rows.filter(({ problems }) => problems.length === 0)
      .slice(0, atOnce),
  );
  const bad = createMemo(() => read().rows.filter(({ problems }) => problems.length > 0));
  const { error, working, send } = createSending();
  const add = async () => {
    const { header, rows } = read();
    const taken = new Set(good());
    const left = rows.filter((row) => !taken.has(row));
    const answer = await (await api.people.import.$post({ json: { rows: importRows([...taken]) } })).json();
    setText(left.length > 0 ? [header, ...left.map(({ source }) => source)].filter(Boolean).join('\n') : '');
    await props.onDone(
      answer.people,
      answer.duties.map(({ id }) => id),
      left.length,
    );
  };
  const wordsOf = ({ title, unit, duty, role, village }: PastedPerson) =>
    [title, unit, duty ? common()[duty.role] : role, duty?.village || village].filter(Boolean).join(' – ');
  const remark = (row: PastedPerson) => {
    if (row.problems.length > 0) return row.problems.map((problem) => t()[`problem_${problem}`]).join('; ');
    return row.personId ? t().isKnown : '';
  };
  return (
    <form
      class={page.page}
      onSubmit={(event) => {
        event.preventDefault();
        void send(add);
      }}
    >
      <DialogueSelect
        label={t().pasteDialogue}
        none={t().pasteNoDialogue}
        value={dialogueId()}
        dialogues={props.dialogues}
        onValue={setDialogueId}
      />
      <TextArea
        label={t().pasteLabel}
        hint={t().pasteHint}
        class={styles.source}
        rows={5}
        spellcheck={false}
        value={text()}
        onInput={(event) => setText(event.currentTarget.value)}
      />
      <Show when={read().rows.length > 0} fallback={<p class={page.muted}>{t().pasteNothing}</p>}>
        <Notice kind={bad().length > 0 ? 'warn' : 'done'}>
          {t().pasteFound(good().length, bad().length)}
        </Notice>
        <ul class={styles.rows}>
          <For each={[...bad(), ...good()].slice(0, drawn)}>
            {(row) => (
              <li>
                <span class={page.muted}>{t().line(row.line)}</span>
                <span>
                  <strong>{row.name}</strong> {wordsOf(row)}
                  <Show when={remark(row)}>
                    {(words) => <p class={row.problems.length > 0 ? styles.bad : page.muted}>{words()}</p>}
                  </Show>
                </span>
              </li>
            )}
          </For>
        </ul>
      </Show>
      <SendingError error={error()} />
      <div class={page.actions}>
        <Button kind="primary" icon="add" type="submit" disabled={working() || good().length === 0}>
          {t().pasteAdd(good().length)}
        </Button>
      </div>
    </form>
  );
}
