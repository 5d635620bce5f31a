import { Show } from 'solid-js';
import { documentTexts } from '../i18n/documents.ts';
import styles from './document-links.module.css';
import { Icon } from './icon.tsx';
import page from './page.module.css';

/** A document that the server makes: its name, and the ways to it as PDF (shown) and as Word (saved). */
export function DocumentLinks(props: {
  name: string;
  /** The address without its ending, e.g. `/api/plans/x/documents/plan`. */
  href: string;
  /** What the address asks for besides, e.g. `quarter=II`. */
  query?: string;
  hint?: string;
}) {
  const more = (sign: string) => (props.query ? `${sign}${props.query}` : '');
  return (
    <div class={styles.document}>
      <div class={styles.name}>
        <strong>{props.name}</strong>
        <Show when={props.hint}>
          <span class={page.muted}>{props.hint}</span>
        </Show>
      </div>
      <div class={styles.ways}>
        <a
          class={page.link}
          href={`${props.href}.pdf?view=inline${more('&')}`}
          target="_blank"
          rel="noopener"
          aria-label={documentTexts().openPdf(props.name)}
        >
          <Icon name="print" /> PDF
        </a>
        <a
          class={page.link}
          href={`${props.href}.docx${more('?')}`}
          download=""
          aria-label={documentTexts().getWord(props.name)}
        >
          <Icon name="download" /> Word
        </a>
      </div>
    </div>
  );
}
