import { A } from '@solidjs/router';
import { type ParentProps, Show } from 'solid-js';
import type { Dialogue } from '../../../shared/dialogue.ts';
import { archiveTexts as t } from '../../i18n/archive.ts';
import { ownRole } from '../../session.ts';
import { Notice } from '../../ui/controls.tsx';
import page from '../../ui/page.module.css';
import { DialogueFrame } from './dialogue-frame.tsx';
import { opensPage } from './pages.ts';

/** A page that works on a dialogue's documents: of one in the archive it says where to read. */
export function AtHand(props: ParentProps<{ dialogue: Dialogue }>) {
  return (
    <Show when={props.dialogue.archivedAt} fallback={props.children}>
      <DialogueFrame dialogue={props.dialogue}>
        <div class={page.page}>
          <Notice>{t().closed}</Notice>
          <Show when={opensPage(ownRole(), 'records')}>
            <p>
              <A class={`${page.link} ${page.linkPrimary}`} href={`/dialogues/${props.dialogue.id}/records`}>
                {t().records}
              </A>
            </p>
          </Show>
        </div>
      </DialogueFrame>
    </Show>
  );
}
