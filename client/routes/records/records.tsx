import { A, useNavigate, useParams } from '@solidjs/router';
import { createResource, For, Show } from 'solid-js';
import { may, mayMake } from '../../../shared/access.ts';
import { loadDialogue, loadLate, loadOffice, loadReview } from '../../data.ts';
import { LateList } from '../../devices/late-list.tsx';
import { DraftDocuments } from '../../follow-up/draft-documents.tsx';
import { pageNames } from '../../i18n/page-names.ts';
import { pages } from '../../i18n/pages.ts';
import { previewTexts } from '../../i18n/preview.ts';
import { reviewTexts } from '../../i18n/review.ts';
import { verifyTexts } from '../../i18n/verify.ts';
import { onHallBack } from '../../in-reach.ts';
import { mayPreview } from '../../preview/which.ts';
import { ownRole } from '../../session.ts';
import { Icon } from '../../ui/icon.tsx';
import page from '../../ui/page.module.css';
import { DialogueFrame } from '../dialogue/dialogue-frame.tsx';
import { opensPage } from '../dialogue/pages.ts';
import { Versions } from '../review/versions.tsx';
import { OfficeKey } from '../verify/office-key.tsx';
import { ArchivePart } from './archive-part.tsx';
import { FreezePart } from './freeze-part.tsx';

/** The frozen records of a dialogue, and the freeze itself. */
export default function Records() {
  const params = useParams<{ id: string }>();
  const navigate = useNavigate();
  const [dialogue, { refetch: askDialogue }] = createResource(() => params.id, loadDialogue);
  const [office] = createResource(loadOffice);
  const [review, { refetch: askReview }] = createResource(() => params.id, loadReview);
  const reload = () => {
    void askDialogue();
    void askReview();
  };
  const [late] = createResource(
    () => review.latest && params.id,
    (id) => loadLate(id),
  );
  onHallBack(reload);
  return (
    <Show when={dialogue.latest}>
      {(loaded) => (
        <DialogueFrame dialogue={loaded()}>
          <div class={page.page}>
            <div class={page.head}>
              <h2>{pages().recordsTitle}</h2>
              <Show when={loaded().state === 'frozen' && opensPage(ownRole(), 'followUp')}>
                <A class={page.link} href={`/follow-up?dialogue=${params.id}`}>
                  <Icon name="clock" /> {pageNames().followUpShort}
                </A>
              </Show>
              <Show when={opensPage(ownRole(), 'history')}>
                <A class={page.link} href={`/dialogues/${params.id}/history`}>
                  <Icon name="clock" /> {reviewTexts().history}
                </A>
              </Show>
            </div>
            <Show when={loaded().state !== 'frozen'}>
              <section class={page.card}>
                <p>{pages().freezeLead}</p>
                <Show when={may(ownRole(), 'freeze')} fallback={<p class={page.muted}>{pages().only}</p>}>
                  <FreezePart
                    dialogue={loaded()}
                    office={office()}
                    onFrozen={(id) => navigate(`/records/${id}`)}
                  />
                </Show>
              </section>
            </Show>
            <Show when={loaded().state !== 'frozen' && mayPreview(ownRole(), 'minutes')}>
              <section class={page.card} aria-labelledby="previews">
                <h2 id="previews">{previewTexts().drafts}</h2>
                <p class={page.lead}>{previewTexts().draftsLead}</p>
                <div class={page.row}>
                  <For each={['minutes', 'report'] as const}>
                    {(paper) => (
                      <A class={page.link} href={`/dialogues/${params.id}/preview/${paper}`}>
                        <Icon name="document" />{' '}
                        {paper === 'minutes' ? pages().minutesDoc : pages().reportDoc}
                      </A>
                    )}
                  </For>
                </div>
              </section>
            </Show>
            <Show when={loaded().state !== 'frozen' && mayMake(ownRole(), 'conclusion')}>
              <DraftDocuments dialogueId={loaded().id} />
            </Show>
            <LateList proposals={late.latest?.proposals ?? []} />
            <Versions review={review.latest} despite={late.latest?.despite ?? []} onReopened={reload} />
            <Show when={loaded().state === 'frozen' && may(ownRole(), 'archive')}>
              <ArchivePart dialogue={loaded()} onDone={askDialogue} />
            </Show>
            <section class={page.row}>
              <OfficeKey />
              <A class={page.link} href="/verify">
                {verifyTexts().open}
              </A>
            </section>
          </div>
        </DialogueFrame>
      )}
    </Show>
  );
}
