import { A } from '@solidjs/router';
import { Show } from 'solid-js';
import { followUpPapers, namesCitizens, officePapers, worklistPapers } from '../../shared/access.ts';
import { pageNames } from '../i18n/page-names.ts';
import { hallInReach } from '../in-reach.ts';
import styles from './document-links.module.css';
import { Icon } from './icon.tsx';
import { HallLink } from './needs-hall.tsx';
import page from './page.module.css';

/** Whether the address is of a paper that names citizens: said before it is taken, and noted when it is. */
function isNaming(href: string): boolean {
  const name = href.split('/').at(-1);
  return [...officePapers, ...followUpPapers, ...worklistPapers].some(
    (paper) => paper === name && namesCitizens(paper),
  );
}

/** A document that the server makes: its name, and the ways to it as PDF (shown) and as Word (saved). */
export function DocumentLinks(props: {
  name: string;
  /** The address without its ending, e.g. `/api/plans/x/documents/plan`. */
  href: string;
  /** What the address asks for besides, e.g. `quarter=II`. */
  query?: string;
  hint?: string;
  /** The address of the page where this device builds it by itself. */
  preview?: string;
}) {
  return (
    <div class={styles.document}>
      <div class={styles.name}>
        <strong>{props.name}</strong>
        <Show when={props.hint}>
          <span class={page.muted}>{props.hint}</span>
        </Show>
        <Show when={isNaming(props.href)}>
          <span class={page.muted}>{pageNames().documentHas}</span>
        </Show>
      </div>
      <div class={styles.ways}>
        <Ways href={props.href} query={props.query} name={props.name} />
        <Show when={!hallInReach() && props.preview}>
          {(address) => (
            <A class={page.link} href={address()} aria-label={pageNames().seePreviewOf(props.name)}>
              <Icon name="document" /> {pageNames().seePreview}
            </A>
          )}
        </Show>
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
      <HallLink
        href={`${props.href}.pdf?view=inline${more('&')}`}
        icon="print"
        primary={props.primary}
        label={props.name && pageNames().openPdf(props.name)}
      >
        PDF
      </HallLink>
      <HallLink
        href={`${props.href}.docx${more('?')}`}
        icon="download"
        download
        label={props.name && pageNames().getWord(props.name)}
      >
        Word
      </HallLink>
    </>
  );
}
