import { createResource, createSignal, For, Show } from 'solid-js';
import type { Office } from '../../../shared/dialogue.ts';
import { cleanLine } from '../../../shared/documents/plain.ts';
import {
  numberSign,
  recipientsOf,
  type SignedForm,
  signedForms,
  signingTitles,
} from '../../../shared/documents/signs.ts';
import { bodyParts, motto, nationalTitle, recipientsTitle } from '../../../shared/documents/wording.ts';
import { documentTexts } from '../../i18n/documents.ts';
import styles from './head-preview.module.css';

/** Points of the head's left column, 63 mm, and of the type that bodies are set in. */
const leftColumn = (63 / 25.4) * 72;
const bodySize = 13;

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

const pen = document.createElement('canvas').getContext('2d');

/** The document's type must be there before widths are measured. Resolves when it is, or cannot come. */
async function typeReady(): Promise<boolean> {
  await Promise.allSettled(
    ['', 'bold ', 'italic '].map((style) => document.fonts.load(`${style}13px Decree`)),
  );
  return true;
}

/** A body in capitals: on one line when it fits the column, else broken before the kind of unit, as in print. */
function bodyLines(body: string, weight: '' | 'bold '): string[] {
  const line = cleanLine(body).toLocaleUpperCase('vi');
  if (line === '') return [];
  if (pen) pen.font = `${weight}${bodySize}px Decree, "Times New Roman", serif`;
  if (!pen || pen.measureText(line).width <= leftColumn) return [line];
  const { organ, unit, name } = bodyParts(line);
  return unit === '' ? [line] : [organ, `${unit} ${name}`];
}

/** A page of the office's as it will be printed: head, title, recipients and signature in the decree's layout. */
export function HeadPreview(props: { office: Office }) {
  const [ready] = createResource(typeReady);
  const [form, setForm] = createSignal<SignedForm>('notice');
  const superior = () => (ready.latest === undefined ? [] : bodyLines(props.office.superior, ''));
  const body = () => (ready.latest === undefined ? [] : bodyLines(props.office.body, 'bold '));
  const year = new Date().getFullYear();
  const placeDate = () =>
    [
      cleanLine(props.office.place),
      `ngày\u00a0\u00a0\u00a0\u00a0\u00a0tháng\u00a0\u00a0\u00a0\u00a0\u00a0năm ${year}`,
    ]
      .filter(Boolean)
      .join(', ');
  const recipients = () => recipientsOf(props.office, []);
  return (
    <div class={styles.frame}>
      <select
        class={styles.kinds}
        aria-label={documentTexts().signs}
        onChange={(event) => setForm(signedForms[event.currentTarget.selectedIndex] ?? 'notice')}
      >
        <For each={signedForms}>{(one) => <option selected={one === form()}>{kindNames[one]}</option>}</For>
      </select>
      <article class={styles.paper} lang="vi" aria-label={documentTexts().preview} data-preview>
        <div class={styles.head}>
          <div class={styles.left}>
            <For each={superior()}>{(line) => <div data-part="superior">{line}</div>}</For>
            <div class={styles.body}>
              <For each={body()}>{(line) => <div data-part="body">{line}</div>}</For>
            </div>
          </div>
          <div class={styles.right}>
            <div class={styles.national} data-part="national">
              {nationalTitle}
            </div>
            <div class={styles.motto} data-part="motto">
              {motto}
            </div>
          </div>
          <div class={styles.number} data-part="number">
            Số:{'\u00a0'.repeat(6)}/{numberSign(props.office, form())}
          </div>
          <div class={styles.placeDate} data-part="placeDate">
            {placeDate()}
          </div>
        </div>
        <Show when={form() !== 'letter'}>
          <div class={styles.title}>
            <div data-part="kind">{kindNames[form()]}</div>
            <div class={styles.subject}>{documentTexts().previewSubject}</div>
          </div>
        </Show>
        <p class={styles.text}>{documentTexts().previewText}…</p>
        <div class={styles.foot}>
          <div class={styles.recipients}>
            <div class={styles.recipientsTitle}>{recipientsTitle}</div>
            <For each={recipients()}>
              {(line, index) => (
                <div data-part="recipient">
                  - {line}
                  {index() === recipients().length - 1 ? '.' : ';'}
                </div>
              )}
            </For>
          </div>
          <div class={styles.signature}>
            <For each={signingTitles(props.office)}>{(line) => <div data-part="title">{line}</div>}</For>
            <Show when={cleanLine(props.office.signerName)}>
              {(name) => (
                <div class={styles.name} data-part="name">
                  {name()}
                </div>
              )}
            </Show>
          </div>
        </div>
      </article>
    </div>
  );
}
