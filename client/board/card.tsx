import { createMemo, type JSX, Show } from 'solid-js';
import { isLate, isOwed } from '../../shared/due.ts';
import type { Petition } from '../../shared/petition.ts';
import { t } from '../i18n/board.ts';
import { common } from '../i18n/common.ts';
import { words } from '../i18n/words.ts';
import { Icon } from '../ui/icon.tsx';
import { CardSigns } from './beside-field.tsx';
import styles from './card.module.css';
import { columnOf } from './columns.ts';
import { shortDay } from './days.ts';
import { useDesk } from './desk.ts';
import { shownNumber, useBoard, usePetition } from './model.ts';
import { PetitionNumber, StateSign, Visitors } from './signs.tsx';

/** The day an answer is due, red when it is over. */
export function DueSign(props: { petition: Petition }) {
  const board = useBoard();
  const late = () => isLate(props.petition, board.today());
  return (
    <Show when={isOwed(props.petition.state) && props.petition.dueDate}>
      {(day) => (
        <span class={styles.due} classList={{ [styles.late ?? '']: late() }}>
          <Icon name={late() ? 'alarm' : 'clock'} />
          {late() ? t().overdue(shortDay(day())) : t().due(shortDay(day()))}
        </span>
      )}
    </Show>
  );
}

/** One petition in its column. The button inside takes the focus; a click anywhere on the card opens it too. */
export function PetitionCard(props: { id: string; at: number; of: number }): JSX.Element {
  const board = useBoard();
  const desk = useDesk();
  const petition = usePetition(() => props.id);
  const people = createMemo(() => board.visitors(props.id));
  const open = () => board.props.onSelect(props.id);
  return (
    <li
      class={styles.card}
      classList={{
        [styles.selected ?? '']: desk.isSelected(props.id),
        [styles.current ?? '']: desk.isCurrent(props.id),
        [styles.dragged ?? '']: desk.dragging() === props.id,
      }}
      data-petition={props.id}
      aria-posinset={props.at + 1}
      aria-setsize={props.of}
      data-state={petition().state}
      draggable={!board.props.readOnly}
      onDragStart={(event) => {
        event.dataTransfer?.setData('text/plain', shownNumber(petition()));
        if (event.dataTransfer) event.dataTransfer.effectAllowed = 'move';
        // Chromium ends a drag whose page changes before it has begun.
        setTimeout(() => desk.setDragging(props.id));
      }}
      onDragEnd={() => desk.setDragging('')}
      onKeyDown={(event) => desk.onCardKey(event, props.id)}
    >
      <button
        type="button"
        class={styles.open}
        data-open=""
        tabIndex={desk.isTabStop(props.id) ? 0 : -1}
        aria-current={desk.isSelected(props.id) ? 'true' : undefined}
        onFocus={() => desk.setFocused(props.id)}
        onClick={open}
      >
        <span class={styles.head}>
          <PetitionNumber number={petition().number} />
          <Show when={desk.isCurrent(props.id)}>
            <span class={styles.now}>
              <Icon name="screen" />
              {t().current}
            </span>
          </Show>
        </span>
        <span class={styles.content}>{petition().content.trim() || t().noContent}</span>
        <span class={styles.facts}>
          <Show when={columnOf(petition().state).states.length > 1}>
            <StateSign state={petition().state} />
          </Show>
          <DueSign petition={petition()} />
          <CardSigns id={props.id} />
          <span class={styles.quiet}>
            {[petition().field, petition().village].filter(Boolean).join(' · ') ||
              words().channel[petition().channel]}
          </span>
          <Show when={petition().unit}>
            <span class={styles.quiet}>
              <Icon name="user" /> {petition().unit}
            </span>
          </Show>
        </span>
      </button>
      <span class={styles.corner}>
        <Visitors people={people()} />
        <Show when={!board.props.readOnly}>
          <button
            type="button"
            class={styles.move}
            tabIndex={-1}
            title={`${t().move} (M)`}
            aria-label={`${t().move} ${shownNumber(petition())}`}
            onClick={() => desk.openMenu(props.id)}
          >
            <Icon name="move" />
          </button>
        </Show>
      </span>
    </li>
  );
}

/** The words for a board that shows nothing. */
export function NothingShown(props: { loading: boolean }) {
  const board = useBoard();
  const desk = useDesk();
  return (
    <p class={styles.nothing}>
      <Show when={!props.loading} fallback={common().loading}>
        {desk.filters() > 0 && board.petitions.ids().length > 0 ? t().nothingFound : t().empty}
      </Show>
    </p>
  );
}
