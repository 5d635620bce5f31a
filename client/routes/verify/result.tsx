import { createMemo, createSignal, For, onCleanup, Show } from 'solid-js';
import type { Check, RecordFacts, Verdict } from '../../../shared/verify/report.ts';
import {
  type Both,
  findingWords,
  partWords,
  pathWords,
  reasonOf,
  sentenceOf,
  verdictWords,
} from '../../../shared/verify/words.ts';
import { language } from '../../i18n/index.ts';
import { verifyTexts } from '../../i18n/verify.ts';
import { Icon, type IconName } from '../../ui/icon.tsx';
import { hallTime } from '../../ui/lines.ts';
import page from '../../ui/page.module.css';
import type { Verified } from './files.ts';
import styles from './verify.module.css';

/** Places named for one check; the rest is counted. */
const mostPlaces = 20;

const say = ([vi, en]: Both) => (language() === 'vi' ? vi : en);

const looks: Record<Verdict, { icon: IconName; tone: string | undefined }> = {
  whole: { icon: 'check', tone: styles.good },
  changed: { icon: 'warning', tone: styles.bad },
  unknown: { icon: 'info', tone: styles.wait },
  extended: { icon: 'info', tone: styles.wait },
};

const tones: Partial<Record<Check['finding'], string | undefined>> = {
  whole: styles.good,
  changed: styles.bad,
  unknown: styles.wait,
  unchecked: styles.wait,
};

/** What was found in one file: the verdict first, then every part that was or was not checked. */
export function Result(props: { of: Verified }) {
  const report = () => props.of.report;
  const look = () => looks[report().verdict];
  return (
    <article class={page.card} data-testid="result" data-verdict={report().verdict}>
      <div class={`${styles.verdict} ${look().tone}`}>
        <Icon name={look().icon} size="1.75rem" />
        <div>
          <h3>{say(verdictWords[report().verdict])}</h3>
          <p class={styles.file}>{props.of.name}</p>
        </div>
      </div>
      <p>{say(sentenceOf(report()))}</p>
      <Show when={report().facts}>{(facts) => <Facts of={facts()} />}</Show>
      <Show when={report().originalLength}>{(length) => <Original of={props.of} length={length()} />}</Show>
      <ul class={styles.checks}>
        <For each={report().checks}>{(check) => <CheckLine of={check} />}</For>
      </ul>
    </article>
  );
}

function CheckLine(props: { of: Check }) {
  const reason = () => reasonOf(props.of);
  const more = () => props.of.paths.length - mostPlaces;
  return (
    <li class={styles.check} data-part={props.of.part} data-finding={props.of.finding}>
      <div class={styles.line}>
        <span>{say(partWords[props.of.part])}</span>
        <strong class={tones[props.of.finding]}>{say(findingWords[props.of.finding])}</strong>
      </div>
      <Show when={reason()}>{(words) => <p class={page.muted}>{say(words())}</p>}</Show>
      <Show when={props.of.paths.length > 0}>
        <ul class={styles.places}>
          <For each={props.of.paths.slice(0, mostPlaces)}>
            {(path) => (
              <li>
                {say(pathWords(path))} <code class={styles.path}>{path}</code>
              </li>
            )}
          </For>
          <Show when={more() > 0}>
            <li>{verifyTexts().more(more())}</li>
          </Show>
        </ul>
      </Show>
    </li>
  );
}

function Facts(props: { of: RecordFacts }) {
  const when = () =>
    Number.isNaN(Date.parse(props.of.frozenAt)) ? props.of.frozenAt : hallTime(props.of.frozenAt);
  const rows = createMemo(() =>
    (
      [
        [verifyTexts().hash, props.of.hash],
        [verifyTexts().signedBy, props.of.fingerprint],
        [verifyTexts().previous, props.of.previous ?? ''],
      ] as const
    ).filter(([, value]) => value !== ''),
  );
  return (
    <div class={styles.facts}>
      <p>
        <strong>{props.of.title}</strong>
        <br />
        {verifyTexts().frozen(props.of.frozenBy, when())}
      </p>
      <For each={rows()}>
        {([name, value]) => (
          <div>
            <p class={page.muted}>{name}</p>
            <p class={page.code}>{value}</p>
          </div>
        )}
      </For>
    </div>
  );
}

/** The PDF as the office made it, without what was written behind it: to be compared with the eye. */
function Original(props: { of: Verified; length: number }) {
  const [address] = createSignal(
    URL.createObjectURL(new Blob([props.of.bytes.subarray(0, props.length)], { type: 'application/pdf' })),
  );
  onCleanup(() => URL.revokeObjectURL(address()));
  return (
    <div>
      <a class={page.link} href={address()} download={props.of.name.replace(/(\.pdf)?$/i, '-goc.pdf')}>
        <Icon name="download" /> {verifyTexts().original}
      </a>
    </div>
  );
}
