import { createMemo, createSignal, For, onCleanup, onMount, Show } from 'solid-js';
import type { PublicHead, PublicIssue } from '../../../shared/docs/screen.ts';
import { clockTime, numericDate } from '../../../shared/vietnamese/dates.ts';
import { t } from '../../i18n/screen.ts';
import { Icon } from '../../ui/icon.tsx';
import { fitText } from './fit.ts';
import { whoOf, wordOf } from './issue-words.ts';
import { byField, type Counts, countedKinds, countIssues, countOf, newestOf } from './model.ts';
import { Outcome } from './outcome.tsx';
import { IssueList } from './pages.tsx';
import styles from './screen.module.css';

export interface ScreenViewProps {
  head: PublicHead;
  /** Oldest first. */
  issues: PublicIssue[];
  /** `09:42`. */
  clock: string;
  /** Time of day at which the connection was lost, or empty while all is well. */
  staleSince: string;
}

/** The whole picture: head, what is discussed, the issues by field, the counts. */
export function ScreenView(props: ScreenViewProps) {
  const counts = createMemo(() => countIssues(props.issues));
  const groups = createMemo(() => byField(props.issues));
  const newest = createMemo(() => (props.head.frozen ? null : newestOf(props.issues)));
  const current = createMemo(() => props.issues.find((issue) => issue.id === props.head.current) ?? null);
  const resting = mouseAtRest();
  return (
    <main class={styles.screen} classList={{ [styles.resting ?? '']: resting() }} aria-label={t().page}>
      <Header {...props} />
      <Show when={props.issues.length > 0} fallback={<Empty speaker={props.head.speaker} />}>
        <div class={styles.body}>
          <Show
            when={props.head.frozen}
            fallback={<Spotlight head={props.head} current={current()} newest={newest()} />}
          >
            {(frozen) => <Closing frozen={frozen()} counts={counts()} />}
          </Show>
          <IssueList groups={groups()} newest={newest()?.id ?? ''} current={current()?.id ?? ''} />
        </div>
        <Show when={!props.head.frozen}>
          <CountStrip counts={counts()} />
        </Show>
      </Show>
    </main>
  );
}

/** Title, place and clock; while the connection is lost, since when stands in the line of the place. */
function Header(props: Omit<ScreenViewProps, 'issues'>) {
  const place = () => [props.head.place, numericDate(props.head.heldOn)].filter(Boolean).join(' · ');
  return (
    <header class={styles.header}>
      <div>
        <h1 class={styles.title}>{props.head.title}</h1>
        <Show when={props.staleSince} fallback={<p class={styles.place}>{place()}</p>}>
          {(time) => (
            <p class={styles.stale} role="status">
              <Icon name="cloudOff" />
              {t().stale(time())}
            </p>
          )}
        </Show>
      </div>
      <button
        type="button"
        class={styles.fullscreen}
        aria-label={t().fullscreen}
        title={t().fullscreen}
        onClick={() => void document.documentElement.requestFullscreen?.().catch(() => {})}
      >
        <Icon name="screen" />
      </button>
      <time class={styles.clock}>{props.clock}</time>
    </header>
  );
}

/** Who speaks and what is discussed; between two speakers, what was raised last. */
function Spotlight(props: { head: PublicHead; current: PublicIssue | null; newest: PublicIssue | null }) {
  const shown = () => props.current ?? (props.head.speaker ? null : props.newest);
  return (
    <section class={styles.spotlight} aria-live="polite">
      <Show when={props.head.speaker}>
        <p class={styles.label}>{t().speaking}</p>
        <p class={styles.speaker}>{props.head.speaker}</p>
      </Show>
      <Show when={shown()}>
        {(issue) => (
          <>
            <p class={styles.label}>
              {props.current ? t().discussing : t().latest}
              <span class={styles.number}>{issue().number}</span>
            </p>
            <Matter text={issue().matter || t().noMatter} />
            <p class={styles.where}>
              <Show when={issue().field}>
                <span>{whoOf(issue()) ? `${issue().field} ·` : issue().field}</span>
              </Show>
              <span>{whoOf(issue())}</span>
              <Outcome issue={issue()} />
            </p>
          </>
        )}
      </Show>
    </section>
  );
}

/** A text as large as its place allows. */
function Matter(props: { text: string }) {
  let frame: HTMLDivElement | undefined;
  fitText(
    () => frame,
    () => props.text,
  );
  return (
    <div class={styles.room} ref={frame}>
      <p class={styles.matter}>{props.text}</p>
    </div>
  );
}

/** All counts side by side. */
function CountStrip(props: { counts: Counts }) {
  return (
    <dl class={styles.counts} aria-label={t().counts}>
      <div class={styles.total}>
        <dd>{props.counts.total}</dd>
        <dt>{t().total}</dt>
      </div>
      <For each={countedKinds}>
        {(kind) => (
          <div data-kind={kind}>
            <dd>{countOf(props.counts, kind)}</dd>
            <dt>{wordOf(kind)}</dt>
          </div>
        )}
      </For>
    </dl>
  );
}

/** After the freeze: that it is over, and the final counts. */
function Closing(props: { frozen: string; counts: Counts }) {
  const when = () => {
    const time = clockTime(props.frozen);
    return time ? t().frozenAt(time, numericDate(props.frozen)) : t().frozenPlain;
  };
  return (
    <section class={styles.spotlight}>
      <p class={styles.closing}>{t().frozen}</p>
      <p class={styles.where}>{when()}</p>
      <dl class={styles.final} aria-label={t().counts}>
        <div class={styles.total}>
          <dd>{props.counts.total}</dd>
          <dt>{t().total}</dt>
        </div>
        <For each={countedKinds.filter((kind) => kind !== 'waiting' || props.counts.waiting > 0)}>
          {(kind) => (
            <div data-kind={kind}>
              <dd>{countOf(props.counts, kind)}</dd>
              <dt>{wordOf(kind)}</dt>
            </div>
          )}
        </For>
      </dl>
    </section>
  );
}

/** Before the first petition: who speaks already, or how to raise one. */
function Empty(props: { speaker: string }) {
  return (
    <section class={styles.empty}>
      <Show
        when={props.speaker}
        fallback={
          <>
            <p class={styles.speaker}>{t().empty}</p>
            <p class={styles.where}>{t().emptyHint}</p>
          </>
        }
      >
        <p class={styles.label}>{t().speaking}</p>
        <p class={styles.speaker}>{props.speaker}</p>
      </Show>
    </section>
  );
}

/** True when the mouse has not moved for a while: pointer and button then leave the picture. */
function mouseAtRest() {
  const [resting, setResting] = createSignal(true);
  let timer: ReturnType<typeof setTimeout> | undefined;
  const moved = () => {
    setResting(false);
    clearTimeout(timer);
    timer = setTimeout(() => setResting(true), 3000);
  };
  onMount(() => addEventListener('mousemove', moved));
  onCleanup(() => {
    removeEventListener('mousemove', moved);
    clearTimeout(timer);
  });
  return resting;
}
