import { createResource, createSignal, For, Show } from 'solid-js';
import type { Office } from '../../../shared/dialogue.ts';
import { head } from '../../../shared/documents/frame.ts';
import { dateOrBlank } from '../../../shared/documents/held.ts';
import { officeSigning } from '../../../shared/documents/occasion.ts';
import { type SignedForm, signedForms } from '../../../shared/documents/signs.ts';
import { documentTexts } from '../../i18n/documents.ts';
import sheet from '../../preview/official-document.module.css';
import { Foot, Head } from '../../preview/official-document.tsx';
import { decreeTypeReady } from '../../ui/decree-type.ts';
import styles from './head-preview.module.css';

/** Kinds as they stand in a document, always Vietnamese. */
const kindNames: Record<SignedForm, string> = {
  plan: 'KẾ HOẠCH',
  invitation: 'GIẤY MỜI',
  notice: 'THÔNG BÁO',
  minutes: 'BIÊN BẢN',
  report: 'BÁO CÁO',
  transfer: 'PHIẾU CHUYỂN',
  estimate: 'DỰ TOÁN',
  letter: 'CÔNG VĂN',
};

/** A page of the office's as it will be printed: head, title, recipients and signature in the decree's layout. */
export function HeadPreview(props: { office: Office }) {
  const [ready] = createResource(decreeTypeReady);
  const [form, setForm] = createSignal<SignedForm>('notice');
  const date = dateOrBlank('', new Date().getFullYear());
  return (
    <div class={styles.frame}>
      <select
        class={styles.kinds}
        aria-label={documentTexts().signs}
        onChange={(event) => setForm(signedForms[event.currentTarget.selectedIndex] ?? 'notice')}
      >
        <For each={signedForms}>{(one) => <option selected={one === form()}>{kindNames[one]}</option>}</For>
      </select>
      <article
        class={`${sheet.sheet} ${styles.paper}`}
        lang="vi"
        aria-label={documentTexts().preview}
        data-preview
      >
        {/* Where a line is broken is known once its letters can be measured. */}
        <Show when={ready.latest !== undefined}>
          <Head head={head(props, form(), date)} />
          <Show when={form() !== 'letter'}>
            <div class={`${sheet.title} ${sheet.bold}`}>
              <div data-part="kind">{kindNames[form()]}</div>
              <div class={sheet.subject}>{documentTexts().previewSubject}</div>
            </div>
          </Show>
          <p class={styles.text}>{documentTexts().previewText}…</p>
          <Foot signing={officeSigning(props.office, [])} />
        </Show>
      </article>
    </div>
  );
}
