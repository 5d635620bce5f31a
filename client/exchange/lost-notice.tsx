import { A } from '@solidjs/router';
import { createResource, Show } from 'solid-js';
import { pageNames } from '../i18n/page-names.ts';
import { rebuildTexts as t } from '../i18n/rebuild.ts';
import { Notice } from '../ui/controls.tsx';
import { lostDialogues } from './lost-dialogues.ts';

/** Tells the organizer of a new server that this device keeps dialogues of the one before it. */
export function LostNotice() {
  // A server that cannot be asked is told of elsewhere.
  const [lost] = createResource(() => lostDialogues().catch(() => []));
  return (
    <Show when={lost.latest?.length}>
      {(count) => (
        <Notice kind="warn">
          {t().homeFound(count())} <A href="/rebuild">{pageNames().rebuild}</A>
        </Notice>
      )}
    </Show>
  );
}
