import { A } from '@solidjs/router';
import { createResource, createSignal, For, Show } from 'solid-js';
import type { Dialogue } from '../../../shared/dialogue.ts';
import type { Exchange } from '../../../shared/exchange/format.ts';
import { ExchangeError, exchangeSentence } from '../../../shared/exchange/problems.ts';
import type { Rebuilt } from '../../../shared/exchange/rebuilt.ts';
import { ApiError, messageOf } from '../../api.ts';
import { lostDialogues } from '../../exchange/lost-dialogues.ts';
import { keptExchange, rebuild } from '../../exchange/rebuild.ts';
import { language } from '../../i18n/index.ts';
import { pageNames } from '../../i18n/page-names.ts';
import { rebuildTexts as t } from '../../i18n/rebuild.ts';
import { Button, Notice } from '../../ui/controls.tsx';
import { createDrop } from '../../ui/dropped-files.ts';
import { Icon } from '../../ui/icon.tsx';
import page from '../../ui/page.module.css';
import { ChooseFiles, readExchangeFile } from '../exchange/choose-files.tsx';
import styles from '../exchange/exchange.module.css';
import { ClosedParts } from './closed-parts.tsx';

/** What came of one device's part. */
type Outcome = { name: string; rebuilt: Rebuilt } | { name: string; problem: unknown };

function problemOf(problem: unknown): string {
  if (problem instanceof ExchangeError) return exchangeSentence(problem.problem, language());
  const named = problem instanceof ApiError ? problem.details.exchange : undefined;
  return named ? exchangeSentence(named, language()) : messageOf(problem);
}

/** The organizer's page on a new server: brings in what devices keep of dialogues that the lost one held. */
export default function RebuildPage() {
  const [lost, { refetch }] = createResource(lostDialogues);
  const [outcomes, setOutcomes] = createSignal<readonly Outcome[]>([]);
  const [working, setWorking] = createSignal(false);
  let head: HTMLHeadingElement | undefined;

  const bring = async (parts: readonly { name: string; read: () => Promise<Exchange> }[]) => {
    setWorking(true);
    setOutcomes([]);
    for (const { name, read } of parts) {
      const outcome: Outcome = await read()
        .then(rebuild)
        .then(
          (rebuilt) => ({ name, rebuilt }),
          (problem: unknown) => ({ name, problem }),
        );
      setOutcomes((before) => [...before, outcome]);
    }
    setWorking(false);
    await refetch();
    head?.focus();
  };
  const takeFiles = (list: FileList | null) => {
    const parts = [...(list ?? [])].map((file) => ({ name: file.name, read: () => readExchangeFile(file) }));
    if (parts.length > 0) void bring(parts);
  };
  const over = createDrop(takeFiles);
  const put = (dialogue: Dialogue) =>
    void bring([{ name: dialogue.title, read: () => keptExchange(dialogue) }]);

  return (
    <div class={page.page}>
      <div>
        <h1>{pageNames().rebuild}</h1>
        <p class={page.lead}>{t().lead}</p>
      </div>
      <Notice kind="info">{t().before}</Notice>
      <section class={page.card}>
        <h2>{t().hereTitle}</h2>
        <Show when={!lost.error} fallback={<Notice kind="error">{messageOf(lost.error)}</Notice>}>
          <p>{lost.latest?.length ? t().hereLead : t().hereNone}</p>
          <For each={lost.latest}>
            {(dialogue) => (
              <div class={page.head}>
                <strong>{dialogue.title}</strong>
                <Button
                  kind="primary"
                  icon="upload"
                  disabled={working()}
                  aria-label={t().putOf(dialogue.title)}
                  onClick={() => put(dialogue)}
                >
                  {t().put}
                </Button>
              </div>
            )}
          </For>
        </Show>
      </section>
      <ClosedParts onOpened={() => void refetch()} />
      <section class={`${page.card} ${over() ? styles.over : ''}`}>
        <h2>{t().filesTitle}</h2>
        <p>{t().filesLead}</p>
        <div class={page.row}>
          <ChooseFiles label={t().choose} disabled={working()} onFiles={takeFiles} />
        </div>
        <p class={page.muted}>{t().drop}</p>
      </section>
      <p role="status" class={working() ? undefined : 'visually-hidden'}>
        {working() ? t().working : ''}
      </p>
      <Show when={outcomes().length > 0}>
        <h2 ref={head} tabIndex={-1} class={styles.result}>
          {t().results}
        </h2>
        <For each={outcomes()}>
          {(outcome) =>
            'rebuilt' in outcome ? (
              <Made rebuilt={outcome.rebuilt} />
            ) : (
              <Notice kind="error">
                <p class={page.code}>{outcome.name}</p>
                <p>{problemOf(outcome.problem)}</p>
              </Notice>
            )
          }
        </For>
      </Show>
    </div>
  );
}

/** What the server took, and what is to be done next. */
function Made(props: { rebuilt: Rebuilt }) {
  const sentence = () => {
    const { isNew, news, title, petitions } = props.rebuilt;
    if (isNew) return t().made(title, petitions);
    return news.length > 0 ? t().joined(title, petitions) : t().nothing(title);
  };
  const pairs = () => props.rebuilt.renumbered.map(({ from, to }) => `${from} → ${to}`).join(', ');
  return (
    <section class={page.card}>
      <Notice kind="done">{sentence()}</Notice>
      <Show when={props.rebuilt.wasFrozen}>
        <Notice kind="warn">{t().frozenBefore}</Notice>
      </Show>
      <Show when={props.rebuilt.renumbered.length > 0}>
        <Notice kind="warn">{t().renumbered(pairs())}</Notice>
      </Show>
      <Show when={props.rebuilt.missingPapers.length > 0}>
        <Notice kind="warn">{t().missing(props.rebuilt.missingPapers.length)}</Notice>
      </Show>
      <p>{t().next}</p>
      <div class={page.row}>
        <A class={page.link} href={`/dialogues/${props.rebuilt.dialogueId}/links`}>
          <Icon name="link" /> {t().links}
        </A>
        <A class={page.link} href={`/dialogues/${props.rebuilt.dialogueId}`}>
          <Icon name="pen" /> {t().open}
        </A>
      </div>
    </section>
  );
}
