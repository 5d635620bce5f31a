import { createMemo, For, Show } from 'solid-js';
import type { LateProposal } from '../../shared/devices.ts';
import { deviceTexts as t } from '../i18n/devices.ts';
import type { OpenDocument } from '../sync/open-document.ts';
import { Button, Notice } from '../ui/controls.tsx';
import page from '../ui/page.module.css';
import { ownProposals } from './holdings.ts';

/** What becomes of what was typed here after the freeze: being handed in, handed in, taken, or declined with a reason. */
export default function LateNotice(props: { dialogueId: string; documents: readonly OpenDocument[] }) {
  const sum = (handed: boolean) =>
    props.documents
      .filter((document) => document.status().handed === handed)
      .reduce((total, document) => total + document.status().late, 0);
  const aside = createMemo(() => sum(true) > 0);
  const words = (one: LateProposal) => {
    if (one.state === 'taken') return t().takenWhy(one.changes);
    return one.state === 'declined' ? t().declinedWhy(one.changes, one.reason) : t().handed(one.changes);
  };
  return (
    <>
      <Show when={sum(false) > 0}>
        <Notice kind="warn">{t().handing(sum(false))}</Notice>
      </Show>
      <Show when={ownProposals(props.dialogueId).length > 0}>
        <Notice kind="info">
          <For each={ownProposals(props.dialogueId)}>
            {(one) => (
              <p data-testid="own-late">
                {t()[one.kind]}: {words(one)}
              </p>
            )}
          </For>
          <Show when={aside()}>
            <p class={page.muted}>{t().openHallLead}</p>
            <Button icon="undo" onClick={() => location.reload()}>
              {t().openHall}
            </Button>
          </Show>
        </Notice>
      </Show>
    </>
  );
}
