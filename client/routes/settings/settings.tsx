import { A } from '@solidjs/router';
import { createResource, createSignal, Show } from 'solid-js';
import { createStore, unwrap } from 'solid-js/store';
import type { Office } from '../../../shared/dialogue.ts';
import { api, messageOf } from '../../api.ts';
import { loadOffice } from '../../data.ts';
import { common } from '../../i18n/common.ts';
import { documentTexts } from '../../i18n/documents.ts';
import { offlineTexts } from '../../i18n/offline.ts';
import { pageNames } from '../../i18n/page-names.ts';
import { pages } from '../../i18n/pages.ts';
import { privacyTexts } from '../../i18n/privacy.ts';
import { ServerCard } from '../../operation/server-card.tsx';
import { Notice, TextArea } from '../../ui/controls.tsx';
import { Icon } from '../../ui/icon.tsx';
import { fromLines, toLines } from '../../ui/lines.ts';
import { HallButton, NeedsHall } from '../../ui/needs-hall.tsx';
import page from '../../ui/page.module.css';
import { OfficeKey } from '../verify/office-key.tsx';
import { CalendarEditor } from './calendar-editor.tsx';
import { HeadFields } from './head-fields.tsx';
import { HeadPreview } from './head-preview.tsx';
import { ReachCard } from './reach-card.tsx';
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
      <section class={page.card} aria-labelledby="personal-data">
        <h2 id="personal-data">{pageNames().privacy}</h2>
        <p class={page.lead}>{privacyTexts().toPageLead}</p>
        <div>
          <A class={page.link} href="/privacy">
            <Icon name="lock" /> {privacyTexts().toPage}
          </A>
        </div>
      </section>
      <ReachCard />
      <ServerCard />
    </div>
  );
}

function OfficeForm(props: { value: Office }) {
  const [form, setForm] = createStore<Office>(structuredClone(props.value));
  const [outcome, setOutcome] = createSignal<{ error?: unknown } | null>(null);
  const [saved, setSaved] = createSignal(0);
  const snapshot = () => structuredClone(unwrap(form));
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    setOutcome(null);
    try {
      await api.office.$put({ json: snapshot() });
      setOutcome({});
      setSaved(saved() + 1);
    } catch (error) {
      setOutcome({ error });
    }
  };
  const list = (key: 'villages' | 'units' | 'authorities') => (
    <TextArea
      label={pages()[key]}
      hint={key === 'villages' ? pages().villagesHint : undefined}
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
        </div>
      </section>
      <CalendarEditor form={form} set={setForm} saved={saved()} />
      <Show when={outcome()}>
        {(result) => (
          <Show when={result().error} fallback={<Notice kind="done">{common().saved}</Notice>}>
            <Notice kind="error">{messageOf(result().error)}</Notice>
          </Show>
        )}
      </Show>
      <NeedsHall>{offlineTexts().settings}</NeedsHall>
      <div class={page.actions}>
        <HallButton kind="primary" type="submit">
          {common().save}
        </HallButton>
      </div>
    </form>
  );
}
