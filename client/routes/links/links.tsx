import { useParams } from '@solidjs/router';
import { createMemo, createResource, createSignal, For, Show } from 'solid-js';
import type { Dialogue, Office } from '../../../shared/dialogue.ts';
import { api } from '../../api.ts';
import { type ListedLink, loadDialogue, loadLinks, loadOffice } from '../../data.ts';
import { common } from '../../i18n/common.ts';
import { offlineTexts } from '../../i18n/offline.ts';
import { pages } from '../../i18n/pages.ts';
import { peopleTexts as t } from '../../i18n/people.ts';
import { onHallBack } from '../../in-reach.ts';
import { Badge, Button, Notice } from '../../ui/controls.tsx';
import { hallTime } from '../../ui/lines.ts';
import { HallOnly } from '../../ui/needs-hall.tsx';
import page from '../../ui/page.module.css';
import { createSending, SendingError } from '../../ui/sending.tsx';
import { DialogueFrame } from '../dialogue/dialogue-frame.tsx';
import styles from './links.module.css';
import { MakeLink } from './make-link.tsx';
import { PeopleHere } from './people-here.tsx';

/** Ways into a dialogue: the persons with a duty in it, and the links of devices that are nobody's own. */
export default function Links() {
  const params = useParams<{ id: string }>();
  const [dialogue] = createResource(() => params.id, loadDialogue);
  const [office] = createResource(loadOffice);
  const both = createMemo(() => {
    const [one, two] = [dialogue(), office()];
    return one && two ? { dialogue: one, office: two } : null;
  });
  return (
    <Show when={both()}>
      {(loaded) => (
        <DialogueFrame dialogue={loaded().dialogue}>
          <Ways dialogue={loaded().dialogue} office={loaded().office} />
        </DialogueFrame>
      )}
    </Show>
  );
}

function Ways(props: { dialogue: Dialogue; office: Office }) {
  const [links, { refetch }] = createResource(() => props.dialogue.id, loadLinks);
  onHallBack(() => void refetch());
  const { error, send } = createSending();
  const [said, setSaid] = createSignal('');
  const ofDevices = () => links.latest?.filter(({ dutyId }) => dutyId === '') ?? [];

  const run = (work: () => Promise<void>) =>
    send(async () => {
      setSaid('');
      await work();
      await refetch();
    });
  const revoke = (link: ListedLink) =>
    run(async () => {
      const answer = await api.links[':id'].$delete({ param: { id: link.id } });
      setSaid(t().revoked((await answer.json()).ended));
    });
  return (
    <div class={page.page}>
      <HallOnly why={offlineTexts().links}>
        <PeopleHere
          dialogue={props.dialogue}
          office={props.office}
          links={links.latest ?? []}
          onMade={() => void refetch()}
        />
        <div class={styles.part}>
          <h2>{t().devices}</h2>
          <p class={page.lead}>{t().devicesLead}</p>
        </div>
        <MakeLink dialogue={props.dialogue} office={props.office} run={run} />
        <SendingError error={error()} />
        <Show when={said()}>
          <Notice kind="done">{said()}</Notice>
        </Show>
        <Show when={ofDevices().length > 0} fallback={<p class={page.muted}>{pages().noLinks}</p>}>
          <ul class={styles.list}>
            <For each={ofDevices()}>
              {(link) => <DeviceLink link={link} onRevoke={() => void revoke(link)} />}
            </For>
          </ul>
        </Show>
      </HallOnly>
    </div>
  );
}

function stateOf(link: ListedLink): 'revoked' | 'expired' | 'used' | 'live' {
  if (link.revokedAt) return 'revoked';
  // What was opened in time stays open on its devices.
  if (Date.parse(link.expiresAt) < Date.now() && !link.usedAt) return 'expired';
  return link.usedAt ? 'used' : 'live';
}

function DeviceLink(props: { link: ListedLink; onRevoke: () => void }) {
  const what = () =>
    [common()[props.link.role], props.link.unit || props.link.village].filter(Boolean).join(' – ');
  const history = () =>
    [
      props.link.uses > 0 ? t().used(props.link.uses, hallTime(props.link.lastUsedAt)) : '',
      props.link.revokedAt ? t().revokedAt(hallTime(props.link.revokedAt)) : '',
      props.link.revokedAt ? '' : pages().expires(hallTime(props.link.expiresAt)),
    ]
      .filter(Boolean)
      .join(' · ');
  return (
    <li>
      <span>
        <strong>{what()}</strong> {props.link.label}
        <br />
        <span class={page.muted}>{history()}</span>
      </span>
      <Badge>{pages().linkState(stateOf(props.link))}</Badge>
      <Show when={!props.link.revokedAt}>
        <Button
          kind="danger"
          aria-label={`${pages().revoke}: ${[what(), props.link.label].filter(Boolean).join(', ')}`}
          onClick={() => props.onRevoke()}
        >
          {pages().revoke}
        </Button>
      </Show>
    </li>
  );
}
