import { createSignal, onMount, Show } from 'solid-js';
import { inboxBounds, type PreparedAnswer } from '../../../shared/inbox.ts';
import { ApiError, isUnreachable } from '../../api.ts';
import { shortInstant } from '../../board/days.ts';
import { sentTexts as t } from '../../i18n/inbox.ts';
import { offlineTexts } from '../../i18n/offline.ts';
import { preparedTexts } from '../../i18n/prepared.ts';
import { hallInReach } from '../../in-reach.ts';
import { Button, Notice, TextArea } from '../../ui/controls.tsx';
import page from '../../ui/page.module.css';
import { createSending, SendingError } from '../../ui/sending.tsx';
import { type Drafts, openDrafts } from './desk.ts';
import { QueuedLine, RefusedDraft } from './parts.tsx';
import { createQueue, type Queue, type Queued } from './queue.ts';
import styles from './work.module.css';

/** A prepared answer that is being written: the text that the form began with goes along. */
export interface PreparedDraft extends Queued {
  text: string;
  seen: string;
  /** For when it is refused: what it was about. */
  about: string;
}

/** What a unit prepares, with what waits on this device for the network. */
export interface PrepareDesk {
  drafts: Drafts<PreparedDraft>;
  queue: Queue<PreparedDraft>;
  send: (id: string, draft: PreparedDraft) => Promise<void>;
  /** Something was saved. */
  saved: () => void;
}

/** Opens the drafts of one list. To be called in a Solid owner. */
export function openPreparing(
  dialogueId: string,
  of: string,
  send: PrepareDesk['send'],
  say: (what: string) => void,
  saved: () => void,
): PrepareDesk {
  const drafts = openDrafts<PreparedDraft>(dialogueId, of);
  const done = () => {
    say(t().prepareSaved);
    saved();
  };
  const queue = createQueue<PreparedDraft>({
    drafts,
    send,
    sent: done,
    refused() {
      say(t().prepareRefused);
      saved();
    },
  });
  return { drafts, queue, send, saved: done };
}

/** What waited and was not taken, where its petition is in the list no more. */
export function LostPrepared(props: { desk: PrepareDesk; has: (id: string) => boolean }) {
  const lost = () =>
    props.desk.drafts.all().filter(([id, draft]) => draft.refused === true && !props.has(id));
  return (
    <Show when={lost()[0]}>
      {(first) => (
        <RefusedDraft
          number={first()[1].about}
          why={t().prepareRefused}
          text={first()[1].text}
          onDrop={() => props.desk.drafts.set(first()[0], null)}
        />
      )}
    </Show>
  );
}

/** What a unit prepared so far, and the form to write on it. */
export function Preparing(props: {
  id: string;
  /** Number or matter, to name the button by. */
  about: string;
  prepared: PreparedAnswer | null;
  desk: PrepareDesk;
  mayWrite: boolean;
}) {
  const [open, setOpen] = createSignal(false);
  let button: HTMLButtonElement | undefined;
  const kept = () => props.desk.drafts.of(props.id);
  const act = () => (props.prepared ? t().prepareChange : t().prepare);
  const close = () => {
    setOpen(false);
    queueMicrotask(() => button?.focus());
  };
  return (
    <>
      <Show when={props.prepared}>
        {(prepared) => (
          <div class={styles.answer} data-prepared>
            <h5>
              {preparedTexts().prepared}
              <span class={styles.facts}>
                {preparedTexts().by(prepared().by, shortInstant(prepared().at))}
              </span>
            </h5>
            <p class={styles.text}>{prepared().text}</p>
          </div>
        )}
      </Show>
      <Show when={!open()}>
        <QueuedLine
          draft={kept()}
          onTake={() => {
            props.desk.queue.takeBack(props.id);
            setOpen(true);
          }}
        />
      </Show>
      <Show when={props.mayWrite && !kept()?.waiting}>
        <Show
          when={open()}
          fallback={
            <div class={styles.cardActions}>
              <Button
                ref={button}
                icon="pen"
                data-prepare
                aria-label={t().prepareOf(act(), props.about)}
                onClick={() => setOpen(true)}
              >
                {act()}
              </Button>
            </div>
          }
        >
          <PrepareForm {...props} onClose={close} />
        </Show>
      </Show>
    </>
  );
}

function PrepareForm(props: {
  id: string;
  about: string;
  prepared: PreparedAnswer | null;
  desk: PrepareDesk;
  onClose: () => void;
}) {
  let area: HTMLTextAreaElement | undefined;
  const { drafts, queue } = props.desk;
  const shown = () => props.prepared?.text ?? '';
  const draft = (): PreparedDraft =>
    drafts.of(props.id) ?? { text: shown(), seen: shown(), about: props.about };
  // From now on the draft says what was seen when it was begun.
  if (!drafts.of(props.id)) drafts.set(props.id, draft());
  const set = (values: Partial<PreparedDraft>) => drafts.set(props.id, { ...draft(), ...values });
  const [changed, setChanged] = createSignal<string | null>(null);
  const { error, working, send } = createSending();
  onMount(() => area?.focus());
  const wait = () => {
    queue.wait(props.id);
    props.onClose();
  };
  const submit = () =>
    send(async () => {
      if (!hallInReach()) return wait();
      try {
        await props.desk.send(props.id, draft());
      } catch (reason) {
        if (isUnreachable(reason)) return wait();
        const now = reason instanceof ApiError ? reason.details.prepared : undefined;
        if (now === undefined) throw reason;
        return setChanged(now);
      }
      drafts.set(props.id, null);
      props.desk.saved();
      props.onClose();
    });
  const keep = (now: string) => {
    set({ seen: now });
    setChanged(null);
    void submit();
  };
  return (
    <form
      class={styles.form}
      aria-label={t().prepareOf(t().prepareLabel, props.about)}
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <TextArea
        ref={area}
        label={t().prepareLabel}
        hint={t().prepareHint}
        rows={5}
        maxLength={inboxBounds.prepared}
        data-field="prepared"
        value={draft().text}
        onInput={(event) => set({ text: event.currentTarget.value })}
      />
      <Show when={changed() !== null}>
        <Notice kind="warn">
          <p>{t().prepareChanged}</p>
          <p class={styles.text}>{changed()}</p>
          <Button onClick={() => keep(changed() ?? '')}>{t().prepareKeep}</Button>
        </Notice>
      </Show>
      <SendingError error={error()} />
      <div class={page.actions}>
        <Button
          kind="quiet"
          onClick={() => {
            drafts.set(props.id, null);
            props.onClose();
          }}
        >
          {t().cancel}
        </Button>
        <Button kind="primary" icon="check" type="submit" disabled={working()}>
          {hallInReach() ? t().prepareSave : offlineTexts().queuedSend}
        </Button>
      </div>
    </form>
  );
}
