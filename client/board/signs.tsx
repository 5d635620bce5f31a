import { createEffect, createSignal, For, on, onCleanup, Show } from 'solid-js';
import type { PetitionState } from '../../shared/petition.ts';
import { t } from '../i18n/board.ts';
import { words } from '../i18n/words.ts';
import { Icon } from '../ui/icon.tsx';
import { stateIcons } from './columns.ts';
import { initials, type Visitor } from './presence.ts';
import styles from './signs.module.css';

/** How long a number that just came is marked, in milliseconds. */
const freshTime = 4_000;

/**
 * A petition's number. Before the hall's server gave one it wears the provisional sign; when the number
 * comes, it is marked for a moment.
 */
export function PetitionNumber(props: { number: string }) {
  const [fresh, setFresh] = createSignal(false);
  let timer: ReturnType<typeof setTimeout> | undefined;
  createEffect(
    on(
      () => props.number,
      (number, before) => {
        if (!number || before !== '') return;
        setFresh(true);
        timer = setTimeout(() => setFresh(false), freshTime);
      },
    ),
  );
  onCleanup(() => clearTimeout(timer));
  return (
    <Show
      when={props.number}
      fallback={
        <span class={styles.number} title={t().provisionalTitle}>
          KN-… <small class={styles.provisional}>{t().provisional}</small>
        </span>
      }
    >
      <span class={styles.number} classList={{ [styles.fresh ?? '']: fresh() }}>
        {props.number}
      </span>
    </Show>
  );
}

/** A state by colour, sign and word. */
export function StateSign(props: { state: PetitionState }) {
  return (
    <span class={styles.state} data-state={props.state}>
      <Icon name={stateIcons[props.state]} />
      {words().state[props.state]}
    </span>
  );
}

/** Who else has the petition open, as coloured initials. */
export function Visitors(props: { people: readonly Visitor[] }) {
  const names = () => props.people.map((person) => person.name).join(', ');
  return (
    <Show when={props.people.length > 0}>
      <span class={styles.people} title={t().here(names())}>
        <span class="visually-hidden">{t().here(names())}</span>
        <For each={props.people.slice(0, 4)}>
          {(person) => (
            <span class={styles.person} style={{ 'background-color': person.color }} aria-hidden="true">
              {initials(person.name)}
            </span>
          )}
        </For>
        <Show when={props.people.length > 4}>
          <span aria-hidden="true">+{props.people.length - 4}</span>
        </Show>
      </span>
    </Show>
  );
}
