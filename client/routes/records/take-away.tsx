import { Show } from 'solid-js';
import { may } from '../../../shared/access.ts';
import { t } from '../../i18n/export.ts';
import { offlineTexts } from '../../i18n/offline.ts';
import { privacyTexts } from '../../i18n/privacy.ts';
import { session } from '../../session.ts';
import { Notice } from '../../ui/controls.tsx';
import { HallLink, NeedsHall } from '../../ui/needs-hall.tsx';
import page from '../../ui/page.module.css';

/** What of a frozen record may be taken away as files, by whom the server lets. */
export function TakeAway(props: { freezeId: string }) {
  const role = () => session()?.role ?? 'public';
  const href = (file: string) => `/api/freezes/${props.freezeId}/${file}`;
  return (
    <Show when={may(role(), 'exportPetitions')}>
      <section class={page.card} aria-labelledby="take-away">
        <h2 id="take-away">{t().awayTitle}</h2>
        <Notice kind="warn">
          {t().personal} {privacyTexts().fileHas}
        </Notice>
        <NeedsHall>{offlineTexts().files}</NeedsHall>
        <div class={page.row}>
          <strong>{t().petitions}</strong>
          <HallLink href={href('petitions.xlsx')} icon="download" download>
            {t().excel}
          </HallLink>
          <HallLink href={href('petitions.csv')} icon="download" download>
            {t().csv}
          </HallLink>
        </div>
        <Show when={may(role(), 'exportSession')}>
          <div class={page.row}>
            <HallLink href={href('session.zip')} icon="download" download primary>
              {t().whole}
            </HallLink>
            <span class={page.muted}>{t().wholeLead}</span>
          </div>
          <div class={page.row}>
            <HallLink href={href('session.json')} icon="download" download>
              {t().open}
            </HallLink>
            <span class={page.muted}>{t().openLead}</span>
          </div>
        </Show>
      </section>
    </Show>
  );
}
