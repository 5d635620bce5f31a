import { A } from '@solidjs/router';
import { createSignal, Show } from 'solid-js';
import type { ArrivedCounts } from '../../shared/escalation.ts';
import { api } from '../api.ts';
import { escalationTexts as t } from '../i18n/escalations.ts';
import { pageNames } from '../i18n/page-names.ts';
import { onHallBack } from '../in-reach.ts';
import { askOrKept, dutyKey } from '../kept.ts';
import { opensPage } from '../routes/dialogue/pages.ts';
import { ownRole } from '../session.ts';
import { Icon } from '../ui/icon.tsx';
import { lastAsked } from '../ui/last-asked.ts';
import page from '../ui/page.module.css';
import { whileSeen } from '../ui/while-seen.ts';
import styles from './escalations-link.module.css';

/** How often the numbers are asked for while they are looked at, ms. */
const askEvery = 30_000;

function loadCounts(): Promise<ArrivedCounts> {
  return askOrKept(dutyKey('escalations.waiting'), async () => (await api.escalations.waiting.$get()).json());
}

/**
 * The way to the petitions that communes sent to this office, with how many wait and are late; nothing where no commune is
 * under it, or for who may not see them.
 */
export function EscalationsLink() {
  return (
    <Show when={opensPage(ownRole(), 'escalations')}>
      <Way />
    </Show>
  );
}

function Way() {
  const [counts, setCounts] = createSignal<ArrivedCounts | null>(null);
  // Without an answer there is no way: the page itself says what is wrong.
  const { refresh } = lastAsked(loadCounts, setCounts, () => undefined);
  whileSeen(() => void refresh(), askEvery);
  onHallBack(() => void refresh());
  return (
    <Show when={counts()?.shown && counts()}>
      {(known) => (
        <A href="/escalations" class={page.link} data-escalations>
          <Icon name="download" />
          <span>
            {pageNames().escalations}
            <Show when={known().waiting}>{(waiting) => ` (${waiting()})`}</Show>
            <Show when={known().overdue}>
              {(late) => <span class={styles.late}> · {t().countOf(t().late, late())}</span>}
            </Show>
          </span>
        </A>
      )}
    </Show>
  );
}
