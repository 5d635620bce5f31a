import { createSignal, For, type JSX, Show } from 'solid-js';
import type { Dialogue } from '../../../shared/dialogue.ts';
import { type InboxEntry, inboxBounds, type TakingResult } from '../../../shared/inbox.ts';
import { inboxTexts as t } from '../../i18n/inbox.ts';
import { Button, Dialog, Notice, SelectField, TextArea } from '../../ui/controls.tsx';
import page from '../../ui/page.module.css';
import { createSending, SendingError } from '../../ui/sending.tsx';
import { briefly } from './filter.ts';
import styles from './inbox.module.css';
import type { InboxDesk } from './inbox-desk.ts';

/** What the organizer is about to do, and with which items. */
export interface Task {
  kind: 'take' | 'ask' | 'decline' | 'join' | 'assign';
  items: readonly InboxEntry[];
}

interface TaskProps {
  task: Task;
  desk: InboxDesk;
  dialogues: readonly Dialogue[];
  units: readonly string[];
  /** It is done: what came of it, null where there is nothing to tell. */
  onDone: (result: TakingResult | null) => void;
  onClose: () => void;
}

/** The form of the task at hand. */
export function TaskDialog(props: Omit<TaskProps, 'task'> & { task: Task | null }) {
  const title = () => {
    const { kind, items } = props.task ?? { kind: 'take', items: [] };
    const titles: Record<Task['kind'], string> = {
      take: t().takeTitle(items.length),
      ask: t().askTitle,
      decline: t().declineTitle,
      join: t().joinTitle,
      assign: t().assignTitle(items.length),
    };
    return titles[kind];
  };
  return (
    <Dialog open={props.task !== null} title={title()} onClose={props.onClose}>
      <Show when={props.task} keyed>
        {(task) => {
          const forms: Record<Task['kind'], () => JSX.Element> = {
            take: () => <TakeForm {...props} task={task} />,
            ask: () => (
              <WordsForm
                {...props}
                task={task}
                label={t().askLabel}
                hint={t().askHint}
                send={t().askDo}
                act={props.desk.ask}
              />
            ),
            decline: () => (
              <WordsForm
                {...props}
                task={task}
                label={t().declineLabel}
                hint={t().declineHint}
                send={t().declineDo}
                act={props.desk.decline}
              />
            ),
            join: () => <JoinForm {...props} task={task} />,
            assign: () => <AssignForm {...props} task={task} />,
          };
          return forms[task.kind]();
        }}
      </Show>
    </Dialog>
  );
}

/** What the act is about, a way out, and the act. */
function Form(props: {
  task: Task;
  send: string;
  onClose: () => void;
  act: () => Promise<void>;
  disabled?: boolean;
  children: JSX.Element;
}) {
  const { error, working, send } = createSending();
  return (
    <form
      class={page.page}
      onSubmit={(event) => {
        event.preventDefault();
        void send(props.act);
      }}
    >
      <Show when={props.task.items.length === 1 && props.task.items[0]}>
        {(item) => <p class={styles.about}>{briefly(item().content)}</p>}
      </Show>
      {props.children}
      <SendingError error={error()} />
      <div class={page.actions}>
        <Button kind="quiet" onClick={() => props.onClose()}>
          {t().cancel}
        </Button>
        <Button kind="primary" icon="check" type="submit" disabled={working() || props.disabled}>
          {props.send}
        </Button>
      </div>
    </form>
  );
}

const idsOf = (task: Task) => task.items.map(({ id }) => id);

function TakeForm(props: TaskProps) {
  const open = () => props.dialogues.filter(({ state }) => state === 'open');
  const isTaken = () => props.task.items.some(({ state }) => state === 'taken');
  const wish = () => {
    const [first] = props.task.items;
    const wanted = open().find(({ id }) => id === first?.wish && id !== first.dialogueId);
    return (wanted ?? open().find(({ id }) => id !== first?.dialogueId))?.id ?? '';
  };
  const [chosen, setChosen] = createSignal(wish());
  return (
    <Form
      {...props}
      send={t().takeDo}
      disabled={open().length === 0 && !isTaken()}
      act={async () => props.onDone(await props.desk.take(idsOf(props.task), chosen()))}
    >
      <Show when={open().length > 0 || isTaken()} fallback={<Notice>{t().takeNone}</Notice>}>
        <SelectField
          label={t().takeWhere}
          hint={t().takeHint}
          data-field="dialogue"
          onChange={(event) => setChosen(event.currentTarget.value)}
        >
          <For each={open()}>
            {(dialogue) => (
              <option value={dialogue.id} selected={chosen() === dialogue.id}>
                {[dialogue.title, [dialogue.quarter, dialogue.year].filter(Boolean).join('/')].join(' – ')}
              </option>
            )}
          </For>
          <Show when={isTaken()}>
            <option value="" selected={chosen() === ''}>
              {t().backHere}
            </option>
          </Show>
        </SelectField>
      </Show>
    </Form>
  );
}

function WordsForm(
  props: TaskProps & {
    label: string;
    hint: string;
    send: string;
    act: (item: InboxEntry, text: string) => Promise<void>;
  },
) {
  const [words, setWords] = createSignal('');
  const [missing, setMissing] = createSignal(false);
  return (
    <Form
      {...props}
      act={async () => {
        setMissing(words().trim() === '');
        const [item] = props.task.items;
        if (missing() || !item) return;
        await props.act(item, words());
        props.onDone(null);
      }}
    >
      <TextArea
        label={props.label}
        hint={props.hint}
        error={missing() ? t().missing : undefined}
        rows={4}
        maxLength={inboxBounds.text}
        data-field="words"
        value={words()}
        onInput={(event) => setWords(event.currentTarget.value)}
      />
    </Form>
  );
}

function JoinForm(props: TaskProps) {
  // What is on a board already goes on; else what came first.
  const first = () =>
    props.task.items.find(({ state }) => state === 'taken') ??
    props.task.items.toSorted((a, b) => (a.at < b.at ? -1 : 1))[0];
  const [main, setMain] = createSignal(first()?.id ?? '');
  return (
    <Form
      {...props}
      send={t().joinDo}
      act={async () => {
        const others = idsOf(props.task).filter((id) => id !== main());
        props.onDone(await props.desk.join(others, main()));
      }}
    >
      <p class={page.lead}>{t().joinHint}</p>
      <fieldset class={styles.choices}>
        <legend>{t().joinMain}</legend>
        <For each={props.task.items}>
          {(item) => (
            <label class={styles.choice}>
              <input
                type="radio"
                name="main"
                checked={main() === item.id}
                onChange={() => setMain(item.id)}
              />
              <span>
                {item.number ? `${item.number} · ` : ''}
                {briefly(item.content)}
                <small>
                  {[item.senderName, item.village]
                    .filter((each, n) => n === 0 || each !== item.senderName)
                    .filter(Boolean)
                    .join(' · ')}
                </small>
              </span>
            </label>
          )}
        </For>
      </fieldset>
    </Form>
  );
}

function AssignForm(props: TaskProps) {
  const [first] = props.task.items;
  const [unit, setUnit] = createSignal(first?.unit || first?.usualUnit || props.units[0] || '');
  return (
    <Form
      {...props}
      send={t().assignDo}
      act={async () => props.onDone(await props.desk.assign(idsOf(props.task), unit()))}
    >
      <SelectField
        label={t().assignUnit}
        hint={t().assignHint}
        data-field="unit"
        onChange={(event) => setUnit(event.currentTarget.value)}
      >
        <For each={props.units}>
          {(each) => (
            <option value={each} selected={unit() === each}>
              {each}
            </option>
          )}
        </For>
        <option value="" selected={unit() === ''}>
          {t().assignNone}
        </option>
      </SelectField>
    </Form>
  );
}
