import { createMemo, For, onMount, Show } from 'solid-js';
import { movesOf, type PetitionState } from '../../shared/petition.ts';
import { t } from '../i18n/board.ts';
import { words } from '../i18n/words.ts';
import { Dialog } from '../ui/controls.tsx';
import { Icon } from '../ui/icon.tsx';
import { obstacle } from './column-board.tsx';
import { stateIcons } from './columns.ts';
import { useDesk } from './desk.ts';
import { shownNumber, useBoard } from './model.ts';
import styles from './move-menu.module.css';

function Choices(props: { id: string; states: readonly PetitionState[] }) {
  const board = useBoard();
  const desk = useDesk();
  const buttons: HTMLButtonElement[] = [];
  const onKey = (event: KeyboardEvent) => {
    const at =
      document.activeElement instanceof HTMLButtonElement ? buttons.indexOf(document.activeElement) : -1;
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    const digit = Number(event.key);
    if (step !== 0) {
      event.preventDefault();
      buttons[(at + step + buttons.length) % buttons.length]?.focus();
    } else if (Number.isInteger(digit) && digit > 0) {
      event.preventDefault();
      buttons[digit - 1]?.click();
    }
  };
  onMount(() => queueMicrotask(() => buttons[0]?.focus()));
  return (
    <ul class={styles.choices} onKeyDown={onKey}>
      <For each={props.states}>
        {(state, at) => {
          const reason = () => {
            const petition = board.petitions.get(props.id);
            return petition ? obstacle(petition.state, board.plan(petition, state)) : '';
          };
          return (
            <li>
              <button
                type="button"
                class={styles.choice}
                data-state={state}
                ref={(element) => {
                  buttons[at()] = element;
                }}
                onClick={() => desk.move(props.id, state)}
              >
                <kbd>{at() + 1}</kbd>
                <Icon name={stateIcons[state]} />
                <span>
                  {words().state[state]}
                  <Show when={reason()}>
                    <small>{reason()}</small>
                  </Show>
                </span>
              </button>
            </li>
          );
        }}
      </For>
    </ul>
  );
}

/** The menu that moves a petition by keyboard or finger; what a card is dragged for with a mouse. */
export function MoveMenu() {
  const board = useBoard();
  const desk = useDesk();
  const open = createMemo(() => {
    const menu = desk.menu();
    const petition = menu && board.petitions.get(menu.id);
    if (!menu || !petition) return null;
    return { id: menu.id, number: shownNumber(petition), states: menu.states ?? movesOf(petition) };
  });
  return (
    <Dialog open={open() !== null} title={t().moveTitle(open()?.number ?? '')} onClose={desk.closeMenu}>
      <Show when={open()}>
        {(menu) => (
          <>
            <Choices id={menu().id} states={menu().states} />
            <p class={styles.hint}>{t().moveHint}</p>
          </>
        )}
      </Show>
    </Dialog>
  );
}
