import { createEffect, createMemo, createSignal, For, Show } from 'solid-js';
import type { PetitionState } from '../../shared/petition.ts';
import { t } from '../i18n/board.ts';
import { words } from '../i18n/words.ts';
import { Icon } from '../ui/icon.tsx';
import { PetitionCard } from './card.tsx';
import styles from './column-board.module.css';
import { type Column, columns, stateIcons } from './columns.ts';
import { useDesk } from './desk.ts';
import { useBoard } from './model.ts';
import type { MovePlan } from './moves.ts';
import { createRowWindow } from './row-window.ts';

/** Why a petition in `from` may not move as planned, in words; empty when it may. */
export function obstacle(from: PetitionState, plan: MovePlan): string {
  if (!plan.allowed) return t().notThere(words().state[from]);
  if (plan.missing.length === 0) return '';
  return t().missing(plan.missing.map((what) => words().missing[what]).join(', '));
}

/** Where a dragged card may be let go: one place for each state of the column, saying what is missing. */
function DropPlaces(props: { column: Column; id: string }) {
  const board = useBoard();
  const desk = useDesk();
  const places = createMemo(() => {
    const petition = board.petitions.get(props.id);
    if (!petition) return [];
    return props.column.states
      .filter((state) => state !== petition.state)
      .map((state) => ({ state, from: petition.state, plan: board.plan(petition, state) }));
  });
  const drop = (event: DragEvent, to: PetitionState) => {
    event.preventDefault();
    const { id } = props;
    desk.setDragging('');
    desk.move(id, to);
  };
  return (
    <div class={styles.places}>
      <For each={places()}>
        {({ state, from, plan }) => {
          const [over, setOver] = createSignal(false);
          const enter = (event: DragEvent) => {
            if (!plan.allowed) return;
            event.preventDefault();
            setOver(true);
          };
          return (
            <button
              type="button"
              tabIndex={-1}
              class={styles.place}
              classList={{ [styles.over ?? '']: over(), [styles.closed ?? '']: !plan.allowed }}
              onDragEnter={enter}
              onDragOver={enter}
              onDragLeave={() => setOver(false)}
              onDrop={(event) => drop(event, state)}
            >
              <strong>
                <Icon name={stateIcons[state]} /> {words().state[state]}
              </strong>
              <span>{obstacle(from, plan) || t().dropHere}</span>
            </button>
          );
        }}
      </For>
    </div>
  );
}

/** One column: its name, how many it holds, its cards. An empty one is narrow. */
function BoardColumn(props: { column: Column; ref: (element: HTMLElement) => void }) {
  const board = useBoard();
  const desk = useDesk();
  const ids = () => desk.list(props.column.id);
  const title = () => t()[`column_${props.column.id}`];
  /** The card under the hand, while this column has something to say about it. */
  const dragged = createMemo(() => {
    const petition = board.petitions.get(desk.dragging());
    if (!petition) return '';
    const others = props.column.states.filter((state) => state !== petition.state);
    const offers = ids().length > 0 ? others : others.filter((state) => board.plan(petition, state).allowed);
    return offers.length > 0 ? petition.id : '';
  });
  let cards: HTMLUListElement | undefined;
  createRowWindow({
    scroller: () => cards,
    into: () => cards,
    ids,
    keep: () => [desk.tabStop(), desk.dragging()],
    row: (id, at) => <PetitionCard id={id} at={at()} of={ids().length} />,
    gap: () => <li class={styles.gap} aria-hidden="true" />,
    guess: 128,
  });
  return (
    <section
      ref={props.ref}
      class={styles.column}
      classList={{ [styles.empty ?? '']: ids().length === 0 && dragged() === '' }}
      data-column={props.column.id}
      aria-label={title()}
    >
      <h3 class={styles.title}>
        <span>{title()}</span>
        <span class={styles.count}>
          {desk.filters() > 0
            ? t().shownOf(ids().length, desk.total(props.column.id))
            : desk.total(props.column.id)}
        </span>
      </h3>
      <ul class={styles.list} ref={cards} data-empty={t().columnEmpty} />
      <Show when={dragged()}>{(id) => <DropPlaces column={props.column} id={id()} />}</Show>
    </section>
  );
}

/**
 * The board by columns. On a narrow panel one column fills the width: a row of names chooses it, and so does
 * swiping.
 */
export function BoardColumns(props: { narrow: boolean }) {
  const desk = useDesk();
  const [shown, setShown] = createSignal(0);
  const elements: HTMLElement[] = [];
  const names: HTMLElement[] = [];
  createEffect(() => names[shown()]?.scrollIntoView({ inline: 'nearest', block: 'nearest' }));
  let scroller: HTMLDivElement | undefined;
  let placed = false;
  // A phone opens at the first column that holds something.
  createEffect(() => {
    const first = columns.findIndex(({ id }) => desk.list(id).length > 0);
    if (!props.narrow || placed || first < 0) return;
    placed = true;
    queueMicrotask(() => {
      if (scroller) scroller.scrollLeft = first * scroller.clientWidth;
    });
  });
  const onScroll = () => {
    if (!props.narrow || !scroller) return;
    setShown(Math.round(scroller.scrollLeft / Math.max(1, scroller.clientWidth)));
  };
  return (
    <div class={styles.board} classList={{ [styles.narrow ?? '']: props.narrow }}>
      <Show when={props.narrow}>
        <nav class={styles.names} aria-label={t().columns}>
          <For each={columns}>
            {(column, at) => (
              <button
                type="button"
                class={styles.name}
                ref={(element) => {
                  names[at()] = element;
                }}
                aria-current={shown() === at() ? 'true' : undefined}
                onClick={() => elements[at()]?.scrollIntoView({ inline: 'start', block: 'nearest' })}
              >
                {t()[`column_${column.id}`]}
                <span class={styles.count}>{desk.list(column.id).length}</span>
              </button>
            )}
          </For>
        </nav>
      </Show>
      <div class={styles.scroller} ref={scroller} onScroll={onScroll}>
        <For each={columns}>
          {(column, at) => (
            <BoardColumn
              column={column}
              ref={(element) => {
                elements[at()] = element;
              }}
            />
          )}
        </For>
      </div>
    </div>
  );
}
