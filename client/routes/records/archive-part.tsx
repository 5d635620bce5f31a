import { Show } from 'solid-js';
import type { Dialogue } from '../../../shared/dialogue.ts';
import { api } from '../../api.ts';
import { archiveTexts as t } from '../../i18n/archive.ts';
import { Button } from '../../ui/controls.tsx';
import page from '../../ui/page.module.css';
import { createSending, SendingError } from '../../ui/sending.tsx';

/** Puts a frozen dialogue into the archive, or takes it out. */
export function ArchivePart(props: { dialogue: Dialogue; onDone: () => unknown }) {
  const { error, working, send } = createSending();
  const put = (archived: boolean) =>
    send(async () => {
      await api.dialogues[':id'].archive.$put({ param: { id: props.dialogue.id }, json: { archived } });
      await props.onDone();
    });
  return (
    <section class={page.card} data-section="archive">
      <h2>{props.dialogue.archivedAt ? t().inArchive : t().title}</h2>
      <p class={page.lead}>{props.dialogue.archivedAt ? t().archivedLead : t().lead}</p>
      <SendingError error={error()} />
      <div class={page.row}>
        <Show
          when={props.dialogue.archivedAt}
          fallback={
            <Button disabled={working()} onClick={() => put(true)}>
              {t().put}
            </Button>
          }
        >
          <Button disabled={working()} onClick={() => put(false)}>
            {t().take}
          </Button>
        </Show>
      </div>
    </section>
  );
}
