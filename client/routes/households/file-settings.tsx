import { createResource, Show } from 'solid-js';
import type { ListChoices, ListPreview } from '../../../shared/import/preview.ts';
import { codeName, householdTexts as t } from '../../i18n/households.ts';
import { Notice } from '../../ui/controls.tsx';
import page from '../../ui/page.module.css';
import { loadVillages } from './calls.ts';
import { Choice } from './choice.tsx';
import { categoryName, ownCategories, villageOptions, yearOptions } from './words.ts';

type ListCategory = ListPreview['settings']['category'];
const categories = [...ownCategories, 'farmerMember'] as const;

/** How the file is read and what it is a list of: found out by itself, to be corrected here. */
export function FileSettings(props: { preview: ListPreview; onChange: (values: ListChoices) => void }) {
  const [villages] = createResource(() => loadVillages().catch(() => []));
  const settings = () => props.preview.settings;
  // Another way to read the file makes other rows: what was chosen for the old ones is gone.
  const anew: ListChoices = { mapping: undefined, headRow: undefined, decisions: {} };
  const headOptions = (): [string, string][] => [
    ['0', t().noHead],
    ...props.preview.top
      .filter(({ text }) => text !== '')
      .map(({ row, text }): [string, string] => [String(row), t().line(row, text)]),
  ];
  const categoryOptions = (): [ListCategory, string][] => [
    ['', t().byColumns],
    ...categories.map((known): [ListCategory, string] => [known, categoryName(known)]),
  ];
  return (
    <>
      <div class={page.grid}>
        <Choice
          label={t().letters}
          hint={t().lettersFound(codeName(props.preview.detected))}
          value={props.preview.code}
          options={props.preview.codes.map((code) => [code, codeName(code)] as const)}
          onValue={(code) => props.onChange({ ...anew, code })}
        />
        <Show when={props.preview.sheets.length > 1}>
          <Choice
            label={t().sheet}
            value={String(props.preview.sheet)}
            options={props.preview.sheets.map(
              ({ name, rows }, at) => [String(at), t().sheetRows(name, rows)] as const,
            )}
            onValue={(sheet) => props.onChange({ ...anew, sheet: Number(sheet) })}
          />
        </Show>
        <Choice
          label={t().headRow}
          value={String(props.preview.headRow)}
          options={headOptions()}
          onValue={(row) => props.onChange({ ...anew, headRow: Number(row) })}
        />
        <Choice
          label={t().listYear}
          value={String(settings().year)}
          options={yearOptions([settings().year])}
          onValue={(year) => props.onChange({ year: Number(year) })}
        />
        <Choice
          label={t().listCategory}
          value={settings().category}
          options={categoryOptions()}
          onValue={(category) => props.onChange({ category })}
        />
        <Choice
          label={t().listVillage}
          value={settings().villageId}
          options={villageOptions(villages.latest ?? [], t().asWritten)}
          onValue={(villageId) => props.onChange({ villageId })}
        />
      </div>
      <Show when={props.preview.cut}>
        <Notice kind="warn">{t().cut}</Notice>
      </Show>
    </>
  );
}
