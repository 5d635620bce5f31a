import { createMemo, createSignal, For, onCleanup, onMount, Show, untrack } from 'solid-js';
import { shortTime } from '../board/days.ts';
import { t } from '../i18n/register.ts';
import { Button, Dialog, Notice } from '../ui/controls.tsx';
import { Icon } from '../ui/icon.tsx';
import { type Count, countBy, type Order, type Shown } from './attendance.ts';
import { AttendanceTable } from './attendance-table.tsx';
import { createRegisterModel, type Done, type RegisterModel, type RegisterPanelProps } from './model.ts';
import { PasteForm } from './paste-form.tsx';
import { PersonForm, WalkInForm } from './person-form.tsx';
import styles from './register-panel.module.css';

export type { RegisterPanelProps } from './model.ts';

const messageTime = 10_000;

/** What stands before the list: the form for walk-ins, pasted rows, one person's details, or nothing. */
type Opened = { what: 'add'; name: string } | { what: 'paste'; text: string } | { what: 'edit'; id: string };

function Counts(props: { title: string; counts: readonly Count[] }) {
  return (
    <table class={styles.counts}>
      <caption>{props.title}</caption>
      <tbody>
        <For each={props.counts}>
          {(count) => (
            <tr>
              <th scope="row">{count.label || t().none}</th>
              <td>
                <strong>{count.present}</strong>/{count.all}
              </td>
            </tr>
          )}
        </For>
      </tbody>
    </table>
  );
}

function CountsPart(props: { model: RegisterModel }) {
  const byVillage = createMemo(() => countBy(props.model.all(), 'village'));
  const byGroup = createMemo(() => countBy(props.model.all(), 'group'));
  return (
    <details class={styles.aside} open={window.innerWidth >= 1100}>
      <summary>{t().countsTitle}</summary>
      <Counts title={t().byGroup} counts={byGroup()} />
      <Counts title={t().byVillage} counts={byVillage()} />
    </details>
  );
}

/** The search: narrows the list, and at Enter checks in the one who is left, or adds who is not there. */
function Search(props: {
  model: RegisterModel;
  onSay: (text: string) => void;
  onFocusRow: (id: string) => void;
  onAdd: (name: string) => void;
}) {
  let input: HTMLInputElement | undefined;
  const clear = () => {
    props.model.setText('');
    if (input) input.value = '';
  };
  const enter = () => {
    const { model } = props;
    const typed = model.text().normalize('NFC').trim();
    const [first, second] = model.ids();
    if (typed === '' || model.props.readOnly) return;
    const person = first === undefined ? undefined : untrack(() => model.get(first));
    if (!first || !person) props.onAdd(typed);
    else if (second) {
      props.onSay(t().several(model.ids().length));
      props.onFocusRow(first);
    } else if (person.present) props.onSay(t().already(person.name, shortTime(person.checkedInAt)));
    else {
      model.setPresent(first, true);
      props.onSay(t().checkedIn(person.name));
      clear();
    }
  };
  return (
    <search class={styles.search}>
      <Icon name="search" />
      <input
        ref={input}
        type="search"
        aria-label={`${t().search}. ${t().searchKeys}`}
        title={t().searchKeys}
        placeholder={t().searchHint}
        onInput={(event) => props.model.setText(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.isComposing) return;
          const [first] = props.model.ids();
          if (event.key === 'Enter') enter();
          else if (event.key === 'ArrowDown' && first) props.onFocusRow(first);
          else return;
          event.preventDefault();
        }}
      />
    </search>
  );
}

function ViewChoices(props: { model: RegisterModel }) {
  const shown = (): [Shown, string][] => [
    ['all', t().showAll],
    ['present', t().showPresent],
    ['absent', t().showAbsent],
    ['walkIn', t().showWalkIn],
  ];
  const orders = (): [Order, string][] => [
    ['name', t().sortName],
    ['village', t().sortVillage],
    ['group', t().sortGroup],
    ['checkedIn', t().sortCheckedIn],
  ];
  return (
    <div class={styles.choices}>
      <fieldset class={styles.segments}>
        <legend class="visually-hidden">{t().show}</legend>
        <For each={shown()}>
          {([value, label]) => (
            <button
              type="button"
              aria-pressed={props.model.shown() === value}
              onClick={() => props.model.setShown(value)}
            >
              {label}
            </button>
          )}
        </For>
      </fieldset>
      <label class={styles.order}>
        {t().sort}
        <select
          onChange={(event) => {
            const chosen = orders().find(([value]) => value === event.currentTarget.value);
            if (chosen) props.model.setOrder(chosen[0]);
          }}
        >
          <For each={orders()}>
            {([value, label]) => (
              <option value={value} selected={props.model.order() === value}>
                {label}
              </option>
            )}
          </For>
        </select>
      </label>
    </div>
  );
}

/** The register of attendance: who is invited, who is here, who came unasked. As high as the window below the page's head. */
export function RegisterPanel(props: RegisterPanelProps) {
  let root: HTMLElement | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const model = createRegisterModel(props);
  const [opened, setOpened] = createSignal<Opened | null>(null);
  const [done, setDone] = createSignal<Done | null>(null);
  const [focused, setFocused] = createSignal('');
  const present = createMemo(() => model.all().filter((attendee) => attendee.present).length);
  const walkIns = createMemo(() => model.all().filter((attendee) => attendee.walkIn).length);

  const say = (text: string, undo: Done['undo'] = null) => {
    clearTimeout(timer);
    setDone({ text, undo });
    timer = setTimeout(() => setDone(null), messageTime);
  };
  const open = (next: Opened) => {
    if (!props.readOnly || next.what === 'edit') setOpened(next);
  };
  const focusRow = (id: string) => {
    setFocused(id);
    queueMicrotask(() => {
      const row = root?.querySelector(`[data-attendee="${CSS.escape(id)}"]`);
      if (row instanceof HTMLElement && row !== document.activeElement) row.focus();
    });
  };
  const remove = (id: string) => {
    const name = model.get(id)?.name ?? '';
    setOpened(null);
    say(t().removed(name), model.remove(id));
  };
  const onKey = (event: KeyboardEvent) => {
    if (!event.altKey || event.ctrlKey || event.metaKey || event.code !== 'KeyT') return;
    event.preventDefault();
    if (!opened()) open({ what: 'add', name: '' });
  };
  /** Rows pasted anywhere but into a field. */
  const onPaste = (event: ClipboardEvent) => {
    const { target } = event;
    if (opened() || (target instanceof HTMLElement && target.closest('input, textarea, [contenteditable]')))
      return;
    const text = event.clipboardData?.getData('text/plain') ?? '';
    if (!/[\t\n]/.test(text)) return;
    event.preventDefault();
    open({ what: 'paste', text });
  };
  onMount(() => {
    document.addEventListener('keydown', onKey);
    document.addEventListener('paste', onPaste);
  });
  onCleanup(() => {
    clearTimeout(timer);
    document.removeEventListener('keydown', onKey);
    document.removeEventListener('paste', onPaste);
  });

  const openedAs = <W extends Opened['what']>(what: W) => {
    const now = opened();
    return now?.what === what ? (now as Extract<Opened, { what: W }>) : null;
  };

  return (
    <section ref={root} class={styles.panel} aria-label={t().register}>
      <header class={styles.head}>
        <div class={styles.row}>
          <h2 class={styles.title}>{t().register}</h2>
          <p class={styles.sum}>
            <strong>{t().counts(present(), model.all().length)}</strong>
            <Show when={walkIns() > 0}> · {t().walkIns(walkIns())}</Show>
          </p>
          <Show when={!props.readOnly}>
            <Button icon="table" onClick={() => open({ what: 'paste', text: '' })}>
              {t().paste}
            </Button>
            <Button
              kind="primary"
              icon="add"
              aria-keyshortcuts="Alt+t"
              onClick={() => open({ what: 'add', name: '' })}
            >
              {t().add}
              <kbd class={styles.kbd}>{t().addKeys}</kbd>
            </Button>
          </Show>
        </div>
        <div class={styles.row}>
          <Search
            model={model}
            onSay={say}
            onFocusRow={focusRow}
            onAdd={(name) => open({ what: 'add', name })}
          />
          <ViewChoices model={model} />
        </div>
        <Show when={props.readOnly && props.dialogue.state === 'frozen'}>
          <Notice>{t().frozen}</Notice>
        </Show>
      </header>
      <div class={styles.body}>
        <Show
          when={model.ids().length > 0}
          fallback={
            <p class={styles.nothing}>
              {!props.register.ready() ? t().loading : model.all().length > 0 ? t().nothingFound : t().empty}
            </p>
          }
        >
          <AttendanceTable
            model={model}
            focused={focused()}
            onFocus={focusRow}
            onEdit={(id) => open({ what: 'edit', id })}
          />
        </Show>
        <CountsPart model={model} />
      </div>
      <Show when={!props.readOnly}>
        <footer class={styles.keys}>{t().keys}</footer>
      </Show>
      <Show when={opened() === null && done()}>
        {(message) => (
          <div class={styles.message}>
            <Notice kind="done">{message().text}</Notice>
            <Show when={message().undo}>
              {(undo) => (
                <Button
                  icon="undo"
                  onClick={() => {
                    undo()();
                    setDone(null);
                  }}
                >
                  {t().undo}
                </Button>
              )}
            </Show>
            <Button kind="quiet" icon="close" aria-label={t().dismiss} onClick={() => setDone(null)} />
          </div>
        )}
      </Show>
      <Dialog open={openedAs('add') !== null} title={t().addTitle} onClose={() => setOpened(null)}>
        <Show when={done()}>{(message) => <p class={styles.inDialog}>{message().text}</p>}</Show>
        <WalkInForm
          model={model}
          name={openedAs('add')?.name ?? ''}
          onAdded={(name) => say(t().added(name))}
        />
      </Dialog>
      <Dialog open={openedAs('paste') !== null} title={t().pasteTitle} onClose={() => setOpened(null)}>
        <Show when={done()}>{(message) => <p class={styles.inDialog}>{message().text}</p>}</Show>
        <PasteForm
          model={model}
          text={openedAs('paste')?.text ?? ''}
          onAdded={(count, left) => {
            if (left === 0) setOpened(null);
            say([t().pasteAdded(count), left > 0 ? t().pasteRest(left) : ''].join(' '));
          }}
        />
      </Dialog>
      <Dialog open={openedAs('edit') !== null} title={t().editTitle} onClose={() => setOpened(null)}>
        <Show when={openedAs('edit')}>
          {(edit) => (
            <PersonForm
              model={model}
              id={edit().id}
              onRemove={() => remove(edit().id)}
              onDone={() => setOpened(null)}
            />
          )}
        </Show>
      </Dialog>
    </section>
  );
}
