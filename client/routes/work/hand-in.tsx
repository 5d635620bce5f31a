import { createSignal, For, Show } from 'solid-js';
import type { Dialogue } from '../../../shared/dialogue.ts';
import { newId } from '../../../shared/ids.ts';
import type { HandIn, SenderKind } from '../../../shared/inbox.ts';
import { categories, replyWishes } from '../../../shared/petition.ts';
import { workBounds } from '../../../shared/work.ts';
import { dayInVietnam } from '../../../shared/working-days.ts';
import { ApiError, api, isUnreachable } from '../../api.ts';
import { sentTexts } from '../../i18n/inbox.ts';
import { offlineTexts } from '../../i18n/offline.ts';
import { words } from '../../i18n/words.ts';
import { problemSentence, workTexts as t } from '../../i18n/work.ts';
import { hallInReach } from '../../in-reach.ts';
import { Button, Dialog, Notice, SelectField, TextArea, TextField } from '../../ui/controls.tsx';
import { Icon } from '../../ui/icon.tsx';
import page from '../../ui/page.module.css';
import { createSending, SendingError } from '../../ui/sending.tsx';
import { type Drafts, openDrafts } from './desk.ts';
import type { OwnInboxDesk } from './own-inbox.ts';
import { RefusedDraft } from './parts.tsx';
import { createQueue, type Queued } from './queue.ts';

/** The one draft of a village or unit; its petition's id is the draft's own, so that it is sent once. */
const draftKey = 'handIn';

type HandInDraft = HandIn & Queued;

/** Sends a petition. Sent twice it is one. Throws ApiError. */
async function sendHandIn({ waiting: _, refused: __, ...json }: HandInDraft): Promise<void> {
  await api.inbox.own.$post({ json });
}

const blank = (wish: string): HandIn => ({
  id: newId(),
  content: '',
  field: '',
  category: 'other',
  replyWish: 'none',
  name: '',
  phone: '',
  village: '',
  wish,
});

interface HandInProps {
  dialogue: Dialogue;
  kind: SenderKind;
  /** The village or unit. */
  of: string;
  /** For a unit: the villages that the citizen may be of. */
  villages: readonly string[];
  frozen: boolean;
  inbox: OwnInboxDesk;
  say: (what: string) => void;
}

/** A village head or officer hands in a petition before the day. What is written stays on this device until it has arrived. */
export function HandInButton(props: HandInProps) {
  const drafts = openDrafts<HandInDraft>(props.dialogue.id, `${props.of}.${draftKey}`);
  const arrived = () => {
    props.say(sentTexts().handedIn);
    void props.inbox.refresh();
  };
  const queue = createQueue<HandInDraft>({
    drafts,
    async send(_, draft) {
      await sendHandIn(draft);
      arrived();
    },
    sent: () => undefined,
    refused: () => props.say(offlineTexts().handInRefused),
  });
  const refused = () => drafts.all().filter(([, draft]) => draft.refused === true);
  /** Back into the form, where sending it again says why; what stands there already comes first. */
  const takeBack = (id: string) => {
    const draft = drafts.of(id);
    if (draft && !drafts.of(draftKey)) {
      drafts.set(id, null);
      drafts.set(draftKey, { ...draft, refused: false });
    }
    setOpen(true);
  };
  const [open, setOpen] = createSignal(false);
  return (
    <>
      <Button icon="add" onClick={() => setOpen(true)}>
        {t().handIn}
      </Button>
      <For each={refused()}>
        {([id, draft]) => (
          <RefusedDraft
            number={t().handInTitle}
            why={offlineTexts().handInRefused}
            text={draft.content}
            onTake={() => takeBack(id)}
            onDrop={() => drafts.set(id, null)}
          />
        )}
      </For>
      <Show when={queue.waiting().length > 0}>
        <span data-queued="waiting">
          <Icon name="clock" /> {offlineTexts().queuedCount(queue.waiting().length)}
        </span>
      </Show>
      <Dialog open={open()} title={t().handInTitle} onClose={() => setOpen(false)}>
        <HandInForm
          {...props}
          drafts={drafts}
          onWait={(draft) => {
            drafts.set(draft.id, draft);
            drafts.set(draftKey, null);
            queue.wait(draft.id);
            setOpen(false);
            props.say(offlineTexts().queued);
          }}
          onDone={() => {
            setOpen(false);
            arrived();
          }}
        />
      </Dialog>
    </>
  );
}

function HandInForm(
  props: HandInProps & {
    drafts: Drafts<HandInDraft>;
    /** It is finished, and the hall out of reach. */
    onWait: (draft: HandInDraft) => void;
    onDone: () => void;
  },
) {
  const first = blank(props.frozen ? '' : props.dialogue.id);
  const draft = () => props.drafts.of(draftKey) ?? first;
  const set = (values: Partial<HandIn>) => props.drafts.set(draftKey, { ...draft(), ...values });
  const [missing, setMissing] = createSignal(false);
  const { error, working, send } = createSending();
  /** The hall is out of reach: what is finished waits for it. */
  const wait = () => {
    if (draft().content.trim() === '') setMissing(true);
    else props.onWait(draft());
  };
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    void send(async () => {
      setMissing(false);
      if (!hallInReach()) return wait();
      try {
        await sendHandIn(draft());
      } catch (reason) {
        if (isUnreachable(reason)) return wait();
        setMissing(reason instanceof ApiError && reason.details.problems?.includes('content') === true);
        throw reason;
      }
      props.drafts.set(draftKey, null);
      props.onDone();
    });
  };
  return (
    <form class={page.page} onSubmit={submit}>
      <p class={page.lead}>{sentTexts().lead}</p>
      <Show when={props.frozen}>
        <Notice>{sentTexts().frozenWaits}</Notice>
      </Show>
      <TextArea
        label={t().handInContent}
        hint={t().handInContentHint}
        error={missing() ? problemSentence('content') : undefined}
        data-field="content"
        required
        rows={5}
        maxLength={workBounds.content}
        value={draft().content}
        onInput={(event) => set({ content: event.currentTarget.value })}
      />
      <div class={page.grid}>
        <Show when={!props.frozen}>
          <SelectField
            label={sentTexts().forWhich}
            data-field="wish"
            onChange={(event) => set({ wish: event.currentTarget.value })}
          >
            <option value={props.dialogue.id} selected={draft().wish !== ''}>
              {props.dialogue.title}
            </option>
            <option value="" selected={draft().wish === ''}>
              {sentTexts().forAny(Number(dayInVietnam(new Date()).slice(0, 4)))}
            </option>
          </SelectField>
        </Show>
        <SelectField
          label={t().field}
          data-field="field"
          onChange={(event) => set({ field: event.currentTarget.value })}
        >
          <option value="">{t().fieldOpen}</option>
          <For each={props.dialogue.fields}>
            {(field) => (
              <option value={field} selected={draft().field === field}>
                {field}
              </option>
            )}
          </For>
        </SelectField>
        <Show when={props.kind === 'unit'}>
          <SelectField
            label={sentTexts().village}
            data-field="village"
            onChange={(event) => set({ village: event.currentTarget.value })}
          >
            <option value="">{sentTexts().villageOpen}</option>
            <For each={props.villages}>
              {(village) => (
                <option value={village} selected={draft().village === village}>
                  {village}
                </option>
              )}
            </For>
          </SelectField>
        </Show>
        <SelectField
          label={t().category}
          onChange={(event) =>
            set({ category: categories.find((each) => each === event.currentTarget.value) ?? 'other' })
          }
        >
          <For each={categories}>
            {(each) => (
              <option value={each} selected={draft().category === each}>
                {words().category[each]}
              </option>
            )}
          </For>
        </SelectField>
        <TextField
          label={t().name}
          hint={props.kind === 'unit' ? sentTexts().nameHintUnit : t().nameHint}
          data-field="name"
          maxLength={workBounds.name}
          autocomplete="off"
          value={draft().name}
          onInput={(event) => set({ name: event.currentTarget.value })}
        />
        <TextField
          label={t().phone}
          type="tel"
          maxLength={workBounds.phone}
          autocomplete="off"
          value={draft().phone}
          onInput={(event) => set({ phone: event.currentTarget.value })}
        />
        <SelectField
          label={t().wish}
          onChange={(event) =>
            set({ replyWish: replyWishes.find((each) => each === event.currentTarget.value) ?? 'none' })
          }
        >
          <For each={replyWishes}>
            {(each) => (
              <option value={each} selected={draft().replyWish === each}>
                {words().replyWish[each]}
              </option>
            )}
          </For>
        </SelectField>
      </div>
      <SendingError error={error()} />
      <div class={page.actions}>
        <Show when={props.drafts.of(draftKey)}>
          <Button kind="quiet" onClick={() => props.drafts.set(draftKey, null)}>
            {t().discard}
          </Button>
        </Show>
        <Button kind="primary" icon="send" type="submit" disabled={working()}>
          {hallInReach() ? t().handInSend : offlineTexts().queuedSend}
        </Button>
      </div>
    </form>
  );
}
