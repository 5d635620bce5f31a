import { Index, Show } from 'solid-js';
import { type Field, fields, type Mapping } from '../../../shared/import/fields.ts';
import type { ListPreview } from '../../../shared/import/preview.ts';
import { fieldName, householdTexts as t } from '../../i18n/households.ts';
import { Notice } from '../../ui/controls.tsx';
import page from '../../ui/page.module.css';
import { Choice } from './choice.tsx';
import styles from './households.module.css';

/** What stands in each column: guessed, or as it was chosen for such heads before. */
export function ListColumns(props: { preview: ListPreview; onMapping: (mapping: Mapping) => void }) {
  const columns = () => props.preview.columns;
  const choose = (place: number, field: Field) =>
    props.onMapping(columns().map((column, at) => (at === place ? field : column.field)));
  return (
    <section class={page.card} aria-labelledby="list-columns">
      <h2 id="list-columns">{t().columns}</h2>
      <p class={page.lead}>{t().columnsLead}</p>
      <Show when={props.preview.remembered}>
        <Notice>{t().remembered}</Notice>
      </Show>
      <div class={styles.columns}>
        <Index each={columns()}>
          {(column, place) => (
            <Choice
              label={t().column(column().letters, column().title)}
              hint={column().samples.length > 0 ? t().samples(column().samples.join('; ')) : t().noSamples}
              value={column().field}
              options={fields.map((field) => [field, fieldName(field)] as const)}
              onValue={(field) => choose(place, field)}
            />
          )}
        </Index>
      </div>
    </section>
  );
}
