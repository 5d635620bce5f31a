import { createMemo, createSignal, For, Match, Show, Switch } from 'solid-js';
import {
  allIssues,
  headOf,
  issuesOf,
  type PublicHead,
  type PublicIssue,
  readHead,
} from '../../../shared/docs/screen.ts';
import { clockTime, numericDate } from '../../../shared/vietnamese/dates.ts';
import { fold } from '../../../shared/vietnamese/fold.ts';
import { common } from '../../i18n/common.ts';
import { language, setLanguage } from '../../i18n/index.ts';
import { list } from '../../i18n/list.ts';
import { words } from '../../i18n/words.ts';
import { readPublicDocument } from '../../sync/read-document.ts';
import { yjsList, yjsSignal } from '../../sync/signals.ts';
import { Notice } from '../../ui/controls.tsx';
import { whoOf } from '../screen/issue-words.ts';
import { byField } from '../screen/model.ts';
import styles from './list.module.css';

/** The public list on citizens' phones, behind the screen's QR code: `/list/<dialogue>`. */
export default function PublicList(props: { id: string }) {
  const { doc, ready, status } = readPublicDocument(props.id);
  const head = yjsSignal(() => readHead(doc), headOf(doc));
  const issues = yjsList(() => allIssues(doc), issuesOf(doc));
  const since = createMemo(() => (status().online ? '' : clockTime(status().offlineSince)));
  return (
    <div class={styles.page}>
      <Switch fallback={<p class={styles.opening}>{since() ? list().never : list().opening}</p>}>
        <Match when={status().problem === 'noSession'}>
          <Notice kind="error">{list().noSession}</Notice>
        </Match>
        <Match when={status().problem === 'notAllowed'}>
          <Notice kind="error">{list().notAllowed}</Notice>
        </Match>
        <Match when={ready()}>
          <Issues head={head()} issues={issues()} since={since()} />
        </Match>
      </Switch>
    </div>
  );
}

function Issues(props: { head: PublicHead; issues: PublicIssue[]; since: string }) {
  const [text, setText] = createSignal('');
  const found = createMemo(() => findIssues(props.issues, text()));
  const groups = createMemo(() => byField(found()));
  const place = () => [props.head.place, numericDate(props.head.heldOn)].filter(Boolean).join(' · ');
  return (
    <>
      <header class={styles.head}>
        <p class={styles.body}>
          <span>{props.head.body}</span>
          <button
            type="button"
            lang={language() === 'vi' ? 'en' : 'vi'}
            title={common().languageLabel}
            onClick={() => setLanguage(language() === 'vi' ? 'en' : 'vi')}
          >
            {common().language}
          </button>
        </p>
        <h1>{props.head.title}</h1>
        <p>{place()}</p>
      </header>
      <main class={styles.main} aria-label={list().page}>
        <Show when={props.since}>{(time) => <Notice kind="warn">{list().stale(time())}</Notice>}</Show>
        <Show when={props.head.frozen}>
          <Notice>{list().frozen}</Notice>
        </Show>
        <label class={styles.search}>
          <span>{list().search}</span>
          <input type="search" value={text()} onInput={(event) => setText(event.currentTarget.value)} />
        </label>
        <p role="status" class={styles.count}>
          {text().trim()
            ? list().found(found().length, props.issues.length)
            : list().count(props.issues.length)}
        </p>
        <Show when={props.issues.length === 0}>
          <p>{list().none}</p>
        </Show>
        <Show when={props.issues.length > 0 && found().length === 0}>
          <p>{list().nothing}</p>
        </Show>
        <For each={groups()}>
          {(group) => (
            <section class={styles.field}>
              <h2>{group.field || list().otherField}</h2>
              <For each={group.issues}>
                {(issue) => <Issue issue={issue} current={issue.id === props.head.current} />}
              </For>
            </section>
          )}
        </For>
        <aside class={styles.ask} aria-label={list().askTitle}>
          <h2>{list().askTitle}</h2>
          <p>{list().ask(props.head.body || list().office)}</p>
          <p>{list().privacy}</p>
        </aside>
      </main>
    </>
  );
}

function Issue(props: { issue: PublicIssue; current: boolean }) {
  const outcome = () => (props.issue.outcome ? words().state[props.issue.outcome] : list().waiting);
  return (
    <article class={styles.issue} classList={{ [styles.current ?? '']: props.current }}>
      <h3>
        <b>{props.issue.number || '…'}</b> <span>{whoOf(props.issue)}</span>
        <Show when={props.current}>
          <em>{list().current}</em>
        </Show>
      </h3>
      <p>{props.issue.matter}</p>
      <p class={styles.outcome} data-outcome={props.issue.outcome || 'waiting'}>
        {outcome()}
      </p>
      <Show when={props.issue.answer}>
        {(answer) => (
          <div class={styles.answer}>
            <h4>{list().answer}</h4>
            <p>{answer()}</p>
          </div>
        )}
      </Show>
    </article>
  );
}

/** Issues in which every word occurs, without regard to case and marks. */
function findIssues(issues: readonly PublicIssue[], text: string): PublicIssue[] {
  const wanted = fold(text).split(/\s+/).filter(Boolean);
  if (wanted.length === 0) return [...issues];
  return issues.filter((issue) => {
    const folded = fold(
      [issue.number, issue.matter, issue.answer, issue.field, issue.village, issue.name].join('\n'),
    );
    return wanted.every((word) => folded.includes(word));
  });
}
