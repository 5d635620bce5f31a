import { createEffect, createMemo, createSignal, createUniqueId, For, Show } from 'solid-js';
import { isLate } from '../../shared/due.ts';
import { channels, isOpen, outcomes } from '../../shared/petition.ts';
import { t } from '../i18n/board.ts';
import { words } from '../i18n/words.ts';
import { Button } from '../ui/controls.tsx';
import { Icon } from '../ui/icon.tsx';
import { type BoardView, useDesk } from './desk.ts';
import type { Filter } from './filter.ts';
import { useBoard } from './model.ts';
import { TakeTable } from './take-table.tsx';
import styles from './toolbar.module.css';

type Choice = { value: string; label: string };

function FilterChoice(props: {
  label: string;
  value: string;
  choices: Choice[];
  onValue: (value: string) => void;
}) {
  const id = createUniqueId();
  return (
    <span class={styles.choice} classList={{ [styles.active ?? '']: props.value !== '' }}>
      <label for={id}>{props.label}</label>
      <select id={id} onChange={(event) => props.onValue(event.currentTarget.value)}>
        <option value="" selected={props.value === ''}>
          {t().all}
        </option>
        <For each={props.choices}>
          {(choice) => (
            <option value={choice.value} selected={choice.value === props.value}>
              {choice.label}
            </option>
          )}
        </For>
      </select>
    </span>
  );
}

/** The known values and those that petitions really have, in Vietnamese order behind the known ones. */
function useChoices(known: () => readonly string[], of: 'field' | 'village'): () => Choice[] {
  const board = useBoard();
  const collator = new Intl.Collator('vi', { numeric: true });
  const used = createMemo(
    () =>
      [...new Set(board.petitions.all().map((petition) => petition[of]))]
        .filter(Boolean)
        .sort(collator.compare),
    [],
    { equals: (a, b) => a.join('\n') === b.join('\n') },
  );
  return () => [...new Set([...known(), ...used()])].map((value) => ({ value, label: value }));
}

function Filters() {
  const board = useBoard();
  const desk = useDesk();
  const fields = useChoices(() => board.props.dialogue.fields, 'field');
  const villages = useChoices(() => board.props.office.villages, 'village');
  const oneOf = <T extends string>(known: readonly T[], value: string): T | '' =>
    known.find((each) => each === value) ?? '';
  const outcomeChoices = () => [
    { value: 'none', label: t().noOutcome },
    ...outcomes.map((value) => ({ value, label: words().state[value] })),
  ];
  const channelChoices = () => channels.map((value) => ({ value, label: words().channel[value] }));
  const set = (part: Partial<Filter>) => desk.setFilter(part);
  return (
    <div class={styles.filters}>
      <FilterChoice
        label={t().field}
        value={desk.filter().field}
        choices={fields()}
        onValue={(field) => set({ field })}
      />
      <FilterChoice
        label={t().village}
        value={desk.filter().village}
        choices={villages()}
        onValue={(village) => set({ village })}
      />
      <FilterChoice
        label={t().channel}
        value={desk.filter().channel}
        choices={channelChoices()}
        onValue={(value) => set({ channel: oneOf(channels, value) })}
      />
      <FilterChoice
        label={t().outcome}
        value={desk.filter().outcome}
        choices={outcomeChoices()}
        onValue={(value) => set({ outcome: oneOf([...outcomes, 'none'] as const, value) })}
      />
      <Show when={desk.filters() > 0}>
        <Button kind="quiet" icon="close" onClick={() => desk.clearFilter()}>
          {t().clearFilter}
        </Button>
      </Show>
    </div>
  );
}

/** The head of the board: counts, search, filters, the two views, and the button that all begins with. */
export function Toolbar(props: { narrow: boolean; wide: boolean }) {
  const board = useBoard();
  const desk = useDesk();
  let search: HTMLInputElement | undefined;
  const [unfolded, setUnfolded] = createSignal(false);
  createEffect(() => {
    const { text } = desk.filter();
    // Writing an equal value would disturb an input method.
    if (search && search.value !== text) search.value = text;
  });
  const open = createMemo(() => board.petitions.all().filter(({ state }) => isOpen(state)).length);
  const late = createMemo(
    () => board.petitions.all().filter((petition) => isLate(petition, board.today())).length,
  );
  const views: { id: BoardView; icon: 'board' | 'table'; label: () => string }[] = [
    { id: 'columns', icon: 'board', label: () => t().columns },
    { id: 'table', icon: 'table', label: () => t().table },
  ];
  return (
    <header class={styles.toolbar} classList={{ [styles.narrow ?? '']: props.narrow }}>
      <div class={styles.row}>
        <h2 class={styles.title}>{t().board}</h2>
        <p class={styles.counts}>
          <strong>{t().total(board.petitions.ids().length)}</strong> · {t().open(open())}
          <Show when={late() > 0}>
            {' · '}
            <span class={styles.late}>{t().late(late())}</span>
          </Show>
        </p>
        <Show when={!board.props.readOnly}>
          <Button
            kind="primary"
            icon="add"
            class={props.narrow ? styles.float : styles.add}
            title={`${t().add}: ${t().addKeys}`}
            aria-keyshortcuts="n Alt+n"
            onClick={() => board.raise()}
          >
            {t().add}
            <Show when={!props.narrow}>
              <kbd>N</kbd>
            </Show>
          </Button>
        </Show>
      </div>
      <div class={styles.row}>
        <search class={styles.search}>
          <Icon name="search" />
          <input
            type="search"
            aria-label={t().search}
            placeholder={t().searchHint}
            ref={search}
            onInput={(event) => desk.setFilter({ text: event.currentTarget.value })}
          />
        </search>
        <Show when={!props.wide}>
          <Button icon="filter" aria-expanded={unfolded()} onClick={() => setUnfolded(!unfolded())}>
            {desk.filters() > 0 ? t().filterActive(desk.filters()) : t().filter}
          </Button>
        </Show>
        <Show when={props.wide}>
          <Filters />
        </Show>
        <Show when={!props.narrow}>
          <TakeTable />
          <fieldset class={styles.views}>
            <legend class="visually-hidden">{t().view}</legend>
            <For each={views}>
              {(view) => (
                <button
                  type="button"
                  aria-pressed={desk.view() === view.id}
                  onClick={() => desk.setView(view.id)}
                >
                  <Icon name={view.icon} />
                  {view.label()}
                </button>
              )}
            </For>
          </fieldset>
        </Show>
      </div>
      <Show when={!props.wide && unfolded()}>
        <Filters />
        <Show when={props.narrow}>
          <TakeTable />
        </Show>
      </Show>
    </header>
  );
}
