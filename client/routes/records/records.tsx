import { A, useNavigate, useParams } from '@solidjs/router';
import { createResource, createSignal, Show } from 'solid-js';
import { may, mayMake } from '../../../shared/access.ts';
import { api } from '../../api.ts';
import { loadDialogue, loadOffice } from '../../data.ts';
import { DraftDocuments } from '../../follow-up/draft-documents.tsx';
import { common } from '../../i18n/common.ts';
import { pages } from '../../i18n/pages.ts';
import { reviewTexts } from '../../i18n/review.ts';
import { verifyTexts } from '../../i18n/verify.ts';
import { FreezeWarnings } from '../../reading/freeze-warnings.tsx';
import { ownRole } from '../../session.ts';
import { Button, Dialog } from '../../ui/controls.tsx';
import { Icon } from '../../ui/icon.tsx';
import page from '../../ui/page.module.css';
import { createSending, SendingError } from '../../ui/sending.tsx';
import { DialogueFrame } from '../dialogue/dialogue-frame.tsx';
import { loadReview } from '../review/model.ts';
import { Versions } from '../review/versions.tsx';
import { OfficeKey } from '../verify/office-key.tsx';

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
  const [asking, setAsking] = createSignal(false);
  const { error, working, send } = createSending();
  const freeze = async () => {
    await send(async () => {
      const made = await (await api.dialogues[':id'].freezes.$post({ param: { id: params.id } })).json();
      navigate(`/records/${made.id}`);
    });
    setAsking(false);
  };
  return (
    <Show when={dialogue.latest}>
      {(loaded) => (
        <DialogueFrame dialogue={loaded()}>
          <div class={page.page}>
            <div class={page.head}>
              <h2>{pages().recordsTitle}</h2>
              <A class={page.link} href={`/dialogues/${params.id}/history`}>
                <Icon name="clock" /> {reviewTexts().history}
              </A>
            </div>
            <SendingError error={error()} />
            <Show when={loaded().state !== 'frozen'}>
              <section class={page.card}>
                <p>{pages().freezeLead}</p>
                <Show when={may(ownRole(), 'freeze')} fallback={<p class={page.muted}>{pages().only}</p>}>
                  <Show when={office()}>
                    {(own) => <FreezeWarnings dialogue={loaded()} office={own()} />}
                  </Show>
                  <div class={page.actions}>
                    <Button kind="primary" icon="lock" onClick={() => setAsking(true)}>
                      {pages().freeze}
                    </Button>
                  </div>
                </Show>
              </section>
            </Show>
            <Show when={loaded().state !== 'frozen' && mayMake(ownRole(), 'conclusion')}>
              <DraftDocuments dialogueId={loaded().id} />
            </Show>
            <Versions review={review.latest} onReopened={reload} />
            <section class={page.row}>
              <OfficeKey />
              <A class={page.link} href="/verify">
                {verifyTexts().open}
              </A>
            </section>
            <Dialog open={asking()} title={pages().freezeConfirm} onClose={() => setAsking(false)}>
              <div class={page.page}>
                <p>{pages().freezeWarning}</p>
                <div class={page.actions}>
                  <Button onClick={() => setAsking(false)}>{common().cancel}</Button>
                  <Button kind="primary" icon="lock" disabled={working()} onClick={freeze}>
                    {pages().freeze}
                  </Button>
                </div>
              </div>
            </Dialog>
          </div>
        </DialogueFrame>
      )}
    </Show>
  );
}
