import { createMemo, For, type JSX, Show } from 'solid-js';
import { t } from '../i18n/board.ts';
import { words } from '../i18n/words.ts';
import { DueSign } from './card.tsx';
import { useDesk } from './desk.ts';
import { GrowingList } from './growing-list.tsx';
import { useBoard } from './model.ts';
import { PetitionNumber, StateSign, Visitors } from './signs.tsx';
import styles from './table-board.module.css';

function PetitionRow(props: { id: string }) {
  const board = useBoard();
  const desk = useDesk();
  const petition = createMemo(() => board.petitions.get(props.id));
  const people = createMemo(() => board.visitors(props.id));
  return (
    <Show when={petition()}>
      {(shown) => (
        <tr
          data-petition={props.id}
          classList={{
            [styles.selected ?? '']: desk.isSelected(props.id),
            [styles.current ?? '']: desk.isCurrent(props.id),
          }}
          onKeyDown={(event) => desk.onCardKey(event, props.id)}
        >
          <th scope="row">
            <button
              type="button"
              class={styles.open}
              data-open=""
              tabIndex={desk.isTabStop(props.id) ? 0 : -1}
              aria-current={desk.isSelected(props.id) ? 'true' : undefined}
              onFocus={() => desk.setFocused(props.id)}
              onClick={() => board.props.onSelect(props.id)}
            >
              <PetitionNumber number={shown().number} />
            </button>
          </th>
          <td>
            <span class={styles.content}>{shown().content.trim() || t().noContent}</span>
            <Visitors people={people()} />
          </td>
          <td>{shown().field}</td>
          <td>{shown().village}</td>
          <td>{words().channel[shown().channel]}</td>
          <td>{shown().unit}</td>
          <td>
            <StateSign state={shown().state} />
            <DueSign petition={shown()} />
          </td>
        </tr>
      )}
    </Show>
  );
}

/** The board as one table, in the order of the numbers. */
export function BoardTable() {
  const desk = useDesk();
  const heads = () => [t().number, t().content, t().field, t().village, t().channel, t().unit, t().state];
  const end = (ref: (element: Element) => void): JSX.Element => (
    <tr ref={ref}>
      <td colSpan={heads().length} />
    </tr>
  );
  return (
    <div class={styles.scroller}>
      <table class={styles.table}>
        <thead>
          <tr>
            <For each={heads()}>{(head) => <th scope="col">{head}</th>}</For>
          </tr>
        </thead>
        <tbody>
          <GrowingList ids={desk.visible()} keep={desk.focused()} end={end}>
            {(id) => <PetitionRow id={id} />}
          </GrowingList>
        </tbody>
      </table>
    </div>
  );
}
