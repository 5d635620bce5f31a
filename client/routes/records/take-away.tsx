import { Show } from 'solid-js';
import { may } from '../../../shared/access.ts';
import { t } from '../../i18n/export.ts';
import { session } from '../../session.ts';
import { Notice } from '../../ui/controls.tsx';
import { Icon } from '../../ui/icon.tsx';
import page from '../../ui/page.module.css';

/** What of a frozen record may be taken away as files, by whom the server lets. */
export function TakeAway(props: { freezeId: string }) {
  const role = () => session()?.role ?? 'public';
  const href = (file: string) => `/api/freezes/${props.freezeId}/${file}`;
  return (
    <Show when={may(role(), 'exportPetitions')}>
      <section class={page.card} aria-labelledby="take-away">
        <h2 id="take-away">{t().awayTitle}</h2>
        <Notice kind="warn">{t().personal}</Notice>
        <div class={page.row}>
          <strong>{t().petitions}</strong>
          <a class={page.link} href={href('petitions.xlsx')} download="">
            <Icon name="download" /> {t().excel}
          </a>
          <a class={page.link} href={href('petitions.csv')} download="">
            <Icon name="download" /> {t().csv}
          </a>
        </div>
        <Show when={may(role(), 'exportSession')}>
          <div class={page.row}>
            <a class={`${page.link} ${page.linkPrimary}`} href={href('session.zip')} download="">
              <Icon name="download" /> {t().whole}
            </a>
            <span class={page.muted}>{t().wholeLead}</span>
          </div>
          <div class={page.row}>
            <a class={page.link} href={href('session.json')} download="">
              <Icon name="download" /> {t().open}
            </a>
            <span class={page.muted}>{t().openLead}</span>
          </div>
        </Show>
      </section>
    </Show>
  );
}
