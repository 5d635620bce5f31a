import { createEffect, createMemo, For, on, Show } from 'solid-js';
import type { Paper } from '../../shared/docs/papers.ts';
import { errorSentence } from '../../shared/errors.ts';
import { shortInstant } from '../board/days.ts';
import { hallTexts } from '../i18n/hall.ts';
import { language } from '../i18n/index.ts';
import { t } from '../i18n/papers.ts';
import { latePart } from '../late-part.tsx';
import { Badge, Button, Notice } from '../ui/controls.tsx';
import { PaperView, Thumbnail } from './paper-view.tsx';
import { focusIfLost, WorkSteps } from './paper-work.tsx';
import styles from './papers.module.css';
import { usePapers } from './papers.tsx';
import type { Upload } from './uploader.ts';

const AddPapers = latePart(() => import('./add-papers.tsx'));

const percent = (upload: Pick<Upload, 'sent' | 'size'>) =>
  upload.size === 0 ? 100 : Math.floor((upload.sent / upload.size) * 100);

/** How far one paper's file is on its way from this device; nothing when it is in the hall. */
function Progress(props: { paper: Paper }) {
  const papers = usePapers();
  const upload = createMemo(() => papers.uploader.uploads().find(({ hash }) => hash === props.paper.hash));
  return (
    <Show when={upload()}>
      {(now) => (
        <span class={styles.progress} data-upload={now().state}>
          <Show when={now().state === 'sending'}>
            <progress max={100} value={percent(now())} aria-label={t().sending(percent(now()))} />
          </Show>
          {now().state === 'sending'
            ? t().sending(percent(now()))
            : now().state === 'refused'
              ? t().refused(errorSentence(now().code || 'internal', language()))
              : t().waitsHere}
        </span>
      )}
    </Show>
  );
}

/** All files that wait on this device, in one line. */
function SendingLine() {
  const papers = usePapers();
  const { uploads, retry } = papers.uploader;
  const total = createMemo(() => {
    const all = uploads();
    const [sent, size] = [all.reduce((n, u) => n + u.sent, 0), all.reduce((n, u) => n + u.size, 0)];
    const problem = all.map(({ code }) => code).find((code) => code !== '' && code !== 'unreachable');
    return {
      count: all.length,
      percent: percent({ sent, size }),
      problem,
      sends: all.some((u) => u.state === 'sending'),
    };
  });
  return (
    <Show when={total().count > 0}>
      <div class={styles.sending}>
        <p>{total().sends ? t().sendingAll(total().count, total().percent) : t().waitsAll(total().count)}</p>
        <Show when={total().problem}>
          {(code) => (
            <p class={styles.wrong}>
              {errorSentence(code(), language())} <Button onClick={retry}>{t().retry}</Button>
            </p>
          )}
        </Show>
      </div>
    </Show>
  );
}

/** One paper of the queue, with who has it. */
function QueueRow(props: { paper: Paper }) {
  const papers = usePapers();
  const claim = createMemo(() => papers.claimOf(props.paper.id));
  const when = () => shortInstant(props.paper.addedAt);
  const word = () => (props.paper.petitionId ? t().goOn : t().take);
  return (
    <li class={styles.item} data-paper={props.paper.id} data-claimed={claim() ? 'yes' : 'no'}>
      <Thumbnail paper={props.paper} />
      <div class={styles.about}>
        <span class={styles.who}>{t().addedBy(props.paper.addedBy, when())}</span>
        <Progress paper={props.paper} />
        <Show when={claim()}>
          {(held) => (
            <Badge color={held().isMine ? undefined : held().color} icon="pen">
              {held().isMine ? t().typingHere : t().typing(held().name)}
            </Badge>
          )}
        </Show>
        <Show when={papers.mayAdd() && !claim()}>
          <Button
            icon="pen"
            class={styles.small}
            aria-label={t().ofPaper(word(), props.paper.addedBy, when())}
            onClick={() => papers.take(props.paper.id)}
          >
            {word()}
          </Button>
        </Show>
      </div>
    </li>
  );
}

/** Papers that are out of the queue, folded away. */
function Handled(props: { papers: readonly Paper[]; title: string; back?: boolean }) {
  const papers = usePapers();
  return (
    <Show when={props.papers.length > 0}>
      <details class={styles.handled}>
        <summary>{props.title}</summary>
        <ul class={styles.list}>
          <For each={props.papers}>
            {(paper) => (
              <li class={styles.item}>
                <Thumbnail paper={paper} />
                <div class={styles.about}>
                  <span class={styles.who}>{t().addedBy(paper.addedBy, shortInstant(paper.addedAt))}</span>
                  <Show when={paper.note}>
                    <span>{paper.note}</span>
                  </Show>
                  <Progress paper={paper} />
                  <Show when={props.back && papers.mayAdd()}>
                    <Button class={styles.small} icon="undo" onClick={() => papers.unlink(paper.id)}>
                      {t().toQueue}
                    </Button>
                  </Show>
                </div>
              </li>
            )}
          </For>
        </ul>
      </details>
    </Show>
  );
}

/** The drawer of the hall for papers: those not typed in, or the one that is being typed in here, large. */
export default function PapersPanel() {
  const papers = usePapers();
  let root: HTMLDivElement | undefined;
  // The steps of the paper go with it; whoever works by keys goes on at the queue.
  createEffect(
    on(
      papers.mine,
      (paper) => {
        if (!paper) requestAnimationFrame(() => focusIfLost(root?.querySelector('button')));
      },
      { defer: true },
    ),
  );
  const inState = (state: Paper['state']) => papers.all().filter((paper) => paper.state === state);
  return (
    <div ref={root} class={styles.panel}>
      <h2>{hallTexts().papers}</h2>
      <p class="visually-hidden" role="status">
        {t().waiting(papers.waiting().length)}
      </p>
      <Show when={papers.message()}>{(text) => <Notice>{text()}</Notice>}</Show>
      <Show
        when={papers.mine()}
        fallback={
          <>
            <Show when={papers.mayAdd()}>
              <Show when={papers.waiting().length > 0}>
                <Button kind="primary" icon="pen" onClick={papers.takeNext}>
                  {t().takeNext}
                </Button>
              </Show>
              <AddPapers petitionId="" wide />
            </Show>
            <SendingLine />
            <p class={styles.hint}>{t().lead}</p>
            <Show when={papers.waiting().length > 0} fallback={<p class={styles.quiet}>{t().none}</p>}>
              <ol class={styles.list} aria-label={t().waiting(papers.waiting().length)}>
                <For each={papers.waiting()}>{(paper) => <QueueRow paper={paper} />}</For>
              </ol>
            </Show>
            <Handled papers={inState('setAside')} title={t().asideCount(inState('setAside').length)} back />
            <Handled papers={inState('typed')} title={t().typedCount(inState('typed').length)} />
          </>
        }
      >
        {(paper) => (
          <div class={styles.work} data-large="">
            <WorkSteps paper={paper()} />
            <PaperView paper={paper()} />
          </div>
        )}
      </Show>
    </div>
  );
}
