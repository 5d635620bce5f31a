import { A, useNavigate, useParams } from '@solidjs/router';
import { createResource, createSignal, For, Show } from 'solid-js';
import { may } from '../../../shared/access.ts';
import { api, messageOf } from '../../api.ts';
import { loadDialogue, loadOffice } from '../../data.ts';
import { common } from '../../i18n/common.ts';
import { pages } from '../../i18n/pages.ts';
import { FreezeWarnings } from '../../reading/freeze-warnings.tsx';
import { session } from '../../session.ts';
import { Button, Dialog, Notice } from '../../ui/controls.tsx';
import { Icon } from '../../ui/icon.tsx';
import { hallTime } from '../../ui/lines.ts';
import page from '../../ui/page.module.css';
import { DialogueFrame } from '../dialogue/dialogue-frame.tsx';

/** The frozen records of a dialogue, and the freeze itself. */
export default function Records() {
  const params = useParams<{ id: string }>();
  const navigate = useNavigate();
  const [dialogue] = createResource(() => params.id, loadDialogue);
  const [office] = createResource(loadOffice);
  const [freezes] = createResource(
    () => params.id,
    async (id) => (await api.dialogues[':id'].freezes.$get({ param: { id } })).json(),
  );
  const [asking, setAsking] = createSignal(false);
  const [working, setWorking] = createSignal(false);
  const [error, setError] = createSignal<unknown>(null);
  const freeze = async () => {
    setError(null);
    setWorking(true);
    try {
      const made = await (await api.dialogues[':id'].freezes.$post({ param: { id: params.id } })).json();
      navigate(`/records/${made.id}`);
    } catch (reason) {
      setError(reason);
    } finally {
      setWorking(false);
      setAsking(false);
    }
  };
  return (
    <Show when={dialogue()}>
      {(loaded) => (
        <DialogueFrame dialogue={loaded()}>
          <div class={page.page}>
            <h2>{pages().recordsTitle}</h2>
            <Show when={error()}>
              <Notice kind="error">{messageOf(error())}</Notice>
            </Show>
            <Show when={loaded().state !== 'frozen'}>
              <section class={page.card}>
                <p>{pages().freezeLead}</p>
                <Show
                  when={may(session()?.role ?? 'screen', 'freeze')}
                  fallback={<p class={page.muted}>{pages().only}</p>}
                >
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
            <For each={freezes()} fallback={<p class={page.muted}>{pages().noRecords}</p>}>
              {(made) => (
                <article class={page.card}>
                  <div class={page.head}>
                    <p>{pages().frozenBy(made.frozenBy, hallTime(made.frozenAt))}</p>
                    <A class={`${page.link} ${page.linkPrimary}`} href={`/records/${made.id}`}>
                      <Icon name="document" /> {pages().openRecord}
                    </A>
                  </div>
                  <p class={page.muted}>{pages().hash}</p>
                  <p class={page.code}>{made.hash}</p>
                </article>
              )}
            </For>
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
