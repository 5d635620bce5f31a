import { createResource, createSignal, Show } from 'solid-js';
import { createStore, unwrap } from 'solid-js/store';
import type { Office } from '../../../shared/dialogue.ts';
import { api, messageOf } from '../../api.ts';
import { loadOffice } from '../../data.ts';
import { common } from '../../i18n/common.ts';
import { documentTexts } from '../../i18n/documents.ts';
import { pages } from '../../i18n/pages.ts';
import { Button, Notice, TextArea } from '../../ui/controls.tsx';
import { fromLines, toLines } from '../../ui/lines.ts';
import page from '../../ui/page.module.css';
import { OfficeKey } from '../verify/office-key.tsx';
import { HeadFields } from './head-fields.tsx';
import { HeadPreview } from './head-preview.tsx';
import styles from './settings.module.css';
import { TruePdf } from './true-pdf.tsx';

/** The office's own data: heads of documents with their look beside, villages, units. */
export default function Settings() {
  const [office] = createResource(loadOffice);
  return (
    <div class={`${page.page} ${styles.wide}`}>
      <div>
        <h1>{pages().officeTitle}</h1>
        <p class={page.lead}>{pages().officeLead}</p>
      </div>
      <Show when={office()}>{(loaded) => <OfficeForm value={loaded()} />}</Show>
      <section class={page.card}>
        <OfficeKey keeper />
      </section>
    </div>
  );
}

function OfficeForm(props: { value: Office }) {
  const [form, setForm] = createStore<Office>(structuredClone(props.value));
  const [outcome, setOutcome] = createSignal<{ error?: unknown } | null>(null);
  const snapshot = () => structuredClone(unwrap(form));
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    setOutcome(null);
    try {
      await api.office.$put({ json: snapshot() });
      setOutcome({});
    } catch (error) {
      setOutcome({ error });
    }
  };
  const list = (key: 'villages' | 'units' | 'authorities' | 'holidays') => (
    <TextArea
      label={pages()[key]}
      rows={6}
      value={toLines(form[key])}
      onChange={(event) => setForm(key, fromLines(event.currentTarget.value))}
    />
  );
  return (
    <form class={`${page.page} ${styles.wide}`} onSubmit={submit}>
      <section class={page.card}>
        <h2>{documentTexts().headTitle}</h2>
        <p class={page.lead}>{documentTexts().headLead}</p>
        <div class={styles.sides}>
          <HeadFields form={form} set={setForm} />
          <div class={styles.preview}>
            <h3>{documentTexts().preview}</h3>
            <HeadPreview office={form} />
            <TruePdf office={snapshot} />
          </div>
        </div>
      </section>
      <section class={page.card}>
        <h2>{documentTexts().listsTitle}</h2>
        <div class={page.grid}>
          {list('villages')}
          {list('units')}
          {list('authorities')}
          {list('holidays')}
        </div>
      </section>
      <Show when={outcome()}>
        {(result) => (
          <Show when={result().error} fallback={<Notice kind="done">{common().saved}</Notice>}>
            <Notice kind="error">{messageOf(result().error)}</Notice>
          </Show>
        )}
      </Show>
      <div class={page.actions}>
        <Button kind="primary" type="submit">
          {common().save}
        </Button>
      </div>
    </form>
  );
}
