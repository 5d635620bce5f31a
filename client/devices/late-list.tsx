import { A } from '@solidjs/router';
import { For, Show } from 'solid-js';
import type { LateProposal, LateState } from '../../shared/devices.ts';
import { deviceTexts as t } from '../i18n/devices.ts';
import { pageNames } from '../i18n/page-names.ts';
import { Badge } from '../ui/controls.tsx';
import { Icon } from '../ui/icon.tsx';
import page from '../ui/page.module.css';
import { whenWords } from './words.ts';

const colors: Record<LateState, string> = {
  waiting: 'var(--wait)',
  taken: 'var(--ok)',
  declined: 'var(--state-gone)',
};

/** The state of a proposal; its word carries the meaning. */
export function LateBadge(props: { state: LateState }) {
  return (
    <span data-testid="late-state">
      <Badge color={colors[props.state]}>{t()[props.state]}</Badge>
    </span>
  );
}

/** Who typed it, where and when; and what was decided. */
export function LateFacts(props: { proposal: LateProposal }) {
  const { count, typed, handedAt, decidedBy } = t();
  return (
    <>
      <p>
        <strong>{t()[props.proposal.kind]}</strong> ·{' '}
        {[props.proposal.device, props.proposal.who].filter(Boolean).join(' – ')} ·{' '}
        {count(props.proposal.changes)}
      </p>
      <p class={page.muted}>
        {typed(whenWords(props.proposal.typedFrom))}, {handedAt(whenWords(props.proposal.handedAt))}
      </p>
      <Show when={props.proposal.state !== 'waiting'}>
        <p class={page.muted}>
          {t()[props.proposal.state]}:{' '}
          {decidedBy(props.proposal.decidedBy, whenWords(props.proposal.decidedAt))}
          <Show when={props.proposal.reason}> – {props.proposal.reason}</Show>
        </p>
      </Show>
    </>
  );
}

/** Proposals out of text that came after a freeze. */
export function LateList(props: { proposals: readonly LateProposal[] }) {
  return (
    <Show when={props.proposals.length > 0}>
      <section class={page.card} aria-labelledby="late-list">
        <div>
          <h2 id="late-list">{pageNames().lateTexts}</h2>
          <p class={page.lead}>{t().lateLead}</p>
        </div>
        <For each={props.proposals}>
          {(proposal) => (
            <article data-testid="late-proposal">
              <div class={page.head}>
                <div>
                  <LateFacts proposal={proposal} />
                </div>
                <LateBadge state={proposal.state} />
              </div>
              <A
                class={page.link}
                href={`/dialogues/${proposal.dialogueId}/late/${proposal.id}`}
                aria-label={t().viewOf(t()[proposal.kind], proposal.device)}
              >
                <Icon name="table" /> {t().view}
              </A>
            </article>
          )}
        </For>
      </section>
    </Show>
  );
}
