import { For, Show } from 'solid-js';
import type { Dialogue } from '../../../shared/dialogue.ts';
import { pages } from '../../i18n/pages.ts';
import { peopleTexts as t } from '../../i18n/people.ts';
import { SelectField } from '../../ui/controls.tsx';

/** Chooses a dialogue, the open ones first. `none`: what choosing none is called. */
export function DialogueSelect(props: {
  label: string;
  value: string;
  dialogues: readonly Dialogue[];
  none: string;
  required?: boolean;
  onValue: (id: string) => void;
}) {
  const group = (label: string, state: Dialogue['state']) => {
    const members = () => props.dialogues.filter((dialogue) => dialogue.state === state);
    return (
      <Show when={members().length > 0}>
        <optgroup label={label}>
          <For each={members()}>
            {({ id, title, quarter, year }) => (
              <option value={id} selected={id === props.value}>
                {title} ({pages().quarter(quarter, year)})
              </option>
            )}
          </For>
        </optgroup>
      </Show>
    );
  };
  return (
    <SelectField
      label={props.label}
      required={props.required}
      value={props.value}
      onChange={(event) => props.onValue(event.currentTarget.value)}
    >
      <option value="">{props.none}</option>
      {group(t().openDialogues, 'open')}
      {group(t().frozenDialogues, 'frozen')}
    </SelectField>
  );
}
