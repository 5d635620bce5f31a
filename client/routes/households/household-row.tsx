import { Show } from 'solid-js';
import { type Household, headOf } from '../../../shared/households.ts';
import { householdTexts as t } from '../../i18n/households.ts';
import { Badge } from '../../ui/controls.tsx';
import page from '../../ui/page.module.css';
import styles from './households.module.css';
import { birthText, categoryName } from './words.ts';

/** A household of the list: its head, who lives there, what it is in the year. */
export function HouseholdRow(props: {
  household: Household;
  village: string;
  year: number;
  onOpen: () => void;
}) {
  const head = () => headOf(props.household);
  /** What it is in the year, else what it was last before. */
  const category = () => props.household.years.findLast(({ year }) => year <= props.year);
  const about = () => {
    const born = head()?.birth ? t().born(birthText({ birth: head()?.birth ?? '' })) : '';
    return [born, props.village, props.household.code, head()?.phone].filter(Boolean).join(' · ');
  };
  const others = () =>
    props.household.members
      .filter(({ id }) => id !== head()?.id)
      .map(({ name }) => name)
      .join(', ');
  return (
    <li class={styles.household} data-household={props.household.id}>
      <button type="button" class={styles.open} onClick={() => props.onOpen()}>
        {head()?.name}
      </button>
      <span class={styles.badges}>
        <Show when={category()}>
          {(known) => <Badge>{`${categoryName(known().category)} ${known().year}`}</Badge>}
        </Show>
        <Show when={props.household.members.some(({ unionMember }) => unionMember)}>
          <Badge>{t().farmerMember}</Badge>
        </Show>
      </span>
      <span class={page.muted}>
        {about()}
        <Show when={others()}>
          <br />
          {t().andOthers(others())}
        </Show>
      </span>
    </li>
  );
}
