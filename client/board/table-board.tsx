import { createMemo, For, type JSX } from 'solid-js';
import { t } from '../i18n/board.ts';
import { words } from '../i18n/words.ts';
import { DueSign } from './card.tsx';
import { useDesk } from './desk.ts';
import { useBoard, usePetition } from './model.ts';
import { createRowWindow } from './row-window.ts';
import { PetitionNumber, StateSign, Visitors } from './signs.tsx';
import styles from './table-board.module.css';

function PetitionRow(props: { id: string; at: number }): JSX.Element {
  const board = useBoard();
  const desk = useDesk();
  const petition = usePetition(() => props.id);
  const people = createMemo(() => board.visitors(props.id));
  return (
    <tr
      data-petition={props.id}
      // The row of heads is the first.
      aria-rowindex={props.at + 2}
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
          <PetitionNumber number={petition().number} />
        </button>
      </th>
      <td>
        <span class={styles.content}>{petition().content.trim() || t().noContent}</span>
        <Visitors people={people()} />
      </td>
      <td>{petition().field}</td>
      <td>{petition().village}</td>
      <td>{words().channel[petition().channel]}</td>
      <td>{petition().unit}</td>
      <td>
        <StateSign state={petition().state} />
        <DueSign petition={petition()} />
      </td>
    </tr>
  );
}

function Gap(props: { columns: number }): JSX.Element {
  return (
    <tr class={styles.gap}>
      <td colSpan={props.columns} />
    </tr>
  );
}

/** The board as one table, in the order of the numbers. */
export function BoardTable() {
  const desk = useDesk();
  const heads = () =>
    [
      ['number', t().number],
      ['content', t().content],
      ['field', t().field],
      ['village', t().village],
      ['channel', t().channel],
      ['unit', t().unit],
      ['state', t().state],
    ] as const;
  let scroller: HTMLDivElement | undefined;
  let body: HTMLTableSectionElement | undefined;
  createRowWindow({
    scroller: () => scroller,
    into: () => body,
    ids: desk.visible,
    keep: () => [desk.tabStop()],
    row: (id, at) => <PetitionRow id={id} at={at()} />,
    gap: () => <Gap columns={heads().length} />,
    guess: 58,
  });
  return (
    <div class={styles.scroller} ref={scroller}>
      <table class={styles.table} aria-rowcount={desk.visible().length + 1}>
        <thead>
          <tr aria-rowindex={1}>
            <For each={heads()}>
              {([column, head]) => (
                <th scope="col" data-part={column}>
                  {head}
                </th>
              )}
            </For>
          </tr>
        </thead>
        <tbody ref={body} />
      </table>
    </div>
  );
}
