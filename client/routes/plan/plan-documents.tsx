import { Show } from 'solid-js';
import type { Plan } from '../../../shared/plan/plan.ts';
import { documentTexts } from '../../i18n/documents.ts';
import { DocumentLinks } from '../../ui/document-links.tsx';
import page from '../../ui/page.module.css';

/** The papers of a stored plan: the plan itself and the estimate of its dialogues. */
export function PlanDocuments(props: { plan: Plan }) {
  const href = (paper: string) => `/api/plans/${props.plan.id}/documents/${paper}`;
  return (
    <section class={page.card} aria-labelledby="plan-documents">
      <h2 id="plan-documents">{documentTexts().planPapers}</h2>
      <p class={page.lead}>{documentTexts().savedOnly}</p>
      <Show when={props.plan.unplaced.length}>
        {(count) => <p class={page.muted}>{documentTexts().unplaced(count())}</p>}
      </Show>
      <div>
        <DocumentLinks name={documentTexts().plan} href={href('plan')} />
        <DocumentLinks name={documentTexts().estimate} href={href('estimate')} />
      </div>
    </section>
  );
}
