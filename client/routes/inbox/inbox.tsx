import { createMemo, createResource, createSignal, For, Show } from 'solid-js';
import type { Dialogue, Office } from '../../../shared/dialogue.ts';
import { type InboxState, inboxStates, isWaiting, type TakingResult } from '../../../shared/inbox.ts';
import { loadDialogues, loadOffice } from '../../data.ts';
import { common } from '../../i18n/common.ts';
import { inboxWords, inboxTexts as t } from '../../i18n/inbox.ts';
import { pageNames } from '../../i18n/page-names.ts';
import { Button, Notice, SelectField, TextField } from '../../ui/controls.tsx';
import { HallButton, NeedsHall } from '../../ui/needs-hall.tsx';
import page from '../../ui/page.module.css';
import { createSending, SendingError } from '../../ui/sending.tsx';
import { StateChoices } from '../../ui/state-choices.tsx';
import { type Task, TaskDialog } from './dialogs.tsx';
import { briefly, fitting, type InboxFilter, valuesOf } from './filter.ts';
import styles from './inbox.module.css';
import { type InboxDesk, openInbox } from './inbox-desk.ts';
import { ItemCard } from './item-card.tsx';

/** Items that are drawn at once: a year's hundreds would make the page slow. */
const atOnce = 40;

/** The organizer's page of what villages and units hand in before the day. */
export default function InboxPage() {
  const [office] = createResource(loadOffice);
  const [dialogues] = createResource(loadDialogues);
  const desk = openInbox();
  return (
    <div class={page.page}>
      <div class={page.head}>
        <div>
          <h1 tabIndex={-1}>{pageNames().inbox}</h1>
          <p class={page.lead}>{t().lead}</p>
        </div>
      </div>
      <NeedsHall>{t().needs}</NeedsHall>
      <SendingError error={desk.error()} />
      <Show
        when={desk.loaded() && office() && dialogues()}
        fallback={<p class={page.muted}>{desk.error() ? '' : common().loading}</p>}
      >
        {(list) => <Items desk={desk} dialogues={list()} office={office.latest} />}
      </Show>
    </div>
  );
}

function Items(props: { desk: InboxDesk; dialogues: Dialogue[]; office: Office | undefined }) {
  const all = () => props.desk.items();
  const [filter, setFilter] = createSignal<InboxFilter>({ state: 'new', village: '', field: '', text: '' });
  const [selected, setSelected] = createSignal<ReadonlySet<string>>(new Set());
  const [limit, setLimit] = createSignal(atOnce);
  const [task, setTask] = createSignal<Task | null>(null);
  const [result, setResult] = createSignal<TakingResult | null>(null);
  const { error, send } = createSending();
  const shown = createMemo(() => fitting(all(), filter()));
  const ids = createMemo(() => shown().map(({ id }) => id), [], {
    equals: (a, b) => a.length === b.length && a.every((id, at) => id === b[at]),
  });
  const find = (id: string) => all().find((item) => item.id === id);
  const chosen = createMemo(() => shown().filter(({ id }) => selected().has(id)));
  const count = (state: InboxState | '') => fitting(all(), { ...filter(), state }).length;
  const set = (values: Partial<InboxFilter>) => {
    setFilter({ ...filter(), ...values });
    setLimit(atOnce);
    setResult(null);
  };
  const select = (id: string, on: boolean) => {
    const next = new Set(selected());
    if (on) next.add(id);
    else next.delete(id);
    setSelected(next);
  };
  const done = (what: TakingResult | null) => {
    setTask(null);
    setSelected(new Set<string>());
    setResult(what);
    // After the closed dialog gave the focus back, perhaps to a card that is not there any more.
    queueMicrotask(() => {
      if (document.activeElement === document.body) document.querySelector<HTMLElement>('main h1')?.focus();
    });
  };
  return (
    <>
      <StateChoices
        name="inbox-state"
        legend={t().which}
        states={[...inboxStates, '']}
        chosen={filter().state}
        label={(state) => t().countOf(state ? inboxWords().state[state] : t().all, count(state))}
        onChoose={(state) => set({ state })}
      />
      <div class={page.grid}>
        <SelectField label={t().village} onChange={(event) => set({ village: event.currentTarget.value })}>
          <option value="">{t().anyVillage}</option>
          <For each={valuesOf(all(), 'village')}>
            {(village) => <option value={village}>{village}</option>}
          </For>
        </SelectField>
        <SelectField label={t().field} onChange={(event) => set({ field: event.currentTarget.value })}>
          <option value="">{t().anyField}</option>
          <For each={valuesOf(all(), 'field')}>{(field) => <option value={field}>{field}</option>}</For>
        </SelectField>
        <TextField
          label={t().find}
          type="search"
          autocomplete="off"
          spellcheck={false}
          onInput={(event) => set({ text: event.currentTarget.value })}
        />
      </div>
      <Show when={result()}>
        {(what) => <Outcome result={what()} nameOf={(id) => briefly(find(id)?.content ?? '')} />}
      </Show>
      <SendingError error={error()} />
      <Show
        when={shown().length > 0}
        fallback={<p class={page.muted}>{all().length > 0 ? t().noneShown : t().none}</p>}
      >
        <div class={styles.bulk}>
          <label class={styles.tickAll}>
            <input
              type="checkbox"
              checked={chosen().length === shown().length}
              onChange={(event) => setSelected(new Set(event.currentTarget.checked ? ids() : []))}
            />
            <span>{t().selectAll(shown().length)}</span>
          </label>
          <Show when={chosen().length > 0}>
            <span class={page.muted}>{t().selected(chosen().length)}</span>
            <HallButton
              kind="primary"
              icon="move"
              data-bulk="take"
              onClick={() => setTask({ kind: 'take', items: chosen() })}
            >
              {t().take}
            </HallButton>
            <Show when={chosen().every(isWaiting)}>
              <HallButton
                icon="user"
                data-bulk="assign"
                onClick={() => setTask({ kind: 'assign', items: chosen() })}
              >
                {t().assign}
              </HallButton>
            </Show>
            <Show when={chosen().length > 1}>
              <HallButton
                icon="merge"
                data-bulk="join"
                onClick={() => setTask({ kind: 'join', items: chosen() })}
              >
                {t().join}
              </HallButton>
            </Show>
            <Button kind="quiet" onClick={() => setSelected(new Set<string>())}>
              {t().clear}
            </Button>
          </Show>
        </div>
        <div class={styles.cards}>
          <For each={ids().slice(0, limit())}>
            {(id) => (
              <Show when={find(id)}>
                {(item) => (
                  <ItemCard
                    item={item()}
                    dialogues={props.dialogues}
                    find={find}
                    selected={selected().has(id)}
                    onSelect={(on) => select(id, on)}
                    onTask={setTask}
                    onReopen={() => void send(() => props.desk.reopen(item()))}
                  />
                )}
              </Show>
            )}
          </For>
        </div>
        <Show when={ids().length > limit()}>
          <div>
            <Button onClick={() => setLimit(limit() + atOnce)}>{t().more(ids().length - limit())}</Button>
          </div>
        </Show>
      </Show>
      <TaskDialog
        task={task()}
        desk={props.desk}
        dialogues={props.dialogues}
        units={props.office?.units ?? []}
        onDone={done}
        onClose={() => setTask(null)}
      />
    </>
  );
}

/** What came of an act on several items: how many, and which were left as they were. */
function Outcome(props: { result: TakingResult; nameOf: (id: string) => string }) {
  return (
    <Notice kind={props.result.refused.length > 0 ? 'warn' : 'done'}>
      <p>{t().done(props.result.done.length)}</p>
      <Show when={props.result.refused.length > 0}>
        <p>{t().refused(props.result.refused.length)}</p>
        <ul class={styles.refused}>
          <For each={props.result.refused}>
            {({ id, why }) => (
              <li>
                {props.nameOf(id)}: {inboxWords().why[why]}
              </li>
            )}
          </For>
        </ul>
      </Show>
    </Notice>
  );
}
