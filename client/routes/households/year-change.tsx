import { For, Show } from 'solid-js';
import type { Leaving } from '../../../shared/import/changes.ts';
import type { ListPreview } from '../../../shared/import/preview.ts';
import { householdTexts as t } from '../../i18n/households.ts';
import page from '../../ui/page.module.css';
import { Choice } from './choice.tsx';
import styles from './households.module.css';
import { categoryName } from './words.ts';

/** Who is new on the year's list, and who has left it where the file is the whole list. */
export function YearChange(props: { preview: ListPreview; onChange: (leaving: Leaving) => void }) {
  const leaving = () => props.preview.leaving;
  return (
    <section class={page.card} aria-labelledby="list-year">
      <h2 id="list-year">{t().yearTitle}</h2>
      <p>{t().entered(props.preview.entered, props.preview.settings.year - 1)}</p>
      <label class={styles.check}>
        <input
          type="checkbox"
          checked={leaving().complete}
          onChange={(event) => props.onChange({ ...leaving(), complete: event.currentTarget.checked })}
        />
        {t().complete}
      </label>
      <Show when={leaving().complete}>
        <Show when={props.preview.left.length > 0} fallback={<p class={page.muted}>{t().leftNobody}</p>}>
          <p>{t().left(props.preview.left.length)}</p>
          <ul data-testid="left">
            <For each={props.preview.left}>
              {({ name, category }) => (
                <li>
                  {name} ({categoryName(category)})
                </li>
              )}
            </For>
          </ul>
          <Choice
            label={t().leftAs}
            value={leaving().as}
            options={[
              ['', t().leftNone],
              ['escapedPoverty', t().escapedPoverty],
            ]}
            onValue={(as) => props.onChange({ ...leaving(), as })}
          />
        </Show>
      </Show>
    </section>
  );
}
