import { useParams } from '@solidjs/router';
import { createMemo, createResource, createSignal, For, type JSX, onCleanup, onMount, Show } from 'solid-js';
import { may } from '../../../shared/access.ts';
import { type Passage, passagesOf } from '../../../shared/documents/passages.ts';
import type { DialogueRecord, RecordPetition } from '../../../shared/record.ts';
import type { CommentPlace, RecordVersion, Thread } from '../../../shared/review.ts';
import { loadRecord, loadReview, loadSignatures, loadThreads } from '../../data.ts';
import { pageNames } from '../../i18n/page-names.ts';
import { reviewTexts as t } from '../../i18n/review.ts';
import { words } from '../../i18n/words.ts';
import { ownRole } from '../../session.ts';
import { Badge, Button } from '../../ui/controls.tsx';
import page from '../../ui/page.module.css';
import { DialogueFrame } from '../dialogue/dialogue-frame.tsx';
import { placeThreads, stateColor, stateWords } from './model.ts';
import styles from './review.module.css';
import { Signing } from './signing.tsx';
import { CommentForm, ThreadCard } from './threads.tsx';

/** How often the page asks what others said, ms. */
const askEvery = 10_000;

/** A frozen version read by those who review it: comments on passages and petitions, and the signatures. */
export default function ReviewPage() {
  const params = useParams<{ id: string }>();
  const [loaded] = createResource(() => params.id, loadRecord);
  return (
    <Show when={loaded()}>
      {(answer) => (
        <DialogueFrame dialogue={answer().record.dialogue}>
          <Review recordId={answer().summary.id} record={answer().record} />
        </DialogueFrame>
      )}
    </Show>
  );
}

function Review(props: { recordId: string; record: DialogueRecord }) {
  const mayComment = () => may(ownRole(), 'review');
  const [review, { refetch: askReview }] = createResource(() => props.record.dialogue.id, loadReview);
  const [threads, { refetch: askThreads }] = createResource(
    () => mayComment(),
    () => loadThreads(props.recordId),
  );
  const [signOffs, { refetch: askSignOffs }] = createResource(() => loadSignatures(props.recordId));
  const refresh = () => {
    void askReview();
    void askThreads();
    void askSignOffs();
  };
  onMount(() => {
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') refresh();
    }, askEvery);
    onCleanup(() => clearInterval(timer));
  });
  const passages = createMemo(() => passagesOf(props.record));
  const petitionIds = createMemo(() => new Set(props.record.petitions.map(({ id }) => id)));
  const all = () => threads.latest ?? [];
  const placed = createMemo(() => placeThreads(all(), props.recordId, passages(), petitionIds()));
  const version = () => review.latest?.versions.find(({ id }) => id === props.recordId);
  const signable = () =>
    review.latest?.open === false && review.latest.versions.at(-1)?.id === props.recordId;
  const shown = () => {
    const { passages: one, petitions: two, loose } = placed();
    return [...one.values(), ...two.values(), loose].flat();
  };
  const open = () => shown().filter(({ resolved }) => !resolved).length;
  const editionOf = (thread: Thread) => {
    if (thread.recordId === props.recordId) return '';
    const from = review.latest?.versions.find(({ id }) => id === thread.recordId);
    return from ? t().fromEdition(from.edition) : '';
  };
  const cards = (list: readonly Thread[]) => (
    <For each={list}>
      {(thread) => (
        <ThreadCard
          thread={thread}
          edition={editionOf(thread)}
          recordId={props.recordId}
          onChanged={refresh}
        />
      )}
    </For>
  );
  return (
    <div class={page.page}>
      <Show when={version()}>{(one) => <Head version={one()} open={open()} all={shown().length} />}</Show>
      <Show when={placed().loose.length > 0}>
        <section class={page.card}>
          <h2>{t().elsewhere}</h2>
          {cards(placed().loose)}
        </section>
      </Show>
      <section class={page.card} aria-label={t().minutes}>
        <h2>{t().minutes}</h2>
        <For each={passages()}>
          {(passage, index) => (
            <Commented
              recordId={props.recordId}
              mayComment={mayComment()}
              label={t().passage}
              place={(quote) => ({
                kind: 'passage',
                passage: index(),
                quote: quote || (passage.kind === 'petition' ? passage.text : passage.text.slice(0, 200)),
              })}
              onChanged={refresh}
              below={cards(placed().passages.get(index()) ?? [])}
            >
              <PassageText passage={passage} />
            </Commented>
          )}
        </For>
      </section>
      <section class={page.card} aria-label={t().petitions}>
        <h2>{t().petitions}</h2>
        <For each={props.record.petitions}>
          {(petition) => (
            <Commented
              recordId={props.recordId}
              mayComment={mayComment()}
              label={petition.number}
              place={(quote) => ({ kind: 'petition', petitionId: petition.id, quote })}
              onChanged={refresh}
              below={cards(placed().petitions.get(petition.id) ?? [])}
            >
              <PetitionText petition={petition} />
            </Commented>
          )}
        </For>
      </section>
      <Show when={version()}>
        {(one) => (
          <Signing
            version={one()}
            record={props.record}
            signOffs={signOffs.latest ?? []}
            signable={signable()}
            openThreads={open()}
            onSigned={refresh}
          />
        )}
      </Show>
    </div>
  );
}

function Head(props: { version: RecordVersion; open: number; all: number }) {
  return (
    <div class={page.head}>
      <h2>
        {pageNames().review} – {t().edition(props.version.edition)}
      </h2>
      <span class={page.row}>
        <span data-testid="record-state">
          <Badge color={stateColor(props.version)}>{stateWords(props.version)}</Badge>
        </span>
        <span class={page.muted} role="status">
          {props.all > 0 ? t().threads(props.open, props.all) : t().noComments}
        </span>
      </span>
    </div>
  );
}

/** The words selected inside an element, on one line; empty when the selection is elsewhere. */
function selectedIn(element: HTMLElement | undefined): string {
  const selection = document.getSelection();
  if (!element || !selection || selection.isCollapsed || !selection.containsNode(element, true)) return '';
  const inside = element.contains(selection.anchorNode) && element.contains(selection.focusNode);
  return inside ? selection.toString().trim().slice(0, 2000) : '';
}

/** Something of the record with what was said about it, and the button to say something. */
function Commented(props: {
  recordId: string;
  mayComment: boolean;
  label: string;
  place: (quote: string) => CommentPlace;
  onChanged: () => void;
  below: JSX.Element;
  children: JSX.Element;
}) {
  let text: HTMLDivElement | undefined;
  const [writing, setWriting] = createSignal<CommentPlace | null>(null);
  return (
    <div class={styles.commented}>
      <div class={styles.line}>
        <div ref={text} class={styles.text}>
          {props.children}
        </div>
        <Show when={props.mayComment}>
          <Button
            kind="quiet"
            icon="speech"
            aria-label={t().commentOn(props.label)}
            title={t().commentOn(props.label)}
            // The selection would be gone by the time of the click.
            onPointerDown={(event) => event.preventDefault()}
            onClick={() => setWriting(props.place(selectedIn(text)))}
          />
        </Show>
      </div>
      <Show when={writing()}>
        {(place) => (
          <CommentForm
            recordId={props.recordId}
            place={place()}
            onChanged={props.onChanged}
            onDone={() => setWriting(null)}
          />
        )}
      </Show>
      {props.below}
    </div>
  );
}

/** A passage of the minutes. */
function PassageText(props: { passage: Passage }) {
  return (
    <p class={styles.passage} data-kind={props.passage.kind} data-level={props.passage.level}>
      {props.passage.text}
    </p>
  );
}

function PetitionText(props: { petition: RecordPetition }) {
  return (
    <div class={styles.petition}>
      <p>
        <strong>{props.petition.number}</strong> · {props.petition.field} ·{' '}
        {words().state[props.petition.state]}
      </p>
      <p>{props.petition.content}</p>
      <Show when={props.petition.answer}>
        <p>
          <em>{props.petition.answer}</em>
        </p>
      </Show>
    </div>
  );
}
