import { For } from 'solid-js';
import type { YearCategory } from '../../../shared/households.ts';
import { householdTexts as t } from '../../i18n/households.ts';
import { Button } from '../../ui/controls.tsx';
import { Choice } from './choice.tsx';
import styles from './households.module.css';
import { categoryName, ownCategories, someYears } from './words.ts';

/** What each year's lists say of a household: poor in 2022, escaped in 2023. */
export function YearFields(props: {
  years: readonly YearCategory[];
  /** The year that is added first. */
  first: number;
  onChange: (years: YearCategory[]) => void;
}) {
  const taken = () => new Set(props.years.map(({ year }) => year));
  const free = (own = 0) =>
    someYears(props.years.map(({ year }) => year)).filter((year) => year === own || !taken().has(year));
  const next = () => (taken().has(props.first) ? free()[0] : props.first);
  const change = (index: number, values: Partial<YearCategory>) =>
    props.onChange(props.years.map((one, at) => (at === index ? { ...one, ...values } : { ...one })));
  return (
    <fieldset class={styles.part}>
      <legend>{t().years}</legend>
      <For each={props.years}>
        {({ year, category }, index) => (
          <div class={styles.yearRow}>
            <Choice
              label={t().year}
              value={String(year)}
              options={free(year).map((one) => [String(one), String(one)] as const)}
              onValue={(chosen) => change(index(), { year: Number(chosen) })}
            />
            <Choice
              label={t().category}
              value={category}
              options={ownCategories.map((known) => [known, categoryName(known)] as const)}
              onValue={(chosen) => change(index(), { category: chosen })}
            />
            <Button
              kind="quiet"
              icon="close"
              aria-label={t().removeYear(year)}
              onClick={() =>
                props.onChange(props.years.filter((_, at) => at !== index()).map((one) => ({ ...one })))
              }
            />
          </div>
        )}
      </For>
      <div>
        <Button
          icon="add"
          disabled={next() === undefined}
          onClick={() => {
            const year = next();
            const more: YearCategory[] = year === undefined ? [] : [{ year, category: 'poor' }];
            props.onChange([...props.years.map((one) => ({ ...one })), ...more]);
          }}
        >
          {t().addYear}
        </Button>
      </div>
    </fieldset>
  );
}
