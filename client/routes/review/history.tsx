import { fromBase64 } from 'lib0/buffer';
import { createMemo, createResource, createSignal, For, Show } from 'solid-js';
import * as Y from 'yjs';
import type { Dialogue } from '../../../shared/dialogue.ts';
import { allPetitions } from '../../../shared/docs/board.ts';
import { writerName } from '../../../shared/docs/writers.ts';
import { appendParagraph, type WrittenPassage, writtenPassages } from '../../../shared/docs/written.ts';
import type { MinutesHistory } from '../../../shared/history.ts';
import { api, call } from '../../api.ts';
import { pageNames } from '../../i18n/page-names.ts';
import { reviewTexts as t } from '../../i18n/review.ts';
import { onHallBack } from '../../in-reach.ts';
import { openDocument } from '../../sync/open-document.ts';
import { StatusBar } from '../../sync/status-bar.tsx';
import { Button, Notice } from '../../ui/controls.tsx';
import { Guarded } from '../../ui/guarded.tsx';
import { hallTime } from '../../ui/lines.ts';
import page from '../../ui/page.module.css';
import { DialogueFrame } from '../dialogue/dialogue-frame.tsx';
import { WithDialogue } from '../dialogue/with-dialogue.tsx';
import styles from './review.module.css';

/** The minutes' history: a slider through the time of the session, with who wrote what. */
export default function HistoryPage() {
  return <WithDialogue>{(loaded) => <Opened dialogue={loaded().dialogue} />}</WithDialogue>;
}

/** The kept text, with all that was deleted from it. */
async function loadHistory(id: string): Promise<{ history: MinutesHistory; doc: Y.Doc }> {
  const history = await (await api.dialogues[':id'].history.$get({ param: { id } })).json();
  const state = await (await call(`/api/dialogues/${id}/history/state`)).arrayBuffer();
  const doc = new Y.Doc({ gc: false });
  if (state.byteLength > 0) Y.applyUpdate(doc, new Uint8Array(state));
  return { history, doc };
}

function Opened(props: { dialogue: Dialogue }) {
  const minutes = openDocument(props.dialogue.id, 'minutes');
  const board = openDocument(props.dialogue.id, 'board');
  const [loaded, { refetch }] = createResource(() => props.dialogue.id, loadHistory);
  onHallBack(() => loaded.error && void refetch());
  return (
    <DialogueFrame dialogue={props.dialogue} status={<StatusBar documents={[minutes]} />}>
      <Guarded part>
        <Show when={loaded()}>
          {(one) => (
            <Show when={one().history.moments.length > 0} fallback={<Notice>{t().historyNone}</Notice>}>
              <Slider
                history={one().history}
                doc={one().doc}
                numbers={new Map(allPetitions(board.doc).map(({ id, number }) => [id, number]))}
                mayWrite={() => minutes.ready() && minutes.mode() === 'write'}
                live={minutes.doc}
              />
            </Show>
          )}
        </Show>
      </Guarded>
    </DialogueFrame>
  );
}

/** Colours that are told apart and read on paper; names stand beside them. */
const colors = ['#14508c', '#1b6b3a', '#6b2c91', '#8a5a00', '#a3161b', '#00666b', '#57524a', '#3b4a8c'];

interface SliderProps {
  history: MinutesHistory;
  doc: Y.Doc;
  numbers: ReadonlyMap<string, string>;
  mayWrite: () => boolean;
  live: Y.Doc;
}

function Slider(props: SliderProps) {
  const last = () => props.history.moments.length - 1;
  const [at, setAt] = createSignal(last());
  const [done, setDone] = createSignal(false);
  const moment = () => props.history.moments[at()];
  const passages = createMemo((): WrittenPassage[] => {
    const now = moment();
    if (!now) return [];
    const doc = Y.createDocFromSnapshot(props.doc, Y.decodeSnapshotV2(fromBase64(now.snapshot)));
    const made = writtenPassages(doc);
    doc.destroy();
    return made;
  });
  const nameOf = (client: number) =>
    props.history.writers[String(client)] || writerName(props.doc, client) || t().unknownWriter;
  const names = createMemo(() => [
    ...new Set(passages().flatMap(({ runs }) => runs.map(({ client }) => nameOf(client)))),
  ]);
  /** Over all times, so that a name keeps its colour while the slider moves. */
  const everybody = createMemo(() => [
    ...new Set(writtenPassages(props.doc).flatMap(({ runs }) => runs.map(({ client }) => nameOf(client)))),
    ...Object.values(props.history.writers),
  ]);
  const colorOf = (name: string) => colors[Math.max(0, everybody().indexOf(name)) % colors.length];
  const bringBack = (passage: WrittenPassage) => {
    appendParagraph(props.live, passage.runs.map(({ text }) => text).join(''));
    setDone(true);
  };
  const step = (by: number) => setAt((now) => Math.min(last(), Math.max(0, now + by)));
  return (
    <div class={page.page}>
      <h2>{pageNames().history}</h2>
      <p class={page.lead}>{t().historyLead}</p>
      <div class={styles.slider}>
        <Button icon="back" aria-label={t().earlier} disabled={at() === 0} onClick={() => step(-1)} />
        <input
          type="range"
          min="0"
          max={last()}
          value={at()}
          aria-label={t().moment}
          aria-valuetext={hallTime(moment()?.at ?? '')}
          onInput={(event) => setAt(event.currentTarget.valueAsNumber)}
        />
        <Button icon="chevron" aria-label={t().later} disabled={at() === last()} onClick={() => step(1)} />
      </div>
      <p data-testid="moment">
        <strong>{hallTime(moment()?.at ?? '')}</strong> ({at() + 1}/{last() + 1})
      </p>
      <Show when={names().length > 0}>
        <ul class={styles.writers} aria-label={t().writers}>
          <For each={names()}>
            {(name) => (
              <li>
                <span class={styles.swatch} style={{ background: colorOf(name) }} /> {name}
              </li>
            )}
          </For>
        </ul>
      </Show>
      <Show when={done()}>
        <Notice kind="done">{t().broughtBack}</Notice>
      </Show>
      <section class={page.card} aria-label={t().minutes}>
        <For each={passages()}>
          {(passage) => (
            <div class={styles.line}>
              <p class={`${styles.passage} ${styles.text}`} data-kind={passage.kind}>
                <For each={passage.runs}>
                  {(run) => (
                    <span style={{ color: colorOf(nameOf(run.client)) }} title={nameOf(run.client)}>
                      {run.text.normalize('NFC')}
                    </span>
                  )}
                </For>
                <Show when={passage.kind === 'petition'}>
                  {props.numbers.get(passage.petitionId) || t().petitions}
                </Show>
              </p>
              <Show when={props.mayWrite() && passage.kind === 'text'}>
                <Button
                  kind="quiet"
                  icon="undo"
                  aria-label={t().bringBack}
                  title={t().bringBack}
                  onClick={() => bringBack(passage)}
                />
              </Show>
            </div>
          )}
        </For>
      </section>
    </div>
  );
}
