import { createResource, createSignal, For, Show } from 'solid-js';
import { api } from '../../api.ts';
import { loadPasskeys } from '../../data.ts';
import { common } from '../../i18n/common.ts';
import { signInTexts as t } from '../../i18n/sign-in.ts';
import { AddPasskey } from '../../sign-in/add-passkey.tsx';
import { Button, Dialog, TextField } from '../../ui/controls.tsx';
import page from '../../ui/page.module.css';
import { createSending, SendingError } from '../../ui/sending.tsx';
import styles from './me.module.css';

/** The own passkeys: made, named, removed. */
export function OwnPasskeys(props: { hasPin: boolean }) {
  const [passkeys, { refetch }] = createResource(loadPasskeys);
  const [naming, setNaming] = createSignal<{ id: string; label: string } | null>(null);
  const { error, send } = createSending();
  const run = (work: () => Promise<unknown>) =>
    send(async () => {
      await work();
      await refetch();
    });
  const remove = (id: string) => run(() => api.session.passkeys[':id'].$delete({ param: { id } }));
  const rename = (event: SubmitEvent) => {
    event.preventDefault();
    const now = naming();
    setNaming(null);
    if (now)
      void run(() =>
        api.session.passkeys[':id'].$patch({ param: { id: now.id }, json: { label: now.label.trim() } }),
      );
  };
  return (
    <section class={page.card}>
      <h2>{t().passkeys}</h2>
      <p class={page.lead}>{t().passkeysLead}</p>
      <SendingError error={error()} />
      <Show when={passkeys()?.length} fallback={<p class={page.muted}>{t().noPasskeys}</p>}>
        <ul class={styles.list} data-list="passkeys">
          <For each={passkeys()}>
            {(passkey) => (
              <li>
                <span class={styles.words}>
                  <b>{passkey.label}</b>
                  <small>
                    {t().madeOn(passkey.createdAt, passkey.host)}, {t().usedOn(passkey.usedAt)}
                  </small>
                </span>
                <span class={page.row}>
                  <Button aria-label={t().renameKey(passkey.label)} onClick={() => setNaming({ ...passkey })}>
                    {t().rename}
                  </Button>
                  <Button
                    kind="danger"
                    aria-label={t().removeKey(passkey.label)}
                    onClick={() => remove(passkey.id)}
                  >
                    {common().remove}
                  </Button>
                </span>
              </li>
            )}
          </For>
        </ul>
      </Show>
      <AddPasskey hasPin={props.hasPin} onDone={refetch} />
      <Dialog open={naming() !== null} title={t().renameTitle} onClose={() => setNaming(null)}>
        <form onSubmit={rename} class={page.page}>
          <TextField
            label={t().passkeyLabel}
            required
            maxLength={60}
            value={naming()?.label ?? ''}
            onInput={(event) => {
              const label = event.currentTarget.value;
              setNaming((now) => now && { ...now, label });
            }}
          />
          <div class={page.actions}>
            <Button type="submit" kind="primary">
              {common().save}
            </Button>
          </div>
        </form>
      </Dialog>
    </section>
  );
}
