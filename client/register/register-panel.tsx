import { createMemo, createSignal, For, onCleanup, onMount, Show } from 'solid-js';
import { t } from '../i18n/register.ts';
import { Button, Dialog, Notice } from '../ui/controls.tsx';
import { countAll, type Order, type Shown } from './attendance.ts';
import { AttendanceTable } from './attendance-table.tsx';
import type { CheckedIn } from './check-in.ts';
import { createRegisterModel, type Done, type RegisterModel, type RegisterPanelProps } from './model.ts';
import { PasteForm } from './paste-form.tsx';
import { PersonForm, WalkInForm } from './person-form.tsx';
import { RegisterCounts } from './register-counts.tsx';
import styles from './register-panel.module.css';
import { RegisterSearch } from './register-search.tsx';
import { ScanDesk } from './scan-desk.tsx';

export type { RegisterPanelProps } from './model.ts';

const messageTime = 10_000;

/** What stands before the list: the form for walk-ins, pasted rows, one person's details, or nothing. */
type Opened =
  | { what: 'add'; name: string }
  | { what: 'paste'; text: string }
  | { what: 'scan' }
  | { what: 'edit'; id: string };

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
  let search: HTMLInputElement | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const model = createRegisterModel(props);
  const [opened, setOpened] = createSignal<Opened | null>(null);
  const [done, setDone] = createSignal<Done | null>(null);
  const [focused, setFocused] = createSignal('');
  const counts = createMemo(() => countAll(model.all(), model.begins()));
  const walkIns = () => counts().all - counts().invited;

  const say = (text: string, undo: Done['undo'] = null, failed = false) => {
    clearTimeout(timer);
    setDone({ text, undo, failed });
    timer = setTimeout(() => setDone(null), messageTime);
  };
  const checkedIn = ({ name, undo }: CheckedIn) => say(t().checkedIn(name), undo);
  /** Back to where the next one is looked for. */
  const toSearch = () => {
    model.setText('');
    if (!search) return;
    search.value = '';
    search.focus();
  };
  const open = (next: Opened) => {
    // What was said of the one before is over.
    setDone(null);
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
    if (!event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.code !== 'KeyT' && event.code !== 'KeyQ') return;
    event.preventDefault();
    if (opened()) return;
    // What was looked for and not found is the name of who stands there.
    const name = model.ids().length === 0 ? model.text().normalize('NFC').trim() : '';
    open(event.code === 'KeyT' ? { what: 'add', name } : { what: 'scan' });
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
            <strong>{t().counts(counts().present, counts().all)}</strong>
            <Show when={walkIns() > 0}> · {t().walkIns(walkIns())}</Show>
            <Show when={counts().late > 0}> · {t().lateCount(counts().late)}</Show>
          </p>
          <Show when={!props.readOnly}>
            <Button icon="table" onClick={() => open({ what: 'paste', text: '' })}>
              {t().paste}
            </Button>
            <Button icon="camera" aria-keyshortcuts="Alt+q" onClick={() => open({ what: 'scan' })}>
              {t().scan}
              <kbd class={styles.kbdDark}>{t().scanKeys}</kbd>
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
          <RegisterSearch
            model={model}
            ref={(input) => {
              search = input;
            }}
            onSay={(text, failed) => say(text, null, failed)}
            onCheckedIn={checkedIn}
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
            onCheckedIn={checkedIn}
            onLeave={toSearch}
            onEdit={(id) => open({ what: 'edit', id })}
          />
        </Show>
        <RegisterCounts model={model} />
      </div>
      <Show when={!props.readOnly}>
        <footer class={styles.keys}>{t().keys}</footer>
      </Show>
      <Show when={opened() === null && done()}>
        {(message) => (
          <div class={styles.message}>
            <Notice kind={message().failed ? 'warn' : 'done'}>{message().text}</Notice>
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
          onFound={(done) => {
            setOpened(null);
            checkedIn(done);
          }}
        />
      </Dialog>
      <Dialog open={openedAs('scan') !== null} title={t().scanTitle} onClose={() => setOpened(null)}>
        <ScanDesk model={model} />
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
