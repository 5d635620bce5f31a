import { untrack } from 'solid-js';
import { readCode } from '../../shared/invitation-code.ts';
import { shortTime } from '../board/days.ts';
import { t } from '../i18n/register.ts';
import { Icon } from '../ui/icon.tsx';
import { type CheckedIn, checkInBy } from './check-in.ts';
import type { RegisterModel } from './model.ts';
import styles from './register-panel.module.css';

/** The search: narrows the list, and at Enter checks in the one who is left, or adds who is not there. */
export function RegisterSearch(props: {
  model: RegisterModel;
  ref: (input: HTMLInputElement) => void;
  onSay: (text: string, failed?: boolean) => void;
  onCheckedIn: (done: CheckedIn) => void;
  onFocusRow: (id: string) => void;
  onAdd: (name: string) => void;
}) {
  let input: HTMLInputElement | undefined;
  const clear = () => {
    props.model.setText('');
    if (input) input.value = '';
  };
  const enter = () => {
    const { model } = props;
    const typed = model.text().normalize('NFC').trim();
    const [first, second] = model.ids();
    if (typed === '' || model.props.readOnly) return;
    const person = first === undefined ? undefined : untrack(() => model.get(first));
    if (!first || !person) {
      // A scanner that types, or a code that was misread: no name for a walk-in.
      if (readCode(typed) === null) props.onAdd(typed);
      else props.onSay(t().noSuchCode, true);
    } else if (second) {
      props.onSay(t().several(model.ids().length));
      props.onFocusRow(first);
    } else if (person.present) {
      props.onSay(t().already(person.name, shortTime(person.checkedInAt)));
      if (readCode(typed) !== null) clear();
    } else {
      props.onCheckedIn(checkInBy(model, first));
      clear();
    }
  };
  return (
    <search class={styles.search}>
      <Icon name="search" />
      <input
        ref={(element) => {
          input = element;
          props.ref(element);
        }}
        type="search"
        aria-label={`${t().search}. ${t().searchKeys}`}
        title={t().searchKeys}
        placeholder={t().searchHint}
        onInput={(event) => props.model.setText(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.isComposing) return;
          const [first] = props.model.ids();
          if (event.key === 'Enter') enter();
          else if (event.key === 'ArrowDown' && first) props.onFocusRow(first);
          else return;
          event.preventDefault();
        }}
      />
    </search>
  );
}
