import { A } from '@solidjs/router';
import { createResource, createSignal, For, Show } from 'solid-js';
import { may, mayMake } from '../../../shared/access.ts';
import type { Dialogue } from '../../../shared/dialogue.ts';
import { localDay } from '../../../shared/vietnamese/dates.ts';
import { api, messageOf } from '../../api.ts';
import { loadDialogues } from '../../data.ts';
import { ProgressDocuments } from '../../follow-up/progress-documents.tsx';
import { common } from '../../i18n/common.ts';
import { followUpTexts } from '../../i18n/follow-up.ts';
import { pages } from '../../i18n/pages.ts';
import { ownRole, session } from '../../session.ts';
import { Badge, Button, Dialog, Notice } from '../../ui/controls.tsx';
import { Icon } from '../../ui/icon.tsx';
import { writtenDay } from '../../ui/lines.ts';
import page from '../../ui/page.module.css';
import { DialogueForm, emptyDialogue } from '../dialogue/dialogue-form.tsx';

/** The dialogues; for an organizer with an empty store, the ways to begin. */
export default function Home() {
  return (
    <Show when={session()} fallback={<NoLink />}>
      <Dialogues />
    </Show>
  );
}

function NoLink() {
  return (
    <div class={page.page}>
      <h1>{common().product}</h1>
      <Notice>{pages().noLink}</Notice>
    </div>
  );
}

function Dialogues() {
  const organizer = () => may(ownRole(), 'editDialogue');
  const [dialogues, { refetch }] = createResource(loadDialogues);
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
        <Show when={organizer() && dialogues()?.length}>
          <Button icon="add" onClick={() => setAdding(true)}>
            {pages().newDialogue}
          </Button>
        </Show>
      </div>
      <Show when={error()}>
        <Notice kind="error">{messageOf(error())}</Notice>
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
              <Button icon="board" onClick={loadDemo}>
                {pages().startDemo}
              </Button>
            </div>
          </section>
          <section class={page.card}>
            <h2>{pages().newDialogue}</h2>
            <p class={page.lead}>{pages().noDialogues}</p>
            <div class={page.actions}>
              <Button icon="add" onClick={() => setAdding(true)}>
                {pages().newDialogue}
              </Button>
            </div>
          </section>
        </div>
      </Show>
      <Show when={dialogues()?.length === 0 && !organizer()}>
        <Notice>{pages().noDialogues}</Notice>
      </Show>
      <For each={dialogues()}>{(dialogue) => <DialogueCard dialogue={dialogue} />}</For>
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

function DialogueCard(props: { dialogue: Dialogue }) {
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
      <div class={page.row}>
        <A href={base()} class={`${page.link} ${page.linkPrimary}`}>
          <Icon name="pen" /> {common().hall}
        </A>
        <A href={`${base()}/register`} class={page.link}>
          <Icon name="people" /> {common().register}
        </A>
        <A href={`${base()}/records`} class={page.link}>
          <Icon name="document" /> {common().records}
        </A>
        <A href={`/screen/${props.dialogue.id}`} class={page.link} target="_blank">
          <Icon name="screen" /> {common().screen}
        </A>
        <Show when={mayMake(ownRole(), 'blankNote')}>
          <a
            href={`/api${base()}/follow-up/blankNote.pdf?view=inline`}
            class={page.link}
            target="_blank"
            rel="noopener"
          >
            <Icon name="print" /> {followUpTexts().blankNoteShort}
          </a>
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
