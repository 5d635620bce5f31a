import { createUniqueId, For, Show } from 'solid-js';
import { t } from '../../i18n/chair.ts';
import { TextField } from '../../ui/controls.tsx';
import styles from './chair.module.css';

/** One value out of a few large targets; with `free` also any other text. */
export function Choice(props: {
  label: string;
  name: string;
  value: string;
  options: readonly { value: string; label?: string; detail?: string }[];
  free?: boolean;
  needed?: boolean;
  onValue: (value: string) => void;
}) {
  const group = createUniqueId();
  const other = () => (props.options.some(({ value }) => value === props.value) ? '' : props.value);
  return (
    <fieldset class={styles.choice}>
      <legend>
        {props.label}
        <Show when={props.needed}>
          {' '}
          <em class={styles.needed}>{t().needed}</em>
        </Show>
      </legend>
      <div class={styles.options}>
        <For each={props.options}>
          {(option) => (
            <label class={styles.option}>
              <input
                type="radio"
                name={group}
                checked={option.value === props.value}
                data-field={props.name}
                onChange={() => props.onValue(option.value)}
              />
              <span>
                {option.label ?? option.value}
                <Show when={option.detail}>
                  <small>{option.detail}</small>
                </Show>
              </span>
            </label>
          )}
        </For>
      </div>
      <Show when={props.free}>
        <TextField
          label={t().other}
          aria-label={`${props.label}: ${t().other}`}
          data-field={props.name}
          autocomplete="off"
          value={other()}
          onInput={(event) => props.onValue(event.currentTarget.value)}
        />
      </Show>
    </fieldset>
  );
}
