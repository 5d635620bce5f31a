import {
  type Accessor,
  createContext,
  createMemo,
  createSelector,
  createSignal,
  untrack,
  useContext,
} from 'solid-js';
import type { Petition, PetitionState } from '../../shared/petition.ts';
import { offerCommands } from '../commands/commands.ts';
import { t } from '../i18n/board.ts';
import { type ColumnId, columnOf, columns } from './columns.ts';
import { sameItems } from './entries.ts';
import { activeFilters, type Filter, matcher, noFilter } from './filter.ts';
import { type BoardModel, shownNumber } from './model.ts';
import { statesBeside } from './moves.ts';

export type BoardView = 'columns' | 'table';
const viewKey = 'doithoai.board.view';

/** What is arranged at this device only: filter, view, the card in focus, the card under the hand. */
export interface Desk {
  filter: Accessor<Filter>;
  setFilter: (part: Partial<Filter>) => void;
  clearFilter: () => void;
  filters: Accessor<number>;
  view: Accessor<BoardView>;
  setView: (view: BoardView) => void;
  /** Ids that the filter lets through, by column and all together. */
  list: (column: ColumnId) => readonly string[];
  visible: Accessor<readonly string[]>;
  /** Number of petitions in a column whatever the filter. */
  total: (column: ColumnId) => number;
  /** The one card that the Tab key stops at, or empty. */
  tabStop: Accessor<string>;
  isTabStop: (id: string) => boolean;
  isSelected: (id: string) => boolean;
  isCurrent: (id: string) => boolean;
  /** Tells which card has the focus. */
  setFocused: (id: string) => void;
  /** Brings the focus to a card, wherever it stands now. */
  focusCard: (id: string) => void;
  dragging: Accessor<string>;
  setDragging: (id: string) => void;
  /** The petition whose move menu is open, and the states it offers. */
  menu: Accessor<{ id: string; states: readonly PetitionState[] | null } | null>;
  openMenu: (id: string, states?: readonly PetitionState[]) => void;
  closeMenu: () => void;
  /** Moves and keeps the focus on the card; opens the petition when something is missing. */
  move: (id: string, to: PetitionState) => void;
  /** Keys on a card. */
  onCardKey: (event: KeyboardEvent, id: string) => void;
}

const context = createContext<Desk>();
export const DeskProvider = context.Provider;

export function useDesk(): Desk {
  const desk = useContext(context);
  if (!desk) throw new Error('a part of the board outside of DeskProvider');
  return desk;
}

/** How far a key goes: columns, rows. */
const ways: Record<string, [number, number]> = {
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  PageUp: [0, -8],
  PageDown: [0, 8],
  Home: [0, Number.NEGATIVE_INFINITY],
  End: [0, Number.POSITIVE_INFINITY],
};

function storedView(): BoardView {
  try {
    return localStorage.getItem(viewKey) === 'table' ? 'table' : 'columns';
  } catch {
    return 'columns'; // storage may be blocked
  }
}

function storeView(view: BoardView): void {
  try {
    localStorage.setItem(viewKey, view);
  } catch {
    // blocked storage: the choice holds until the page is closed
  }
}

function byColumn(petitions: readonly Petition[]): Map<ColumnId, string[]> {
  const groups = new Map<ColumnId, string[]>();
  for (const { id, state } of petitions) {
    const column = columnOf(state).id;
    const group = groups.get(column);
    if (group) group.push(id);
    else groups.set(column, [id]);
  }
  return groups;
}

/** The lists of the board by column, through the filter; a list changes only when its own cards do. */
function createLists(model: BoardModel, filter: Accessor<Filter>) {
  const names = createMemo(() => new Map(model.citizens.all().map(({ id, name }) => [id, name])));
  const through = createMemo(() => {
    const matches = matcher(filter(), (id) => names().get(id) ?? '');
    return model.petitions.all().filter(matches);
  });
  const groups = createMemo(() => byColumn(through()));
  const allGroups = createMemo(() => byColumn(model.petitions.all()));
  const same = { equals: sameItems };
  const lists = new Map<ColumnId, Accessor<readonly string[]>>();
  for (const { id } of columns) {
    lists.set(
      id,
      createMemo<readonly string[]>(() => groups().get(id) ?? [], [], same),
    );
  }
  return {
    visible: createMemo<readonly string[]>(() => through().map(({ id }) => id), [], same),
    list: (column: ColumnId): readonly string[] => lists.get(column)?.() ?? [],
    total: (column: ColumnId): number => allGroups().get(column)?.length ?? 0,
  };
}

/** Arranges the board at this device. `root` gives the panel's element. To be called inside a Solid owner. */
export function createDesk(model: BoardModel, root: () => HTMLElement | undefined): Desk {
  const [filter, setFilterSignal] = createSignal<Filter>(noFilter);
  const [view, setView] = createSignal<BoardView>(storedView());
  const [focused, setFocused] = createSignal('');
  const [dragging, setDragging] = createSignal('');
  const [menu, setMenu] = createSignal<ReturnType<Desk['menu']>>(null);
  const { visible, list, total } = createLists(model, filter);

  const tabStop = createMemo(() => {
    if (visible().includes(focused())) return focused();
    if (view() === 'table') return visible()[0] ?? '';
    return columns.map(({ id }) => list(id)[0]).find((id) => id !== undefined) ?? '';
  });
  const isTabStop = createSelector(tabStop);
  const isSelected = createSelector(() => model.props.selected);
  const isCurrent = createSelector(() => model.moment().currentPetition);

  const focusCard = (id: string) => {
    setFocused(id);
    const open = untrack(() => model.props.selected);
    // The card may be drawn anew in another column first; a petition opened meanwhile keeps the focus.
    requestAnimationFrame(() => {
      if (untrack(() => model.props.selected) !== open) return;
      const card = root()?.querySelector(`[data-petition="${CSS.escape(id)}"] [data-open]`);
      if (card instanceof HTMLElement) card.focus();
    });
  };
  const move = (id: string, to: PetitionState) => {
    setMenu(null);
    if (model.move(id, to)) focusCard(id);
  };
  const openMenu = (id: string, states?: readonly PetitionState[]) => {
    if (!model.props.readOnly) setMenu({ id, states: states ?? null });
  };

  /** The card `across` columns and `down` rows away, as far as there are any, or undefined. */
  const neighbour = (id: string, across: number, down: number): string | undefined => {
    const lists = view() === 'table' ? [visible()] : columns.map((column) => list(column.id));
    let at = lists.findIndex((ids) => ids.includes(id));
    const row = (lists[at]?.indexOf(id) ?? 0) + down;
    if (at < 0) return undefined;
    if (across !== 0) {
      do at += across;
      while (lists[at]?.length === 0);
    }
    const there = lists[at];
    return there?.[Math.max(0, Math.min(row, there.length - 1))];
  };

  const moveBeside = (id: string, step: -1 | 1) => {
    const petition = untrack(() => model.petition(id));
    if (!petition || model.props.readOnly) return;
    const states = statesBeside(petition, step);
    const [only, second] = states;
    if (!only) model.say(t().noneBeside(shownNumber(petition)), 'warn');
    else if (second) openMenu(id, states);
    else move(id, only);
  };

  const onCardKey = (event: KeyboardEvent, id: string) => {
    if (event.ctrlKey || event.metaKey) return;
    const way = ways[event.key];
    if (event.altKey) {
      if (!way || way[0] === 0) return;
      event.preventDefault();
      moveBeside(id, way[0] < 0 ? -1 : 1);
    } else if (way) {
      event.preventDefault();
      const next = neighbour(id, ...way);
      if (next) focusCard(next);
    } else if (event.key.toLowerCase() === 'm') {
      event.preventDefault();
      openMenu(id);
    }
  };

  offerCommands([
    {
      id: 'newPetition',
      label: () => t().add,
      group: 'record',
      keys: ['KeyN', 'Alt+KeyN'],
      enabled: () => !model.props.readOnly && menu() === null,
      run: () => model.raise(),
    },
  ]);

  return {
    filter,
    setFilter: (part) => setFilterSignal((before) => ({ ...before, ...part })),
    clearFilter: () => setFilterSignal(noFilter),
    filters: createMemo(() => activeFilters(filter())),
    view,
    setView: (next) => {
      setView(next);
      storeView(next);
    },
    list,
    visible,
    total,
    tabStop,
    isTabStop,
    isSelected,
    isCurrent,
    setFocused,
    focusCard,
    dragging,
    setDragging,
    menu,
    openMenu,
    closeMenu: () => setMenu(null),
    move,
    onCardKey,
  };
}
