import { Index } from 'solid-js';
import { SelectField } from '../../ui/controls.tsx';

/** A choice out of few, also where its options come later than what is chosen. */
export function Choice<V extends string>(props: {
  label: string;
  hint?: string;
  required?: boolean;
  value: V;
  /** In their order: what is chosen, and how it is called. */
  options: readonly (readonly [value: V, words: string])[];
  onValue: (value: V) => void;
}) {
  return (
    <SelectField
      label={props.label}
      hint={props.hint}
      required={props.required}
      onChange={(event) => {
        const chosen = props.options[event.currentTarget.selectedIndex];
        if (chosen) props.onValue(chosen[0]);
      }}
    >
      <Index each={props.options}>
        {(option) => (
          <option value={option()[0]} selected={option()[0] === props.value}>
            {option()[1]}
          </option>
        )}
      </Index>
    </SelectField>
  );
}
