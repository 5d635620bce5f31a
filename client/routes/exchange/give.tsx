import { createMemo, createSignal, createUniqueId, For, Show } from 'solid-js';
import { exchangeEnding, writeExchange } from '../../../shared/exchange/format.ts';
import { maxFramedBytes } from '../../../shared/exchange/frames.ts';
import { plainName, sessionName } from '../../../shared/export/file-names.ts';
import { localDay } from '../../../shared/vietnamese/dates.ts';
import type { ExchangeDesk, Portion } from '../../exchange/desk.ts';
import { exchangeTexts as t } from '../../i18n/exchange.ts';
import { session } from '../../session.ts';
import { Button, Notice } from '../../ui/controls.tsx';
import page from '../../ui/page.module.css';
import { saveFile } from '../../ui/save-file.ts';
import styles from './exchange.module.css';

const kilobyte = 1024;

/** Names a file as the archive names its own, and after who wrote it and when. */
function fileName({ dialogue, office }: ExchangeDesk): string {
  const now = new Date();
  const day = localDay(now.toISOString());
  const time = now.toLocaleTimeString('vi-VN', { hour: '2-digit', minute: '2-digit', hour12: false });
  const parts = [
    sessionName(dialogue, office, dialogue.heldOn || day),
    'Trao-doi',
    plainName(session()?.name ?? '', 20),
  ];
  return `${[...parts, plainName(time, 5)].filter(Boolean).join('_')}.${exchangeEnding}`;
}

/** What is given, said before it is made: by file or by codes. */
export function Give(props: { desk: ExchangeDesk; onCode: (message: Uint8Array) => void }) {
  const group = createUniqueId();
  const [chosen, setChosen] = createSignal<Portion | null>(null);
  const [made, setMade] = createSignal('');
  const [left, setLeft] = createSignal(0);
  const [problem, setProblem] = createSignal('');
  const [working, setWorking] = createSignal(false);
  const portion = createMemo((): Portion => chosen() ?? (props.desk.waiting() > 0 ? 'waiting' : 'whole'));
  const contains = () => {
    const kinds = props.desk.opened.map(({ kind }) => kind);
    const given = portion() === 'whole' ? kinds : kinds.filter((kind) => kind !== 'stage');
    const names = given.map((kind) => t()[kind]);
    return t().containsLead([...names, ...(kinds.includes('register') ? [t().papers] : [])].join(', '));
  };
  const run = async (work: () => Promise<void>) => {
    setMade('');
    setProblem('');
    setLeft(0);
    setWorking(true);
    try {
      await work();
    } catch {
      setProblem(t().failed);
    } finally {
      setWorking(false);
    }
  };
  const writeFile = () =>
    run(async () => {
      const { exchange, left: without } = await props.desk.make(portion(), true);
      const name = fileName(props.desk);
      saveFile(name, await writeExchange(exchange), 'application/octet-stream');
      setMade(t().wrote(name));
      setLeft(without);
    });
  const showCode = () =>
    run(async () => {
      const { exchange } = await props.desk.make(portion(), false);
      const message = await writeExchange(exchange);
      if (message.length > maxFramedBytes)
        setProblem(t().tooLong(Math.ceil(message.length / kilobyte), maxFramedBytes / kilobyte));
      else props.onCode(message);
    });
  const option = (value: Portion, label: string, hint: string) => (
    <label class={styles.option}>
      <input type="radio" name={group} checked={portion() === value} onChange={() => setChosen(value)} />
      <span>
        {label}
        <small>{hint}</small>
      </span>
    </label>
  );
  return (
    <section class={page.card}>
      <h2>{t().giveTitle}</h2>
      <fieldset class={styles.choice}>
        <legend>{t().what}</legend>
        {option('waiting', t().waitingChoice, t().waitingCount(props.desk.waiting()))}
        <For each={props.desk.peers()}>
          {(peer) => option(peer, t().peerChoice(peer.name || t().unnamed), t().peerSince(peer.at))}
        </For>
        {option('whole', t().wholeChoice, t().wholeHint)}
      </fieldset>
      <p>{contains()}</p>
      <Notice kind="warn">{t().personal}</Notice>
      <div class={page.row}>
        <Button kind="primary" icon="download" disabled={working()} onClick={() => void writeFile()}>
          {t().writeFile}
        </Button>
        <Button icon="screen" disabled={working()} onClick={() => void showCode()}>
          {t().showCode}
        </Button>
      </div>
      <p role="status" class={made() ? undefined : 'visually-hidden'}>
        {made()}
      </p>
      <Show when={left() > 0}>
        <Notice kind="warn">{t().leftPapers(left())}</Notice>
      </Show>
      <Show when={problem()}>
        <Notice kind="error">{problem()}</Notice>
      </Show>
    </section>
  );
}
