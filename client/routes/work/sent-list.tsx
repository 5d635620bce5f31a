import { createSignal, For, Show } from 'solid-js';
import { inboxBounds, type SentItem } from '../../../shared/inbox.ts';
import { api, isUnreachable } from '../../api.ts';
import { shortDay, shortInstant } from '../../board/days.ts';
import { StateSign } from '../../board/signs.tsx';
import { inboxWords, sentTexts as t } from '../../i18n/inbox.ts';
import { offlineTexts } from '../../i18n/offline.ts';
import { workTexts } from '../../i18n/work.ts';
import { hallInReach } from '../../in-reach.ts';
import { Badge, Button, Notice, TextArea } from '../../ui/controls.tsx';
import { Icon } from '../../ui/icon.tsx';
import page from '../../ui/page.module.css';
import { createSending, SendingError } from '../../ui/sending.tsx';
import { type Drafts, openDrafts } from './desk.ts';
import type { OwnInboxDesk } from './own-inbox.ts';
import { QueuedLine, RefusedDraft } from './parts.tsx';
import { createQueue, type Queue, type Queued } from './queue.ts';
import styles from './work.module.css';

/** An answer to the office's question that is being written. */
interface ReplyDraft extends Queued {
  askedAt: string;
  text: string;
}

interface SentProps {
  dialogueId: string;
  of: string;
  inbox: OwnInboxDesk;
  say: (what: string) => void;
}

async function sendReply(id: string, { askedAt, text }: ReplyDraft): Promise<void> {
  await api.inbox.own[':id'].reply.$post({ param: { id }, json: { askedAt, text } });
}

/** What was asked back, over all else; the answers wait on this device while there is no network. */
export function AskedItems(props: SentProps) {
  const drafts = openDrafts<ReplyDraft>(props.dialogueId, `${props.of}.reply`);
  const queue = createQueue<ReplyDraft>({
    drafts,
    send: sendReply,
    sent() {
      props.say(t().replied);
      void props.inbox.refresh();
    },
    refused() {
      props.say(t().replyRefused);
      void props.inbox.refresh();
    },
  });
  const asked = () => props.inbox.sent().filter(({ question }) => question !== '');
  const lost = () =>
    drafts.all().filter(([id, draft]) => draft.refused === true && !asked().some((item) => item.id === id));
  return (
    <>
      <For each={lost()}>
        {([id, draft]) => (
          <RefusedDraft
            number={t().replyLabel}
            why={t().replyRefused}
            text={draft.text}
            onDrop={() => drafts.set(id, null)}
          />
        )}
      </For>
      <Show when={asked().length > 0}>
        <section class={styles.group} data-group="asked">
          <h3>{t().asked(asked().length)}</h3>
          <div class={styles.cards}>
            <For each={asked().map(({ id }) => id)}>
              {(id) => (
                <Show when={asked().find((item) => item.id === id)}>
                  {(item) => (
                    <article class={styles.card} data-sent={id}>
                      <SentWords item={item()} />
                      <ReplyForm {...props} item={item()} drafts={drafts} queue={queue} />
                    </article>
                  )}
                </Show>
              )}
            </For>
          </div>
        </section>
      </Show>
    </>
  );
}

function ReplyForm(
  props: SentProps & { item: SentItem; drafts: Drafts<ReplyDraft>; queue: Queue<ReplyDraft> },
) {
  const id = () => props.item.id;
  const draft = (): ReplyDraft => {
    const kept = props.drafts.of(id());
    return { ...(kept ?? { text: '' }), askedAt: props.item.askedAt };
  };
  const [missing, setMissing] = createSignal(false);
  const { error, working, send } = createSending();
  const wait = () => {
    props.drafts.set(id(), draft());
    props.queue.wait(id());
    props.say(offlineTexts().queued);
  };
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    setMissing(draft().text.trim() === '');
    if (missing()) return;
    void send(async () => {
      if (!hallInReach()) return wait();
      try {
        await sendReply(id(), draft());
      } catch (reason) {
        if (isUnreachable(reason)) return wait();
        void props.inbox.refresh();
        throw reason;
      }
      props.drafts.set(id(), null);
      props.say(t().replied);
      await props.inbox.refresh();
      document.querySelector<HTMLElement>('main h2')?.focus();
    });
  };
  return (
    <Show
      when={!draft().waiting}
      fallback={<QueuedLine draft={draft()} onTake={() => props.queue.takeBack(id())} />}
    >
      <form class={styles.form} aria-label={t().replyLabel} onSubmit={submit}>
        <TextArea
          label={t().replyLabel}
          hint={t().replyHint}
          error={missing() ? t().replyMissing : undefined}
          rows={3}
          maxLength={inboxBounds.text}
          data-field="reply"
          value={draft().text}
          onInput={(event) => props.drafts.set(id(), { ...draft(), text: event.currentTarget.value })}
        />
        <SendingError error={error()} />
        <div class={page.actions}>
          <Button kind="primary" icon="send" type="submit" disabled={working()}>
            {hallInReach() ? t().sendReply : offlineTexts().queuedSend}
          </Button>
        </div>
      </form>
    </Show>
  );
}

/** All else that was handed in, and what became of each. */
export function SentItems(props: Pick<SentProps, 'inbox'>) {
  const others = () => props.inbox.sent().filter(({ question }) => question === '');
  return (
    <Show when={others().length > 0}>
      <details class={styles.group} data-group="sent" open>
        <summary>
          <h3>{t().sent(others().length)}</h3>
        </summary>
        <div class={styles.cards}>
          <For each={others()}>
            {(item) => (
              <article class={styles.card} data-sent={item.id}>
                <SentWords item={item} />
              </article>
            )}
          </For>
        </div>
      </details>
    </Show>
  );
}

/** One item: what was sent, by whom, and where it stands now. */
function SentWords(props: { item: SentItem }) {
  const facts = () => {
    const { at, sentBy, wishTitle, field, village } = props.item;
    const wish = wishTitle && t().sentFor(wishTitle);
    return [t().sentOn(shortInstant(at), sentBy), wish, field, village].filter(Boolean).join(' · ');
  };
  const person = () => [props.item.name, props.item.phone].filter(Boolean).join(' · ');
  return (
    <>
      <header class={styles.cardHead}>
        <Badge
          icon={props.item.state === 'taken' ? 'check' : props.item.state === 'declined' ? 'close' : 'clock'}
        >
          {inboxWords().sent[props.item.state]}
        </Badge>
        <Show when={props.item.petition}>
          {(petition) => (
            <>
              <h4>{petition().number || workTexts().noNumber}</h4>
              <StateSign state={petition().state} />
            </>
          )}
        </Show>
      </header>
      <p class={styles.facts}>{facts()}</p>
      <p class={styles.text}>{props.item.content}</p>
      <Show when={person()}>
        <p class={styles.citizen}>
          <Icon name="user" /> {person()}
        </p>
      </Show>
      <For each={props.item.petition ? [] : props.item.talk}>
        {(said) => (
          <p class={styles.answer}>{said.act === 'asked' ? t().question(said.text) : t().reply(said.text)}</p>
        )}
      </For>
      <Show when={props.item.waits}>
        <Notice>{t().waits}</Notice>
      </Show>
      <Show when={props.item.joined}>
        <p class={styles.facts}>{t().joined}</p>
      </Show>
      <Show when={props.item.reason}>
        <p class={styles.text}>{t().reason(props.item.reason)}</p>
      </Show>
      <Show when={props.item.dialogueTitle}>
        <p class={styles.facts}>
          {t().takenInto(props.item.dialogueTitle, props.item.heldOn && shortDay(props.item.heldOn))}
        </p>
      </Show>
      <Show when={props.item.petition?.answer.trim()}>
        {(answer) => (
          <div class={styles.answer}>
            <h5>{workTexts().answerLabel}</h5>
            <p class={styles.text}>{answer()}</p>
          </div>
        )}
      </Show>
    </>
  );
}
