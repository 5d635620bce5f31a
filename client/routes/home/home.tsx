import { A } from '@solidjs/router';
import { createResource, createSignal, For, Show } from 'solid-js';
import { may, mayMake } from '../../../shared/access.ts';
import type { Dialogue } from '../../../shared/dialogue.ts';
import { localDay } from '../../../shared/vietnamese/dates.ts';
import { createHeld, type Held, HeldLine } from '../../ahead/held-here.tsx';
import { api, messageOf } from '../../api.ts';
import { loadDialogues, loadInboxWaiting } from '../../data.ts';
import { EscalationsLink } from '../../escalations/escalations-link.tsx';
import { LostNotice } from '../../exchange/lost-notice.tsx';
import { ProgressDocuments } from '../../follow-up/progress-documents.tsx';
import { archiveTexts } from '../../i18n/archive.ts';
import { common } from '../../i18n/common.ts';
import { followUpTexts } from '../../i18n/follow-up.ts';
import { offlineTexts } from '../../i18n/offline.ts';
import { pageNames } from '../../i18n/page-names.ts';
import { pages } from '../../i18n/pages.ts';
import { rebuildTexts } from '../../i18n/rebuild.ts';
import { hallInReach, onHallBack } from '../../in-reach.ts';
import { followKept } from '../../kept.ts';
import { ServerNotices } from '../../operation/server-notices.tsx';
import { ownRole } from '../../session.ts';
import { Badge, Dialog, Notice } from '../../ui/controls.tsx';
import { Icon } from '../../ui/icon.tsx';
import { writtenDay } from '../../ui/lines.ts';
import { HallButton, HallLink } from '../../ui/needs-hall.tsx';
import page from '../../ui/page.module.css';
import { DialogueForm, emptyDialogue } from '../dialogue/dialogue-form.tsx';
import { opensPage } from '../dialogue/pages.ts';

/** The way to the inbox, with how many petitions wait there. */
function InboxLink() {
  const [waiting, { refetch }] = createResource(() => loadInboxWaiting().catch(() => 0));
  onHallBack(() => void refetch());
  return (
    <A href="/inbox" class={page.link}>
      <Icon name="download" />
      <span>
        {pageNames().inboxShort}
        <Show when={waiting.latest}>{(count) => ` (${count()})`}</Show>
      </span>
    </A>
  );
}

/** The dialogues; for an organizer with an empty store, the ways to begin. */
export default function Home() {
  const organizer = () => may(ownRole(), 'editDialogue');
  const [dialogues, { refetch, mutate }] = createResource(loadDialogues);
  const held = createHeld();
  onHallBack(() => void refetch());
  followKept<Dialogue[]>(() => 'dialogues', mutate);
  const [error, setError] = createSignal<unknown>(null);
  const [adding, setAdding] = createSignal(false);
  const loadDemo = async () => {
    setError(null);
    try {
      await api.demo.$post();
      await refetch();
    } catch (reason) {
      setError(reason);
    }
  };
  return (
    <div class={page.page}>
      <div class={page.head}>
        <div>
          <h1>{common().home}</h1>
          <p class={page.lead}>{pages().homeLead}</p>
        </div>
        <Show when={dialogues()?.length && opensPage(ownRole(), 'followUp')}>
          <A href="/follow-up" class={page.link}>
            <Icon name="clock" /> {pageNames().followUpShort}
          </A>
        </Show>
        <Show when={dialogues()?.length && opensPage(ownRole(), 'inbox')}>
          <InboxLink />
        </Show>
        <EscalationsLink />
        <Show when={organizer() && dialogues()?.length}>
          <HallButton icon="add" onClick={() => setAdding(true)}>
            {pages().newDialogue}
          </HallButton>
        </Show>
      </div>
      <Show when={!hallInReach()}>
        <Notice kind="warn">{offlineTexts().offlineHome}</Notice>
      </Show>
      <Show when={error()}>
        <Notice kind="error">{messageOf(error())}</Notice>
      </Show>
      <Show when={may(ownRole(), 'keepServer')}>
        <ServerNotices />
      </Show>
      <Show when={may(ownRole(), 'rebuild')}>
        <LostNotice />
      </Show>
      <Show when={dialogues()?.length === 0 && organizer()}>
        <div class={page.grid}>
          <section class={page.card}>
            <h2>{pages().startPlan}</h2>
            <p class={page.lead}>{pages().startPlanLead}</p>
            <div class={page.actions}>
              <A href="/plan" class={`${page.link} ${page.linkPrimary}`}>
                <Icon name="plan" /> {pages().startPlan}
              </A>
            </div>
          </section>
          <section class={page.card}>
            <h2>{pages().startDemo}</h2>
            <p class={page.lead}>{pages().startDemoLead}</p>
            <div class={page.actions}>
              <HallButton icon="board" onClick={loadDemo}>
                {pages().startDemo}
              </HallButton>
            </div>
          </section>
          <section class={page.card}>
            <h2>{pageNames().rebuild}</h2>
            <p class={page.lead}>{rebuildTexts().homeLead}</p>
            <div class={page.actions}>
              <A href="/rebuild" class={page.link}>
                <Icon name="upload" /> {pageNames().rebuild}
              </A>
            </div>
          </section>
          <section class={page.card}>
            <h2>{pages().newDialogue}</h2>
            <p class={page.lead}>{pages().noDialogues}</p>
            <div class={page.actions}>
              <HallButton icon="add" onClick={() => setAdding(true)}>
                {pages().newDialogue}
              </HallButton>
            </div>
          </section>
        </div>
      </Show>
      <Show when={dialogues()?.length === 0 && !organizer()}>
        <Notice>{pages().noDialogues}</Notice>
      </Show>
      <For each={dialogues()}>
        {(dialogue) => <DialogueCard dialogue={dialogue} held={held(dialogue.id)} />}
      </For>
      <ProgressDocuments years={(dialogues() ?? []).map(({ year }) => year)} />
      <Dialog open={adding()} title={pages().newDialogue} onClose={() => setAdding(false)}>
        <DialogueForm
          value={emptyDialogue()}
          save={async (json) => {
            await api.dialogues.$post({ json });
            setAdding(false);
            await refetch();
          }}
        />
      </Dialog>
    </div>
  );
}

function DialogueCard(props: { dialogue: Dialogue; held: Held | undefined }) {
  const base = () => `/dialogues/${props.dialogue.id}`;
  return (
    <article class={page.card}>
      <div class={page.head}>
        <h2>{props.dialogue.title}</h2>
        <span class={page.row}>
          <Badge>{pages().quarter(props.dialogue.quarter, props.dialogue.year)}</Badge>
          <Show when={props.dialogue.state === 'frozen'}>
            <Badge icon="lock">{pages().frozen}</Badge>
          </Show>
          <Show when={props.dialogue.archivedAt}>
            <Badge>{archiveTexts().inArchive}</Badge>
          </Show>
          <Show when={props.dialogue.heldOn === localDay(new Date().toISOString())}>
            <Badge>{pages().today}</Badge>
          </Show>
        </span>
      </div>
      <p class={page.lead}>
        {[props.dialogue.place, writtenDay(props.dialogue.heldOn), props.dialogue.fields.join(', ')]
          .filter(Boolean)
          .join(' · ')}
      </p>
      <HeldLine held={props.held} />
      <div class={page.row}>
        <Show when={!props.dialogue.archivedAt}>
          <A href={base()} class={`${page.link} ${page.linkPrimary}`}>
            <Icon name="pen" /> {common().hall}
          </A>
          <A href={`${base()}/register`} class={page.link}>
            <Icon name="people" /> {common().register}
          </A>
        </Show>
        <A href={`${base()}/records`} class={page.link}>
          <Icon name="document" /> {common().records}
        </A>
        <A href={`/screen/${props.dialogue.id}`} class={page.link} target="_blank">
          <Icon name="screen" /> {common().screen}
        </A>
        <Show when={mayMake(ownRole(), 'blankNote')}>
          <HallLink href={`/api${base()}/follow-up/blankNote.pdf?view=inline`} icon="print">
            {followUpTexts().blankNoteShort}
          </HallLink>
        </Show>
        <Show when={may(ownRole(), 'giveLinks')}>
          <A href={`${base()}/links`} class={page.link}>
            <Icon name="link" /> {common().links}
          </A>
        </Show>
      </div>
    </article>
  );
}
