import { A } from '@solidjs/router';
import { Show } from 'solid-js';
import { calendarTexts } from '../../i18n/calendar.ts';
import { documentTexts } from '../../i18n/documents.ts';
import { offlineTexts } from '../../i18n/offline.ts';
import { DocumentLinks } from '../../ui/document-links.tsx';
import { Icon } from '../../ui/icon.tsx';
import { NeedsHall } from '../../ui/needs-hall.tsx';
import page from '../../ui/page.module.css';

/** The papers of a stored plan: the plan itself and the estimate of its dialogues; the way to its calendar. */
export function PlanDocuments(props: { planId: string; year: number; unplaced: number }) {
  const href = (paper: string) => `/api/plans/${props.planId}/documents/${paper}`;
  return (
    <section class={page.card} aria-labelledby="plan-documents">
      <h2 id="plan-documents">{documentTexts().planPapers}</h2>
      <p class={page.lead}>{documentTexts().savedOnly}</p>
      <Show when={props.unplaced}>
        {(count) => <p class={page.muted}>{documentTexts().unplaced(count())}</p>}
      </Show>
      <NeedsHall>{offlineTexts().files}</NeedsHall>
      <div>
        <DocumentLinks name={documentTexts().plan} href={href('plan')} />
        <DocumentLinks name={documentTexts().estimate} href={href('estimate')} />
      </div>
      <p>
        <A class={page.link} href={`/calendar/${props.year}`}>
          <Icon name="plan" /> {calendarTexts().toCalendar}
        </A>
      </p>
    </section>
  );
}
