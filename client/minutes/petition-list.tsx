import { createEffect, createMemo, createSignal, For, on, Show } from 'solid-js';
import type { Petition } from '../../shared/petition.ts';
import { minutesTexts as t } from '../i18n/minutes.ts';
import { words } from '../i18n/words.ts';
import { type BoardView, findPetitions } from './board-view.ts';
import styles from './petition-list.module.css';

const shown = 8;

/** The state of a list of petitions to choose from: what matches (`query` null: nobody asks), and where the keys are. */
export function createPetitionList(
  board: BoardView,
  query: () => string | null,
  choose: (petition: Petition) => void,
) {
  // Nobody asks: the petitions are not looked through at each letter that somebody writes in one.
  const matches = createMemo(() => {
    const asked = query();
    return asked === null ? [] : findPetitions(board.all(), asked, shown);
  });
  const [at, setAt] = createSignal(0);
  createEffect(on(query, () => setAt(0)));
  const current = () => Math.min(at(), Math.max(0, matches().length - 1));
  /** Arrow keys move, Enter and Tab choose; true when the key was used. */
  const onKey = (event: KeyboardEvent): boolean => {
    const count = matches().length;
    if (count === 0) return false;
    if (event.key === 'ArrowDown') setAt((current() + 1) % count);
    else if (event.key === 'ArrowUp') setAt((current() + count - 1) % count);
    else if (event.key === 'Enter' || event.key === 'Tab') {
      const petition = matches()[current()];
      if (petition) choose(petition);
    } else return false;
    event.preventDefault();
    return true;
  };
  return { matches, current, onKey, choose, boardIsEmpty: () => board.all().length === 0 };
}

export type PetitionListState = ReturnType<typeof createPetitionList>;

/** The id of the option that the keys are at, for `aria-activedescendant`. */
export function optionId(list: string, index: number): string {
  return `${list}-${index}`;
}

/** The list itself: a listbox whose focus stays in the field that drives it. */
export function PetitionList(props: { id: string; list: PetitionListState }) {
  return (
    <div class={styles.list} id={props.id} role="listbox" aria-label={t().pick} tabIndex={-1}>
      <For
        each={props.list.matches()}
        fallback={<p class={styles.empty}>{props.list.boardIsEmpty() ? t().boardEmpty : t().pickEmpty}</p>}
      >
        {(petition, index) => (
          <div
            class={styles.option}
            id={optionId(props.id, index())}
            role="option"
            tabIndex={-1}
            aria-selected={index() === props.list.current()}
            onPointerDown={(event) => {
              event.preventDefault();
              props.list.choose(petition);
            }}
          >
            <strong class={styles.number}>{petition.number || t().noNumber}</strong>
            <span class={styles.content}>{petition.content || t().noContent}</span>
            <Show when={petition.field}>
              <span class={styles.field}>
                {petition.field} · {words().state[petition.outcome || petition.state]}
              </span>
            </Show>
          </div>
        )}
      </For>
    </div>
  );
}
