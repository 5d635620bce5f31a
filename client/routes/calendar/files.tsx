import { For, Show } from 'solid-js';
import type { Plan } from '../../../shared/plan/plan.ts';
import { calendarTexts as t } from '../../i18n/calendar.ts';
import { offlineTexts } from '../../i18n/offline.ts';
import { t as plan } from '../../i18n/plan.ts';
import { HallLink, NeedsHall } from '../../ui/needs-hall.tsx';
import page from '../../ui/page.module.css';
import styles from './calendar.module.css';

/** Calendar files of the year's plans: the whole plan, and each unit's own. */
export function CalendarFiles(props: { plans: readonly Plan[] }) {
  const unitsOf = ({ tasks }: Plan) => [...new Set(tasks.map(({ unit }) => unit).filter(Boolean))];
  return (
    <Show when={props.plans.length > 0}>
      <section class={page.card} aria-labelledby="calendar-files">
        <h2 id="calendar-files">{t().files}</h2>
        <p class={page.lead}>{t().filesLead}</p>
        <NeedsHall>{offlineTexts().files}</NeedsHall>
        <For each={props.plans}>
          {(one) => {
            const address = `/api/plans/${one.id}/calendar.ics`;
            const link = (name: string, query = '') => (
              <HallLink href={`${address}${query}`} icon="download" download label={t().download(name)}>
                {name}
              </HallLink>
            );
            return (
              <div class={styles.files}>
                <strong>{plan().yearOf(one.year, one.number)}</strong>
                {link(t().wholePlan)}
                <For each={unitsOf(one)}>
                  {(unit) => link(t().ofUnit(unit), `?unit=${encodeURIComponent(unit)}`)}
                </For>
              </div>
            );
          }}
        </For>
      </section>
    </Show>
  );
}
