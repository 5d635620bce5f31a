import { createSignal, For, Show } from 'solid-js';
import type { CommentPlace, Thread } from '../../../shared/review.ts';
import { api } from '../../api.ts';
import { common } from '../../i18n/common.ts';
import { offlineTexts } from '../../i18n/offline.ts';
import { reviewTexts as t } from '../../i18n/review.ts';
import { Badge, Button, TextArea } from '../../ui/controls.tsx';
import { hallTime } from '../../ui/lines.ts';
import { HallButton, NeedsHall } from '../../ui/needs-hall.tsx';
import page from '../../ui/page.module.css';
import { createSending, SendingError } from '../../ui/sending.tsx';
import styles from './review.module.css';

interface Sending {
  recordId: string;
  onChanged: () => void;
}

/** The form of a new comment. */
export function CommentForm(props: Sending & { place: CommentPlace; onDone: () => void }) {
  const [text, setText] = createSignal('');
  const { error, working, send } = createSending();
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const json = { place: props.place, text: text() };
    void send(async () => {
      await api.freezes[':id'].threads.$post({ param: { id: props.recordId }, json });
      props.onChanged();
      props.onDone();
    });
  };
  return (
    <form class={styles.form} onSubmit={submit}>
      <Show when={props.place.quote}>
        <p class={page.muted}>
          {t().quoted}: “{props.place.quote}”
        </p>
      </Show>
      <TextArea
        ref={(area) => queueMicrotask(() => area.focus())}
        label={t().yourComment}
        required
        maxlength={4000}
        rows={3}
        value={text()}
        onInput={(event) => setText(event.currentTarget.value)}
      />
      <SendingError error={error()} />
      <NeedsHall>{offlineTexts().comment}</NeedsHall>
      <div class={page.actions}>
        <Button onClick={() => props.onDone()}>{common().cancel}</Button>
        <HallButton kind="primary" type="submit" disabled={working() || text().trim() === ''}>
          {t().send}
        </HallButton>
      </div>
    </form>
  );
}

const said = { opened: '', replied: '', resolved: 'saidResolved', reopened: 'saidReopened' } as const;

/** A thread: what was said, and what one may add to it. */
export function ThreadCard(props: Sending & { thread: Thread; edition: string }) {
  const [answering, setAnswering] = createSignal(false);
  const [text, setText] = createSignal('');
  const { error, working, send } = createSending();
  const add = (json: { kind: 'replied'; text: string } | { kind: 'resolved' | 'reopened' }) =>
    send(async () => {
      const param = { id: props.recordId, thread: props.thread.id };
      await api.freezes[':id'].threads[':thread'].$post({ param, json });
      setAnswering(false);
      setText('');
      props.onChanged();
    });
  return (
    <section class={styles.thread} data-resolved={props.thread.resolved} aria-label={t().yourComment}>
      <div class={page.row}>
        <Show when={props.thread.place.quote}>
          <q class={styles.quote}>{props.thread.place.quote}</q>
        </Show>
        <Show when={props.edition}>
          <span class={page.muted}>{props.edition}</span>
        </Show>
        <Show when={props.thread.resolved}>
          <Badge icon="check" color="var(--ok)">
            {t().resolved}
          </Badge>
        </Show>
      </div>
      <For each={props.thread.events}>
        {(event) => {
          const sign = said[event.kind];
          return (
            <div class={styles.event}>
              <p class={page.muted}>
                <strong>{event.by}</strong> {sign ? t()[sign] : ''} · {hallTime(event.at)}
              </p>
              <Show when={event.text}>
                <p class={styles.said}>{event.text}</p>
              </Show>
            </div>
          );
        }}
      </For>
      <SendingError error={error()} />
      <Show
        when={answering()}
        fallback={
          <div class={page.row}>
            <Button kind="quiet" icon="reply" onClick={() => setAnswering(true)}>
              {t().answer}
            </Button>
            <HallButton
              kind="quiet"
              icon={props.thread.resolved ? 'undo' : 'check'}
              disabled={working()}
              onClick={() => add({ kind: props.thread.resolved ? 'reopened' : 'resolved' })}
            >
              {props.thread.resolved ? t().reopenThread : t().resolve}
            </HallButton>
          </div>
        }
      >
        <form
          class={styles.form}
          onSubmit={(event) => {
            event.preventDefault();
            void add({ kind: 'replied', text: text() });
          }}
        >
          <TextArea
            ref={(area) => queueMicrotask(() => area.focus())}
            label={t().yourAnswer}
            required
            maxlength={4000}
            rows={2}
            value={text()}
            onInput={(event) => setText(event.currentTarget.value)}
          />
          <NeedsHall>{offlineTexts().comment}</NeedsHall>
          <div class={page.actions}>
            <Button onClick={() => setAnswering(false)}>{common().cancel}</Button>
            <HallButton kind="primary" type="submit" disabled={working() || text().trim() === ''}>
              {t().answer}
            </HallButton>
          </div>
        </form>
      </Show>
    </section>
  );
}
