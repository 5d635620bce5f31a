import type { InferResponseType } from 'hono/client';
import { createSignal, For, onMount, Show } from 'solid-js';
import { api } from '../../api.ts';
import { pages } from '../../i18n/pages.ts';
import { peopleTexts as t } from '../../i18n/people.ts';
import { Badge, Notice } from '../../ui/controls.tsx';
import { hallTime } from '../../ui/lines.ts';
import { HallButton } from '../../ui/needs-hall.tsx';
import page from '../../ui/page.module.css';
import { createSending, SendingError } from '../../ui/sending.tsx';
import styles from './people.module.css';

type OfficeLink = InferResponseType<typeof api.links.$get>[number];

/** Organizers' devices that no person stands behind; a lost one is shut out here. */
export function OfficeLinks() {
  const [links, setLinks] = createSignal<OfficeLink[]>([]);
  const [said, setSaid] = createSignal('');
  const { error, send } = createSending();
  const run = (work: () => Promise<void>) =>
    send(async () => {
      await work();
      setLinks(await (await api.links.$get()).json());
    });
  onMount(() => void run(async () => undefined));
  const revoke = (id: string) =>
    run(async () => {
      const answer = await api.links[':id'].$delete({ param: { id } });
      setSaid(t().revoked((await answer.json()).ended));
    });
  return (
    <section class={page.card} aria-labelledby="office-links">
      <div>
        <h2 id="office-links">{t().office}</h2>
        <p class={page.muted}>{t().officeLead}</p>
      </div>
      <SendingError error={error()} />
      <Show when={said()}>
        <Notice kind="done">{said()}</Notice>
      </Show>
      <ul class={styles.duties}>
        <For each={links()}>
          {(link) => (
            <li>
              <span>{t().officeUsed(hallTime(link.lastUsedAt))}</span>
              <Show when={!link.isOwn} fallback={<Badge>{t().officeOwn}</Badge>}>
                <HallButton
                  kind="danger"
                  aria-label={`${pages().revoke}: ${t().officeUsed(hallTime(link.lastUsedAt))}`}
                  onClick={() => void revoke(link.id)}
                >
                  {pages().revoke}
                </HallButton>
              </Show>
            </li>
          )}
        </For>
      </ul>
    </section>
  );
}
