import { onMount, Show } from 'solid-js';
import { vaultTexts as t } from '../i18n/vault.ts';
import { lasting, lookAtLasting } from '../sync/room-left.ts';
import page from '../ui/page.module.css';

/** Whether the browser keeps what lies on this device for long. */
export function LastingWords() {
  onMount(() => void lookAtLasting());
  const words = () => {
    const now = lasting();
    if (now === 'unknown') return '';
    return now === 'yes' ? t().lasting : now === 'no' ? t().notLasting : t().lastingUnknown;
  };
  return (
    <Show when={words()}>
      <p class={page.muted}>{words()}</p>
    </Show>
  );
}
