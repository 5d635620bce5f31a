import { createMemo, For, type JSX, Show } from 'solid-js';
import { isLateArrival } from '../../shared/lateness.ts';
import { splitName } from '../../shared/vietnamese/names.ts';
import { shortTime } from '../board/days.ts';
import { GrowingList } from '../board/growing-list.tsx';
import { privacyTexts } from '../i18n/privacy.ts';
import { t } from '../i18n/register.ts';
import { words } from '../i18n/words.ts';
import { Badge } from '../ui/controls.tsx';
import { Icon } from '../ui/icon.tsx';
import styles from './attendance-table.module.css';
import { type CheckedIn, checkInBy, hasNamesake } from './check-in.ts';
import type { RegisterModel } from './model.ts';

interface RowProps {
  model: RegisterModel;
  id: string;
  tabStop: boolean;
  onFocus: () => void;
  onEdit: () => void;
  onCheckedIn: (done: CheckedIn) => void;
}

/** A name with the given name, by which people are sorted and addressed, standing out. */
function PersonName(props: { name: string; erased: boolean }) {
  const parts = () => splitName(props.name);
  return (
    <Show when={props.name.trim()} fallback={props.erased ? privacyTexts().erased : t().noName}>
      {parts().before} <strong>{parts().given}</strong>
    </Show>
  );
}

function AttendeeRow(props: RowProps) {
  const person = createMemo(() => props.model.get(props.id));
  const isLate = () => {
    const one = person();
    return one?.present === true && isLateArrival(one.checkedInAt, props.model.begins());
  };
  return (
    <Show when={person()}>
      {(shown) => (
        <tr classList={{ [styles.present ?? '']: shown().present }}>
          <td class={styles.tick}>
            <input
              type="checkbox"
              data-attendee={props.id}
              aria-label={t().presentOf(shown().name)}
              checked={shown().present}
              disabled={props.model.props.readOnly}
              tabIndex={props.tabStop ? 0 : -1}
              onFocus={props.onFocus}
              onChange={(event) => {
                if (event.currentTarget.checked) props.onCheckedIn(checkInBy(props.model, props.id));
                else props.model.setPresent(props.id, false);
              }}
            />
            <span class={styles.time}>
              {shown().present ? shortTime(shown().checkedInAt) : ''}
              <Show when={isLate()}>
                {' '}
                <span class={styles.late}>{t().late}</span>
              </Show>
            </span>
          </td>
          <th scope="row">
            <button
              type="button"
              class={styles.name}
              tabIndex={-1}
              title={t().editPerson(shown().name)}
              disabled={shown().erased}
              onClick={props.onEdit}
            >
              <PersonName name={shown().name} erased={shown().erased} />
              <Show when={!shown().erased}>
                <Icon name="edit" size="0.9em" />
              </Show>
            </button>
            <span class={styles.marks}>
              <Show when={shown().birthYear}>{(year) => <span>{t().born(year())}</span>}</Show>
              <Show when={!shown().erased && hasNamesake(props.model, shown())}>
                <Badge color="var(--wait)">{t().namesake}</Badge>
              </Show>
              <Show when={shown().walkIn}>
                <Badge>{t().walkInSign}</Badge>
              </Show>
              <Show when={!shown().present && shown().coming === 'no'}>
                <Badge>{t().declined}</Badge>
              </Show>
            </span>
          </th>
          <td data-label={t().title}>{shown().title}</td>
          <td data-label={t().village}>{shown().village}</td>
          <td data-label={t().group}>{shown().group}</td>
          <td data-label={t().category}>
            {shown().category === 'other' ? '' : words().category[shown().category]}
          </td>
          <td data-label={t().phone} class={styles.phone}>
            {shown().phone}
          </td>
        </tr>
      )}
    </Show>
  );
}

/** The list of people. Arrow keys go from tick to tick, Space ticks, Enter edits, Escape goes back to the search. */
export function AttendanceTable(props: {
  model: RegisterModel;
  focused: string;
  onFocus: (id: string) => void;
  onEdit: (id: string) => void;
  onCheckedIn: (done: CheckedIn) => void;
  /** Back to the search. */
  onLeave: () => void;
}) {
  const heads = () => [t().present, t().name, t().title, t().village, t().group, t().category, t().phone];
  const tabStop = createMemo(() =>
    props.model.ids().includes(props.focused) ? props.focused : (props.model.ids()[0] ?? ''),
  );
  const onKey = (event: KeyboardEvent) => {
    const { target } = event;
    if (!(target instanceof HTMLInputElement) || target.dataset.attendee === undefined) return;
    const id = target.dataset.attendee;
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (event.key === 'Enter') {
      event.preventDefault();
      if (!props.model.get(id)?.erased) props.onEdit(id);
    } else if (event.key === 'Escape') {
      event.preventDefault();
      props.onLeave();
    } else if (step !== 0) {
      event.preventDefault();
      const ids = props.model.ids();
      const next = ids[ids.indexOf(id) + step];
      if (next) props.onFocus(next);
    }
  };
  const end = (ref: (element: Element) => void): JSX.Element => (
    <tr ref={ref}>
      <td colSpan={heads().length} />
    </tr>
  );
  return (
    <div class={styles.scroller}>
      <table class={styles.table} onKeyDown={onKey}>
        <thead>
          <tr>
            <For each={heads()}>{(head) => <th scope="col">{head}</th>}</For>
          </tr>
        </thead>
        <tbody>
          <GrowingList ids={props.model.ids()} keep={props.focused} end={end}>
            {(id) => (
              <AttendeeRow
                model={props.model}
                id={id}
                tabStop={tabStop() === id}
                onFocus={() => props.onFocus(id)}
                onCheckedIn={props.onCheckedIn}
                onEdit={() => props.onEdit(id)}
              />
            )}
          </GrowingList>
        </tbody>
      </table>
    </div>
  );
}
