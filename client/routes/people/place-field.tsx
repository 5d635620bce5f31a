import { Show } from 'solid-js';
import type { Role } from '../../../shared/access.ts';
import type { Office } from '../../../shared/dialogue.ts';
import { placeOf } from '../../../shared/people.ts';
import { peopleTexts as t } from '../../i18n/people.ts';
import { SuggestField } from '../../ui/suggest-field.tsx';

/** The unit or the village that a role is for; nothing for a role that is for neither. */
export function PlaceField(props: {
  role: Role;
  office: Office;
  value: string;
  onValue: (value: string) => void;
}) {
  const listed = () => (placeOf(props.role) === 'unit' ? props.office.units : props.office.villages);
  const note = () => {
    const odd = props.value !== '' && listed().length > 0 && !listed().includes(props.value);
    return odd ? t().notListed(props.value) : undefined;
  };
  return (
    <Show when={placeOf(props.role)} keyed>
      {(place) => (
        <SuggestField
          label={place === 'unit' ? t().dutyUnit : t().dutyVillage}
          name={place}
          value={props.value}
          suggestions={listed().map((value) => ({ value }))}
          hint={note()}
          onValue={props.onValue}
        />
      )}
    </Show>
  );
}
