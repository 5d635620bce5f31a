import { For, Show } from 'solid-js';
import { mayMake } from '../../shared/access.ts';
import { cleanLine } from '../../shared/documents/plain.ts';
import { isBeyondAuthority, type Petition } from '../../shared/petition.ts';
import { followUpTexts } from '../i18n/follow-up.ts';
import { offlineTexts } from '../i18n/offline.ts';
import { ownRole } from '../session.ts';
import { DocumentLinks } from '../ui/document-links.tsx';
import { NeedsHall } from '../ui/needs-hall.tsx';
import page from '../ui/page.module.css';

/** An authority and how many petitions go to it. */
export interface Transfer {
  authority: string;
  petitions: number;
}

/** The authorities that petitions go to, in the order of the first of each, as the sheets come. */
export function transfersOf(petitions: readonly Petition[]): Transfer[] {
  const groups = Map.groupBy(petitions.filter(isBeyondAuthority), ({ authority }) => cleanLine(authority));
  return [...groups].map(([authority, group]) => ({ authority, petitions: group.length }));
}

/** The papers after a dialogue: conclusions, and the transfer sheets, all in one file or each by itself. */
export function AfterDocuments(props: { dialogueId: string; transfers: Transfer[] }) {
  const href = (paper: string) => `/api/dialogues/${props.dialogueId}/follow-up/${paper}`;
  const preview = (paper: string) => `/dialogues/${props.dialogueId}/preview/${paper}`;
  return (
    <section class={page.card} aria-labelledby="after-documents">
      <h2 id="after-documents">{followUpTexts().afterPapers}</h2>
      <p class={page.muted}>{followUpTexts().draftHint}</p>
      <NeedsHall>{offlineTexts().documents}</NeedsHall>
      <div>
        <Show when={mayMake(ownRole(), 'conclusion')}>
          <DocumentLinks
            name={followUpTexts().conclusion}
            hint={followUpTexts().conclusionHint}
            href={href('conclusion')}
            preview={preview('conclusion')}
          />
        </Show>
        <Show when={mayMake(ownRole(), 'receipt')}>
          <DocumentLinks
            name={followUpTexts().receipts}
            hint={followUpTexts().receiptsHint}
            href={`/api/dialogues/${props.dialogueId}/receipts/receipt`}
          />
        </Show>
        <Show when={mayMake(ownRole(), 'transfers')}>
          <Show
            when={props.transfers.length > 0}
            fallback={<p class={page.muted}>{followUpTexts().noTransfers}</p>}
          >
            <DocumentLinks
              name={followUpTexts().transfers}
              hint={followUpTexts().transfersHint(props.transfers.length)}
              href={href('transfers')}
              preview={preview('transfers')}
            />
            <Show when={props.transfers.length > 1}>
              <For each={props.transfers}>
                {({ authority, petitions }) => (
                  <DocumentLinks
                    name={followUpTexts().transferTo(authority, petitions)}
                    href={href('transfers')}
                    query={`authority=${encodeURIComponent(authority)}`}
                  />
                )}
              </For>
            </Show>
          </Show>
        </Show>
      </div>
    </section>
  );
}
