import { createSignal, For, onMount, Show } from 'solid-js';
import { type Exchange, readExchange } from '../../../shared/exchange/format.ts';
import { ExchangeError, type ExchangeProblem, exchangeSentence } from '../../../shared/exchange/problems.ts';
import { type CameraProblem, cameraProblem, fetchReader } from '../../exchange/camera.ts';
import type { ExchangeDesk, TakenIn } from '../../exchange/desk.ts';
import { exchangeTexts as t } from '../../i18n/exchange.ts';
import { language } from '../../i18n/index.ts';
import { Button, Notice } from '../../ui/controls.tsx';
import { createDrop } from '../../ui/dropped-files.ts';
import page from '../../ui/page.module.css';
import { ChooseFiles, readExchangeFile } from './choose-files.tsx';
import styles from './exchange.module.css';
import { ScanCode } from './scan-code.tsx';

/** What came of one file or one run of codes. */
type Outcome = { name: string; taken: TakenIn } | { name: string; problem: ExchangeProblem };

function sentenceOf({ news, papers }: TakenIn): string {
  const parts = news.map(({ kind, added, changed }) => t().news(kind, added, changed));
  if (papers > 0) parts.push(t().newPapers(papers));
  return parts.length === 0 ? t().nothingNew : t().came(parts.join(', '));
}

/** Takes what another device gives, by files or by its codes. */
export function Take(props: { desk: ExchangeDesk }) {
  const [outcomes, setOutcomes] = createSignal<readonly Outcome[]>([]);
  const [working, setWorking] = createSignal(false);
  const [scanning, setScanning] = createSignal(false);
  const [camera, setCamera] = createSignal<CameraProblem | ''>(cameraProblem());
  let head: HTMLHeadingElement | undefined;
  let scan: HTMLButtonElement | undefined;

  const read = async (name: string, given: () => Promise<Exchange>): Promise<Outcome> => {
    try {
      return { name, taken: await props.desk.take(await given()) };
    } catch (error) {
      return { name, problem: error instanceof ExchangeError ? error.problem : 'broken' };
    }
  };
  const show = async (work: () => Promise<Outcome[]>) => {
    setWorking(true);
    setOutcomes([]);
    setOutcomes(await work());
    setWorking(false);
    head?.focus();
  };
  const takeFiles = (list: FileList | null) => {
    const files = list ? [...list] : [];
    if (files.length === 0) return;
    void show(async () => {
      const results: Outcome[] = [];
      for (const file of files) results.push(await read(file.name, () => readExchangeFile(file)));
      return results;
    });
  };
  const takeMessage = (message: Uint8Array) => {
    setScanning(false);
    void show(async () => [await read('', () => readExchange(message))]);
  };
  const endScan = () => {
    setScanning(false);
    scan?.focus();
  };

  onMount(() => void fetchReader());
  const over = createDrop(takeFiles);

  return (
    <section class={`${page.card} ${over() ? styles.over : ''}`}>
      <h2>{t().takeTitle}</h2>
      <p>{t().takeLead}</p>
      <Show when={camera() || null}>{(why) => <Notice kind="info">{t()[why()]}</Notice>}</Show>
      <div class={page.row}>
        <ChooseFiles label={t().readFile} onFiles={takeFiles} />
        <Show when={camera() !== 'insecure' && camera() !== 'noCamera'}>
          <Button ref={scan} icon="camera" aria-expanded={scanning()} onClick={() => setScanning(true)}>
            {t().scan}
          </Button>
        </Show>
      </div>
      <p class={page.muted}>{t().drop}</p>
      <Show when={scanning()}>
        <ScanCode
          onMessage={takeMessage}
          onProblem={(problem) => {
            setCamera(problem);
            endScan();
          }}
          onClose={endScan}
        />
      </Show>
      <div role="status" class="visually-hidden">
        {working() ? t().reading : ''}
      </div>
      <Show when={outcomes().length > 0}>
        <h3 ref={head} tabIndex={-1} class={styles.result}>
          {t().resultTitle}
        </h3>
        <For each={outcomes()}>
          {(outcome) => (
            <Notice kind={'problem' in outcome ? 'error' : 'done'}>
              <Show when={outcome.name}>
                <p class={page.code}>{outcome.name}</p>
              </Show>
              <p>
                {'problem' in outcome
                  ? exchangeSentence(outcome.problem, language())
                  : sentenceOf(outcome.taken)}
              </p>
              <Show when={'taken' in outcome ? outcome.taken.from : null}>
                {(from) => (
                  <p class={page.muted}>
                    {t().from([from().device, from().person].filter(Boolean).join(' – '), from().madeAt)}
                  </p>
                )}
              </Show>
            </Notice>
          )}
        </For>
      </Show>
    </section>
  );
}
