import { A } from '@solidjs/router';
import { createResource, For, onCleanup } from 'solid-js';
import { operationTexts as t } from '../i18n/operation.ts';
import { Notice } from '../ui/controls.tsx';
import { loadStatus, troubles } from './status.ts';

const lookEvery = 60_000;

/** For organizers: what is wrong with the server's disk or its backups; nothing when all is well. */
export function ServerNotices() {
  const [status, { refetch }] = createResource(loadStatus);
  const timer = setInterval(() => void refetch(), lookEvery);
  onCleanup(() => clearInterval(timer));
  const found = () => (status.latest ? troubles(status.latest, Date.now()) : []);
  return (
    <For each={found()}>
      {({ kind, words }) => (
        <Notice kind={kind}>
          {words} <A href="/settings">{t().more}</A>
        </Notice>
      )}
    </For>
  );
}
