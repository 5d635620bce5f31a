import { createMemo, createSignal, For, Show } from 'solid-js';
import type { ArrivedEscalation, ArrivedList } from '../../../shared/escalation.ts';
import { isUnreachable, messageOf } from '../../api.ts';
import { common } from '../../i18n/common.ts';
import { arrivedStateName, escalationTexts as t } from '../../i18n/escalations.ts';
import { pageNames } from '../../i18n/page-names.ts';
import { Button, Notice, SelectField, TextField } from '../../ui/controls.tsx';
import { NeedsHall } from '../../ui/needs-hall.tsx';
import page from '../../ui/page.module.css';
import { createSaid } from '../../ui/said.ts';
import { StateChoices } from '../../ui/state-choices.tsx';
import work from '../work/work.module.css';
import { ArrivedCard } from './card.tsx';
import { type ArrivedDesk, openArrived } from './desk.ts';
import { type ArrivedFilter, fitting, type ShownState, shownStates } from './filter.ts';

/** Petitions that are drawn at once: a province's hundreds would make the page slow. */
const atOnce = 40;

function nameOf(state: ShownState): string {
  if (state === 'open') return t().open;
  if (state === 'late') return t().late;
  return state === 'ended' ? t().ended : arrivedStateName(state);
}

/** The page of a superior: petitions that communes sent to it, to be received, answered or declined. */
export default function EscalationsPage() {
  const desk = openArrived();
  return (
    <div class={`${page.page} ${work.page}`}>
      <div class={page.head}>
        <div>
          <h1 tabIndex={-1}>{pageNames().escalations}</h1>
          <p class={page.lead}>{t().lead}</p>
        </div>
      </div>
      <NeedsHall>{t().needs}</NeedsHall>
      <Show when={desk.error()}>
        {(error) => (
          <Notice kind="warn">
            {isUnreachable(error()) && desk.list() ? t().stale : messageOf(error())}
          </Notice>
        )}
      </Show>
      <Show when={desk.list()} fallback={<p class={page.muted}>{desk.error() ? '' : common().loading}</p>}>
        {(list) => <Petitions desk={desk} list={list()} />}
      </Show>
    </div>
  );
}

const isSame = (a: readonly string[], b: readonly string[]) =>
  a.length === b.length && a.every((id, at) => id === b[at]);

function Petitions(props: { desk: ArrivedDesk; list: ArrivedList }) {
  const [filter, setFilter] = createSignal<ArrivedFilter>({ state: 'open', commune: '', text: '' });
  const [most, setMost] = createSignal(atOnce);
  const [said, say] = createSaid();
  /** The card whose form is open: it stays where it is, whatever becomes of it meanwhile. */
  const [open, setOpen] = createSignal('');
  const all = () => props.list.petitions;
  const find = (id: string): ArrivedEscalation | undefined => all().find((one) => one.id === id);
  const shown = createMemo(() => fitting(all(), filter(), props.list.today));
  const ids = createMemo(
    () => {
      const found = shown().map(({ id }) => id);
      return open() && find(open()) && !found.includes(open()) ? [open(), ...found] : found;
    },
    [],
    { equals: isSame },
  );
  const count = (state: ShownState) => fitting(all(), { ...filter(), state }, props.list.today).length;
  const set = (values: Partial<ArrivedFilter>) => {
    setFilter({ ...filter(), ...values });
    setMost(atOnce);
    props.desk.setEnded(filter().state === 'ended');
  };
  /** After an act its card may be in another list: the keyboard goes on with the next one, or at the top. */
  const nextAfter = (id: string) => {
    const next = ids()[ids().indexOf(id) + 1];
    return () => {
      const card = document.querySelector(
        `[data-escalation="${find(id) && ids().includes(id) ? id : next}"]`,
      );
      const way =
        card?.querySelector<HTMLElement>('button') ?? document.querySelector<HTMLElement>('main h1');
      way?.focus();
    };
  };
  const done = (id: string, what: string) => {
    const focus = nextAfter(id);
    setOpen('');
    say(what);
    queueMicrotask(focus);
  };
  return (
    <>
      <StateChoices
        name="escalation-state"
        legend={t().which}
        states={shownStates}
        chosen={filter().state}
        label={(state) => (state === 'ended' ? nameOf(state) : t().countOf(nameOf(state), count(state)))}
        onChoose={(state) => set({ state })}
      />
      <div class={page.grid}>
        <SelectField label={t().commune} onChange={(event) => set({ commune: event.currentTarget.value })}>
          <option value="">{t().anyCommune}</option>
          <For each={props.list.communes}>{({ id, name }) => <option value={id}>{name}</option>}</For>
        </SelectField>
        <TextField
          label={t().find}
          type="search"
          autocomplete="off"
          spellcheck={false}
          onInput={(event) => set({ text: event.currentTarget.value })}
        />
      </div>
      <Show when={filter().state === 'ended' && props.list.more}>
        <p class={page.muted}>{t().endedMore}</p>
      </Show>
      <div class={work.cards}>
        <For
          each={ids().slice(0, most())}
          fallback={<p class={page.muted}>{all().length > 0 ? t().noneShown : t().none}</p>}
        >
          {(id) => (
            <Show when={find(id)}>
              {(one) => (
                <ArrivedCard
                  one={one()}
                  today={props.list.today}
                  desk={props.desk}
                  onOpen={() => setOpen(id)}
                  onClose={() => setOpen('')}
                  onDone={(what) => done(id, what)}
                />
              )}
            </Show>
          )}
        </For>
      </div>
      <Show when={ids().length > most()}>
        <div>
          <Button onClick={() => setMost(most() + atOnce)}>
            {t().more(Math.min(atOnce, ids().length - most()))}
          </Button>
        </div>
      </Show>
      <p class={work.said} role="status">
        {said()}
      </p>
    </>
  );
}
