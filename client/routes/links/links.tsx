import { useParams } from '@solidjs/router';
import qrcode from 'qrcode';
import { createResource, createSignal, For, Show } from 'solid-js';
import { api, messageOf } from '../../api.ts';
import { loadDialogue } from '../../data.ts';
import { common } from '../../i18n/common.ts';
import { pages } from '../../i18n/pages.ts';
import { Badge, Button, Notice, SelectField, TextField } from '../../ui/controls.tsx';
import { hallTime } from '../../ui/lines.ts';
import page from '../../ui/page.module.css';
import { DialogueFrame } from '../dialogue/dialogue-frame.tsx';
import styles from './links.module.css';

const givenRoles = ['recorder', 'chair', 'screen', 'public', 'organizer'] as const;
type GivenRole = (typeof givenRoles)[number];

function roleName(role: GivenRole): string {
  return common()[role];
}

/** Access links of a dialogue: the organizer makes them, shows the QR once, revokes them. */
export default function Links() {
  const params = useParams<{ id: string }>();
  const [dialogue] = createResource(() => params.id, loadDialogue);
  const [links, { refetch }] = createResource(
    () => params.id,
    async (id) => (await api.dialogues[':id'].links.$get({ param: { id } })).json(),
  );
  const [role, setRole] = createSignal<GivenRole>('recorder');
  const [label, setLabel] = createSignal('');
  const [made, setMade] = createSignal<{ url: string; qr: string } | null>(null);
  const [copied, setCopied] = createSignal(false);
  const [error, setError] = createSignal<unknown>(null);

  const run = async (work: () => Promise<void>) => {
    setError(null);
    try {
      await work();
      await refetch();
    } catch (reason) {
      setError(reason);
    }
  };
  const make = () =>
    run(async () => {
      const json = { role: role(), label: label().trim() };
      const answer = await api.dialogues[':id'].links.$post({ param: { id: params.id }, json });
      const { token } = await answer.json();
      const url = `${location.origin}/join#${token}`;
      setMade({ url, qr: await qrcode.toDataURL(url, { errorCorrectionLevel: 'M', margin: 2, width: 320 }) });
      setCopied(false);
      setLabel('');
    });
  const stateOf = (link: { revokedAt: string; expiresAt: string; usedAt: string }) => {
    if (link.revokedAt) return 'revoked';
    if (Date.parse(link.expiresAt) < Date.now() && !link.usedAt) return 'expired';
    return link.usedAt ? 'used' : 'live';
  };
  return (
    <Show when={dialogue()}>
      {(loaded) => (
        <DialogueFrame dialogue={loaded()}>
          <div class={page.page}>
            <div>
              <h2>{pages().linksTitle}</h2>
              <p class={page.lead}>{pages().linksLead}</p>
            </div>
            <form
              class={page.card}
              onSubmit={(event) => {
                event.preventDefault();
                void make();
              }}
            >
              <div class={page.grid}>
                <SelectField
                  label={pages().linkRole}
                  value={role()}
                  onChange={(event) =>
                    setRole(givenRoles.find((known) => known === event.currentTarget.value) ?? 'recorder')
                  }
                >
                  <For each={givenRoles}>{(known) => <option value={known}>{roleName(known)}</option>}</For>
                </SelectField>
                <TextField
                  label={pages().linkLabel}
                  maxLength={100}
                  value={label()}
                  onInput={(event) => setLabel(event.currentTarget.value)}
                />
              </div>
              <div class={page.actions}>
                <Button kind="primary" icon="link" type="submit">
                  {pages().makeLink}
                </Button>
              </div>
              <Show when={error()}>
                <Notice kind="error">{messageOf(error())}</Notice>
              </Show>
              <Show when={made()}>
                {(link) => (
                  <div class={styles.made}>
                    <img src={link().qr} alt={link().url} width="220" height="220" />
                    <div>
                      <p>{pages().linkMade}</p>
                      <p class={page.code} data-testid="link">
                        {link().url}
                      </p>
                      <Show when={navigator.clipboard}>
                        <Button
                          icon="copy"
                          onClick={() =>
                            navigator.clipboard.writeText(link().url).then(() => setCopied(true), setError)
                          }
                        >
                          {copied() ? common().copied : common().copy}
                        </Button>
                      </Show>
                    </div>
                  </div>
                )}
              </Show>
            </form>
            <Show when={links()?.length} fallback={<p class={page.muted}>{pages().noLinks}</p>}>
              <ul class={styles.list}>
                <For each={links()}>
                  {(link) => (
                    <li>
                      <span>
                        <strong>{roleName(link.role)}</strong> {link.label}
                      </span>
                      <Badge>{pages().linkState(stateOf(link))}</Badge>
                      <span class={page.muted}>{pages().expires(hallTime(link.expiresAt))}</span>
                      <Show when={!link.revokedAt}>
                        <Button
                          kind="danger"
                          onClick={() =>
                            run(async () => {
                              await api.links[':id'].$delete({ param: { id: link.id } });
                            })
                          }
                        >
                          {pages().revoke}
                        </Button>
                      </Show>
                    </li>
                  )}
                </For>
              </ul>
            </Show>
          </div>
        </DialogueFrame>
      )}
    </Show>
  );
}
