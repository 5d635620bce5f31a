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
  return (
    <div class={styles.document}>
      <div class={styles.name}>
        <strong>{props.name}</strong>
        <Show when={props.hint}>
          <span class={page.muted}>{props.hint}</span>
        </Show>
      </div>
      <div class={styles.ways}>
        <Ways href={props.href} query={props.query} name={props.name} />
      </div>
    </div>
  );
}

/** A main document of a page: its name and the ways to it in one row. `href` as in DocumentLinks. */
export function DocumentRow(props: { name: string; href: string }) {
  return (
    <span class={page.row}>
      <strong>{props.name}</strong>
      <Ways href={props.href} primary />
    </span>
  );
}

function Ways(props: { href: string; query?: string; name?: string; primary?: boolean }) {
  const more = (sign: string) => (props.query ? `${sign}${props.query}` : '');
  return (
    <>
      <a
        class={`${page.link} ${props.primary ? page.linkPrimary : ''}`}
        href={`${props.href}.pdf?view=inline${more('&')}`}
        target="_blank"
        rel="noopener"
        aria-label={props.name && documentTexts().openPdf(props.name)}
      >
        <Icon name="print" /> PDF
      </a>
      <a
        class={page.link}
        href={`${props.href}.docx${more('?')}`}
        download=""
        aria-label={props.name && documentTexts().getWord(props.name)}
      >
        <Icon name="download" /> Word
      </a>
    </>
  );
}
