import { createSignal } from 'solid-js';
import { offlineTexts } from '../../i18n/offline.ts';
import { pageNames } from '../../i18n/page-names.ts';
import { privacyTexts as t } from '../../i18n/privacy.ts';
import { HallOnly } from '../../ui/needs-hall.tsx';
import page from '../../ui/page.module.css';
import { AuditLog } from './audit-log.tsx';
import { ErasePerson } from './erase-person.tsx';
import { Retention } from './retention.tsx';

/** Personal data, for the organizer: erasing a person, how long they are kept, who looked at them. */
export default function PrivacyPage() {
  // What is done above is a row below.
  const [changes, setChanges] = createSignal(0);
  const changed = () => setChanges((n) => n + 1);
  return (
    <div class={page.page}>
      <div>
        <h1>{pageNames().privacy}</h1>
        <p class={page.lead}>{t().lead}</p>
      </div>
      <HallOnly why={offlineTexts().privacy}>
        <ErasePerson onChange={changed} />
        <Retention onChange={changed} />
        <AuditLog changes={changes()} />
      </HallOnly>
    </div>
  );
}
