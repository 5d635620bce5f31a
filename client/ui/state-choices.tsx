import { For } from 'solid-js';
import styles from './state-choices.module.css';

/** Which of a list is shown, by its state: one of several, each beside how many there are. */
export function StateChoices<S extends string>(props: {
  /** Of the radio buttons, as no other on the page. */
  name: string;
  legend: string;
  states: readonly S[];
  chosen: S;
  label: (state: S) => string;
  onChoose: (state: S) => void;
}) {
  return (
    <fieldset class={styles.states}>
      <legend class="visually-hidden">{props.legend}</legend>
      <For each={props.states}>
        {(state) => (
          <label class={styles.state}>
            <input
              type="radio"
              name={props.name}
              checked={props.chosen === state}
              data-filter={state || 'all'}
              onChange={() => props.onChoose(state)}
            />
            <span>{props.label(state)}</span>
          </label>
        )}
      </For>
    </fieldset>
  );
}
